"""Reasons why an owner of a company is not stated, given by a record of an import in the owner's place."""

from django.db import models

from institutions.models.imported import ImportedRecord
from institutions.models.party import Party


class UnstatedOwner(models.Model):
    """One reason. It holds as long as its record is held: the record says nothing beyond it.

    `reason` is a word of BODS, `statement` the title of the source that says so. `description` is the publisher's own
    text, which may name people: anyone who may read the import may read it.
    """

    company = models.ForeignKey(Party, models.PROTECT, related_name="+")
    imported = models.ForeignKey(ImportedRecord, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=100)
    description = models.CharField(max_length=500, blank=True)
    statement = models.CharField(max_length=500)

    def __str__(self) -> str:
        return f"{self.company_id}: {self.reason}"
