"""The order of a sitting: each act is possible at one step alone, and done once."""

from django.db import models
from django.utils.translation import pgettext_lazy

from institutions.codes.wording import label_of
from rules.commission.troubles import NotNow, SittingRefusedError
from rules.models import Sitting, SittingAct, SittingState, SittingStep


class SittingStage(models.TextChoices):
    """The step at which a sitting is."""

    READING = "reading", pgettext_lazy("sitting", "the contracts are being read")
    FAILED = "failed", pgettext_lazy("sitting", "the contracts could not be read")
    READ = "read", pgettext_lazy("sitting", "the contracts wait to be fixed")
    FIXED = "fixed", pgettext_lazy("sitting", "the public value for the draw is awaited")
    DRAWN = "drawn", pgettext_lazy("sitting", "members declare ties and choose")
    CHOSEN = "chosen", pgettext_lazy("sitting", "questions, answers and opinions are entered")
    PUBLISHED = "published", pgettext_lazy("sitting", "the report is published")
    CANCELLED = "cancelled", pgettext_lazy("sitting", "the sitting was cancelled")


AFTER_DRAW = (SittingStage.DRAWN, SittingStage.CHOSEN, SittingStage.PUBLISHED)
DONE = (SittingStep.CANCELLED, SittingStep.PUBLISHED, SittingStep.CHOSEN, SittingStep.DRAWN, SittingStep.FIXED)


def step_of(sitting: Sitting) -> SittingStage:
    """Return the step at which a sitting is. One query unless its acts were fetched."""
    acts = {each.act for each in sitting.acts.all()}
    for done in DONE:
        if done in acts:
            return SittingStage(done.value)
    if sitting.state == SittingState.DONE:
        return SittingStage.READ
    return SittingStage.READING if sitting.state in (SittingState.QUEUED, SittingState.RUNNING) else SittingStage.FAILED


def act_of(sitting: Sitting, act: SittingStep) -> SittingAct | None:
    """Return an act of a sitting; None if it was not done."""
    return next((each for each in sitting.acts.all() if each.act == act), None)


def done_act(sitting: Sitting, act: SittingStep) -> SittingAct:
    """Return an act that the step of the sitting shows to be done. LookupError otherwise."""
    if (done := act_of(sitting, act)) is None:
        message = f"The sitting {sitting.pk} is not {act.value}."
        raise LookupError(message)
    return done


def locked_at(sitting: Sitting, *steps: SittingStage) -> Sitting:
    """Return a sitting, locked to the end of the transaction. SittingRefusedError if it is at none of these steps."""
    held = Sitting.objects.select_for_update(no_key=True).select_related(None).get(pk=sitting.pk)
    if (now := step_of(held)) not in steps:
        raise SittingRefusedError({"": NotNow(step=label_of(now.label))})
    return held
