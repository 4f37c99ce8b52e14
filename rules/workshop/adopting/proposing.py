"""The first editor's act: to propose a draft for adoption from a day on."""

from datetime import date
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from institutions.codes.parameters import PlainNumber, WrittenDay
from institutions.models import Account
from institutions.values.written_day import written_day
from rules.engine.loading.organisation_files import organisation_paths
from rules.engine.loading.program_rulebook import base_rulebook
from rules.engine.loading.rulebook_in_force import rulebook_at_this_moment
from rules.events.kinds import RulebookProposed
from rules.events.publishing import publish
from rules.models import RulebookAdoption
from rules.models.rulebook_adoption import LONGEST_REASON
from rules.workshop.adopting.candidate import DraftAtRevision, candidate_of
from rules.workshop.adopting.of_the_program import made_from
from rules.workshop.adopting.recording import record_act
from rules.workshop.adopting.troubles import (
    BaseVersionMoved,
    DayWrong,
    NoOrganisationRules,
    NothingToAdopt,
    ProposedAlready,
    ReasonMissing,
)
from rules.workshop.checking import compiles
from rules.workshop.drafting import open_for_writing
from rules.workshop.troubles import DoesNotCompile, DraftRefusedError

FARTHEST_DAYS: Final = 3660  # a law that is promulgated comes into force within years, not decades


def propose_adoption(
    draft: UUID, account: Account, *, reason: str, applies_from: str, request_id: str = ""
) -> RulebookAdoption:
    """Propose a draft as it is now. DraftRefusedError says what keeps it from being adopted, and what to do."""
    said, day = checked_reason(reason), checked_day(applies_from)
    try:
        with transaction.atomic():
            held = open_for_writing(draft)
            candidate = checked_candidate(candidate_of(held))
            made = RulebookAdoption.objects.create(
                draft=held,
                revision=candidate.revision,
                version=candidate.rulebook.version,
                text_sha256=candidate.text_sha256,
                replaces=candidate.base,
                program=base_rulebook().version,
                cases=candidate.changed_cases,
                reason=said,
                applies_from=day,
                proposed_by=account,
            )
            said_of_draft = {"draft": str(held.pk), "revision": made.revision, "replaces": made.replaces}
            record_act(account, "rulebook_adoption_proposed", made, request_id, said_of_draft)
            publish(RulebookProposed(adoption=made))
    except IntegrityError as another:
        raise DraftRefusedError(ProposedAlready()) from another
    return made


def checked_candidate(candidate: DraftAtRevision) -> DraftAtRevision:
    """Return a candidate that can be adopted. DraftRefusedError names what keeps it from that."""
    for wrong in compiles(candidate.files):
        raise DraftRefusedError(DoesNotCompile(path=wrong.path, line=PlainNumber(wrong.line)))
    if not organisation_paths(candidate.files):
        raise DraftRefusedError(NoOrganisationRules())
    in_force = rulebook_at_this_moment()
    if candidate.base != in_force.version:
        raise DraftRefusedError(BaseVersionMoved())
    if candidate.rulebook.version == in_force.version and made_from() == base_rulebook().version:
        raise DraftRefusedError(NothingToAdopt())
    return candidate


def checked_reason(reason: str) -> str:
    """Return the reason, a note or an explanation that must be there. DraftRefusedError without one."""
    said = reason.replace("\0", "").strip()
    if not said or len(said) > LONGEST_REASON:
        raise DraftRefusedError(ReasonMissing(most=PlainNumber(LONGEST_REASON)))
    return said


def checked_day(given: str) -> date:
    """Return the first day. DraftRefusedError if it is none, or has passed."""
    today = timezone.localdate()
    try:
        day = written_day(given.strip()) if given.strip() else today
    except ValueError:
        day = date.min
    if not 0 <= (day - today).days <= FARTHEST_DAYS:
        raise DraftRefusedError(DayWrong(today=WrittenDay(today.isoformat())))
    return day
