"""The names of codes, keys and ids in inputs, and suggestions for values that match nothing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from institutions.access.callers import reader_for
from institutions.access.parties import findable_parties_rule, parties_for
from institutions.formats.tables.country_names import country_code
from institutions.kinds import PartyType
from institutions.models import Account, Party, PartyKind
from institutions.parties.names import fold_name
from institutions.parties.search import Suggestion, find_bodies, find_companies, find_people
from institutions.values.written_id import written_id
from rules.engine.language.statements import Language
from rules.explaining.wording.words import reader_language, text_in_language, words_in_brackets
from rules.web.pages.form.inputs import IDENTIFIED_BY, FormPage
from rules.web.pages.form.namesakes import distinguish_names, posts_of
from rules.web.pages.form.posted_values import NEW
from rules.web.pages.form.shown_inputs import ShownInput, ShownTable

MOST_MENDED: Final = 3  # inputs of a page for which suggestions are looked up; the script does so for every one
MOST_FITTING: Final = 5
TABLES: Final = {"company": "companies", "person": "people", "body": "bodies"}

Json = dict[str, Any]  # Any: a part of the document
Pair = tuple[str, str]


def with_chosen_names(
    page: FormPage, fields: tuple[ShownInput, ...], tables: tuple[ShownTable, ...] = ()
) -> tuple[tuple[ShownInput, ...], tuple[ShownTable, ...]]:
    """Return the inputs with the names of their choices. At most four queries, and five for mistyped values."""
    rows = (row.fields for table in tables for row in table.rows)
    lookups = [each for group in (fields, *rows) for each in group if each.input == "lookup" and each.value]
    names = chosen_names(page, {each.value for each in lookups})
    mistyped = [each for each in lookups if each.error and each.value not in names][:MOST_MENDED]
    meant = {
        each.pointer: tuple(input_suggestions(page, each.looks_for, each.value))[:MOST_FITTING] for each in mistyped
    }
    meant |= {each.pointer: (*meant.get(each.pointer, ()), *new_parties(each.adds)) for each in lookups if each.error}

    def named(given: Iterable[ShownInput]) -> tuple[ShownInput, ...]:
        return tuple(
            replace(
                each,
                chosen=names.get(each.value, ""),
                options=meant.get(each.pointer, ()),
                if_new=kinds_if_new(each) if is_open(each.value, names) else (),
                undecided=bool(each.value and len(each.adds) > 1 and is_open(each.value, names)),
            )
            if each.input == "lookup"
            else each
            for each in given
        )

    return named(fields), tuple(
        replace(table, rows=tuple(replace(row, fields=named(row.fields)) for row in table.rows)) for table in tables
    )


def is_open(value: str, names: Mapping[str, str]) -> bool:
    """Return whether an input names nobody yet: no party that is known, and no country."""
    return not (value in names or written_id(value) or country_code(value))


def kinds_if_new(given: ShownInput) -> tuple[Pair, ...]:
    """Return the choices for a new name in an input that takes companies and people; else none."""
    words = {PartyType.COMPANY: _("a company"), PartyType.PERSON: _("a person")}
    return tuple((kind.value, words[kind]) for kind in given.adds) if len(given.adds) > 1 else ()


def new_parties(kinds: Iterable[PartyType]) -> Iterator[Pair]:
    """Yield the choices that add a party."""
    for kind in kinds:
        yield f"{NEW}{kind.value}", _("Add a new company") if kind is PartyType.COMPANY else _("Add a new person")


def chosen_names(page: FormPage, values: set[str]) -> dict[str, str]:
    """Return names of parties of the document by key, of bodies by code, and of the register's parties by id."""
    found = {key: name for table in TABLES.values() for key, name in page.rows_of(table, "name")}
    if left := values - found.keys():
        known = list(parties_by_id_or_code(left, page.reader))
        people = {party.pk for party in known if party.kind == PartyKind.PERSON}
        posts = posts_of(people, page.reader, page.language) if page.reader else {}
        for party in known:
            number = party.code or party.corporate_number or party.lei or posts.get(party.pk, "")
            name = input_party_name(name_in_language(party, page.language), number, page.language)
            found |= {value: name for value in (party.code, str(party.pk)) if value}
    return found


def parties_by_id_or_code(values: set[str], reader: Account | None) -> Iterable[Party]:
    """Return the register's parties with these ids or codes; only people whom the reader may see."""
    ids = [found for each in values if (found := written_id(each))]
    codes = [each for each in values if "\0" not in each]
    fits = Q(kind=PartyKind.BODY, code__in=codes) | Q(kind__in=(PartyKind.BODY, PartyKind.COMPANY), pk__in=ids)
    if ids and reader:
        fits |= Q(pk__in=readable_people(reader).filter(pk__in=ids).values("pk"))
    return Party.objects.filter(fits).filter(findable_parties_rule().q())


def readable_people(reader: Account) -> QuerySet[Party]:
    """Return the people of the register whom an account may find."""
    return parties_for(reader).filter(kind=PartyKind.PERSON)


def draft_form_page(document: Json, errors: Mapping[str, str], language: Language, reader: Account) -> FormPage:
    """Return a page of a draft that names parties given only by id or number as the register does."""
    rows = [row for table in TABLES.values() for row in document.get(table, ()) if not row.get("name")]
    given = {str(row[name]) for row in rows for name in IDENTIFIED_BY if row.get(name)}
    known = {
        value: name_in_language(party, language)
        for party in (parties_by_any_number(given, reader) if given else ())
        for value in (str(party.pk), party.corporate_number, party.lei)
        if value
    }
    return FormPage(document, errors, language, reader, known)


def parties_by_any_number(values: set[str], reader: Account) -> Iterable[Party]:
    """Return the register's parties with these ids, corporate numbers or LEIs; only people whom the reader may see."""
    ids = [found for each in values if (found := written_id(each))]
    numbers = [each for each in values if "\0" not in each]
    numbered = Q(corporate_number__in=numbers) | Q(lei__in=numbers)
    fits = Q(kind__in=(PartyKind.COMPANY, PartyKind.BODY)) & (Q(pk__in=ids) | numbered)
    if ids:
        fits |= Q(pk__in=readable_people(reader).filter(pk__in=ids).values("pk"))
    return Party.objects.filter(fits).filter(findable_parties_rule().q())


def name_in_language(party: Party | Suggestion, language: Language) -> str:
    """Return the name in the reader's language, else in the other one."""
    return text_in_language({"en": party.name_en, "ja": party.name_ja}, language)


def input_suggestions(page: FormPage, looks_for: str, typed: str) -> list[Pair]:
    """Return suggestions: parties of the document that the input takes first, then those of the register.

    Parties with the same name are shown with a distinguishing detail.
    """
    return distinguish_names(fitting_suggestions(page, looks_for, typed), page.language)


def fitting_suggestions(page: FormPage, looks_for: str, typed: str) -> Iterator[Pair]:
    """Yield matching parties, by value and text shown."""
    if looks_for == "registered-body":
        yield from (body_by_id(each) for each in find_bodies(typed, with_code=False))
        return
    what, _dash, kinds = looks_for.partition("-")
    if what == "party":
        for table in (table for kind, table in TABLES.items() if not kinds or kind in kinds.split("-")):
            for key, name in page.rows_of(table, "name"):
                if typed.casefold() in f"{key} {name}".casefold() or is_part_of_name(typed, name):
                    yield key, name
    taken = kinds.split("-") if kinds else ["body"] if what in ("party", "body") else [what]
    if PartyType.COMPANY in taken:
        yield from (suggestion_pair(each, each.number) for each in find_companies(typed))
    if PartyType.PERSON in taken and page.reader:
        people = find_people(typed, reader_for(page.reader))
        posts = posts_of({each.id for each in people}, page.reader, page.language)
        yield from (suggestion_pair(each, posts.get(each.id, "")) for each in people)
    if PartyType.BODY in taken:
        for body in find_bodies(typed):
            yield suggestion_pair(body, body.key)


def is_part_of_name(typed: str, name: str) -> bool:
    """Return whether a text is a part of a name, however spaces, legal form, width and kanji are written."""
    folded = fold_name(typed)
    return bool(folded) and folded in fold_name(name)


def suggestion_pair(found: Suggestion, number: str) -> Pair:
    """Return the value for the document, and the text shown for it."""
    language = reader_language()
    return found.key, input_party_name(name_in_language(found, language), number, language)


def body_by_id(body: Suggestion) -> Pair:
    """Return a body for an input that takes its id; its code is shown."""
    _key, shown = suggestion_pair(body, body.key if body.key != str(body.id) else body.number)
    return str(body.id), shown


def input_party_name(name: str, number: str, language: Language) -> str:
    """Return a party as an input shows it: its name with its code, number or post, to distinguish equal names."""
    return f"{name}{words_in_brackets(number, language=language)}"
