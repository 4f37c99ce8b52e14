"""Notices about adopted versions of the rulebook: to editors, and to those whose cases it answers otherwise."""

from typing import Final

from institutions.models import Account, Partnership
from institutions.models.sql_lists import among
from institutions.values.portions import split_portions
from rules.access.readable_results import rulebook_editors
from rules.events.kinds import CasesDiffer, RulebookDecided, RulebookInForce, RulebookProposed
from rules.events.publishing import subscribe
from rules.messages.notices.recipients import reviewers_of, submitters_of
from rules.messages.notices.writing import write_notices
from rules.models import NoticeKind, RulebookAdoption

LISTED: Final = 20  # codes that a notice keeps
AT_ONCE: Final = 200  # cases whose rows are in memory


@subscribe(RulebookProposed)
def rulebook_proposed(event: RulebookProposed) -> None:
    """Notify the other editors that a version waits for one of them."""
    told = editors() - {event.adoption.proposed_by_id}
    write_about(NoticeKind.RULEBOOK_PROPOSED, event.adoption, told)


@subscribe(RulebookDecided)
def rulebook_decided(event: RulebookDecided) -> None:
    """Notify the editor who proposed it, and the others who write drafts, of what became of it."""
    adoption = event.adoption
    told = (editors() | {adoption.proposed_by_id}) - {adoption.decided_by_id or 0}
    write_about(NoticeKind.RULEBOOK_DECIDED, adoption, told, decided=str(adoption.state))


@subscribe(RulebookInForce)
def rulebook_in_force(event: RulebookInForce) -> None:
    """Notify all editors that another version is in force: drafts rest on an earlier one from now on."""
    write_about(NoticeKind.RULEBOOK_IN_FORCE, event.adoption, editors())


@subscribe(CasesDiffer)
def cases_differ(event: CasesDiffer) -> None:
    """Notify the reviewers and the submitting body of each case that an adopted version answers otherwise."""
    for keys in split_portions(list(event.differences), AT_ONCE):
        for partnership in Partnership.objects.filter(among("pk", keys)).order_by("pk"):
            write_notices(
                NoticeKind.RULEBOOK_CASE,
                f"screening:{event.screening.pk}",
                reviewers_of(partnership) | submitters_of(partnership),
                partnership,
                codes=list(event.differences[partnership.pk])[:LISTED],
                again=partnership.pk in event.reassessed,
            )


def editors() -> set[int]:
    """Return the accounts of rulebook editors that may sign in."""
    return set(rulebook_editors(Account.objects.filter(is_active=True)).values_list("pk", flat=True))


def write_about(kind: NoticeKind, adoption: RulebookAdoption, told: set[int], **data: str) -> None:
    """Write a notice about an adoption."""
    which = {"adoption": str(adoption.pk), "day": adoption.applies_from.isoformat(), "draft": str(adoption.draft.name)}
    write_notices(kind, f"adoption:{adoption.pk}/{adoption.state}", told, None, **which, **data)
