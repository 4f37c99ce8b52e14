"""The repetition of erasures that were made after a backup: it would bring the names back."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from institutions.models import Account, Person, Role
from rules.backup.errors import BackupError
from rules.review.erasing.assessments import CannotEraseError
from rules.review.erasing.erase import erase_person, plan_erasure
from rules.review.erasing.erasure_list import ListedErasure
from rules.review.erasing.preview_job import newest_preview, preview_here


@dataclass(slots=True)
class Repetition:
    """The outcome for the erasures of a list: numbers of their lines."""

    repeated: list[int] = field(default_factory=list)
    not_needed: list[int] = field(default_factory=list)  # the backup does not know the person, or no longer names them
    refused: dict[int, str] = field(default_factory=dict)  # why


def repeat_erasures(listed: Iterable[ListedErasure], by: Account | None) -> Repetition:
    """Repeat each erasure, with the administrator who made it, or else `by`."""
    done = Repetition()
    for each in listed:
        person = Person.objects.filter(pk=each.person).first()
        if person is None:
            done.not_needed.append(each.number)
            continue
        plan = plan_erasure(person)
        if not plan.rewrites and not plan.obstacles:
            done.not_needed.append(each.number)
            continue
        try:
            repeat_erasure(person, each, administrator(each, by))
        except CannotEraseError as refused:
            done.refused[each.number] = str(refused)
        else:
            done.repeated.append(each.number)
    return done


def repeat_erasure(person: Person, listed: ListedErasure, account: Account) -> None:
    """Erase a person again. CannotEraseError says why that is refused."""
    preview_here(person, account)
    seen = newest_preview(person, account)
    reason = (
        f"Repeated after a restoration: erasure {listed.erasure} of {listed.at:%Y-%m-%d} was made after the backup."
    )
    erase_person(person, reason=reason, account=account, seen=seen.fingerprint if seen else "")


def administrator(listed: ListedErasure, by: Account | None) -> Account:
    """Return the account that answers for an erasure. BackupError if nobody does."""
    own = Account.objects.filter(pk=listed.account, role=Role.ADMINISTRATOR, is_active=True).first()
    account = own or by
    if account is None:
        message = (
            f"The administrator of erasure {listed.erasure} is not in this backup. Name another one with --by NAME."
        )
        raise BackupError(message)
    return account
