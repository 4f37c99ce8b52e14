"""The submission document: its top level and the tables of the case itself."""

from institutions.kinds.base import Field, Label, PartyType, Sort, Table, optional, required
from institutions.kinds.fields import (
    company,
    count,
    day,
    days,
    flag,
    party,
    person,
    special,
    text,
    word,
    words,
    yen,
)
from institutions.kinds.parties import BODIES, COMPANIES, PEOPLE, SOURCES
from institutions.kinds.words import domain, method, procured

SCHEMES = {
    **words(procurement="調達"),
    "pfi": Label("PFI", "PFI"),
    **words(
        concession="コンセッション",
        grant="補助金",
        joint_research="共同研究",
        equity="出資",
        guarantee="保証",
    ),
    "mou": Label("Memorandum of understanding", "覚書"),
    **words(other="その他"),
}
SECRECY = words(
    none="なし",
    critical_economic_security_information="重要経済安保情報",
    defence="防衛上の秘密",
    patent_preservation="特許出願の非公開",
)
LEGAL_GROUNDS = {
    "accounts_act_29_3_4": Label("Accounts Act, Article 29-3(4)", "会計法第29条の3第4項"),
    "accounts_act_29_3_5": Label("Accounts Act, Article 29-3(5)", "会計法第29条の3第5項"),
    "order_99": Label("Order 99", "予算決算及び会計令第99条"),
    "order_99_secrecy": Label("Order 99 (secrecy)", "予算決算及び会計令第99条（秘密）"),
    **words(
        exclusive_right="排他的権利",
        compatibility="互換性",
        prototype="試作",
        additional_works="追加工事",
        no_valid_bid="不調・不落",
        statute_designates_operator="法令による事業者の指定",
        urgent="緊急",
    ),
}
RESERVE_BASES = words(own_estimate="自庁積算", winner_quote="受注者の見積り", single_source="一者の見積り")
LEAD_FUNCTIONS = words(
    specification="仕様作成",
    evaluation="評価",
    selection="選定",
    design="設計",
    delivery="実施",
    operation="運営",
    oversight="監督",
)
PARTICIPANT_ROLES = words(
    lead_partner="代表事業者",
    partner="構成事業者",
    subcontractor="下請",
    supplier="供給者",
    lender="融資者",
    equity_investor="出資者",
    adviser="アドバイザー",
)
OFFICIAL_ROLES = words(
    decision_maker="決裁者",
    evaluator="評価者",
    spec_author="仕様書作成者",
    adviser="助言者",
    contact="窓口",
)

SELECTION = Table(
    "selection",
    Label("Selection", "選定手続"),
    (
        required(method),
        required(procured),
        word("legal_ground", "Legal ground", "法的根拠", LEGAL_GROUNDS),
        day("opened_on", "Opened on", "公告日"),
        day("closed_on", "Closed on", "締切日"),
        days("notice_days", "Days of notice", "公告期間（日）"),
        flag("urgent", "Urgent", "緊急"),
        flag("later_lot", "Later lot", "後続の分割調達"),
        yen("lots_total_yen", "Total of all lots", "分割調達の総額"),
        count("eligible_applicants", "Eligible applicants", "有資格の応募者数"),
        count("qualified_firms", "Qualified firms", "有資格者数"),
        flag("qualifications_narrowed", "Qualifications narrowed", "参加資格の限定"),
        day("market_survey_on", "Market survey on", "市場調査日"),
        yen("reserve_price_yen", "Reserve price", "予定価格"),
        word("reserve_basis", "Basis of the reserve price", "予定価格の根拠", RESERVE_BASES),
        flag("price_includes_tax", "Price includes tax", "税込み"),
        flag("evaluation_published", "Evaluation published", "評価の公表"),
        flag("advantage_published", "Advantage published", "優位性の公表"),
        flag("contract_published", "Contract published", "契約の公表"),
        flag("secrecy_approved", "Secrecy approved", "秘密指定の承認"),
        flag("mof_consulted", "Ministry of Finance consulted", "財務大臣協議"),
        day("awarded_on", "Awarded on", "落札日"),
        day("award_notified_on", "Award notice published on", "落札等の公示日"),
        optional(company("proposer", "Proposer", "提案者")),
    ),
)
LEADS = Table(
    "leads",
    Label("Lead roles", "主導者"),
    (
        required(word("function", "Function", "機能", LEAD_FUNCTIONS)),
        party("by", "Led by", "主導者"),
    ),
)
PARTICIPANTS = Table(
    "participants",
    Label("Participants", "参加者"),
    (
        company(),
        required(word("role", "Role", "役割", PARTICIPANT_ROLES)),
        flag("major", "Major", "主要な参加者"),
        optional(
            party("principal_investigator", "Principal investigator", "研究代表者", PartyType.PERSON, or_flag=True)
        ),
    ),
    min_rows=1,
)
OFFICIALS = Table(
    "officials",
    Label("Officials", "職員"),
    (person(), required(word("role", "Role", "役割", OFFICIAL_ROLES))),
)


def rows(table: Table) -> Field:
    """Declare a list of objects of another table, under its name."""
    return Field(name=table.name, sort=Sort.ROWS, label=table.label, of=table, required=table.min_rows > 0)


REGISTER_LISTS = (
    rows(COMPANIES),
    rows(PEOPLE),
    rows(BODIES),
    Field(name="statements", sort=Sort.STATEMENTS, label=Label("Statements", "記載事項")),
    rows(SOURCES),
)
# The content of a record of an import: a document without the proposal (decision 13).
REGISTER_DOCUMENT = Table("register document", Label("Record", "記録"), REGISTER_LISTS)

DOCUMENT = Table(
    "document",
    Label("Proposed partnership", "官民連携の提案"),
    (
        required(
            text(
                "reference",
                "Reference",
                "整理番号",
                "Your own number for this proposal; unique in your body.",
                "提出機関内で一意の番号。",
            )
        ),
        count("revision", "Revision", "改訂番号", default=1),
        required(special("submitted_by", Sort.BODY_CODE, "Submitting body", "提出機関")),
        required(special("title", Sort.TITLE, "Title", "件名")),
        party("sponsor", "Sponsor", "実施機関", PartyType.BODY),
        word("scheme", "Scheme", "方式", SCHEMES),
        required(domain),
        required(yen("value_yen", "Expected public money", "公費の見込額")),
        special("value_other_currency", Sort.MONEY, "Value in another currency", "外貨建ての金額"),
        required(day("proposed_on", "Proposed on", "提案日")),
        special("period", Sort.PERIOD, "Period", "期間"),
        Field(name="secrecy", sort=Sort.WORD, label=Label("Secrecy", "秘密の区分"), words=SECRECY, default="none"),
        flag("defence_use", "Defence use", "防衛用途"),
        special("restricts_countries", Sort.COUNTRIES, "Restricts countries", "制限対象国"),
        flag("research_only", "Research only", "研究のみ"),
        flag("results_open", "Results open", "成果の公開"),
        flag("pre_commercial", "Pre-commercial", "商用化前"),
        Field(name="selection", sort=Sort.TABLE, label=SELECTION.label, of=SELECTION, required=True),
        rows(LEADS),
        rows(PARTICIPANTS),
        rows(OFFICIALS),
        *REGISTER_LISTS,
        day("assess_as_of", "Assess as of", "評価基準日"),
    ),
)
