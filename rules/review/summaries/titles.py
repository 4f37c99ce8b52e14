"""Partnerships found by reference or title: an index of parts, as that of names (`institutions.parties.names.parts`).

A reference and a title are prose and numbers: a part begins with each word in Latin letters or digits, and with each
other letter, so 鉱山 is found within a word, and "mine" in "gold mine" but not in "determine".
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet

from institutions.access.callers import Reader
from institutions.access.partnerships import partnerships_rule
from institutions.audit.derived_rows import compare_derived
from institutions.audit.row_troubles import some_of
from institutions.models.first_rows import first_different
from institutions.models.sql_lists import among
from institutions.models.stored_forms import insert_forms
from institutions.parties.names.folding import plain_name, squeeze_name
from institutions.parties.names.legal_forms import NOT_A_LETTER
from institutions.parties.names.parts import LONGEST_PART, SHORTEST_INSIDE, PartRange, range_of
from institutions.values.portions import split_portions
from rules.assessing.changed_since import partnerships_since
from rules.models import CaseSummary, TitlePart

BEGINS: Final = "A"  # before a part that begins a reference, or a title in one of its languages
INSIDE: Final = "a"
PORTION: Final = 500
RUN: Final = re.compile(r"[a-z0-9]+|.", re.DOTALL)
TABLE: Final = TitlePart._meta.db_table  # noqa: SLF001 - Django documents _meta


def fold_title(text: str) -> str:
    """Return a reference or title as it is compared: width, kana, case, old kanji, spaces and marks do not count."""
    return squeeze_name(plain_name(text))


def title_parts(text: str) -> frozenset[bytes]:
    """Return the parts of the text of a summary: its reference, a line feed, and the title in each language."""
    reference, _, titles = text.partition("\n")
    return frozenset(part for each in (reference, *titles.split(" / ")) for part in parts_of_line(each))


def parts_of_line(line: str) -> Iterator[bytes]:
    """Yield the parts of one reference or title."""
    words = NOT_A_LETTER.sub(" ", plain_name(line)).split()
    folded, at = "".join(words), 0
    for word in words:
        for run in RUN.finditer(word):
            start = at + run.start()
            part = folded[start : start + LONGEST_PART]
            if not start:
                yield f"{BEGINS}{part}".encode()
            elif len(part) >= SHORTEST_INSIDE:
                yield f"{INSIDE}{part}".encode()
        at += len(word)


def title_ranges(typed: str) -> list[PartRange]:
    """Return the ranges of parts that a typed text finds: beginnings first. A single letter finds beginnings alone."""
    folded = fold_title(typed)
    marks = (BEGINS, INSIDE) if len(folded) >= SHORTEST_INSIDE else (BEGINS,)
    return [range_of(mark, folded) for mark in marks] if folded else []


def titled_like(typed: str) -> Q:
    """Return the condition on a summary that a typed text is in its reference or title."""
    fits = Q(pk__in=())
    for parts in title_ranges(typed):
        fits |= Q(pk__in=titles_in(parts, typed).values("case"))
    return fits


def titles_in(parts: PartRange, typed: str) -> QuerySet[TitlePart]:
    """Return the parts in a range. Of a text longer than a part, the whole is compared as it is written."""
    rows = TitlePart.objects.filter(part__gte=parts.first, part__lt=parts.end)
    return rows.filter(case__text__icontains=typed.strip()) if parts.is_cut else rows


def titled_cases(typed: str, reader: Reader, most: int) -> list[UUID]:
    """Return the first cases that a reader may read and whose reference or title has the text: two queries at most."""
    readable = partnerships_rule(reader).under("case").q()
    found: list[UUID] = []
    for parts in title_ranges(typed):
        if len(found) < most:
            rows = titles_in(parts, typed).filter(readable).order_by("part", "case").values_list("case", flat=True)
            found += first_different(rows, most - len(found), but=found)
    return found


def store_titles(cases: Sequence[CaseSummary]) -> None:
    """Write the parts of these cases where they are not those of the text. One query if they are."""
    held = parts_held([each.pk for each in cases])
    odd = [each for each in cases if held[each.pk] != title_parts(each.text)]
    if not odd:
        return
    if gone := [each.pk for each in odd if held[each.pk]]:
        TitlePart.objects.filter(among("case", gone)).delete()
    insert_titles(odd, TitlePart)


def insert_titles(cases: Iterable[Any], model: Any) -> None:  # Any: models of the code, or those of a migration
    """Insert the parts of cases that have none, in one statement."""
    insert_forms(
        model, "case", "part", [(each.pk, part.decode()) for each in cases for part in sorted(title_parts(each.text))]
    )


def parts_held(cases: Sequence[UUID]) -> dict[UUID, set[bytes]]:
    """Return the parts of some cases, as they are stored."""
    held: dict[UUID, set[bytes]] = defaultdict(set)
    for case, part in TitlePart.objects.filter(among("case", cases)).values_list("case_id", "part"):
        held[case].add(bytes(part))
    return held


def title_troubles(since: datetime | None = None) -> Iterator[str]:
    """Yield the cases whose parts are not those of the text; `since`: of those with an event from that moment on."""
    yield from some_of(differing_titles(since), "titles")


def differing_titles(since: datetime | None) -> Iterator[str]:
    """Yield the trouble of each case: two queries for so many cases."""
    rows = CaseSummary.objects.order_by("pk")
    ids = partnerships_since(since) if since else list(rows.values_list("pk", flat=True))
    for portion in split_portions(ids, PORTION):
        held = parts_held(portion)
        for case, text in rows.filter(among("pk", portion)).values_list("pk", "text"):
            if held[case] != title_parts(text):
                yield f"{TABLE} {case}: its parts were changed; `manage.py summaries --mend` makes them anew"


compare_derived(TitlePart, by=title_troubles)
