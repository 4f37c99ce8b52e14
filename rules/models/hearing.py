"""Hearings of persons concerned, or the reason for none, and their answers. Rows are only added."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from institutions.models import Account, Person
from rules.models.immutable import WrittenOnce


class HearingWay(models.TextChoices):
    """The way in which the hearing of a person is settled."""

    ASKED = "asked", _("Asked on their own page")
    OTHERWISE = "otherwise", _("Heard in another way")
    WAIVED = "waived", _("Not heard")


class Waiver(models.TextChoices):
    """The reason for no hearing. The list is ours, and closed: no law that we rely on gives one for this purpose."""

    INQUIRY = "inquiry", _("It would defeat an inquiry")
    UNREACHABLE = "unreachable", _("They cannot be reached")
    URGENT = "urgent", _("The public interest does not allow the delay")
    NOTHING_ASKED = "nothing_asked", _("The finding is not about anything that they did or hold")


class Hearing(WrittenOnce):
    """The hearing of one person on one finding, on the evidence of one moment: asked, heard otherwise, or not heard.

    It counts while the finding rests on the same `evidence_hash`.
    """

    finding = models.ForeignKey("rules.Finding", on_delete=models.PROTECT, related_name="hearings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(help_text="counts the hearings of the finding")
    how = models.CharField(max_length=9, choices=HearingWay)
    answer_by = models.DateField(null=True, blank=True, help_text="last day to answer")
    heard_on = models.DateField(null=True, blank=True)
    waiver = models.CharField(max_length=13, choices=Waiver, blank=True)
    note = models.TextField(blank=True, help_text="what they said and the document of it, or why they are not heard")
    evidence_hash = models.CharField(max_length=64)
    assessment = models.ForeignKey("rules.Assessment", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["finding", "number"], name="one_hearing_a_number"),
            models.CheckConstraint(
                name="a_hearing_says_how",
                condition=Q(how="asked", answer_by__isnull=False, heard_on__isnull=True, waiver="", note="")
                | (Q(how="otherwise", answer_by__isnull=True, heard_on__isnull=False, waiver="") & ~Q(note=""))
                | (Q(how="waived", answer_by__isnull=True, heard_on__isnull=True) & ~Q(waiver="") & ~Q(note="")),
            ),
        ]
        indexes = [models.Index(fields=["person", "-at"], name="hearing_by_person", condition=Q(how="asked"))]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.finding_id}: {self.how}"


class HearingAnswer(WrittenOnce):
    """The answer of the person, in their words. They may answer more than once; earlier answers stay."""

    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="answers")
    number = models.PositiveIntegerField()
    text = models.TextField()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hearing", "number"], name="one_answer_a_number"),
            models.CheckConstraint(condition=~Q(text=""), name="an_answer_says_something"),
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.hearing_id}: {self.number}"


class Correction(WrittenOnce):
    """A statement of the person that a fact about them is wrong: a request to the submitting body to revise or confirm.

    `fact` is the id of the fact in the evidence; `place` its place among the facts that were shown.
    """

    answer = models.ForeignKey(HearingAnswer, on_delete=models.PROTECT, related_name="corrections")
    place = models.PositiveIntegerField()
    fact = models.TextField()
    kind = models.CharField(max_length=60)
    text = models.TextField(help_text="what is right instead")
    document = models.CharField(max_length=500, blank=True, help_text="what shows it")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "place"], name="one_correction_a_fact"),
            models.CheckConstraint(condition=~Q(text=""), name="a_correction_says_what_is_right"),
        ]
        ordering = ["place"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.place}"
