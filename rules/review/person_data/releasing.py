"""Two steps: one person prepares a file of personal data, another one reviews and releases it. Each leaves an event."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from institutions.access.callers import reader_for
from institutions.access.events import chain_telling_of
from institutions.access.parties import parties_for
from institutions.audit.event_rows import changing
from institutions.audit.logs import request_id
from institutions.audit.record import actor_of, record_event
from institutions.codes.base import Coded
from institutions.codes.errors import CodedError
from institutions.codes.restoring import restore_code
from institutions.models import Account, Person, Role
from institutions.values.hashing import hash_json, hash_text
from institutions.values.reasons import says_too_little
from rules.models import PersonDataFile, PersonDataState
from rules.review.person_data.collecting import collect_person_data
from rules.review.person_data.troubles import (
    AnotherMustRelease,
    DataAboutYou,
    FileChanged,
    FileNotReleased,
    FileOutdated,
    FileSettled,
    NotForThisRole,
    RequestUnexplained,
    UnknownPerson,
)
from rules.review.person_data.withheld_troubles import RestrictedWithheld

HANDLERS: Final = frozenset({Role.REVIEWER, Role.AUDITOR})  # they may read about everybody
OF_PARTNERSHIPS: Final = ("names", "statements", "declarations", "hearings")  # parts that partnerships give
KEPT: Final = timedelta(days=30)  # for which the content of a file is kept


class PersonDataRefusedError(CodedError):
    """An act on a file of personal data that is not possible."""


def may_handle(account: Account) -> bool:
    """Return whether an account prepares and releases personal data."""
    return account.is_active and account.role in HANDLERS


def files_for(account: Account) -> QuerySet[PersonDataFile]:
    """Return the files that an account may handle: about people whom it may find, but not about its own person."""
    rows = PersonDataFile.objects.filter(person__in=parties_for(account).values("pk"))
    if account.true_person is not None:
        rows = rows.exclude(person=account.true_person).exclude(person__same_as=account.true_person)
    return rows


def left_out_of(file: PersonDataFile, account: Account) -> list[Coded]:
    """Return what was left out of a file; that restricted partnerships say something, with the right to them only."""
    said = [restore_code(each) for each in file.withheld]
    restricted = reader_for(account).restricted
    return [each for each in said if restricted or not isinstance(each, RestrictedWithheld)]


@transaction.atomic
def prepare_person_data(person: Person, *, reason: str, account: Account) -> PersonDataFile:
    """Collect the data of a person and store the file for review. PersonDataRefusedError without a reason."""
    refuse_handler(account, person)
    if not reason.strip() or says_too_little(reason):
        raise PersonDataRefusedError(RequestUnexplained())
    moment = timezone.now()
    found = collect_person_data(person, moment)
    file = PersonDataFile.objects.create(
        person=person,
        reason=reason.strip(),
        content=found.content,
        withheld=[each.stored() for each in found.withheld],
        sha256=hash_json(found.content),
        prepared_by=account,
        prepared_at=moment,
    )
    note("person_data_prepared", file, account, reason_text_sha256=hash_text(file.reason))
    return file


@transaction.atomic
def release_person_data(file: PersonDataFile, *, account: Account) -> PersonDataFile:
    """Release a file after its review. PersonDataRefusedError unless another person than who prepared it does."""
    row = waiting_file(file, account)
    mine, theirs = account.true_person, row.prepared_by.true_person
    if mine is None or theirs is None or mine == theirs or account.pk == row.prepared_by_id:
        raise PersonDataRefusedError(AnotherMustRelease())
    refuse_changed(row)
    return settle(row, PersonDataState.RELEASED, "person_data_released", account)


@transaction.atomic
def refuse_person_data(file: PersonDataFile, *, account: Account) -> PersonDataFile:
    """Refuse to release a file; its content is removed at once."""
    row = waiting_file(file, account)
    row.content = {}
    return settle(row, PersonDataState.REFUSED, "person_data_refused", account)


@transaction.atomic
def read_person_data(file: PersonDataFile, *, account: Account) -> dict[str, Any]:  # Any: plain data
    """Return the content of a released file, to be handed over. Each reading is an event."""
    refuse_handler(account, file.person)
    if file.state != PersonDataState.RELEASED or not file.content:
        raise PersonDataRefusedError(FileNotReleased())
    refuse_changed(file)
    note("person_data_read", file, account)
    content: dict[str, Any] = file.content  # Any: as above
    return content


def refuse_changed(file: PersonDataFile) -> None:
    """Refuse a file that says something else than was prepared, or than it would say now."""
    if trouble := trouble_with(file):
        raise PersonDataRefusedError(trouble)


def trouble_with(file: PersonDataFile) -> Coded | None:
    """Return why the content of a file is neither shown nor handed over; None if it is."""
    if not is_as_prepared(file):
        return FileChanged()
    return FileOutdated() if is_outdated(file) else None


def is_as_prepared(file: PersonDataFile) -> bool:
    """Return whether a content that is kept is the one that was prepared, by the SHA-256 in the covered row."""
    return hash_json(file.content) == file.sha256


def is_outdated(file: PersonDataFile) -> bool:
    """Return whether a file says something that it would not say now. What would only be added does not count.

    A partnership that gave some of it may have been restricted since, and nothing of it may then be shown.
    """
    now = collect_person_data(file.person, timezone.now()).content
    said, would_say = ({hash_json(each) for part in OF_PARTNERSHIPS for each in of[part]} for of in (file.content, now))
    return not said <= would_say


def empty_old_files(now: datetime) -> int:
    """Empty the content of files that are older than their time; return their number."""
    old = PersonDataFile.objects.filter(Q(prepared_at__lte=now - KEPT)).exclude(content={})
    return old.update(content={}, withheld=[])


def waiting_file(file: PersonDataFile, account: Account) -> PersonDataFile:
    """Return a file that waits for review, locked."""
    refuse_handler(account, file.person)
    rows = PersonDataFile.objects.select_related("prepared_by__person", "person")
    row = rows.select_for_update(of=("self",), no_key=True).get(pk=file.pk)
    if row.state != PersonDataState.PREPARED or not row.content:
        raise PersonDataRefusedError(FileSettled())
    return row


def refuse_handler(account: Account, person: Person) -> None:
    """Refuse other roles, those who may not find the person, and the person themselves."""
    if not may_handle(account):
        raise PersonDataRefusedError(NotForThisRole())
    if not parties_for(account).filter(pk=person.pk).exists():
        raise PersonDataRefusedError(UnknownPerson())
    if account.true_person is not None and account.true_person == (person.same_as_id or person.pk):
        raise PersonDataRefusedError(DataAboutYou())


def settle(row: PersonDataFile, state: PersonDataState, verb: str, account: Account) -> PersonDataFile:
    """Store the end of a review, and its event."""
    row.state, row.settled_by, row.settled_at = state, account, timezone.now()
    with changing(PersonDataFile, row.pk):
        row.save(update_fields=["state", "settled_by", "settled_at", "content"])
    note(verb, row, account, prepared_by=row.prepared_by_id)
    return row


def note(verb: str, file: PersonDataFile, account: Account, **more: Any) -> None:  # Any: plain data of an event
    """Leave an event, which identifies the content by its hash."""
    record_event(
        actor=actor_of(account),
        verb=verb,
        what=f"party:{file.person_id}",
        after={"file": file.pk, "sha256": file.sha256, **more},
        request_id=request_id.get(),
        chain=chain_telling_of(parties=[file.person_id]),
    )
