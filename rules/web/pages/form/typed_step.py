"""The texts typed into one page of the form, put into the document of the draft."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from institutions.kinds import FieldSort
from institutions.models import FormDraft
from institutions.values.written_number import written_number
from rules.web.pages.form.draft import put_in_document
from rules.web.pages.form.inputs import SUGGESTED
from rules.web.pages.form.named_in_place import NamedPlace, named_places
from rules.web.pages.form.party_countries import country_pointer, put_countries
from rules.web.pages.form.posted_values import Posted, read_fields, read_rows
from rules.web.pages.form.questions import Question
from rules.web.pages.form.steps import FormStep, table_of_field
from rules.web.pages.form.typed_entries import TypedEntry, typed_answers, typed_entries

Json = dict[str, Any]  # Any: a part of the document
REMOVE: Final = "remove:"  # before the pointer of the row that a button removes
MORE: Final = "more"  # before a colon and the pointer of the table, or the key of the question, that gets another entry
AUTOSAVE: Final = "autosave"


def posted_without_row(posted: Posted, action: str) -> Posted:
    """Return the texts typed, without the row to be removed."""
    row = f"{action.removeprefix(REMOVE)}/"
    if not action.startswith(REMOVE) or row.startswith("/statements/"):
        return posted
    return {name: text for name, text in posted.items() if not name.startswith(row)}


def removed_entry(action: str) -> int | None:
    """Return the number of the statement that a button removes."""
    return written_number(action.removeprefix(f"{REMOVE}/statements/")) if action.startswith(REMOVE) else None


@dataclass(frozen=True, slots=True)
class TypedStep:
    """The document of a draft with the texts typed into a page."""

    document: Json
    answers: dict[str, str]
    entries: list[TypedEntry] = field(default_factory=list)

    @classmethod
    def of(cls, draft: FormDraft, step: FormStep, posted: Posted, action: str = AUTOSAVE) -> "TypedStep":
        """Return what the draft becomes; the rest of its document stays as it is."""
        document = {**draft.document}
        kept = posted_without_row(posted, action)
        for each in step.fields:
            if each.sort is FieldSort.ROWS:
                rows = read_rows(table_of_field(each), f"/{each.name}", kept)
                untouched = rows == [SUGGESTED.get(each.name)]  # nobody was named: what the form suggests says nothing
                put_in_document(document, each.name, None if untouched else rows or None)
            elif each.sort is FieldSort.TABLE:
                put_in_document(
                    document, each.name, read_fields(table_of_field(each).fields, f"/{each.name}", kept) or None
                )
            elif each.sort is not FieldSort.STATEMENTS:
                document.pop(each.name, None)
                document.update(read_fields((each,), "", kept))
        if not step.questions:
            return cls(document, draft.answers)
        entries = typed_entries(document, kept, removed=removed_entry(action), tidy=action != AUTOSAVE)
        put_in_document(document, "statements", [each.statement for each in entries] or None)
        return cls(document, typed_answers(draft.answers, kept, entries), entries)

    def places(self, step: FormStep) -> Iterator[NamedPlace]:
        """Yield the fields of the page in which a company or person is named."""
        for each in step.fields:
            if each.sort is FieldSort.ROWS:
                for number, row in enumerate(self.document.get(each.name, ())):
                    yield from named_places(table_of_field(each).fields, row, f"/{each.name}/{number}")
            elif each.sort is FieldSort.TABLE:
                yield from named_places(table_of_field(each).fields, self.document.get(each.name, {}), f"/{each.name}")
            elif each.sort is not FieldSort.STATEMENTS:
                yield from named_places((each,), self.document, "")
        for number, entry in enumerate(self.entries):
            yield from entry.places(number)

    @property
    def typed_into(self) -> dict[int, Question]:
        """The question of each entry of the page, by its place among the statements."""
        return {number: each.question for number, each in enumerate(self.entries) if each.question}

    @property
    def countries(self) -> dict[int, Mapping[str, str]]:
        """The countries typed for the parties of each entry of the page, by its place among the statements."""
        return {number: each.countries for number, each in enumerate(self.entries) if each.countries}

    def put_countries(self) -> None:
        """Give the parties that the entries name as new ones the countries typed beside them."""
        for each in self.entries:
            put_countries(self.document, each.statement, each.countries)

    @property
    def pointers(self) -> tuple[str, ...]:
        """The pointers of what the page shows: its statements, and the countries of their parties."""
        of_parties = (
            country_pointer(self.document, each.statement.get(name)) for each in self.entries for name in each.countries
        )
        return (*(f"/statements/{number}" for number in self.typed_into), *filter(None, of_parties))
