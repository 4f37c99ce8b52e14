"""The moment from which an adopted version is in force, and what follows from it: all of it by a sweep.

Nothing has to run for a version to come into force: every process asks the database. What follows is done once, in one
transaction an adoption: the register is screened in sets, the draft is closed, editors are notified. A process that is
killed in between leaves it to the next sweep.
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from institutions.audit.event_rows import changing
from institutions.values.portions import split_portions
from rules.assessing.request import request_again
from rules.engine.loading.adopted_version import adoption_in_force
from rules.engine.loading.rulebook_in_force import rulebook_at_this_moment
from rules.events.kinds import RulebookDecided, RulebookInForce
from rules.events.publishing import publish
from rules.models import (
    AdoptionState,
    Assessment,
    RulebookAdoption,
    RulebookDraft,
    Screening,
    ScreeningCause,
    ScreeningState,
    State,
    Trigger,
)
from rules.screening.open_cases import open_without_day
from rules.screening.requesting import request_screening
from rules.workshop.adopting.recording import record_act

LATE: Final = timedelta(days=1)  # after which no assessment that began before can still end
AT_ONCE: Final = 500  # cases


def sweep_adoptions(now: datetime) -> None:
    """Withdraw what rests on a rulebook that is no longer in force, begin what is due, and ask late cases again."""
    withdraw_overtaken()
    begin_due_adoptions()
    ask_late_cases(now)


def begin_due_adoptions() -> None:
    """Do what follows from an approved adoption whose moment has come, once."""
    due = RulebookAdoption.objects.filter(state=AdoptionState.APPROVED, in_force_at__lte=Now(), begun_at=None)
    for pk in due.values_list("pk", flat=True):
        begin_adoption(pk)


def begin_adoption(adoption: UUID) -> None:
    """Ask for the screening by an adopted version, close its draft and notify editors; once, of several processes."""
    with transaction.atomic():
        held = RulebookAdoption.objects.select_for_update(no_key=True).get(pk=adoption)
        if held.begun_at is not None or held.state != AdoptionState.APPROVED:
            return
        version = rulebook_at_this_moment().version
        screening = screening_by(version)
        with changing(RulebookAdoption, held.pk), changing(RulebookDraft, held.draft_id):
            columns = {"begun_at": timezone.now(), "screening": screening}
            RulebookAdoption.objects.filter(pk=held.pk).update(**columns)
            RulebookDraft.objects.filter(pk=held.draft_id, closed_at=None).update(closed_at=timezone.now())
        held.refresh_from_db()
        asked: dict[str, object] = {"number": held.number, "screening": str(screening.pk) if screening else None}
        record_act(None, "rulebook_in_force", held, "", asked)
        publish(RulebookInForce(adoption=held))


def screening_by(version: str) -> Screening | None:
    """Ask for a screening by the version in force; None where no other version gave a result.

    Those that wait for their turn under another version are stopped: this one answers their question.
    """
    waiting = Screening.objects.filter(state=ScreeningState.QUEUED, trial=False).exclude(rulebook=version)
    waiting.update(state=ScreeningState.STOPPED, finished_at=timezone.now())
    if not Assessment.objects.filter(state=State.DONE).exclude(rulebook=version).exists():
        return None
    return request_screening(version, cause=ScreeningCause.ADOPTION)


def withdraw_overtaken() -> None:
    """Withdraw an approved version before its day if the program brought another rulebook than it was made from.

    It would undo what the program changed, and nobody would have decided that.
    """
    planned = RulebookAdoption.objects.filter(state=AdoptionState.APPROVED, in_force_at__gt=Now(), begun_at=None)
    for pk in planned.exclude(replaces=rulebook_at_this_moment().version).values_list("pk", flat=True):
        with transaction.atomic():
            with changing(RulebookAdoption, pk):
                still = Q(pk=pk, state=AdoptionState.APPROVED, in_force_at__gt=Now())
                columns = {"state": AdoptionState.WITHDRAWN, "decided_by": None, "decided_at": timezone.now()}
                if not RulebookAdoption.objects.filter(still).update(**columns):
                    continue
            held = RulebookAdoption.objects.get(pk=pk)
            record_act(None, "rulebook_adoption_overtaken", held, "", {"replaces": held.replaces})
            publish(RulebookDecided(adoption=held))


def ask_late_cases(now: datetime) -> int:
    """Assess again the open cases whose result came in under the former version after the present one was in force.

    Such an assessment kept the version with which it began, and the screening may have read the case before its end.
    Return how many were asked for.
    """
    adoption = adoption_in_force()
    if adoption is None or adoption.in_force_at is None or now - adoption.in_force_at > LATE:
        return 0
    version = rulebook_at_this_moment().version
    began_before = adoption.in_force_at - timedelta(seconds=settings.ASSESSMENT_HARD_SECONDS)
    late = Assessment.objects.filter(state=State.DONE, finished_at__gte=began_before)
    late = late.exclude(rulebook=version)
    newest = Assessment.objects.filter(state=State.DONE, rulebook=version, finished_at__gte=began_before)
    waiting = Assessment.objects.filter(state__in=(State.QUEUED, State.RUNNING))
    left = late.exclude(partnership__in=newest.values("partnership"))
    left = left.exclude(partnership__in=waiting.values("partnership"))
    partnerships = sorted({str(pk) for pk in left.values_list("partnership", flat=True)})
    asked = 0
    for portion in split_portions(partnerships, AT_ONCE):
        with transaction.atomic():
            asked += request_again(open_without_day(portion), Trigger.RULEBOOK_CHANGED)
    return asked
