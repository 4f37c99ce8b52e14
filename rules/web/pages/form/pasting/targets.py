"""The entries of the form that may come as a table, and the columns that they take.

A heading is the name of a field, its label in either language, or one of a few words that such lists use.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from institutions.kinds import KINDS, Field, FieldSort
from institutions.kinds.base import PARTY_SORTS, Label
from institutions.kinds.document import DOCUMENT
from institutions.kinds.statement import COMMON
from rules.web.pages.form.asked_before import fields_of
from rules.web.pages.form.inputs import PASTED
from rules.web.pages.form.named_in_place import same_letters
from rules.web.pages.form.questions import QUESTIONS, Question
from rules.web.pages.form.steps import WAY, table_of_field

POST: Final = "appointment"
POST_FIELDS: Final = ("body", "post", "grade", "service", "from")  # of an official, in a list of officials
NUMBER: Final = "corporate_number"
NUMBER_HEADINGS: Final = ("法人番号", "Corporate number", "Company number")
# Headings that lists of bidders, officials and contracts use, by the field that they fill.
ALSO: Final[Mapping[str, tuple[str, ...]]] = {
    "person": ("Name", "Official", "氏名", "職員名"),
    "company": (
        "Name",
        "Bidder",
        "Contractor",
        "企業名",
        "商号",
        "商号又は名称",
        "入札者",
        "応札者",
        "相手方",
        "契約相手方",
    ),
    "holder": ("Name", "Shareholder", "Owner", "氏名又は名称", "株主", "株主名"),
    "amount_yen": ("Amount", "Bid", "Price", "金額", "入札金額", "契約金額"),
    "on": ("Date", "Day", "日付", "入札日", "契約日"),
    "status": ("Result", "結果"),
    "share_bp": ("Share", "割合", "持株比率", "議決権比率"),
    "post": ("Position", "Title", "役職", "職名", "官職"),
    "role": ("Part", "役割"),
}
# Further words of such lists, by field and code: a list of results says who won among the valid bids.
LIST_WORDS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "status": {"valid": ("Won", "Winner", "Lost", "落札", "落札者", "落選", "非落札")}
}
NOT_ASKED: Final = frozenset({FieldSort.KEY, FieldSort.SOURCE})


@dataclass(frozen=True, slots=True)
class PasteColumn:
    """A column: the field that its cells fill, its headings, and whether the field is one of the person's post."""

    field: Field
    headings: tuple[str, ...]
    of_post: bool = False
    is_number: bool = False  # the corporate number of the company that the field names


@dataclass(frozen=True, slots=True)
class PasteTarget:
    """Entries that may come as a table."""

    name: str
    title: Label
    step: str  # the page that shows them
    fields: tuple[Field, ...]
    question: Question | None = None  # of statements; None for a list of the document

    @property
    def anchor(self) -> str:
        """The id of the element that shows the entries."""
        return f"q-{self.name}" if self.question else f"f-{self.name}"

    @property
    def columns(self) -> tuple[PasteColumn, ...]:
        """The columns that the table may have."""
        found = list(columns_of(self.fields))
        if self.name == "officials":
            of_post = (KINDS[POST].by_name.get(name) or COMMON_FIELDS[name] for name in POST_FIELDS)
            found += [PasteColumn(each.field, each.headings, of_post=True) for each in columns_of(of_post)]
        return tuple(found)

    @property
    def by_heading(self) -> dict[str, PasteColumn]:
        """The columns by their folded headings; a heading of two columns is that of the first."""
        found: dict[str, PasteColumn] = {}
        for each in self.columns:
            for heading in each.headings:
                found.setdefault(same_letters(heading), each)
        return found


COMMON_FIELDS: Final = {each.name: each for each in COMMON}


def columns_of(fields: "tuple[Field, ...] | Iterator[Field]") -> Iterator[PasteColumn]:
    """Yield the columns that fill these fields; a company has a second one, for its number."""
    for each in fields:
        if each.sort in NOT_ASKED:
            continue
        yield PasteColumn(each, (each.name, each.label.en, each.label.ja, *ALSO.get(each.name, ())))
        if each.sort in PARTY_SORTS and each.name == "company":
            yield PasteColumn(each, (NUMBER, *NUMBER_HEADINGS), is_number=True)


def paste_targets() -> dict[str, PasteTarget]:
    """Return the targets by name: lists of the document, and the guided questions that are asked as tables."""
    found = {}
    for name in sorted(PASTED):
        field = DOCUMENT.by_name[name]
        found[name] = PasteTarget(name, field.label, name_of_step(name), table_of_field(field).fields)
    for question in QUESTIONS.values():
        if question.as_table:
            asked, folded = fields_of(question)
            step = next(each.name for each in WAY if question in each.questions)
            found[question.key] = PasteTarget(question.key, question.text, step, (*asked, *folded), question)
    return found


def name_of_step(field: str) -> str:
    """Return the name of the page that asks for a field of the document."""
    return next(each.name for each in WAY if any(declared.name == field for declared in each.fields))


TARGETS: Final = paste_targets()
