"""The rows of a sitting that are written once: its contracts, the acts on it, proposals, choices and minutes."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from institutions.models import Account, Partnership
from rules.models.commission import CommissionMember, Sitting
from rules.models.immutable import WrittenOnce


class SittingItem(WrittenOnce):
    """A contract of the population. `number`: its place in the order of the keys.

    `key`: SHA-256 of the canonical JSON of `facts` without names. `screened`: outcomes, findings and what is missing.
    """

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="items")
    number = models.PositiveIntegerField(help_text="from 1 in its sitting")
    key = models.CharField(max_length=64)
    facts = models.JSONField(help_text="identifier, day, title, other party, amount, method, bidders")
    screened = models.JSONField(help_text="outcomes, findings and missing data by rule")
    partnership = models.ForeignKey(Partnership, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["sitting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["sitting", "number"], name="one_item_a_number"),
            models.UniqueConstraint(fields=["sitting", "key"], name="one_item_a_key"),
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id}: {self.number}"


class SittingStep(models.TextChoices):
    """An act that is done once for a sitting, in this order; `cancelled` ends it before the contracts are fixed."""

    FIXED = "fixed", pgettext_lazy("sitting", "Contracts fixed")
    DRAWN = "drawn", pgettext_lazy("sitting", "Drawn")
    CHOSEN = "chosen", pgettext_lazy("sitting", "Choice settled")
    PUBLISHED = "published", pgettext_lazy("sitting", "Report published")
    CANCELLED = "cancelled", pgettext_lazy("sitting", "Cancelled")


class SittingAct(WrittenOnce):
    """An act done once for a sitting, with what it fixed."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="acts")
    act = models.CharField(max_length=10, choices=SittingStep)
    content = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["sitting", "act"], name="an_act_once_a_sitting")]

    def __str__(self) -> str:
        return f"{self.sitting_id}: {self.act}"


class ProposalWay(models.TextChoices):
    """The way in which a contract came to be proposed."""

    RANDOM = "random", pgettext_lazy("proposal", "drawn at random")
    YIELD = "yield", pgettext_lazy("proposal", "proposed for its findings")


class ItemProposal(WrittenOnce):
    """A contract that the tool proposes to look at."""

    item = models.OneToOneField(SittingItem, models.PROTECT, related_name="proposal")
    place = models.PositiveIntegerField(help_text="from 1 in its sitting, those drawn at random first")
    way = models.CharField(max_length=10, choices=ProposalWay)
    codes = models.JSONField(default=list, help_text="the rules for which it is proposed; of a random draw, none")

    class Meta:
        ordering = ["place"]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.way}"


class TieDeclaration(WrittenOnce):
    """A member's declaration for a sitting, made before they choose; the ties are withdrawals beside it."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="declarations")
    member = models.ForeignKey(CommissionMember, models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["sitting", "member"], name="one_declaration_a_sitting")]

    def __str__(self) -> str:
        return f"{self.sitting_id}: {self.member_id}"


class ItemWithdrawal(WrittenOnce):
    """A member who takes no part in a contract, since they have a tie to it."""

    item = models.ForeignKey(SittingItem, models.PROTECT, related_name="withdrawals")
    member = models.ForeignKey(CommissionMember, models.PROTECT, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "member"], name="one_withdrawal_a_member"),
            models.CheckConstraint(condition=~Q(reason=""), name="an_item_is_left_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.member_id}"


class TieAnswer(WrittenOnce):
    """A member's answer about ties that the register states and they did not declare: why they are none.

    `asked`: the hash of these ties. Others that come up later are asked about again.
    """

    item = models.ForeignKey(SittingItem, models.PROTECT, related_name="tie_answers")
    member = models.ForeignKey(CommissionMember, models.PROTECT, related_name="+")
    text = models.TextField()
    asked = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "member", "asked"], name="one_tie_answer_a_question"),
            models.CheckConstraint(condition=~Q(text=""), name="a_tie_answer_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.member_id}"


class ItemChoice(WrittenOnce):
    """A member's choice to look at a contract, or not, other than the tool proposes. The newest counts."""

    item = models.ForeignKey(SittingItem, models.PROTECT, related_name="choices")
    number = models.PositiveIntegerField(help_text="from 1 for its contract")
    chosen = models.BooleanField()
    reason = models.TextField()
    member = models.ForeignKey(CommissionMember, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["item", "number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="one_choice_a_number"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_choice_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.chosen}"


class MinuteSort(models.TextChoices):
    """The sort of an entry in the minutes of a contract."""

    QUESTION = "question", pgettext_lazy("minutes", "Question")
    ANSWER = "answer", pgettext_lazy("minutes", "Answer")
    OPINION = "opinion", pgettext_lazy("minutes", "Opinion")
    FOLLOW_UP = "follow_up", pgettext_lazy("minutes", "Follow-up")


class OpinionResult(models.TextChoices):
    """The result of looking at a contract."""

    NONE = "none", pgettext_lazy("opinion", "No opinion")
    OPINION = "opinion", pgettext_lazy("opinion", "Opinion stated")
    REQUEST = "request", pgettext_lazy("opinion", "Request to improve")


class MinuteEntry(WrittenOnce):
    """An entry in the minutes of a contract. One that `replaces` another corrects it; both stay."""

    item = models.ForeignKey(SittingItem, models.PROTECT, related_name="minutes")
    sort = models.CharField(max_length=10, choices=MinuteSort)
    result = models.CharField(max_length=10, choices=OpinionResult, blank=True)
    text = models.TextField(blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["item", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sort=MinuteSort.OPINION) & ~Q(result="") | ~Q(sort=MinuteSort.OPINION) & Q(result=""),
                name="opinions_alone_have_a_result",
            ),
            models.CheckConstraint(
                condition=~Q(text="") | Q(result=OpinionResult.NONE), name="a_minute_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.sort}"
