"""The one search: partnerships, companies, people, bodies and rules, by name, number, code or reference.

Each kind is read from an index within the rights of the reader, and none counts what it finds: a kind has its first
few, and says whether there are more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from institutions.access.callers import Reader, reader_for
from institutions.access.keys import KeyHolder
from institutions.models import Account, PartyKind, Submission
from institutions.models.sql_lists import among
from institutions.parties.names import fold_name
from institutions.parties.search import found_ids, parties_in_order
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.explaining.catalogue.searching import RuleSearch
from rules.models import CaseSummary
from rules.review.summaries.titles import titled_cases

MOST: Final = 5  # of each kind
LONGEST: Final = 200  # characters of a text: no name is longer
CASES: Final = "partnerships"
RULES: Final = "rules"
PARTIES: Final = {PartyKind.COMPANY: "companies", PartyKind.PERSON: "people", PartyKind.BODY: "bodies"}
KINDS: Final = (CASES, *PARTIES.values(), RULES)


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One thing that was found. `key`: its id or code. `known_by`: its reference, number or code; may be empty."""

    key: str
    name_en: str
    name_ja: str
    known_by: str = ""
    state: str = ""  # of a case


@dataclass(frozen=True, slots=True)
class SearchGroup:
    """The first things of one kind, the best first. `more`: whether the text finds others of this kind."""

    kind: str
    hits: tuple[SearchHit, ...]
    more: bool


def search_all(typed: str, user: Account | KeyHolder, *, most: int = MOST) -> list[SearchGroup]:
    """Return each kind of which the text finds something that somebody may read. At most twelve queries.

    A text without a letter or digit finds nothing.
    """
    text, reader = typed.strip()[:LONGEST], reader_for(user)
    if "\0" in text or not fold_name(text):
        return []
    groups = (group_of(CASES, case_hits(text, reader, most + 1), most), *party_groups(text, reader, most))
    rules = group_of(RULES, list(rule_hits(text)), most)
    return [each for each in (*groups, rules) if each.hits]


def group_of(kind: str, hits: list[SearchHit], most: int) -> SearchGroup:
    """Return the first hits of a kind."""
    return SearchGroup(kind, tuple(hits[:most]), len(hits) > most)


def case_hits(text: str, reader: Reader, most: int) -> list[SearchHit]:
    """Return the partnerships whose reference or title has the text."""
    ids = titled_cases(text, reader, most)
    if not ids:
        return []
    current = Submission.objects.filter(among("partnership", ids), superseded_at__isnull=True)
    titles = dict(current.values_list("partnership_id", "document__title"))
    rows = {each.pk: each for each in CaseSummary.objects.filter(among("pk", ids)).only("text", "state")}
    return [case_hit(rows[pk], titles.get(pk) or {}) for pk in ids]


def case_hit(row: CaseSummary, titles: dict[str, str]) -> SearchHit:
    """Return a partnership that was found."""
    reference = row.text.partition("\n")[0]
    return SearchHit(str(row.pk), titles.get("en", ""), titles.get("ja", ""), reference, row.state)


def party_groups(text: str, reader: Reader, most: int) -> Iterator[SearchGroup]:
    """Yield companies, people and bodies that the text finds."""
    found: dict[str, list[UUID]] = {kind: found_ids(text, kind, reader, most=most + 1) for kind in PARTIES}
    parties = {each.pk: each for each in parties_in_order([pk for ids in found.values() for pk in ids])}
    for kind, name in PARTIES.items():
        rows = [parties[pk] for pk in found[kind]]
        hits = [
            SearchHit(row.key, row.name_en, row.name_ja, row.code or row.corporate_number or row.lei or "")
            for row in rows
        ]
        yield group_of(name, hits, most)


def rule_hits(text: str) -> Iterator[SearchHit]:
    """Yield rules with every word of the text: that with this code first, then those with the text in the title."""
    asked, wanted = RuleSearch(text=text), text.casefold()
    rules = [each for each in current_rulebook().rules.values() if text and asked.wants(each)]
    in_title = {each.code: wanted in f"{each.title.en} {each.title.ja}".casefold() for each in rules}
    for rule in sorted(rules, key=lambda each: (each.code.casefold() != wanted, not in_title[each.code], each.code)):
        yield SearchHit(rule.code, rule.title.en, rule.title.ja, rule.code)
