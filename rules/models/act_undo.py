"""Acts on a case that whoever did them undid soon after. The row of the act stays."""

from typing import Final, Self

from django.db import models
from django.db.models import Q

from institutions.models import Account
from rules.models.immutable import WrittenOnce, WrittenOnceQuerySet

# The columns of an undoing, one for each sort of act: exactly one of them names a row.
UNDOABLE: Final = (
    "decision", "acknowledgement", "gone_acknowledgement", "condition", "fulfilment", "assignment", "move",
)  # fmt: skip


class UndoableQuerySet(WrittenOnceQuerySet):
    """Rows of acts, some of which were undone."""

    def valid(self) -> Self:
        """Keep those that nobody undid."""
        return self.filter(undo__isnull=True)


def names_one_row() -> Q:
    """Return the condition that an undoing names one row of an act."""
    found = Q()
    for named in UNDOABLE:
        found |= Q(**{f"{each}__isnull": each != named for each in UNDOABLE})
    return found


def undone(model: str) -> "models.OneToOneField[models.Model | None, models.Model | None]":
    """Return the column of one sort of act. Nothing is undone twice."""
    return models.OneToOneField(model, on_delete=models.PROTECT, null=True, blank=True, related_name="undo")


class ActUndo(WrittenOnce):
    """The undoing of an act by whoever did it, soon after and before anybody acted on it. The act stays on record."""

    decision = undone("rules.FindingDecision")
    acknowledgement = undone("rules.Acknowledgement")
    gone_acknowledgement = undone("rules.GoneAcknowledgement")
    condition = undone("rules.CaseCondition")
    fulfilment = undone("rules.ConditionDone")
    assignment = undone("rules.ReviewAssignment")
    move = undone("rules.CaseMove")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        # Decisions were undone before other acts were: events name the rows of that table by its name.
        db_table = "rules_decisionundo"
        constraints = [models.CheckConstraint(condition=names_one_row(), name="an_undoing_names_one_act")]

    def __str__(self) -> str:
        return f"{self.pk}: undone"
