"""Economic security: investment, export control, critical infrastructure and clearances."""

from institutions.kinds.base import Kind, Label, PartyType, looked_up, optional
from institutions.kinds.fields import bp, company, country, day, flag, party, person, text, word, words

SECURITY = (
    Kind(
        "investment",
        Label("Investment abroad", "対外投資"),
        Label("An investor holds an investment in a country.", "国外への投資。"),
        (
            party("investor", "Investor", "投資家", PartyType.COMPANY, or_country=True),
            optional(company("company", "Company invested in", "投資先企業")),
            looked_up(country()),
            word(
                "form",
                "Form",
                "形態",
                words(subsidiary="子会社", branch="支店", assets="資産", contract="契約"),
            ),
        ),
    ),
    Kind(
        "export_item",
        Label("Controlled item", "輸出管理品目"),
        Label("An item of a company under export control.", "輸出管理の対象となる品目。"),
        (
            company(),
            text("item", "Item", "品目"),
            country("destination", "Destination", "仕向国"),
            bp("us_controlled_bp", "US controlled content", "米国規制品目の割合"),
            flag("foreign_direct_product", "Foreign direct product", "外国直接産品"),
            flag("series_600", "600 series", "600番台"),
            day("licence_on", "Licence granted on", "許可日"),
        ),
    ),
    Kind(
        "infrastructure",
        Label("Critical infrastructure", "特定社会基盤"),
        Label("A company runs essential infrastructure.", "特定社会基盤事業を行う。"),
        (
            company(),
            text("sector", "Sector", "事業分野"),
            flag("designated", "Designated", "指定済み"),
            flag("installs_critical_facility", "Installs a critical facility", "特定重要設備の導入"),
            flag("outsources_maintenance", "Outsources maintenance", "維持管理の委託"),
            flag("notified", "Notified", "届出あり"),
        ),
        case=True,
        several="infrastructure",
    ),
    Kind(
        "foreign_acquisition",
        Label("Foreign acquisition", "対内直接投資"),
        Label("A foreign investor acquires shares of a company.", "外国投資家による株式取得。"),
        (
            party("investor", "Investor", "投資家", or_country=True),
            company(),
            bp(),
            bp("before_bp", "Share before", "取得前の持分割合"),
            flag("designated_sector", "Designated sector", "指定業種"),
            flag("specified_investor", "Specified investor", "特定外国投資家"),
            flag("exemption_claimed", "Exemption claimed", "事前届出免除の利用"),
            flag("notified", "Notified", "届出あり"),
            day(),
        ),
    ),
    Kind(
        "clearance",
        Label("Clearance", "適性評価・適合事業者"),
        Label("A company or person may handle protected information.", "重要情報を取り扱う資格。"),
        (
            optional(company()),
            optional(person()),
            text("level", "Level", "区分"),
            word("type", "Type", "種類", words(suitable_operator="適合事業者", handler="取扱者")),
            word("status", "Status", "状態", words(granted="認定", not_granted="不認定", expired="失効")),
            day("granted_on", "Granted on", "認定日"),
        ),
        one_of=(("company", "person"),),
    ),
)
