"""Companies and people that are named in the input that needs them: found in the document or register, else new."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from institutions.access.callers import EVERYBODY
from institutions.drafts.lookup import find_parties
from institutions.formats.tables.country_names import country_code
from institutions.kinds import Field, FieldSort, PartyType
from institutions.models import Party, PartyKind
from institutions.parties.search import find_bodies
from institutions.values.written_id import written_id
from rules.web.pages.form.chosen_parties import TABLES, input_suggestions
from rules.web.pages.form.inputs import ADDED, FormPage
from rules.web.pages.form.posted_values import IF_NEW, MEANT, NEW, unused_key

Json = dict[str, Any]  # Any: a part of the document
NUMBER: Final = re.compile(r"[0-9]{13}")
WRITTEN_IN_JAPANESE: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]")


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place that takes a party: in the object, or the list, that holds its value."""

    values: Any  # Any: a part of the document, an object or a list
    at: str | int
    field: Field
    pointer: str
    typed_at: str  # the pointer of its input, from before the statements were put in place

    @property
    def adds(self) -> tuple[PartyType, ...]:
        """The types of party that may be added here."""
        return tuple(kind for kind in ADDED if kind in self.field.allows)


def same_letters(text: str) -> str:
    """Return a text as it is compared within one document: without width, case and repeated spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def same_name(one: str, other: str) -> bool:
    """Return whether two texts are one name within one document.

    In Japanese the space between family and given name is often left out: 田中健一 is 田中 健一. Spaces at two places
    part two names: 森 下一 is not 森下 一.
    """
    first, second = same_letters(one), same_letters(other)
    if first == second:
        return True
    spaced = " " in first and " " in second
    japanese = WRITTEN_IN_JAPANESE.search(first) and WRITTEN_IN_JAPANESE.search(second)
    return bool(japanese) and not spaced and first.replace(" ", "") == second.replace(" ", "")


def named_places(fields: Iterable[Field], values: Json, prefix: str, typed_at: str = "") -> Iterable[NamedPlace]:
    """Yield the fields of an object in which a party may be named."""
    for each in fields:
        value = values.get(each.name)
        at, typed = f"{prefix}/{each.name}", f"{typed_at or prefix}/{each.name}"
        if each.sort is FieldSort.PARTY and isinstance(value, str):
            yield NamedPlace(values, each.name, each, at, typed)
        elif each.sort is FieldSort.PARTIES and isinstance(value, list):
            for number in range(len(value)):
                yield NamedPlace(value, number, each, f"{at}/{number}", f"{typed}/{number}")


@dataclass
class NamingInPlace:
    """The names typed on one page, and the parties that they become."""

    page: FormPage  # of the document that is changed
    posted: Mapping[str, str]
    to_choose: dict[str, str] = field(default_factory=dict)  # by pointer: the name may be that of a known party

    def settle(self, places: Iterable[NamedPlace]) -> None:
        """Put the key or id of a party in place of each name; add a party for a name that nobody has."""
        for place in places:
            text = place.values[place.at]
            if found := self.known(place, text):
                place.values[place.at] = found
            elif place.adds and (kind := self.new_kind(place, text)) is not None:
                place.values[place.at] = self.add(kind, text)

    def known(self, place: NamedPlace, text: str) -> str:
        """Return the key, id or code that a text stands for; empty if it is a name that nobody has."""
        rows = [row for table in TABLES.values() for row in self.page.document.get(table, ())]
        if written_id(text) or any(row.get("key") == text for row in rows):
            return text
        if place.field.or_country and (country := country_code(unicodedata.normalize("NFKC", text))):
            return country
        number = unicodedata.normalize("NFKC", text)
        return self.in_document(place, text) or self.in_register(place, number)

    def in_document(self, place: NamedPlace, text: str) -> str:
        """Return the key of the party of the document with this name or number, else of the only one with its name.

        Empty where two have the name in their own ways: 森下一 may be 森 下一 and 森下 一.
        """
        number, alike = unicodedata.normalize("NFKC", text), set[str]()
        for row in (row for kind in place.adds for row in self.page.document.get(TABLES[kind], ())):
            held = row.get("name") if isinstance(row.get("name"), dict) else {}
            names = [name for name in held.values() if isinstance(name, str)]
            if same_letters(text) in map(same_letters, names) or number in (
                row.get("corporate_number"),
                row.get("lei"),
            ):
                return str(row["key"])
            if any(same_name(text, name) for name in names):
                alike.add(str(row["key"]))
        return alike.pop() if len(alike) == 1 else ""

    def in_register(self, place: NamedPlace, text: str) -> str:
        """Return the code of a body or the id of a company with this number; empty if there is none."""
        if PartyType.BODY in place.field.allows and text.isascii() and "\0" not in text:
            bodies = Party.objects.filter(kind=PartyKind.BODY, code__iexact=text)
            if code := bodies.values_list("code", flat=True).first():
                return str(code)
            wanted = same_letters(text)
            for each in find_bodies(text):
                if wanted in (same_letters(each.name_en or ""), same_letters(each.name_ja or "")):
                    return each.key
        if PartyType.COMPANY in place.field.allows and NUMBER.fullmatch(text):
            found = find_parties((), [text], (), reader=EVERYBODY).by_corporate_number.get(text)
            return str(found.id) if found and found.kind is PartyType.COMPANY else ""
        return ""

    def new_kind(self, place: NamedPlace, text: str) -> PartyType | None:
        """Return the type of the party to add, or None after noting what the officer has to choose."""
        if not place.adds:  # a body: the check says that it is not known
            return None
        meant = self.posted.get(f"{place.typed_at}{MEANT}", "")
        for kind in place.adds:
            if meant == f"{NEW}{kind.value}":
                return kind
        looks_for = self.page.looks_for(place.field, place.pointer)
        if_new = self.posted.get(f"{place.typed_at}{IF_NEW}", "")
        kinds = place.adds if len(place.adds) == 1 else [each for each in place.adds if each.value == if_new]
        if kinds and not input_suggestions(self.page, looks_for, text):
            return kinds[0]
        self.to_choose[place.pointer] = (
            _("%(name)s may be one of the entries below. Choose it, or add a new one.") % {"name": text}
            if len(place.adds) == 1
            else _("%(name)s is not known yet. Choose whether it is a company or a person.") % {"name": text}
        )
        return None

    def add(self, kind: PartyType, text: str) -> str:
        """Add a party of this name, or number, to the document; return its key."""
        table = TABLES[kind]
        number = unicodedata.normalize("NFKC", text)
        if kind is PartyType.COMPANY and NUMBER.fullmatch(number):
            row: Json = {"corporate_number": number}
        else:
            row = {"name": {"ja" if WRITTEN_IN_JAPANESE.search(text) else "en": text}}
        rows = [each for name in TABLES.values() for each in self.page.document.get(name, ())]
        key = unused_key(table, row, {each["key"] for each in rows if "key" in each})
        self.page.document[table] = [*self.page.document.get(table, ()), {"key": key, **row}]
        return key
