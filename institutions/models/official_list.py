"""Official lists that the register keeps, and the editions of each that were taken."""

import uuid

from django.db import models

from institutions.models.imported import Collection, Import


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
