"""The country of a party that an entry names as a new one, asked for beside its name.

A company without a country counts as Japanese: a foreign owner named in passing would be taken for a domestic one.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from institutions.formats.tables.country_names import country_code
from institutions.kinds import Field, PartyType
from institutions.kinds.countries import COUNTRIES
from institutions.values.written_id import written_id
from rules.web.pages.form.chosen_parties import TABLES
from rules.web.pages.form.country_inputs import country_as_typed
from rules.web.pages.form.inputs import ADDED, FormPage
from rules.web.pages.form.posted_values import Posted, clean_typed
from rules.web.pages.form.questions import Question
from rules.web.pages.form.shown_inputs import ShownInput

Json = dict[str, Any]  # Any: a part of the document
COUNTRY: Final = "~country"  # after the pointer of an input that takes a party: the country of a new one


def country_pointer(document: Json, party: object) -> str:
    """Return the pointer of the country of a company or person of the document; empty for any other party."""
    for kind in ADDED:
        for number, row in enumerate(document.get(TABLES[kind], ())):
            if row.get("key") == party:
                return f"/{TABLES[kind]}/{number}/country"
    return ""


def typed_countries(question: Question, number: int, posted: Posted) -> dict[str, str]:
    """Return the countries typed into the entry of this number, by the field of the party."""
    typed = {name: clean_typed(posted.get(f"/statements/{number}/{name}{COUNTRY}", "")) for name in question.countries}
    return {name: text for name, text in typed.items() if text}


def put_countries(document: Json, statement: Json, typed: Mapping[str, str]) -> None:
    """Give the parties named in a statement the countries typed, by field.

    Text that is no country stays text, and the check reports it. A party of the register keeps its own country.
    """
    for name, text in typed.items():
        if pointer := country_pointer(document, statement.get(name)):
            _empty, table, number, _country = pointer.split("/")
            rows = [*document[table]]
            rows[int(number)] = {
                **rows[int(number)],
                "country": country_code(unicodedata.normalize("NFKC", text)) or text,
            }
            document[table] = rows


def with_countries(
    page: FormPage,
    question: Question,
    asked: Iterable[Field],
    shown: Iterable[ShownInput],
    values: Json,
    typed: Mapping[str, str],
) -> Iterator[ShownInput]:
    """Yield the inputs of an entry, each party that a country is asked of with the input for it behind."""
    fields = {each.name: each for each in asked}
    for each in shown:
        yield each
        name = each.pointer.rpartition("/")[2]
        if name in question.countries and (found := country_input(page, fields[name], each, values, typed)):
            yield found


def country_input(
    page: FormPage, asked: Field, party: ShownInput, values: Json, typed: Mapping[str, str]
) -> ShownInput | None:
    """Return the input for the country of a party; None where the register, or the code of a country, says it."""
    value = str(values.get(asked.name) or "")
    if written_id(value) or value in COUNTRIES:
        return None
    pointer = country_pointer(page.document, value)
    return ShownInput(
        f"{party.pointer}{COUNTRY}",
        _("%(party)s: country") % {"party": party.label},
        "country",
        typed.get(asked.name) or country_as_typed(country_of(page.document, pointer), page.language),
        hint(asked),
        page.errors.get(pointer, ""),
    )


def country_of(document: Json, pointer: str) -> str:
    """Return the country at a pointer; empty where there is none."""
    if not pointer:
        return ""
    _empty, table, number, _country = pointer.split("/")
    return str(document[table][int(number)].get("country") or "")


def hint(asked: Field) -> str:
    """Return what an empty country means for a party that is new here."""
    if PartyType.COMPANY in asked.allows:
        return _("Only if the party is new here. A company without a country counts as Japanese.")
    return _("Only if the party is new here.")
