"""Conditions for a case to stay cleared: the owner, the last day, and the action taken."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q

from institutions.models import Account
from rules.models.act_undo import UndoableQuerySet
from rules.models.immutable import WrittenOnce


class CaseConditionQuerySet(UndoableQuerySet):
    """Conditions, which know whether they are done."""

    def with_done(self) -> Self:
        """Read with each condition the record that it is done: one query."""
        noted = ConditionDone.objects.valid().select_related("account")
        return self.prefetch_related(Prefetch("fulfilments", noted, to_attr="noted_done"))

    def open(self) -> Self:
        """Keep those that nobody undid and that are not done."""
        return self.valid().filter(~Exists(ConditionDone.objects.valid().filter(condition=OuterRef("pk"))))


class CaseCondition(WrittenOnce):
    """A condition of a case, or a measure of a mitigated finding (`decision`). `due_on` is the last day."""

    noted_done: list["ConditionDone"]  # as `with_done` reads it
    objects: ClassVar[Any] = CaseConditionQuerySet.as_manager()  # Any: the plugin types managers of subclasses anew
    case = models.ForeignKey("rules.ReviewCase", on_delete=models.PROTECT, related_name="conditions")
    decision = models.ForeignKey(
        "rules.FindingDecision", on_delete=models.PROTECT, null=True, blank=True, related_name="measures"
    )
    text = models.TextField()
    owner = models.CharField(max_length=200)
    due_on = models.DateField()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text="") & ~Q(owner=""), name="a_condition_has_text_and_owner"),
        ]
        indexes = [
            models.Index(fields=["due_on"], name="condition_by_due_day"),
            models.Index(fields=["at"], name="condition_by_moment"),
        ]
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return f"{self.text} ({self.owner}, {self.due_on})"

    @property
    def done(self) -> "ConditionDone | None":
        """The record that it is done, where `with_done` read it."""
        return next(iter(self.noted_done), None)


class ConditionDone(WrittenOnce):
    """The record that a condition was met: by whom and when that was seen, and on what basis. One counts at a time."""

    objects: ClassVar[Any] = UndoableQuerySet.as_manager()  # Any: the plugin types managers of subclasses anew
    condition = models.ForeignKey(CaseCondition, on_delete=models.PROTECT, related_name="fulfilments")
    note = models.TextField()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "conditions done"
        constraints = [models.CheckConstraint(condition=~Q(note=""), name="a_condition_is_done_with_a_note")]

    def __str__(self) -> str:
        return f"{self.condition_id}: {self.note}"
