"""Official lists that the register keeps, and the editions of each that were taken."""

import uuid

from django.db import models

from institutions.models.imported import Collection, Import, Outcome


class OfficialList(models.Model):
    """One list: its word, and its publisher where each publisher has one of its own. Its entries are in its collection.

    The body of the collection keeps the list: it alone takes further editions.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    word = models.CharField(max_length=40)  # of institutions.lists.declared
    publisher = models.CharField(max_length=200, blank=True)  # empty where there is one list of the word
    collection = models.OneToOneField(Collection, models.PROTECT, related_name="official_list")

    class Meta:
        constraints = [models.UniqueConstraint(name="one_list_a_publisher", fields=["word", "publisher"])]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.word, self.publisher)))


class ListEdition(models.Model):
    """One edition that was taken: of which day, from where, and what it changed. Rows are only added.

    `entries` counts what stands on the list from then on.
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
    """What an edition would do, as somebody is shown it before it is taken. One import has one, until it is over.

    `fingerprint` is the hash of all that is shown: an edition is taken only if it still does just that. `again` says
    that it no longer did, so that this is what it does now. `touched` and `possible` are the partnerships that it
    touches, and would touch if leads were confirmed, each with its reasons.
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
        """Nothing speaks against it, and it is not held already."""
        return not self.refusals and not self.nothing


class PreviewedEntry(models.Model):
    """What would become of one entry. `leads` are {party, name, score}, `errors` of a row {field, message}."""

    preview = models.ForeignKey(EditionPreview, models.CASCADE, related_name="entries", db_index=False)
    number = models.PositiveIntegerField()
    line = models.PositiveIntegerField(help_text="of the file; 0 where it no longer has the entry")
    outcome = models.CharField(max_length=10, choices=Outcome)
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
