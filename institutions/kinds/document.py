"""The submission document: its top level and the tables of the case itself."""

from dataclasses import replace

from institutions.kinds.base import Field, FieldSort, Label, ObjectKind, PartyType, optional_field, required_field
from institutions.kinds.fields import (
    bodies_field,
    company_field,
    count_field,
    day_field,
    days_field,
    flag_field,
    party_field,
    person_field,
    special_field,
    text_field,
    word_field,
    word_list,
    yen_field,
)
from institutions.kinds.parties import BODIES, COMPANIES, PEOPLE, SOURCES
from institutions.kinds.words import domain, method, procured, tax

SCHEMES = {
    **word_list(procurement="調達"),
    "pfi": Label("PFI", "PFI"),
    **word_list(
        concession="コンセッション",
        grant="補助金",
        joint_research="共同研究",
        equity="出資",
        guarantee="保証",
    ),
    "mou": Label("Memorandum of understanding", "覚書"),
    **word_list(other="その他"),
}
# Schemes by which nothing is bought: the questions about their selection are those of a call for applications.
WITHOUT_PROCUREMENT = frozenset({"grant", "equity", "guarantee", "mou"})
CONTRACTS = frozenset({"procurement", "pfi", "concession", "other"})  # schemes of contracts with a price
SECRECY = word_list(
    none="なし",
    critical_economic_security_information="重要経済安保情報",
    defence="防衛上の秘密",
    patent_preservation="特許出願の非公開",
)
LEGAL_GROUNDS = {
    "accounts_act_29_3_3": Label("Accounts Act, Article 29-3(3)", "会計法第29条の3第3項"),
    "accounts_act_29_3_4": Label("Accounts Act, Article 29-3(4)", "会計法第29条の3第4項"),
    "accounts_act_29_3_5": Label("Accounts Act, Article 29-3(5)", "会計法第29条の3第5項"),
    "order_99": Label("Order 99", "予算決算及び会計令第99条"),
    "order_99_secrecy": Label("Order 99 (secrecy)", "予算決算及び会計令第99条（秘密）"),
    **word_list(
        exclusive_right="排他的権利",
        compatibility="互換性",
        prototype="試作",
        additional_works="追加工事",
        no_valid_bid="不調・不落",
        statute_designates_operator="法令による事業者の指定",
        urgent="緊急",
    ),
}
RESERVE_BASES = word_list(own_estimate="自庁積算", winner_quote="受注者の見積り", single_source="一者の見積り")
LEAD_FUNCTIONS = word_list(
    specification="仕様作成",
    evaluation="評価",
    selection="選定",
    design="設計",
    delivery="実施",
    operation="運営",
    oversight="監督",
)
PARTICIPANT_ROLES = word_list(
    lead_partner="代表事業者",
    partner="構成事業者",
    subcontractor="下請",
    supplier="供給者",
    lender="融資者",
    equity_investor="出資者",
    adviser="アドバイザー",
)
OFFICIAL_ROLES = word_list(
    decision_maker="決裁者",
    evaluator="評価者",
    spec_author="仕様書作成者",
    adviser="助言者",
    contact="窓口",
)
SIGN_TOO = Label("Bodies that would sign with the sponsor.", "実施機関とともに契約を締結する機関。")
OF_EVERY_AMOUNT = Label(
    "Applies to every amount in this proposal that does not state its own.", "個別に記載のない全ての金額に適用する。"
)

SELECTION = ObjectKind(
    "selection",
    Label("Selection", "選定手続"),
    (
        required_field(method),
        required_field(procured),
        word_field("legal_ground", "Legal ground", "法的根拠", LEGAL_GROUNDS),
        day_field("opened_on", "Opened on", "公告日"),
        day_field("closed_on", "Closed on", "締切日"),
        days_field("notice_days", "Days of notice", "公告期間（日）"),
        flag_field("urgent", "Urgent", "緊急"),
        flag_field("later_lot", "Later lot", "後続の分割調達"),
        yen_field("lots_total_yen", "Total of all lots", "分割調達の総額"),
        count_field("eligible_applicants", "Eligible applicants", "有資格の応募者数"),
        count_field("qualified_firms", "Qualified firms", "有資格者数"),
        flag_field("qualifications_narrowed", "Qualifications narrowed", "参加資格の限定"),
        day_field("market_survey_on", "Market survey on", "市場調査日"),
        yen_field("reserve_price_yen", "Reserve price", "予定価格"),
        word_field("reserve_basis", "Basis of the reserve price", "予定価格の根拠", RESERVE_BASES),
        flag_field("price_includes_tax", "Price includes tax", "税込み"),
        tax,
        flag_field("evaluation_published", "Evaluation published", "評価の公表"),
        flag_field("advantage_published", "Advantage published", "優位性の公表"),
        flag_field("contract_published", "Contract published", "契約の公表"),
        flag_field("secrecy_approved", "Secrecy approved", "秘密指定の承認"),
        flag_field("mof_consulted", "Ministry of Finance consulted", "財務大臣協議", on_file=True),
        day_field("awarded_on", "Awarded on", "落札日"),
        day_field("award_notified_on", "Award notice published on", "落札等の公示日"),
        optional_field(company_field("proposer", "Proposer", "提案者")),
    ),
)
LEADS = ObjectKind(
    "leads",
    Label("Lead roles", "主導者"),
    (
        required_field(word_field("function", "Function", "機能", LEAD_FUNCTIONS)),
        party_field("by", "Led by", "主導者"),
    ),
)
PARTICIPANTS = ObjectKind(
    "participants",
    Label("Participants", "参加者"),
    (
        company_field(),
        required_field(word_field("role", "Role", "役割", PARTICIPANT_ROLES)),
        flag_field("major", "Major", "主要な参加者"),
        optional_field(
            party_field(
                "principal_investigator", "Principal investigator", "研究代表者", PartyType.PERSON, or_flag=True
            )
        ),
    ),
    min_rows=1,
)
OFFICIALS = ObjectKind(
    "officials",
    Label("Officials", "職員"),
    (person_field(), required_field(word_field("role", "Role", "役割", OFFICIAL_ROLES))),
)


def rows_field(table: ObjectKind) -> Field:
    """Declare a list of objects of another table, under its name."""
    return Field(name=table.name, sort=FieldSort.ROWS, label=table.label, of=table, required=table.min_rows > 0)


REGISTER_LISTS = (
    rows_field(COMPANIES),
    rows_field(PEOPLE),
    rows_field(BODIES),
    Field(name="statements", sort=FieldSort.STATEMENTS, label=Label("Statements", "記載事項")),
    rows_field(SOURCES),
)
# The content of a record of an import: a document without the proposal (decision 13).
REGISTER_DOCUMENT = ObjectKind("register document", Label("Record", "記録"), REGISTER_LISTS)

DOCUMENT = ObjectKind(
    "document",
    Label("Proposed partnership", "官民連携の提案"),
    (
        required_field(
            text_field(
                "reference",
                "Reference",
                "整理番号",
                "Your own number for this proposal; unique in your body.",
                "提出機関内で一意の番号。",
            )
        ),
        count_field("revision", "Revision", "改訂番号", default=1),
        required_field(special_field("submitted_by", FieldSort.BODY_CODE, "Submitting body", "提出機関")),
        required_field(special_field("title", FieldSort.TITLE, "Title", "件名")),
        party_field("sponsor", "Sponsor", "実施機関", PartyType.BODY),
        replace(bodies_field("co_sponsors", "Co-sponsors", "共同実施機関"), help=SIGN_TOO),
        replace(tax, help=OF_EVERY_AMOUNT),
        word_field("scheme", "Scheme", "方式", SCHEMES),
        required_field(domain),
        required_field(yen_field("value_yen", "Expected public money", "公費の見込額")),
        special_field("value_other_currency", FieldSort.MONEY, "Value in another currency", "外貨建ての金額"),
        required_field(day_field("proposed_on", "Proposed on", "提案日")),
        special_field("period", FieldSort.PERIOD, "Period", "期間"),
        Field(name="secrecy", sort=FieldSort.WORD, label=Label("Secrecy", "秘密の区分"), words=SECRECY, default="none"),
        flag_field("defence_use", "Defence use", "防衛用途"),
        special_field("restricts_countries", FieldSort.COUNTRIES, "Restricts countries", "制限対象国"),
        flag_field("research_only", "Research only", "研究のみ"),
        flag_field("results_open", "Results open", "成果の公開"),
        flag_field("pre_commercial", "Pre-commercial", "商用化前"),
        Field(name="selection", sort=FieldSort.TABLE, label=SELECTION.label, of=SELECTION, required=True),
        rows_field(LEADS),
        rows_field(PARTICIPANTS),
        rows_field(OFFICIALS),
        *REGISTER_LISTS,
        day_field("assess_as_of", "Assess as of", "評価基準日"),
    ),
)
