"""Declarations of officials for a case, as signed. Rows are only added: a new one supersedes the one before."""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from institutions.models import Account, Person, Submission
from rules.models.immutable import WrittenOnce


class DeclarationResult(models.TextChoices):
    """The result of a declaration."""

    NOTHING = "nothing", pgettext_lazy("declaration", "Nothing to declare")
    TIES = "ties", pgettext_lazy("declaration", "Ties declared")


class OfficialDeclaration(WrittenOnce):
    """A declaration of an official for a case: the text and the ties as they were shown, and their name.

    `about` is the substance of the case at that time: a change of it requires a new declaration. `content` holds
    statements and parties in the form of the document of `submission`, with `source_key` as their source. The audit
    trail identifies all of it by `sha256`.
    """

    case = models.ForeignKey("rules.ReviewCase", on_delete=models.PROTECT, related_name="declarations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(help_text="counts the declarations of the case")
    says = models.CharField(max_length=7, choices=DeclarationResult)
    text = models.TextField(help_text="what was signed, as it was shown")
    content = models.JSONField()
    about = models.JSONField()
    source_key = models.CharField(max_length=40)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    signature = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_official_declaration_a_number"),
            models.CheckConstraint(condition=~Q(signature=""), name="an_official_declaration_is_signed"),
        ]
        indexes = [models.Index(fields=["person", "case"], name="declaration_by_person")]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.number}"
