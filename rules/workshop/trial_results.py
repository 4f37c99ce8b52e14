"""The result of a trial in the audit trail: a second editor approves a version by it, so it must not change unseen.

Its event holds a salted hash, since counts of restricted partnerships are in it. Drawn cases of these are named by an
event of their own, and none by its number: gaps would count them. A trial that is over for long is removed by the
program, and its events say nothing any more.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from django.db import models
from django.utils import timezone

from institutions.access.partnerships import is_restricted
from institutions.audit.derived_rows import compare_derived, ended_at
from institutions.audit.record import SYSTEM, record_event
from institutions.audit.row_hashes import column_salt, database_salt
from institutions.audit.row_troubles import some_of
from institutions.models import AuditEvent, DisposedRow
from institutions.models.audit import REST, RESTRICTED_REST
from institutions.values.merkle import commitment
from institutions.values.portions import split_portions
from institutions.values.written_id import written_id
from rules.models import RulebookAdoption, RulebookTrial, TrialCase, TrialPart, TrialState
from rules.workshop.trials import KEPT

DONE: Final = "rulebook_trial_done"
TABLE: Final = RulebookTrial._meta.db_table  # noqa: SLF001 - Django documents _meta
OF_CASES: Final = TrialCase._meta.db_table  # noqa: SLF001 - as above
OF_TRIAL: Final = ("draft_id", "account_id", "revision", "base", "asked", "seed", "cases", "summary")
OF_PART: Final = ("submitted_by_id", "secret", "cases", "counts")
OF_CASE: Final = ("partnership_id", "place")
AT_ONCE: Final = 100
Json = dict[str, Any]  # Any: plain data
Rows = Iterable[models.Model]


def said_of_result(trial: RulebookTrial, parts: Rows, drawn: Rows, secret: bytes) -> Json:
    """Return what the events say of a result: salted hashes of what was asked with the counts, and of each drawn case.

    Each case has its own, since a disposal removes it lawfully.
    """
    counted = [columns(trial, OF_TRIAL), sorted((columns(each, OF_PART) for each in parts), key=repr)]
    return {
        "trial": str(trial.pk),
        "sha256": commitment(column_salt(secret, TABLE, str(trial.pk), "result"), counted),
        "cases": said_of_cases(drawn, secret),
        "finished_at": trial.finished_at.isoformat() if trial.finished_at else None,
    }


def said_of_cases(drawn: Rows, secret: bytes) -> dict[str, str]:
    """Return a salted hash of each drawn case, by its name."""
    return {
        name_of_case(each.pk, secret): commitment(
            column_salt(secret, OF_CASES, str(each.pk), "drawn"), columns(each, OF_CASE)
        )
        for each in drawn
    }


def name_of_case(pk: object, secret: bytes) -> str:
    """Return the name of a drawn case in events. Its number would tell how many cases were drawn before it."""
    return column_salt(secret, OF_CASES, str(pk), "name").hex()


def said_in_chains(trial: RulebookTrial, parts: Rows, drawn: Collection[Any], secret: bytes) -> dict[str, Json]:
    """Return what the event of each chain says of a result: that of the rest names no case that is restricted now."""
    closed = [each for each in drawn if is_restricted(each.partnership)]
    said = said_of_result(trial, parts, [each for each in drawn if each not in closed], secret)
    if not closed:
        return {REST: said}
    of_closed = {"trial": said["trial"], "cases": said_of_cases(closed, secret), "finished_at": said["finished_at"]}
    return {REST: said, RESTRICTED_REST: of_closed}


def columns(row: models.Model, names: Iterable[str]) -> list[Any]:  # Any: plain data
    """Return columns of a row as plain data."""
    held = (getattr(row, name) for name in names)
    return [str(each) if isinstance(each, UUID) else each for each in held]


def result_of(trial: RulebookTrial) -> Json:
    """Return what the event of a trial says of its result as it is now."""
    parts, drawn = TrialPart.objects.filter(trial=trial), TrialCase.objects.filter(trial=trial)
    return said_of_result(trial, parts, drawn, database_salt())


def note_result(trial: RulebookTrial) -> None:
    """Leave the events of a result. Call it in the transaction that stores it."""
    drawn = list(TrialCase.objects.filter(trial=trial).select_related("partnership"))
    told = said_in_chains(trial, TrialPart.objects.filter(trial=trial), drawn, database_salt())
    for chain, said in told.items():
        record_event(actor=SYSTEM, verb=DONE, what=f"rulebook_draft:{trial.draft_id}", after=said, chain=chain)


def trial_troubles(since: datetime | None = None) -> Iterator[str]:
    """Yield each trial that is not as it ended, and each that is gone before its time.

    `since`: of those that ended from that moment on.
    """
    events = AuditEvent.objects.filter(verb=DONE).order_by("pk")
    rows = RulebookTrial.objects.filter(state=TrialState.DONE).order_by("pk")
    if since:
        events, rows = events.filter(at__gte=since), rows.filter(finished_at__gte=since)
    yield from some_of(changed_trials(rows.iterator(AT_ONCE)), TABLE)
    yield from some_of(missing_trials(events.values_list("after", "at").iterator(AT_ONCE)), TABLE)


def changed_trials(rows: Iterator[RulebookTrial]) -> Iterator[str]:
    """Yield the trials with a result that no event says, or another one."""
    disposed = cache(names_of_disposed)  # asked for once, by the first trial that lacks a case
    for portion in split_portions(rows, AT_ONCE):
        named = said_of(portion)
        for each in portion:
            said = named.get(str(each.pk))
            if said is None:
                yield f"{TABLE} {each.pk}: counts as done, and no event says so"
            elif differs(said, result_of(each), disposed):
                yield f"{TABLE} {each.pk}: its result was changed afterwards"


def differs(said: Json, now: Json, disposed: Callable[[], set[str]]) -> bool:
    """Return whether a result is another one than its event says, but for cases that were disposed of."""
    then, cases = said.get("cases"), now["cases"]
    if said.get("sha256") != now["sha256"] or not isinstance(then, dict) or not cases.items() <= then.items():
        return True
    gone = then.keys() - cases.keys()
    return bool(gone) and len(gone & disposed()) < len(gone)


def names_of_disposed() -> set[str]:
    """Return the names of all drawn cases that were disposed of."""
    secret, listed = database_salt(), DisposedRow.objects.filter(of_table=OF_CASES)
    return {name_of_case(row, secret) for row in listed.values_list("of_row", flat=True)}


def said_of(trials: Iterable[RulebookTrial]) -> Mapping[str, Json]:
    """Return what the events of each trial say together, by trial. One query."""
    drafts = {f"rulebook_draft:{each.draft_id}" for each in trials}
    events = AuditEvent.objects.filter(verb=DONE, object__in=drafts).order_by("pk").values_list("after", flat=True)
    found: dict[str, Json] = {}
    for after in events:
        if isinstance(after, dict):
            said = found.setdefault(str(after.get("trial")), {"cases": {}})
            cases = after.get("cases")
            said |= {**after, "cases": {**said["cases"], **(cases if isinstance(cases, dict) else {})}}
    return found


def missing_trials(events: Iterator[tuple[Any, datetime]]) -> Iterator[str]:  # Any: plain data, as it was stored
    """Yield the trials that ended, and are gone or no longer done, although they have to be there."""
    for portion in split_portions(events, AT_ONCE):
        ended = {
            str(after["trial"]): ended_at(after, at)
            for after, at in portion
            if isinstance(after, dict) and after.get("trial")
        }
        ids = [found for pk in ended if (found := written_id(pk))]
        done = RulebookTrial.objects.filter(pk__in=ids, state=TrialState.DONE).values_list("pk", flat=True)
        there = {str(pk) for pk in done}
        adopted = {str(pk) for pk in RulebookAdoption.objects.filter(trial__in=ids).values_list("trial", flat=True)}
        for pk, at in sorted(ended.items()):
            if pk not in there and (pk in adopted or at > timezone.now() - KEPT):
                yield f"{TABLE} {pk}: has ended with a result, and is missing or counts as not done"


compare_derived(RulebookTrial, TrialPart, TrialCase, by=trial_troubles)
