"""Official lists that the register keeps, and the editions of each that were accepted."""

import uuid

from django.db import models

from institutions.models.imported import Collection, Import, RecordOutcome


class OfficialList(models.Model):
    """One list: its word, and its publisher where each publisher has a list of its own. Its collection has its entries.

    The body of the collection keeps the list: it alone may accept further editions.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    word = models.CharField(max_length=40)  # of institutions.lists.declared_lists
    publisher = models.CharField(max_length=200, blank=True)  # empty where there is one list of the word
    collection = models.OneToOneField(Collection, models.PROTECT, related_name="official_list")

    class Meta:
        constraints = [models.UniqueConstraint(name="one_list_a_publisher", fields=["word", "publisher"])]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.word, self.publisher)))


class ListEdition(models.Model):
    """One accepted edition: its date, its source, and its changes. Rows are only added.

    `entries` counts the entries of the list from then on.
    """

    official_list = models.ForeignKey(OfficialList, models.PROTECT, related_name="editions", db_index=False)
    job = models.OneToOneField(Import, models.PROTECT, related_name="edition")
    as_of = models.DateField()
    title = models.CharField(max_length=500)
    publisher = models.CharField(max_length=200)
    url = models.CharField(max_length=2000)
    entries = models.PositiveIntegerField()
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    ended = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    taken_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["official_list", "-as_of", "-taken_at"], name="edition_newest_first")]

    def __str__(self) -> str:
        return f"{self.title} as of {self.as_of}"


class EditionPreview(models.Model):
    """The preview of an edition: its effects, as shown before somebody accepts it. An unfinished import has one.

    `fingerprint` is the hash of all that is shown: an edition is accepted only if its effects are still those that the
    rows show.
    `again`: the effects had changed, and this preview shows the new ones. `touched` are the partnerships that the
    edition affects, `possible` those that it would affect if possible matches were confirmed, each with its reasons.
    """

    job = models.OneToOneField(Import, models.CASCADE, primary_key=True, related_name="preview")
    made_at = models.DateTimeField()
    fingerprint = models.CharField(max_length=64)
    again = models.BooleanField(default=False)
    nothing = models.BooleanField(default=False, help_text="the same edition is held already")
    held_as_of = models.DateField(null=True, blank=True)
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    ended = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    refused = models.PositiveIntegerField(help_text="rows with a trouble")
    refusals = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    touched = models.JSONField(default=list)
    possible = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"preview of {self.job_id}"

    @property
    def may_be_taken(self) -> bool:
        """True if there is no reason for refusal, and the register does not hold the edition yet."""
        return not self.refusals and not self.nothing


class PreviewedEntry(models.Model):
    """The effect on one entry. `leads` are {party, name, score}; `errors` of a row are {field, message}."""

    preview = models.ForeignKey(EditionPreview, models.CASCADE, related_name="entries", db_index=False)
    number = models.PositiveIntegerField()
    line = models.PositiveIntegerField(help_text="of the file; 0 where it no longer has the entry")
    outcome = models.CharField(max_length=10, choices=RecordOutcome)
    record = models.CharField(max_length=200, blank=True)
    name = models.TextField(blank=True)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    differs = models.JSONField(default=list)
    errors = models.JSONField(default=list)
    leads = models.JSONField(default=list)
    has_leads = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "previewed entries"
        constraints = [models.UniqueConstraint(name="one_previewed_entry", fields=["preview", "number"])]
        indexes = [models.Index(fields=["preview", "outcome", "number"], name="previewed_by_outcome")]

    def __str__(self) -> str:
        return self.name or self.record
