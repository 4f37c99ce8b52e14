"""The reorganisation document (version 1): its top level and the fields of each act."""

from collections.abc import Mapping
from typing import Final

from institutions.kinds.base import MAX_NAME, Field, FieldSort, Label, ObjectKind, optional_field, required_field
from institutions.kinds.fields import (
    bodies_field,
    body_field,
    company_field,
    count_field,
    day_field,
    flag_field,
    person_field,
    special_field,
    text_field,
    word_field,
    word_list,
)
from institutions.kinds.mandates import CONSENTS, FUNCTIONS, LEADS
from institutions.kinds.parties import BODY_KINDS
from institutions.kinds.posts import GRADES
from institutions.kinds.words import domain as any_domain

MOST_ITEMS: Final = 2_000  # acts, with the rows in their lists: each looks through the organisation as it then is
BASIS = ObjectKind(
    "basis", Label("Basis", "根拠"), (text_field("law", "Law", "法令"), text_field("note", "Note", "備考"))
)
POST = ObjectKind(
    "post",
    Label("Post", "官職"),
    (
        text_field("en", "English", "英語", longest=MAX_NAME),
        text_field("ja", "Japanese", "日本語", longest=MAX_NAME),
    ),
    one_of=(("en", "ja"),),
)
MANDATE = ObjectKind(
    "mandates",
    Label("Mandates", "所掌事務"),
    (optional_field(any_domain), required_field(word_field("function", "Function", "機能", FUNCTIONS))),
)
PARTNERSHIPS = ObjectKind("partnerships", Label("Partnerships", "官民連携"), (required_field(any_domain),))
HOLDER = ObjectKind(
    "holder",
    Label("Holder", "構成員"),
    (optional_field(body_field()), optional_field(company_field()), optional_field(person_field())),
    one_of=(("body", "company", "person"),),
)


def table_field(name: str, sort: FieldSort, of: ObjectKind) -> Field:
    """Return a field that holds one object of a table, or a list of them."""
    return Field(name=name, sort=sort, label=of.label, of=of)


post = required_field(table_field("post", FieldSort.TABLE, POST))
body = required_field(body_field())
to = required_field(body_field("to", "To", "移管先"))
function = required_field(word_field("function", "Function", "機能", FUNCTIONS))
domain = optional_field(any_domain)
parent = required_field(body_field("parent", "Parent", "上位機関"))
name = required_field(special_field("name", FieldSort.NAME, "Name", "名称"))
OF_MANDATE: Final = (
    body,
    domain,
    function,
    word_field("lead", "Lead", "主管の別", LEADS),
    optional_field(body_field("target", "Target", "対象機関")),
    flag_field("duty_to_answer", "Duty to answer", "応答義務"),
)
OF_POST: Final = (
    word_field("grade", "Grade", "職位", GRADES),
    optional_field(body_field("appointed_by", "Appointed by", "任命権者")),
    optional_field(body_field("dismissed_by", "Dismissed by", "罷免権者")),
    word_field("consent", "Consent", "同意", CONSENTS),
    flag_field("tenure", "Tenure", "身分保障"),
)
PART = ObjectKind(
    "into",
    Label("Into", "移管先"),
    (
        body,
        table_field("mandates", FieldSort.ROWS, MANDATE),
        table_field("posts", FieldSort.ROWS, POST),
        table_field("partnerships", FieldSort.ROWS, PARTNERSHIPS),
    ),
    min_rows=1,
)
BY_KEY: Final = Label(
    "A short word by which the other acts of this draft name the new body, such as esa.",
    "この案の他の行為において、設置する機関を指す短い語（例：esa）。",
)
CODE: Final = Label(
    "The code of the body in the register: letters, digits and hyphens, such as ESA.",
    "登録簿における機関の略称。英字、数字及びハイフンを使用する（例：ESA）。",
)
OTHER_CODE: Final = Label(
    "Another code, where the body gets one: letters, digits and hyphens.",
    "略称を改める場合の新しい略称。英字、数字及びハイフンを使用する。",
)
OF_ACTS: Final[Mapping[str, tuple[Field, ...]]] = {
    "found": (
        required_field(special_field("key", FieldSort.KEY, "Key", "キー", BY_KEY)),
        required_field(special_field("code", FieldSort.NEW_CODE, "Code", "略称", CODE)),
        name,
        required_field(word_field("kind", "Kind", "種類", BODY_KINDS)),
        parent,
    ),
    "rename": (body, name, special_field("code", FieldSort.NEW_CODE, "Code", "略称", OTHER_CODE)),
    "merge": (
        required_field(bodies_field("bodies", "Bodies", "統合する機関")),
        required_field(body_field("into", "Into", "統合先")),
    ),
    "split": (
        body,
        required_field(table_field("into", FieldSort.ROWS, PART)),
        flag_field("dissolves", "Dissolves", "廃止"),
    ),
    "dissolve": (body, optional_field(body_field("successor", "Successor", "承継機関"))),
    "move": (body, parent),
    "grant_mandate": OF_MANDATE,
    "end_mandate": OF_MANDATE,
    "move_mandate": (required_field(body_field("from", "From", "移管元")), to, domain, function),
    "create_post": (body, post, *OF_POST),
    "end_post": (body, post),
    "move_post": (body, post, to, *OF_POST),
    "seat": (
        body,
        required_field(table_field("holder", FieldSort.TABLE, HOLDER)),
        count_field("votes", "Votes", "議決権", default=1),
    ),
}
ACT_LABELS: Final[Mapping[str, Label]] = {
    "found": Label("Found a body", "機関の設置"),
    "rename": Label("Rename a body", "機関の改称"),
    "merge": Label("Merge bodies", "機関の統合"),
    "split": Label("Split a body", "機関の分割"),
    "dissolve": Label("Dissolve a body", "機関の廃止"),
    "move": Label("Move a body under another", "機関の移管"),
    "grant_mandate": Label("Grant a mandate", "所掌事務の付与"),
    "end_mandate": Label("End a mandate", "所掌事務の終了"),
    "move_mandate": Label("Move a mandate", "所掌事務の移管"),
    "create_post": Label("Create a post", "官職の設置"),
    "end_post": Label("End a post", "官職の廃止"),
    "move_post": Label("Move a post", "官職の移管"),
    "seat": Label("Give a seat in a council", "会議体の構成員の指定"),
}
ON: Final = day_field("on", "On", "期日")
IN_ACT: Final = (ON, table_field("basis", FieldSort.TABLE, BASIS))  # of every act, beside its own fields
ACTS: Final[Mapping[str, ObjectKind]] = {
    name_of: ObjectKind(
        name_of,
        ACT_LABELS[name_of],
        (required_field(word_field("act", "Act", "行為", word_list(**{name_of: name_of}))), *fields, *IN_ACT),
    )
    for name_of, fields in OF_ACTS.items()
}
REORGANISATION: Final = ObjectKind(
    "reorganisation",
    Label("Reorganisation", "組織改編"),
    (
        required_field(text_field("reference", "Reference", "整理番号")),
        required_field(special_field("title", FieldSort.TITLE, "Title", "件名")),
        required_field(ON),
        required_field(table_field("basis", FieldSort.TABLE, BASIS)),
        text_field("base", "Base", "基準"),
    ),
)
