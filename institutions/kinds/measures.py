"""Measures of governments towards a company, done or due: measures, lists, requests, orders, disputes."""

from institutions.kinds.base import FieldSort, Kind, Label, PartyType, indexed_field, optional_field
from institutions.kinds.fields import (
    body_field,
    company_field,
    country_field,
    day_field,
    flag_field,
    party_field,
    special_field,
    text_field,
    word_field,
    word_list,
    yen_field,
)
from institutions.kinds.words import domain

EXCLUSION_GROUNDS = {
    "order_70": Label("Order 70", "予算決算及び会計令第70条"),
    "order_71": Label("Order 71", "予算決算及び会計令第71条"),
    "suspension": Label("Suspension", "指名停止の措置"),
    "pfi_9": Label("PFI Act, Article 9", "ＰＦＩ法第9条"),
}

MEASURES = (
    Kind(
        "measure",
        Label("Measure", "措置"),
        Label(
            "An act of a government body on a date; if it lasts it also has an end.",
            "政府機関の措置。継続する場合は終期あり。",
        ),
        (
            special_field("key", FieldSort.KEY, "Key", "キー"),
            body_field(),
            optional_field(company_field()),
            indexed_field(domain),
            word_field(
                "type",
                "Type",
                "種類",
                word_list(
                    protection="保護",
                    subsidy="補助",
                    designation="指定",
                    exclusion="排除",
                    refusal="拒否",
                    guidance="行政指導",
                    listing="リスト掲載",
                    order="命令",
                ),
            ),
            word_field(
                "nature",
                "Legal nature",
                "法的性質",
                word_list(law="法令", disposition="処分", guidance="行政指導", contract="契約", subsidy="補助金"),
            ),
            day_field(),
            day_field("known_on", "Known on", "知った日"),
            flag_field("in_writing", "In writing", "書面"),
            flag_field("criterion_published", "Criterion published", "基準の公表"),
            flag_field("reasons_given", "Reasons given", "理由の提示"),
            flag_field("hearing_held", "Hearing held", "聴聞・弁明の機会"),
            flag_field("urgent", "Urgent", "緊急"),
            flag_field("secrecy_ground", "Secrecy relied on", "秘密保持を理由"),
            flag_field("money_only", "Money only", "金銭のみ"),
            flag_field("general", "General", "一般的措置"),
            flag_field("remedy_notice", "Remedies notified", "教示あり"),
            day_field("appeal_filed_on", "Appeal filed on", "不服申立日"),
            flag_field("security_exception_recorded", "Security exception recorded", "安全保障例外の記録"),
            word_field(
                "consequence",
                "Consequence",
                "不利益の内容",
                word_list(subsidy="補助金", permit="許認可", list="リスト", none="なし"),
            ),
            flag_field("condition_published", "Condition published", "条件の公表"),
            flag_field("disadvantage_followed", "Disadvantage followed", "不利益取扱いあり"),
            word_field(
                "discriminates_by",
                "Discriminates by",
                "差別の基準",
                word_list(nationality="国籍", origin="原産地", none="なし"),
            ),
            word_field(
                "trade_effect",
                "Effect on trade",
                "貿易への影響",
                word_list(**{"import": "輸入"}, export="輸出", both="双方", none="なし"),
            ),
            country_field("restricts_country", "Restricts country", "制限対象国"),
            yen_field("damage_yen", "Damage", "損害額"),
        ),
    ),
    Kind(
        "relocation_request",
        Label("Request to relocate", "移転要請"),
        Label(
            "A body asks a company to leave a country as part of this partnership.", "本件に伴う国外拠点の移転要請。"
        ),
        (
            body_field(),
            company_field(),
            country_field("from_country", "From country", "移転元の国"),
            day_field(),
            flag_field("proposed_by_company", "Proposed by the company", "企業からの提案"),
            flag_field("limits_business", "Limits business", "事業を制限"),
            flag_field("terms_agreed", "Terms agreed", "条件の合意"),
        ),
        case=True,
    ),
    Kind(
        "listing",
        Label("Listing", "リスト掲載"),
        Label("A company is on a list.", "リストに掲載されている。"),
        (
            company_field(),
            word_field(
                "list",
                "List",
                "リスト",
                {
                    "us_entity_list": Label("US Entity List", "米国エンティティ・リスト"),
                    "meti_end_user": Label("METI Foreign End User List", "外国ユーザーリスト"),
                    "cn_control_list": Label("China Control List", "中国輸出管理コントロールリスト"),
                    "cn_watch_list": Label("China Watch List", "中国注視リスト"),
                    "cn_unreliable_entity": Label(
                        "China Unreliable Entity List", "中国信頼できないエンティティ・リスト"
                    ),
                    **word_list(exclusion_from_tender="指名停止", cease_and_desist="排除措置命令"),
                    "court_judgment": Label("Judgment of a court", "判決"),
                    **word_list(other="その他"),
                },
            ),
            optional_field(body_field("body", "Body whose list it is", "掲載機関")),
            word_field("ground", "Ground of an exclusion", "参加制限の根拠", EXCLUSION_GROUNDS),
        ),
    ),
    Kind(
        "preservation_order",
        Label("Preservation order", "保全指定"),
        Label("A patent of a company is kept secret by order.", "特許出願の保全指定。"),
        (
            company_field(),
            flag_field("blocks_use", "Blocks use", "実施を制限"),
            flag_field("partner_agreed", "Partner agreed", "相手方の同意"),
            flag_field("compensation_budgeted", "Compensation budgeted", "補償の予算措置"),
        ),
        case=True,
    ),
    Kind(
        "dispute",
        Label("Dispute", "紛争"),
        Label("A company brought a claim.", "企業が提起した紛争。"),
        (
            company_field("claimant", "Claimant", "申立人"),
            party_field("respondent", "Respondent", "相手方", PartyType.BODY, PartyType.COMPANY),
            text_field("forum", "Forum", "審理機関"),
            day_field("opened_on", "Opened on", "開始日"),
            day_field("closed_on", "Closed on", "終結日"),
            text_field("outcome", "Outcome", "結果"),
            indexed_field(domain),
        ),
    ),
)
