"""Imports: the jobs, their records, the keys by which a collection knows parties, and the outcome of each record.

The row of an `Import` is the job. Its place in the file is committed together with the records up to there.
"""

import uuid
from typing import ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from institutions.models.account import Account
from institutions.models.party import GovernmentBody, Party


class ImportState(models.TextChoices):
    """The state of an import."""

    UNCONFIRMED = "unconfirmed", _("To be confirmed")
    QUEUED = "queued", _("Queued")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    SET_ASIDE = "set_aside", _("Set aside")
    CANCELLED = "cancelled", _("Cancelled")


class RecordOutcome(models.TextChoices):
    """The outcome of one record."""

    ADDED = "added", _("Added")
    CHANGED = "changed", _("Changed")
    UNCHANGED = "unchanged", _("Unchanged")
    REFUSED = "refused", _("Refused")
    ENDED = "ended", _("Ended")


class ImportQuerySet(models.QuerySet["Import"]):
    """Queries for imports, in the words of the job."""

    def queued(self) -> "ImportQuerySet":
        """Keep imports that no process has claimed yet."""
        return self.filter(state=ImportState.QUEUED)

    def running(self) -> "ImportQuerySet":
        """Keep imports that a process has claimed."""
        return self.filter(state=ImportState.RUNNING)

    def unfinished(self) -> "ImportQuerySet":
        """Keep imports that may still change the register."""
        return self.filter(state__in=(ImportState.UNCONFIRMED, ImportState.QUEUED, ImportState.RUNNING))


class Import(models.Model):
    """One file to be imported for a body, from the upload to its last record.

    `attempt` counts claims: only the attempt that the row still names may continue. `place` records of `total` are
    done.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(GovernmentBody, models.PROTECT, related_name="imports")
    account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="imports")
    format = models.CharField(max_length=40)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField(help_text="bytes of the file")
    options = models.JSONField(default=dict)
    dry_run = models.BooleanField(default=False)

    state = models.CharField(max_length=12, choices=ImportState, default=ImportState.QUEUED)
    attempt = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    expired_leases = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=120, blank=True)
    error = models.TextField(blank=True)
    error_said = models.JSONField(
        default=dict, help_text="code and parameters of the error; empty where it is of before there were codes"
    )

    total = models.BigIntegerField(null=True, blank=True)
    place = models.BigIntegerField(default=0)
    added = models.BigIntegerField(default=0)
    changed = models.BigIntegerField(default=0)
    unchanged = models.BigIntegerField(default=0)
    refused = models.BigIntegerField(default=0)
    ended = models.BigIntegerField(default=0, help_text="records that a complete file no longer has")

    notes = models.JSONField(default=list, help_text="what is noted of the file as a whole: {field, message}")
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    told_at = models.DateTimeField(null=True, blank=True, help_text="when the workers were last told of a queued row")
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[ImportQuerySet] = ImportQuerySet.as_manager()  # type: ignore[assignment]  # made from the class

    class Meta:
        indexes = [models.Index(fields=["state", "created_at"], name="import_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["failed", "set_aside"]) | ~Q(error=""), name="a_failed_import_says_why"
            )
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.state})"

    @property
    def is_over(self) -> bool:
        """True if nothing more will happen."""
        return self.state not in (ImportState.UNCONFIRMED, ImportState.QUEUED, ImportState.RUNNING)


class ImportPart(models.Model):
    """A piece of the file of an import that is not over, so that any machine can work on it."""

    job = models.ForeignKey(Import, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_part_a_number", fields=["job", "number"])]

    def __str__(self) -> str:
        return f"{self.job_id} part {self.number}"


# The format of published notices of re-employment: the names in them serve one purpose, for a limited time.
NOTICES_FORMAT: Final = "re_employment_notices"


class Collection(models.Model):
    """The imports of one body from one publisher in one format. Record ids and keys of parties are unique within it."""

    format = models.CharField(max_length=40)
    publisher = models.CharField(max_length=200, blank=True)
    body = models.ForeignKey(GovernmentBody, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="one_collection", fields=["format", "publisher", "body"])]

    def __str__(self) -> str:
        return f"{self.format} {self.publisher} of {self.body_id}"


class CollectionParty(models.Model):
    """The party that a collection means by a key."""

    collection = models.ForeignKey(Collection, models.PROTECT, related_name="parties")
    key = models.CharField(max_length=100)
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "collection parties"
        constraints = [models.UniqueConstraint(name="one_party_a_collection_key", fields=["collection", "key"])]

    def __str__(self) -> str:
        return f"{self.key} is {self.party_id}"


class ImportedRecord(models.Model):
    """A record of a collection as one import brought it; the same record with other content is a new row.

    `kinds` are the kinds of statements that it still supports. `stated_at` is when its publisher stated it, where the
    format says that: an older statement never replaces a newer one.
    """

    job = models.ForeignKey(Import, models.PROTECT, related_name="records", db_index=False)
    collection = models.ForeignKey(Collection, models.PROTECT, related_name="records", db_index=False)
    record = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    kinds = models.JSONField(default=list)
    stated_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_current_record", fields=["collection", "record"], condition=Q(superseded_at__isnull=True)
            )
        ]
        indexes = [models.Index(fields=["collection", "record"], name="imported_record_by_name")]

    def __str__(self) -> str:
        return self.record


class ImportOutcome(models.Model):
    """The outcome of one record of a file. Errors and notes are lists as `institutions.drafts.kept_errors` keeps them.

    `read` shows how the first records of a preview or a dry run were read (`institutions.imports.records_read`).
    """

    job = models.ForeignKey(Import, models.CASCADE, related_name="outcomes", db_index=False)
    number = models.BigIntegerField(help_text="the how many-th record of the file, from 1")
    line = models.BigIntegerField()
    record = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=10, choices=RecordOutcome)
    errors = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    read = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_outcome_a_record", fields=["job", "number"])]
        indexes = [
            models.Index(fields=["job", "record"], name="import_outcome_by_record"),
            models.Index(fields=["job", "outcome", "number"], name="import_outcome_by_outcome"),
        ]

    def __str__(self) -> str:
        return f"line {self.line}: {self.outcome}"


class KnownProcess(models.Model):
    """A contracting process as a collection last read it: the same text again is the same partnership, unread.

    `sha256` is of the text, the options and the program that read it, with the secret of the settings; `job` is the
    import that told its notes. `bound` is a hash of the whole row with that secret: a row that SQL repointed is none.
    The row is a memory alone: without it, the process is read again, with the same outcome.
    """

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="+", db_index=False)
    sha256 = models.CharField(max_length=64)
    submission = models.OneToOneField("institutions.Submission", models.CASCADE, related_name="+")
    job = models.ForeignKey(Import, models.CASCADE, related_name="+")
    bound = models.CharField(max_length=64, default="")  # none before version 1.2: such a row is not known

    class Meta:
        verbose_name_plural = "known processes"
        indexes = [models.Index(fields=["collection", "sha256"], name="known_process_by_text")]

    def __str__(self) -> str:
        return self.sha256


class PublishedReleases(models.Model):
    """The releases of OCDS data that a partnership was registered from, oldest first, to be merged with others."""

    partnership = models.OneToOneField("institutions.Partnership", models.CASCADE, related_name="+")
    releases = models.JSONField(default=list)

    class Meta:
        verbose_name_plural = "published releases"

    def __str__(self) -> str:
        return f"releases of {self.partnership_id}"
