"""The bytes of documents that each body has registered over REST and the form: one row a body."""

from django.db import models

from institutions.models.party import GovernmentBody


class StoredBytes(models.Model):
    """The bytes of one body's documents, of all revisions. Files and imports have limits of their own."""

    body = models.OneToOneField(GovernmentBody, models.CASCADE, primary_key=True, related_name="+")
    documents = models.PositiveBigIntegerField(default=0, help_text="bytes of canonical JSON")

    def __str__(self) -> str:
        return f"{self.body_id}: {self.documents}"
