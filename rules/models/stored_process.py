"""Published processes of a body: files that it sent, and each process with what the rules answered, by ocid."""

import uuid
from typing import Any, Final

from django.db import models
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from institutions.models import Account, GovernmentBody
from rules.models.outcome import Outcome
from rules.models.packing.columns import PackedJson
from rules.models.process_comparison import LONGEST_DAY, ProcessComparison

LONGEST_OCID: Final = 200
LONGEST_BUYER: Final = 300


class ProcessFileState(models.TextChoices):
    """The state of the job that screens the processes of a file."""

    QUEUED = "queued", pgettext_lazy("process file", "Waiting")
    RUNNING = "running", pgettext_lazy("process file", "Being screened")
    DONE = "done", pgettext_lazy("process file", "Screened")
    STOPPED = "stopped", pgettext_lazy("process file", "Stopped")
    ERROR = "error", pgettext_lazy("process file", "Not read")
    SET_ASIDE = "set_aside", pgettext_lazy("process file", "Set aside")


class ProcessFile(models.Model):
    """A file of published processes that a body sent. The row is also the job that screens them.

    `done`: the lines that were answered and stored, in the order of the file. `counts`: how many of them were added,
    changed, unchanged, older or refused.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(GovernmentBody, models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200)
    form = models.CharField(max_length=20)
    options = models.JSONField(default=dict, help_text="how the publisher fills in fields, and the day of the rules")
    comparison = models.ForeignKey(ProcessComparison, models.PROTECT, related_name="files")
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True, help_text="packed with zlib, until it was screened")

    state = models.CharField(max_length=10, choices=ProcessFileState, default=ProcessFileState.QUEUED)
    attempt = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    expired_leases = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=120, blank=True)
    error_said = models.JSONField(null=True, blank=True, help_text="why it was not read, as a code")
    requested_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True, help_text="when the workers were last told of a queued row")
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    errors = models.JSONField(default=list, help_text="the first lines that were refused, each with its errors")

    class Meta:
        ordering = ["-requested_at", "-id"]
        indexes = [models.Index(fields=["state", "requested_at"], name="process_file_by_state")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_over(self) -> bool:
        """True if no worker will screen it any more."""
        return self.state not in (ProcessFileState.QUEUED, ProcessFileState.RUNNING)


class StoredProcess(models.Model):
    """A published process of a body, with the answers of the rules to it. It is no partnership.

    `release`: as published, compiled from `releases`, oldest first; None where it is the only one. `facts`: title, day,
    other party, amount, method and number of bidders. `answer`: outcomes, findings and reasons, as `screen_processes
    --json` prints them. `worst`: rank of the highest severity, 0 for none.

    `first_sent_at`, `first_line`: the file in which it came first, by the time at which that was sent, and its line
    there: the order in which one run over all files would read it. `buyer`, `awarded_on`: whose award it is and of
    which day, to find the earlier awards of a buyer. `asked`: the hash of all that the rules read for their answers.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(GovernmentBody, models.PROTECT, related_name="+")
    file = models.ForeignKey(ProcessFile, models.PROTECT, related_name="processes", help_text="that last answered it")
    ocid = models.CharField(max_length=LONGEST_OCID)
    line = models.PositiveIntegerField(help_text="of the file")
    first_sent_at = models.DateTimeField(default=timezone.now)
    first_line = models.PositiveIntegerField(default=0)
    buyer = models.CharField(max_length=LONGEST_BUYER, blank=True)
    awarded_on = models.CharField(max_length=LONGEST_DAY, blank=True)
    facts = models.JSONField()
    release = PackedJson()
    releases = PackedJson(null=True)
    origin = models.JSONField(default=dict, help_text="publisher and address of the package")
    answer = PackedJson()
    asked = models.CharField(max_length=64, blank=True)
    worst = models.PositiveSmallIntegerField(default=0)
    unassessed = models.PositiveSmallIntegerField(default=0, help_text="rules that could not be assessed")
    rulebook = models.CharField(max_length=64, help_text="the version of the rulebook")
    screened_at = models.DateTimeField(default=timezone.now)
    registered_as = models.UUIDField(null=True, blank=True, help_text="the partnership that its draft became")

    class Meta:
        ordering = ["-worst", "ocid"]
        constraints = [models.UniqueConstraint(fields=["body", "ocid"], name="one_process_an_ocid")]
        indexes = [
            models.Index(fields=["body", "-worst", "ocid"], name="process_by_severity"),
            models.Index(fields=["body", "buyer", "awarded_on"], name="process_by_buyer"),
        ]

    def __str__(self) -> str:
        return self.ocid

    @property
    def known_releases(self) -> tuple[dict[str, Any], ...]:  # Any: releases
        """The releases that are known of the process, oldest first."""
        return tuple(self.releases or [self.release])


class ProcessLack(models.Model):
    """Data that a rule lacked in a process, stored once for all outcomes that lack the same.

    `about`: for each missing thing its name and how it is worded in both languages.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    about = models.JSONField()

    def __str__(self) -> str:
        return self.digest[:12]


class ProcessOutcome(models.Model):
    """An outcome of a rule or indicator about a process, unless it is clear or not applicable. Made from its answer."""

    process = models.ForeignKey(StoredProcess, models.CASCADE, related_name="outcomes")
    code = models.CharField(max_length=12)
    outcome = models.CharField(max_length=16, choices=Outcome)
    severity = models.CharField(max_length=10, blank=True)
    lack = models.ForeignKey(ProcessLack, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["process", "code"], name="one_outcome_of_a_process")]
        indexes = [models.Index(fields=["code", "outcome", "process"], name="process_by_outcome")]

    def __str__(self) -> str:
        return f"{self.process_id}: {self.code} {self.outcome}"
