"""The form of a declaration: rows for each kind asked for, for kin and for other companies, and their reading."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils.translation import gettext as _

from institutions.kinds import KINDS, Field, FieldSort
from institutions.kinds.base import Label
from institutions.kinds.fields import special_field, text_field
from institutions.values.written_number import written_number
from rules.engine.language.statements import Language, date_text, number_with_unit
from rules.review.casework.people_concerned.declaration_kinds import DECLARED, KIN_FIELDS, KINSHIP, DeclarationKind
from rules.web.pages.form.inputs import FormPage
from rules.web.pages.form.posted_values import Posted, read_fields
from rules.web.pages.form.shown_inputs import ShownInput

Json = dict[str, Any]  # Any: part of a document
ROWS: Final = 1  # of each kind, to begin with
MORE: Final = 2
MOST_ROWS: Final = 12
PARTY_ROWS: Final = 3
KIN: Final = (text_field("name", "Name", "氏名"), *KIN_FIELDS)
OTHER: Final = (
    text_field("name", "Name", "名称"),
    special_field("corporate_number", FieldSort.CORPORATE_NUMBER, "Corporate number", "法人番号"),
)


@dataclass(frozen=True, slots=True)
class DeclarationSection:
    """One kind with its rows of inputs; folded unless it has content or an error."""

    id: str
    title: str
    counts: str
    rows: tuple[tuple[ShownInput, ...], ...]
    holds: bool = False

    @property
    def open(self) -> bool:
        """True if it is unfolded."""
        return self.holds or any(each.error for row in self.rows for each in row)


@dataclass(frozen=True, slots=True)
class TypedDeclaration:
    """The typed declaration as the service takes it, and the position of each row on the page."""

    given: Json
    places: Mapping[str, str]  # `statements/0` to the prefix of its inputs

    def on_page(self, errors: Mapping[str, str]) -> dict[str, str]:
        """Return the errors by the names of the inputs."""
        found = {}
        for field, message in errors.items():
            for place in sorted(self.places, key=len, reverse=True):
                if field == place or field.startswith(f"{place}/"):
                    rest = field.removeprefix(place).strip("/").partition("/")[0]
                    name = (
                        "whose" if rest in ("holder", "person") else "name" if rest in ("", "key", "relative") else rest
                    )
                    field = f"{self.places[place]}/{name}"
                    break
            found[field] = message
        return found


def person_choice_field(own_key: str, kin: int) -> Field:
    """Return the field that says whose tie it is."""
    words = {own_key: Label("Mine", "本人")}
    words |= {f"kin-{n}": Label(f"Relative {n} (below)", f"親族{n}（下欄）") for n in range(1, kin + 1)}
    return Field(name="whose", sort=FieldSort.WORD, label=Label("Whose", "誰のものか"), words=words, default=own_key)


def asked_fields(asked: DeclarationKind, own_key: str) -> tuple[Field, ...]:
    """Return the inputs of a kind. None is required before its row is begun."""
    fields = tuple(replace(each, required=False) for each in asked.fields)
    return (person_choice_field(own_key, PARTY_ROWS), *fields) if asked.kin else fields


def declaration_sections(
    own_key: str, companies: list[Json], sent: Posted, errors: Mapping[str, str], language: Language
) -> list[DeclarationSection]:
    """Return every section with the text typed."""
    others = [
        {"key": f"other-{n}", "name": {"en": f"Other company {n} (below)", "ja": f"その他の企業{n}（下欄）"}}
        for n in range(1, PARTY_ROWS + 1)
    ]
    page = FormPage({"companies": [*companies, *others]}, errors, language)
    more = MORE if sent.get("action") == "more" else 0
    found = []
    for asked in DECLARED:
        fields = asked_fields(asked, own_key)
        count = min(max(ROWS, rows_on_page(asked.kind, sent)) + more, MOST_ROWS)
        rows = tuple(
            page.fields(fields, f"/{asked.kind}/{n}", typed_row(fields, f"/{asked.kind}/{n}", sent))
            for n in range(count)
        )
        holds = any(row_was_begun(fields, f"/{asked.kind}/{n}", sent) for n in range(count))
        found.append(DeclarationSection(asked.kind, str(asked.title), str(asked.counts), rows, holds))
    for name, fields, title, counts in (
        (
            "kin",
            KIN,
            _("Close kin who hold one of the above"),
            _("Only those whom you have chosen above: their name and how they are related to you, nothing else."),
        ),
        (
            "other",
            OTHER,
            _("Other companies"),
            _(
                "A company that you chose above as another company, such as the parent or a subsidiary of a "
                "participant."
            ),
        ),
    ):
        rows = tuple(
            page.fields(fields, f"/{name}/{n}", typed_row(fields, f"/{name}/{n}", sent)) for n in range(PARTY_ROWS)
        )
        holds = any(row_was_begun(fields, f"/{name}/{n}", sent) for n in range(PARTY_ROWS))
        found.append(DeclarationSection(name, title, counts, rows, holds))
    if more and not any(each.open for each in found):
        return [replace(each, holds=True) for each in found]  # whoever asks for more rows wants to see them
    return found


def row_was_begun(fields: tuple[Field, ...], prefix: str, sent: Posted) -> bool:
    """Return whether something was written into a row."""
    return typed_row(fields, prefix, sent) != typed_row(fields, prefix, {})


def typed_row(fields: tuple[Field, ...], prefix: str, sent: Posted) -> Json:
    """Return the values typed into one row; a new row is the person's own tie."""
    mine = {each.name: each.default for each in fields if each.name == "whose"}
    return {**mine, **read_fields(fields, prefix, sent)}


def rows_on_page(kind: str, sent: Posted) -> int:
    """Return how many rows of a kind the page had."""
    numbers = [name.split("/")[2] for name in sent if name.startswith(f"/{kind}/") and name.count("/") == 3]
    return max((each + 1 for text in numbers if (each := written_number(text, most=99)) is not None), default=0)


def read_typed(own_key: str, sent: Posted) -> TypedDeclaration:
    """Return the declaration as the service takes it, without empty rows."""
    given: Json = {"statements": [], "companies": [], "people": []}
    places: dict[str, str] = {}

    def add(table: str, row: Json, prefix: str) -> None:
        places[f"{table}/{len(given[table])}"] = prefix
        given[table].append(row)

    for asked in DECLARED:
        fields = asked_fields(asked, own_key)
        for number in range(min(rows_on_page(asked.kind, sent), MOST_ROWS)):
            row = read_fields(fields, f"/{asked.kind}/{number}", sent)
            whose = row.pop("whose", own_key)
            if row or whose != own_key:
                add("statements", {"kind": asked.kind, asked.whose: whose, **row}, f"/{asked.kind}/{number}")
    for number in range(PARTY_ROWS):
        for name, fields in (("kin", KIN), ("other", OTHER)):
            row = read_fields(fields, f"/{name}/{number}", sent)
            if not row:
                continue
            called = str(row.pop("name", ""))
            party: Json = {"key": f"{name}-{number + 1}", "name": {"en" if called.isascii() else "ja": called}}
            if name == "kin":
                kinship = {"kind": KINSHIP, "person": own_key, "relative": party["key"], **row}
                add("people", party, f"/{name}/{number}")
                add("statements", kinship, f"/{name}/{number}")
            else:
                add("companies", {**party, **row}, f"/{name}/{number}")
    return TypedDeclaration({**given, **{name: sent.get(name) for name in ("says", "signature")}}, places)


def declaration_in_words(
    content: Mapping[str, Any], names: Mapping[str, str], language: Language
) -> list[Json]:  # Any: as stored
    """Return the content of a declaration, kind by kind, for a reader."""
    page = FormPage({}, {}, language)
    found = []
    for row in content["statements"]:
        kind = KINDS[row["kind"]]
        if kind.name == "declaration":
            continue
        asked = next((each.fields for each in DECLARED if each.kind == kind.name), KIN_FIELDS)
        values = [
            {
                "label": field.label.of(language),
                "text": declared_value_in_words(page, field, row, names),
            }
            for field in asked
            if row.get(field.name) is not None
        ]
        whose = next((row[name] for name in ("relative", "holder", "person") if name in row), "")
        label = kind.label.of(language)
        found.append({"kind": label, "whose": names.get(whose, ""), "values": values})
    return found


def declared_value_in_words(page: FormPage, field: Field, row: Json, names: Mapping[str, str]) -> str:
    """Return one value of a declaration: amounts and days in the reader's language, words by their label."""
    value = row[field.name]
    language: Language = "ja" if page.language == "ja" else "en"
    if field.sort in (FieldSort.BP, FieldSort.YEN):
        return number_with_unit(value, field.sort.value, language)
    if field.sort is FieldSort.DATE:
        return date_text(value, language)
    (shown,) = page.inputs(field, f"/{field.name}", row)
    return names.get(shown.value) or dict(shown.options).get(shown.value) or shown.value
