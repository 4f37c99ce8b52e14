"""Measures of governments towards a company, done or due: measures, lists, requests, orders, disputes."""

from institutions.kinds.base import Kind, Label, PartyType, Sort, looked_up, optional
from institutions.kinds.fields import body, company, country, day, flag, party, special, text, word, words, yen
from institutions.kinds.words import domain

MEASURES = (
    Kind(
        "measure",
        Label("Measure", "措置"),
        Label(
            "An act of a government body on a date; if it lasts it also has an end.",
            "政府機関の措置。継続する場合は終期あり。",
        ),
        (
            special("key", Sort.KEY, "Key", "キー"),
            body(),
            optional(company()),
            looked_up(domain),
            word(
                "type",
                "Type",
                "種類",
                words(
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
            word(
                "nature",
                "Legal nature",
                "法的性質",
                words(law="法令", disposition="処分", guidance="行政指導", contract="契約", subsidy="補助金"),
            ),
            day(),
            day("known_on", "Known on", "知った日"),
            flag("in_writing", "In writing", "書面"),
            flag("criterion_published", "Criterion published", "基準の公表"),
            flag("reasons_given", "Reasons given", "理由の提示"),
            flag("hearing_held", "Hearing held", "聴聞・弁明の機会"),
            flag("urgent", "Urgent", "緊急"),
            flag("secrecy_ground", "Secrecy relied on", "秘密保持を理由"),
            flag("money_only", "Money only", "金銭のみ"),
            flag("general", "General", "一般的措置"),
            flag("remedy_notice", "Remedies notified", "教示あり"),
            day("appeal_filed_on", "Appeal filed on", "不服申立日"),
            flag("security_exception_recorded", "Security exception recorded", "安全保障例外の記録"),
            word(
                "consequence",
                "Consequence",
                "不利益の内容",
                words(subsidy="補助金", permit="許認可", list="リスト", none="なし"),
            ),
            flag("condition_published", "Condition published", "条件の公表"),
            flag("disadvantage_followed", "Disadvantage followed", "不利益取扱いあり"),
            word(
                "discriminates_by",
                "Discriminates by",
                "差別の基準",
                words(nationality="国籍", origin="原産地", none="なし"),
            ),
            word(
                "trade_effect",
                "Effect on trade",
                "貿易への影響",
                words(**{"import": "輸入"}, export="輸出", both="双方", none="なし"),
            ),
            country("restricts_country", "Restricts country", "制限対象国"),
            yen("damage_yen", "Damage", "損害額"),
        ),
    ),
    Kind(
        "relocation_request",
        Label("Request to relocate", "移転要請"),
        Label(
            "A body asks a company to leave a country as part of this partnership.", "本件に伴う国外拠点の移転要請。"
        ),
        (
            body(),
            company(),
            country("from_country", "From country", "移転元の国"),
            day(),
            flag("proposed_by_company", "Proposed by the company", "企業からの提案"),
            flag("limits_business", "Limits business", "事業を制限"),
            flag("terms_agreed", "Terms agreed", "条件の合意"),
        ),
        case=True,
    ),
    Kind(
        "listing",
        Label("Listing", "リスト掲載"),
        Label("A company is on a list.", "リストに掲載されている。"),
        (
            company(),
            word(
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
                    **words(exclusion_from_tender="指名停止", cease_and_desist="排除措置命令", other="その他"),
                },
            ),
        ),
    ),
    Kind(
        "preservation_order",
        Label("Preservation order", "保全指定"),
        Label("A patent of a company is kept secret by order.", "特許出願の保全指定。"),
        (
            company(),
            flag("blocks_use", "Blocks use", "実施を制限"),
            flag("partner_agreed", "Partner agreed", "相手方の同意"),
            flag("compensation_budgeted", "Compensation budgeted", "補償の予算措置"),
        ),
        case=True,
    ),
    Kind(
        "dispute",
        Label("Dispute", "紛争"),
        Label("A company brought a claim.", "企業が提起した紛争。"),
        (
            company("claimant", "Claimant", "申立人"),
            party("respondent", "Respondent", "相手方", PartyType.BODY, PartyType.COMPANY),
            text("forum", "Forum", "審理機関"),
            day("opened_on", "Opened on", "開始日"),
            day("closed_on", "Closed on", "終結日"),
            text("outcome", "Outcome", "結果"),
            looked_up(domain),
        ),
    ),
)
