"""The questions of stored results, derived anew from the register with the gathering that made them.

A change of what a case reads answers one of its questions, and leads to another assessment (decision 8). So a result
that nothing waits to replace has the questions that its case asks of the register now.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import DatabaseError
from django.db.models import Exists, OuterRef
from django.utils import timezone

from institutions.models import Redaction, Submission
from institutions.models.sql_lists import among
from rules.assessing.confirming import newest_results
from rules.assessing.questions import AskedCase, asking_columns
from rules.assessing.stored_format import FORMAT
from rules.facts.gathering.from_register import gather_cases
from rules.facts.gathering.parties import read_identities
from rules.facts.gathering.statements import CaseInput
from rules.facts.gathering.succeeding import Government, read_government
from rules.models import AskedPlaces, AskedValue, Asking, Assessment, State

logger = logging.getLogger(__name__)
Pair = tuple[str, tuple[str, ...]]  # a value, and the places in which it is asked for
MOST_DAYS: Final = 40  # tried for a result that was confirmed on a later day than its own
HISTORY: Final = ("sponsor", "domain", "object", "before", "calls_since", "awards_since")


@dataclass(frozen=True, slots=True)
class StoredQuestions:
    """A result, and the stored rows of its questions."""

    result: Assessment
    asking: Asking
    pairs: frozenset[Pair]

    @property
    def days(self) -> list[date]:
        """The days as of which its case may have been gathered last, the likeliest first.

        A later assessment that found the same left no row behind: its day is one between that of the result and that
        of the moment of its knowledge.
        """
        own = self.result.as_of
        fixed = self.result.submission.document.get("assess_as_of")
        if fixed or self.result.known_at == self.asking.known_at:
            return [own]
        last = timezone.localdate(self.asking.known_at)
        span = min(max((last - own).days, 0), MOST_DAYS)
        return list(dict.fromkeys([*(last - timedelta(days=each) for each in range(span + 1)), own]))


def standing_questions(partnerships: Sequence[UUID]) -> Iterator[tuple[Assessment, Asking | None]]:
    """Yield the newest results of these partnerships that nothing replaces by now, and their stored questions.

    Left out are results of another than the present submission, those after which an assessment failed, and those
    beside which one is queued or runs.
    """
    waiting = Assessment.objects.filter(partnership=OuterRef("partnership"), state__in=(State.QUEUED, State.RUNNING))
    rows = newest_results(partnerships).filter(~Exists(waiting), submission__superseded_at__isnull=True)
    results = list(rows.select_related("submission", "partnership").defer("remarks").order_by("partnership_id"))
    of_these = Asking.objects.filter(among("partnership", [each.partnership_id for each in results]))
    askings = {each.partnership_id: each for each in of_these}
    yield from ((each, askings.get(each.partnership_id)) for each in results)


def read_pairs(askings: Sequence[Asking], sets: Mapping[int, tuple[str, ...]]) -> dict[int, frozenset[Pair]]:
    """Return the stored values of these questions with their places: one query. A set that is not there is empty."""
    found: dict[int, set[Pair]] = {each.pk: set() for each in askings}
    rows = AskedValue.objects.filter(asking__in=[each.pk for each in askings])
    for asking, value, places in rows.values_list("asking_id", "value", "places_id"):
        found[asking].add((value, sets.get(places, ())))
    return {pk: frozenset(pairs) for pk, pairs in found.items()}


def read_sets() -> dict[int, tuple[str, ...]]:
    """Return all sets of places, as far as they have the form of one. They are few."""
    rows = AskedPlaces.objects.values_list("pk", "places")
    return {pk: tuple(map(str, places)) if isinstance(places, list) else () for pk, places in rows}


def is_of_this_program(result: Assessment) -> bool:
    """Return whether this program made a result: one of an earlier format may have asked for other things."""
    return result.format == FORMAT


def redacted_submissions(results: Sequence[Assessment]) -> frozenset[str]:
    """Return the ids of their submissions in which an erasure took a word out: one query.

    The word may have been one by which the case asked, as a domain that is called like the person.
    """
    ids = [str(each.submission_id) for each in results]
    table = Submission._meta.db_table  # noqa: SLF001 - Django documents _meta
    return frozenset(Redaction.objects.filter(of_table=table, of_row__in=ids).values_list("of_row", flat=True))


def pairs_of(case: CaseInput) -> frozenset[Pair]:
    """Return what a case asks for, as it is stored."""
    return frozenset((value, tuple(places)) for value, places in case.questions.places.items())


def history_of(case: CaseInput, stored: StoredQuestions) -> dict[str, Any]:  # Any: what the columns hold
    """Return the columns of the questions of a case that do not depend on the moment."""
    asked = AskedCase(stored.result.partnership_id, case.questions, stored.asking.known_at)
    columns = asking_columns(asked)
    return {name: columns[name] for name in HISTORY}


def stored_history(asking: Asking) -> dict[str, Any]:  # Any: as above
    """Return the same columns as they are stored."""
    return {name: getattr(asking, name) for name in HISTORY}


def gathered_now(
    stored: Sequence[StoredQuestions], days: Sequence[date], moment: datetime, government: Government
) -> list[CaseInput | Exception]:
    """Return the cases of results as of some days, as the register was known at a moment; the error of one without."""
    try:
        found = gather_cases([each.result.submission for each in stored], moment, days, government)
    except (DatabaseError, OSError, MemoryError):
        raise
    except Exception as trouble:
        if len(stored) == 1:
            said = "The questions of partnership %s cannot be derived anew."
            logger.warning(said, stored[0].result.partnership_id, exc_info=True)
            return [trouble]
        pairs = zip(stored, days, strict=True)
        return [case for each, day in pairs for case in gathered_now([each], [day], moment, government)]
    return list(found)


@dataclass(frozen=True, slots=True)
class Registers:
    """The register as cases read it: `joined` by number, as they do, and `apart`, as changes look for them.

    A party that a restricted partnership alone names is the one that others name with its number. The first statement
    about it does not lead to that case, so its questions may be of before it.
    """

    moment: datetime
    joined: Government
    apart: Government

    @classmethod
    def read(cls, moment: datetime | None = None) -> "Registers":
        """Read both, as known at a moment; now if none is given."""
        moment = moment or timezone.now()
        joined = read_government(moment)
        return cls(moment, joined, replace(joined, identity=read_identities(by_number=False)))


def case_apart(stored: StoredQuestions, registers: Registers) -> CaseInput | None:
    """Return the case where parties are not joined by their numbers; None if it cannot be gathered."""
    (found,) = gathered_now([stored], stored.days[:1], registers.moment, registers.apart)
    return None if isinstance(found, Exception) else found
