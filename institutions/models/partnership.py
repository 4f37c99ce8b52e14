"""Partnerships, the submissions that propose them, and drafts of the web form."""

import uuid
from typing import Final

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from institutions.models.account import Account
from institutions.models.party import GovernmentBody, Party

# Of a submission whose document says when its partnership was awarded. An index answers it (`awarded_submissions`).
AWARDED: Final = Q(document__selection__awarded_on__isnull=False)


class SubmissionWay(models.TextChoices):
    """The way a submission came in."""

    FORM = "form", _("Web form")
    REST = "rest", _("REST")
    FILE = "file", _("File")
    DECLARED = "declared", _("Declaration of an official")


class Partnership(models.Model):
    """One proposed partnership, known by its submitter's reference through all revisions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=200)
    submitted_by = models.ForeignKey(GovernmentBody, models.PROTECT, related_name="partnerships", db_index=False)
    created_at = models.DateTimeField(db_index=True, editable=False)
    secret = models.BooleanField(default=False, editable=False)  # as its current submission is marked
    # Once its documents were disposed of, it is a name in the trail: nobody finds it (`institutions.access`).
    disposed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_partnership_a_reference", fields=["submitted_by", "reference"])
        ]
        indexes = [models.Index(fields=["id"], condition=Q(secret=True), name="secret_partnerships")]

    def __str__(self) -> str:
        return self.reference

    @property
    def current(self) -> "Submission | None":
        """The submission in force."""
        return next((each for each in self.submissions.all() if each.superseded_at is None), None)


class Submission(models.Model):
    """One revision of a proposal, as it was submitted: the document keeps its own keys.

    `stated_at` is when the publisher of a file released it, where its format says that.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="submissions", db_index=False)
    revision = models.BigIntegerField()
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    stated_at = models.DateTimeField(null=True, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)
    account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="submissions")
    way = models.CharField(max_length=10, choices=SubmissionWay)
    title = models.TextField()  # in every language that it was given in, for lists and their search
    sponsor = models.ForeignKey(GovernmentBody, models.PROTECT, related_name="sponsored")
    domain = models.CharField(max_length=40)
    value_yen = models.BigIntegerField()
    proposed_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_submission_a_revision", fields=["partnership", "revision"]),
            models.UniqueConstraint(
                name="one_current_submission", fields=["partnership"], condition=Q(superseded_at__isnull=True)
            ),
        ]
        indexes = [models.Index(fields=["sponsor", "domain"], condition=AWARDED, name="awarded_submissions")]

    def __str__(self) -> str:
        return f"{self.partnership} ({self.revision})"

    @property
    def shown_title(self) -> str:
        """The title in the reader's language, else in the other one."""
        titles: dict[str, str] = self.document.get("title") or {}  # none after a disposal
        return titles.get("ja" if get_language() == "ja" else "en") or self.title


class DocumentParty(models.Model):
    """The party that a key of a document refers to."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="parties", db_index=False)
    key = models.CharField(max_length=100)
    party = models.ForeignKey(Party, models.PROTECT, related_name="document_keys")

    class Meta:
        verbose_name_plural = "document parties"
        constraints = [models.UniqueConstraint(name="one_party_a_key", fields=["submission", "key"])]

    def __str__(self) -> str:
        return f"{self.key} is {self.party_id}"


class FormDraft(models.Model):
    """A submission document that somebody is still writing in the web form."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Account, models.CASCADE, related_name="drafts")
    document = models.JSONField(default=dict)
    # The guided questions answered with "no" or "not known", which the document cannot say.
    answers = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    step = models.CharField(max_length=40, blank=True)
    partnership = models.ForeignKey(Partnership, models.SET_NULL, null=True, blank=True, related_name="+")
    begun_from = models.UUIDField(null=True, blank=True, help_text="the published process that filled it in")
    copied_from = models.ForeignKey(Partnership, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-changed_at"]

    def __str__(self) -> str:
        return str(self.document.get("reference", self.id))

    def finish(self) -> bool:
        """Remove the draft, unless somebody saved a newer version meanwhile. Return whether it was removed."""
        removed, _rows = FormDraft.objects.filter(pk=self.pk, version=self.version).delete()
        return bool(removed)

    def store(
        self, document: dict[str, object], *, version: int, step: str, answers: dict[str, str] | None = None
    ) -> bool:
        """Save a step, unless somebody saved a newer version meanwhile. Return whether it was saved."""
        waiting, now = FormDraft.objects.filter(pk=self.pk, version=version), timezone.now()
        answers = self.answers if answers is None else answers
        stored = waiting.update(document=document, answers=answers, step=step, version=version + 1, changed_at=now)
        if stored:
            self.document, self.step, self.version, self.changed_at = document, step, version + 1, now
            self.answers = answers
        return bool(stored)
