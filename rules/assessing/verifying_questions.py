"""The verification of stored questions: by them a change of the register finds the cases that it touches.

Without them a case is not assessed again, and "not flagged" stays as it was, whatever the register says since. They
are derived anew in batches and compared. A change that led to no assessment is found beside them (`missed_changes`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone

from institutions.access.partnerships import is_restricted
from institutions.audit.derived_rows import compare_derived
from institutions.audit.event_window import CLOCKS
from institutions.audit.row_troubles import some_of
from institutions.models import Partnership
from institutions.models.sql_lists import among
from institutions.values.portions import split_portions
from rules.assessing.changed_since import partnerships_since
from rules.assessing.changes import is_touched
from rules.assessing.missed_changes import changed_meanwhile
from rules.assessing.questions import ASKINGS, VALUES, hash_of_places
from rules.assessing.questions_anew import (
    Registers,
    StoredQuestions,
    case_apart,
    gathered_now,
    history_of,
    is_of_this_program,
    pairs_of,
    read_pairs,
    read_sets,
    redacted_submissions,
    standing_questions,
    stored_history,
)
from rules.facts.gathering.statements import CaseInput
from rules.facts.gathering.touch import ChangeAnswers
from rules.models import AskedPlaces, AskedValue, Asking, Assessment, NotedChange, State

PORTION: Final = 100  # cases that are gathered together
REMEDY: Final = "make them anew with `manage.py assess {partnership} --wait`"


@dataclass(frozen=True, slots=True)
class OpenWalks:
    """The walks that are not complete: a case that one of them has yet to reach waits for another assessment."""

    touches: Sequence[tuple[int, ChangeAnswers]]

    def awaits(self, stored: StoredQuestions) -> bool:
        """Return whether a change touches a case that its walk has not reached."""
        ahead = [touch for after, touch in self.touches if after < stored.asking.pk]
        return bool(ahead) and is_touched(stored.result.partnership, ahead)


@dataclass(frozen=True, slots=True)
class StandingRegister:
    """The register, the sets of places and the open walks that all cases are compared with, read once."""

    registers: Registers
    sets: Mapping[int, tuple[str, ...]]
    walks: OpenWalks
    unreadable: list[str] = field(default_factory=list)

    @classmethod
    def read(cls) -> "StandingRegister":
        """Read it; noted changes that cannot be read are troubles."""
        touches, unreadable = list[tuple[int, ChangeAnswers]](), list[str]()
        for pk, touch, after in NotedChange.objects.order_by("pk").values_list("pk", "touch", "walk_after").iterator():
            try:
                read = ChangeAnswers.from_json(touch)
            except (AttributeError, KeyError, TypeError, ValueError):
                name = NotedChange._meta.db_table  # noqa: SLF001 - Django documents _meta
                unreadable.append(
                    f"{name} {pk}: does not say what it touches, so nobody assesses those cases for it; remove the row "
                    "and run `manage.py assess --all`"
                )
                continue
            if after is not None:
                touches.append((after, read))
        return cls(Registers.read(), read_sets(), OpenWalks(touches), unreadable)

    def by_moment(self, given: Sequence[StoredQuestions]) -> Iterator[tuple[list[StoredQuestions], "StandingRegister"]]:
        """Yield questions with the register to compare them with: that of now, or of their moment if it is to come.

        A clock that was ahead has stored both questions and statements, which nobody else knows yet.
        """
        now = self.registers.moment
        yield [each for each in given if each.asking.known_at <= now], self
        ahead = sorted((each for each in given if each.asking.known_at > now), key=lambda each: each.asking.known_at)
        for moment, of_moment in groupby(ahead, lambda each: each.asking.known_at):
            yield list(of_moment), replace(self, registers=Registers.read(moment))


def question_troubles(since: datetime | None = None) -> Iterator[str]:
    """Yield where stored questions are not those of the newest results, or a change of an answer led to nothing.

    `since`: of the partnerships with an event from that moment on.
    """
    yield from some_of(set_troubles(), "sets of places")
    yield from some_of(leftover_troubles(), ASKINGS)
    compared = StandingRegister.read()
    yield from some_of(compared.unreadable, "noted changes")
    present = Partnership.objects.filter(disposed_at__isnull=True)
    chosen = present.filter(among("pk", partnerships_since(since))) if since else present
    ids = list(chosen.order_by("pk").values_list("pk", flat=True))
    yield from some_of(troubles_of(ids, compared), "stored questions")


def set_troubles() -> Iterator[str]:
    """Yield sets of places in use that are not what their hash says."""
    used = AskedValue.objects.filter(places=OuterRef("pk"))
    name = AskedPlaces._meta.db_table  # noqa: SLF001 - Django documents _meta
    rows = AskedPlaces.objects.filter(Exists(used)).order_by("pk").values_list("pk", "sha256", "places")
    for pk, sha, places in rows.iterator():
        if not isinstance(places, list) or hash_of_places(places) != sha:
            yield f"{name} {pk}: its places are not those of its hash; make them anew with `manage.py assess --all`"


def leftover_troubles() -> Iterator[str]:
    """Yield questions of partnerships without a result."""
    results = Assessment.objects.filter(partnership=OuterRef("partnership"), state=State.DONE)
    rows = Asking.objects.exclude(Exists(results)).order_by("pk")
    for pk, partnership in rows.values_list("pk", "partnership_id").iterator():
        yield f"{ASKINGS} {pk}: partnership {partnership} has no result that asked"


def troubles_of(partnerships: Sequence[UUID], compared: StandingRegister) -> Iterator[str]:
    """Yield the troubles of these partnerships, portion by portion."""
    for portion in split_portions(partnerships, PORTION):
        stored = list[StoredQuestions]()
        asked = list(standing_questions(portion))
        redacted = redacted_submissions([result for result, _ in asked])
        pairs = read_pairs([asking for _, asking in asked if asking], compared.sets)
        for result, asking in asked:
            if asking is None:
                yield (
                    f"{ASKINGS}: none are on record of partnership {result.partnership_id}, whose newest result asked; "
                    f"{REMEDY.format(partnership=result.partnership_id)}"
                )
            elif said := moment_trouble(result, asking):
                yield said
            elif is_of_this_program(result) and str(result.submission_id) not in redacted:
                stored.append(StoredQuestions(result, asking, pairs[asking.pk]))
            elif not pairs[asking.pk]:
                yield trouble(asking, "its values are missing")
        for together, known in compared.by_moment(stored):
            yield from compared_questions(together, known)


def moment_trouble(result: Assessment, asking: Asking) -> str:
    """Return the trouble with the moment of stored questions; empty if it may be right.

    One that is still to come is right if the result is of it, whose event holds it: the clock was ahead. The event is
    remarked on.
    """
    if asking.known_at > timezone.now() + CLOCKS and asking.known_at != result.known_at:
        return trouble(asking, f"they are of {asking.known_at.isoformat()}, which is still to come")
    if result.known_at and asking.known_at < result.known_at:
        return trouble(asking, "they are of before the newest result")
    return ""


def trouble(asking: Asking, said: str) -> str:
    """Word a trouble of stored questions with the remedy."""
    return f"{ASKINGS} {asking.pk}, with {VALUES}: {said}; {REMEDY.format(partnership=asking.partnership_id)}"


def compared_questions(given: Sequence[StoredQuestions], compared: StandingRegister) -> Iterator[str]:
    """Yield the troubles of a portion, in order.

    A case is gathered as of each day on which its result may have been confirmed, until its questions are those stored.
    """
    left, said = list(given), dict[int, list[str]]()
    first: dict[int, CaseInput | Exception] = {}
    registers = compared.registers
    for turn in range(max((len(each.days) for each in given), default=0)):
        left = [each for each in left if turn < len(each.days)]
        days = [each.days[turn] for each in left]
        gathered = gathered_now(left, days, registers.moment, registers.joined)
        found = dict(zip((each.asking.pk for each in left), gathered, strict=True))
        first = found | first
        for each in left:
            told = difference(each, found[each.asking.pk], compared)
            said[each.asking.pk] = told and said.get(each.asking.pk, told)  # the first, unless one is the same
        left = [each for each in left if said[each.asking.pk]]
        if not left:
            break
    stale = changed_meanwhile(given, first, compared.registers)
    for each in given:
        told = [*said[each.asking.pk], *stale.get(each.asking.pk, ())]
        if told and not compared.walks.awaits(each):
            yield from told


def differs(stored: StoredQuestions, case: CaseInput | Exception) -> bool:
    """Return whether stored questions are not those of a case; one that was cut asks in no certain order."""
    if isinstance(case, Exception):
        return True
    if stored_history(stored.asking) != history_of(case, stored):
        return True
    return not case.owners_cut and stored.pairs != pairs_of(case)


def difference(stored: StoredQuestions, case: CaseInput | Exception, compared: StandingRegister) -> list[str]:
    """Return how stored questions differ from those of a case; nothing if they do not."""
    if not differs(stored, case):
        return []
    if isinstance(case, Exception):
        return [trouble(stored.asking, f"they cannot be derived anew: {type(case).__name__}: {case}")]
    wanted, history = pairs_of(case), history_of(case, stored)
    beyond = stored.pairs - wanted
    if is_restricted(stored.result.partnership):  # see `Registers`
        apart = case_apart(stored, compared.registers)
        if apart is None:
            return []
        wanted, beyond = wanted & pairs_of(apart), frozenset()
    held = stored_history(stored.asking)
    columns = [name for name in held if held[name] != history[name]]
    missing = frozenset[object]() if case.owners_cut else wanted - stored.pairs
    beyond = frozenset() if case.owners_cut else beyond
    parts = [
        f"{len(missing):,} of {len(wanted):,} values that the case asks for are missing" if missing else "",
        f"{len(beyond):,} values are beyond them" if beyond else "",
        f"{', '.join(columns)} differ from the case" if columns else "",
    ]
    told = ", ".join(each for each in parts if each)
    return [trouble(stored.asking, told)] if told else []


compare_derived(AskedPlaces, AskedValue, Asking, by=question_troubles)
