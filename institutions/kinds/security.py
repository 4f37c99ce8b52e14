"""Economic security: investment, export control, critical infrastructure and clearances."""

from institutions.kinds.base import Kind, Label, PartyType, indexed_field, optional_field
from institutions.kinds.fields import (
    bp_field,
    company_field,
    country_field,
    day_field,
    flag_field,
    party_field,
    person_field,
    text_field,
    word_field,
    word_list,
)

SECURITY = (
    Kind(
        "investment",
        Label("Investment abroad", "対外投資"),
        Label("An investor holds an investment in a country.", "国外への投資。"),
        (
            party_field("investor", "Investor", "投資家", PartyType.COMPANY, or_country=True),
            optional_field(company_field("company", "Company invested in", "投資先企業")),
            indexed_field(country_field(means=Label("The country in which the investment is.", "投資先の国。"))),
            word_field(
                "form",
                "Form",
                "形態",
                word_list(subsidiary="子会社", branch="支店", assets="資産", contract="契約"),
            ),
        ),
    ),
    Kind(
        "export_item",
        Label("Controlled item", "輸出管理品目"),
        Label("An item of a company under export control.", "輸出管理の対象となる品目。"),
        (
            company_field(),
            text_field("item", "Item", "品目"),
            country_field("destination", "Destination", "仕向国"),
            bp_field("us_controlled_bp", "US controlled content", "米国規制品目の割合"),
            flag_field("foreign_direct_product", "Foreign direct product", "外国直接産品"),
            flag_field("series_600", "600 series", "600番台"),
            day_field("licence_on", "Licence granted on", "許可日"),
        ),
    ),
    Kind(
        "infrastructure",
        Label("Critical infrastructure", "特定社会基盤"),
        Label("A company runs essential infrastructure.", "特定社会基盤事業を行う。"),
        (
            company_field(),
            text_field("sector", "Sector", "事業分野"),
            flag_field("designated", "Designated", "指定済み"),
            flag_field("installs_critical_facility", "Installs a critical facility", "特定重要設備の導入"),
            flag_field("outsources_maintenance", "Outsources maintenance", "維持管理の委託"),
            flag_field("notified", "Notified", "届出あり", on_file=True),
        ),
        case=True,
        several="infrastructure",
    ),
    Kind(
        "foreign_acquisition",
        Label("Foreign acquisition", "対内直接投資"),
        Label("A foreign investor acquires shares of a company.", "外国投資家による株式取得。"),
        (
            party_field("investor", "Investor", "投資家", or_country=True),
            company_field(),
            bp_field(),
            bp_field("before_bp", "Share before", "取得前の持分割合"),
            flag_field("designated_sector", "Designated sector", "指定業種"),
            flag_field("core_sector", "Core sector", "コア業種"),
            flag_field("specified_investor", "Specified investor", "特定外国投資家"),
            flag_field("state_owned_investor", "State-owned investor", "国有企業等"),
            flag_field("certified_fund", "Fund certified by the Minister of Finance", "財務大臣の認証を受けたファンド"),
            flag_field("exemption_claimed", "Exemption claimed", "事前届出免除の利用"),
            flag_field("notified", "Notified", "届出あり"),
            day_field(),
        ),
    ),
    Kind(
        "clearance",
        Label("Clearance", "適性評価・適合事業者"),
        Label("A company or person may handle protected information.", "重要情報を取り扱う資格。"),
        (
            optional_field(company_field()),
            optional_field(person_field()),
            text_field("level", "Level", "区分"),
            word_field("type", "Type", "種類", word_list(suitable_operator="適合事業者", handler="取扱者")),
            word_field("status", "Status", "状態", word_list(granted="認定", not_granted="不認定", expired="失効")),
            day_field("granted_on", "Granted on", "認定日"),
        ),
        one_of=(("company", "person"),),
    ),
)
