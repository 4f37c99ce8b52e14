"""What the fields of facts are called for a reader, in English and Japanese.

A field with the name of a stated field takes the label of its kind; here are those that only facts have.
"""

from typing import Final

from institutions.kinds import KINDS
from institutions.kinds.base import Kind, Label, Table
from institutions.kinds.document import DOCUMENT, LEADS, OFFICIALS, PARTICIPANTS, SELECTION
from institutions.kinds.parties import COMPANIES

OWN: Final[dict[str, Label]] = {
    "about_case": Label("about this partnership", "本件に関するもの"),
    "acting": Label("acts in this case", "本件に関与"),
    "as_of": Label("assessed as of", "評価基準日"),
    "basis": Label("why", "根拠"),
    "bears_on_case": Label("bears on this partnership", "本件との関連"),
    "body": Label("body", "機関"),
    "by": Label("by", "区分"),
    "claim_until_on": Label("a claim is open until", "請求可能期限"),
    "code": Label("rule", "ルール"),
    "company": Label("company", "企業"),
    "company_type": Label("type of company", "企業の種類"),
    "concerns_case": Label("concerns this partnership", "本件に関するもの"),
    "controls": Label("controls", "支配"),
    "count": Label("number", "件数"),
    "country": Label("country", "国"),
    "domain": Label("domain", "分野"),
    "ended_on": Label("ended on", "終了日"),
    "family": Label("family", "分類"),
    "first": Label("first company", "企業1"),
    "from_on": Label("from", "開始日"),
    "held": Label("on record", "記録の有無"),
    "holder": Label("holder", "保有者"),
    "how": Label("how", "関係の種類"),
    "in_a_row": Label("in a row", "連続回数"),
    "in_force_on": Label("in force from", "発効日"),
    "in_office": Label("in office then", "当時在職"),
    "investor": Label("investor", "投資家"),
    "investor_state": Label("investors may claim", "投資家による請求"),
    "invests": Label("has an investment in Japan", "日本国内の投資"),
    "kind": Label("kind", "種別"),
    "lasted_until_on": Label("lasted until", "終了日"),
    "left_on": Label("left on", "離職日"),
    "lower_bp": Label("smaller of the two shares", "小さい方の割合"),
    "measure": Label("measure", "措置"),
    "of_sponsor": Label("in the sponsor's ministry", "主管府省内"),
    "offer": Label("offer of", "応札者"),
    "on": Label("on", "日付"),
    "only_bidder": Label("only bidder", "唯一の応札者"),
    "other": Label("other company", "相手企業"),
    "other_unit": Label("in another unit", "別の部署"),
    "person": Label("person", "人物"),
    "relation": Label("relation", "関係"),
    "relative": Label("close person", "近親者"),
    "scope": Label("scope", "範囲"),
    "second": Label("second company", "企業2"),
    "service_known": Label("service stated", "職員の区分の記載"),
    "severity": Label("severity", "重要度"),
    "steps": Label("steps", "段階"),
    "superior": Label("superior", "上司"),
    "than": Label("apart from", "対象企業"),
    "treaty": Label("treaty", "協定"),
    "until_on": Label("until", "終了日"),
    "valid": Label("valid", "有効"),
    "way": Label("way", "経路"),
    "what": Label("what is common", "共通点"),
}
DECLARED: Final[tuple[Kind | Table, ...]] = (
    *KINDS.values(),
    DOCUMENT,
    SELECTION,
    PARTICIPANTS,
    OFFICIALS,
    COMPANIES,
    LEADS,
)
STATED: Final[dict[str, Label]] = {field.name: field.label for table in DECLARED for field in table.fields}


def label_of(field: str) -> Label:
    """The label of a field of any fact. KeyError where neither this file nor a kind declares one."""
    return OWN.get(field) or STATED[field]


OWN_WORDS: Final[dict[str, Label]] = {
    "address": Label("address", "所在地"),
    "adviser": Label("adviser", "顧問・アドバイザー"),
    "agent": Label("agent", "代理人"),
    "appointment": Label("appointment", "任用"),
    "bank_account": Label("bank account", "銀行口座"),
    "bid": Label("bid", "応札"),
    "competitor": Label("competitor", "競争関係"),
    "control": Label("control", "支配"),
    "direct": Label("direct", "直接"),
    "document_author": Label("author of the documents", "書類の作成者"),
    "employee": Label("employee", "従業員"),
    "ex_officio": Label("by office", "充て職"),
    "ministry": Label("same ministry", "同一府省"),
    "none": Label("none relied on", "根拠なし"),
    "not_required": Label("not required", "申告対象外"),
    "officer": Label("officer", "役員"),
    "on_file": Label("on file", "提出済み"),
    "own": Label("own body", "当該機関"),
    "owner": Label("owner", "出資者"),
    "panel": Label("council or panel", "審議会・委員会"),
    "parent": Label("parent", "親会社"),
    "participant": Label("participant", "参加企業"),
    "phone": Label("telephone", "電話番号"),
    "principal_investigator": Label("principal investigator", "研究代表者"),
    "re_employment": Label("re-employment", "再就職"),
    "role": Label("role in this case", "本件の役割"),
    "same": Label("the same company", "同一企業"),
    "seconded_from": Label("seconded from", "出向元"),
    "self": Label("the person", "本人"),
    "sister": Label("sister company", "兄弟会社"),
    "subsidiary": Label("subsidiary", "子会社"),
    "through_companies": Label("through companies", "企業を通じた間接保有"),
    "workplace": Label("the same workplace", "同一の所属先"),
}
STATED_WORDS: Final[dict[tuple[str, str], Label]] = {
    (field.name, word): label for table in DECLARED for field in table.fields for word, label in field.words.items()
}
ANY_FIELD: Final[dict[str, Label]] = {word: label for (_, word), label in STATED_WORDS.items()}


def word_of(field: str, word: str) -> Label:
    """The label of a word of a field's closed list; the word itself where none is declared."""
    plain = word.replace("_", " ")
    return STATED_WORDS.get((field, word)) or OWN_WORDS.get(word) or ANY_FIELD.get(word) or Label(plain, plain)
