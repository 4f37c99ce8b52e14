"""The rows of a pasted table behind the entries of a draft, with the errors that the check finds in them."""

from typing import Any

from institutions.kinds import KINDS, PartyType
from institutions.kinds.statement import COMMON
from institutions.models import FormDraft
from rules.explaining.wording.words import reader_language
from rules.web.pages.form.chosen_parties import TABLES, draft_form_page
from rules.web.pages.form.draft import draft_errors
from rules.web.pages.form.named_in_place import NamedPlace, NamingInPlace, named_places
from rules.web.pages.form.pasting.rows import PastedRow, PasteError, heading_of_column
from rules.web.pages.form.pasting.targets import NUMBER, PasteTarget

Json = dict[str, Any]  # Any: a part of the document


class AddedRows:
    """The rows of a table as entries behind those of the draft."""

    def __init__(self, draft: FormDraft, target: PasteTarget, rows: list[PastedRow]) -> None:
        self.draft, self.target, self.rows = draft, target, rows
        self.line_at: dict[str, int] = {}  # of the table, by the pointer of the entry
        self.to_choose: dict[str, str] = {}

    def document(self, posted: dict[str, str]) -> Json:
        """Return the document with the entries; each name is that of a known party, a new one, or is to be chosen."""
        document = {**self.draft.document}
        parties = {table: len(document.get(table, ())) for table in TABLES.values()}
        naming = NamingInPlace(draft_form_page(document, {}, reader_language(), self.draft.owner), posted)
        for row in self.rows:
            where = "statements" if self.target.question else self.target.name
            for place in self.add(document, where, self.target.fields, row.entry, row.line):
                self.number(document, naming, place, row.number)
                naming.settle([place])
            if row.post:
                fields = (*KINDS[row.post["kind"]].fields, *COMMON)
                post = {**row.post, "person": row.entry.get("person")}
                naming.settle(self.add(document, "statements", fields, post, row.line))
            for table, before in parties.items():  # a wrong number is the row's, where it made a party
                parties[table] = len(document.get(table, ()))
                self.line_at |= {f"/{table}/{place}": row.line for place in range(before, parties[table])}
        self.to_choose = naming.to_choose
        return document

    def add(self, document: Json, where: str, fields: Any, entry: Json, line: int) -> list[NamedPlace]:
        """Append an entry to a list of the document; return its places that name a party."""
        pointer = f"/{where}/{len(document.get(where, ()))}"
        document[where] = [*document.get(where, ()), entry]
        self.line_at[pointer] = line
        return [*named_places(fields, entry, pointer)]

    def number(self, document: Json, naming: NamingInPlace, place: NamedPlace, number: str) -> None:
        """Name a company by the number that its row has beside the name: the number decides."""
        if not number or place.field.name != "company":
            return
        name = place.values[place.at]
        if found := naming.known(place, number):
            place.values[place.at] = found
            return
        place.values[place.at] = key = naming.add(PartyType.COMPANY, name)
        table = TABLES[PartyType.COMPANY]
        document[table] = [
            {**row, "corporate_number": number} if row.get("key") == key else row for row in document[table]
        ]

    def errors(self, document: Json, body: str) -> list[PasteError]:
        """Return the errors of the check in the new entries. A party that is still to be chosen is none yet."""
        candidate = FormDraft(owner=self.draft.owner, document=document)
        found = []
        for at, said in draft_errors(candidate, body).items():
            parts = at.split("/")
            pointer = "/".join(parts[:3])
            if pointer in self.line_at and at not in self.to_choose:
                found.append(PasteError(said, self.line_at[pointer], self.heading(parts[3] if len(parts) > 3 else "")))
        return found

    def heading(self, name: str) -> str:
        """Return the heading of the column of a field; empty for the whole row."""
        named = (each for each in self.target.columns if name == (NUMBER if each.is_number else each.field.name))
        return next((heading_of_column(each, reader_language()) for each in named), "")
