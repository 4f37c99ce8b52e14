"""Sources: the documents that statements rest on."""

import hashlib
import json
from datetime import date

from django.db import models


def source_fingerprint(title: str, publisher: str, url: str, retrieved_on: date | None, kept_by: str = "") -> str:
    """Hash the values that identify a source: the same document at the same place, retrieved on the same day.

    `kept_by`: the id of the body whose restricted partnerships name it, or the same for its papers about people
    (`kept_with_papers`). They have a source of their own, since whoever named the same document would otherwise get
    theirs, with its Japanese title and a number that tells of it.
    """
    content = [title, publisher, url, retrieved_on.isoformat() if retrieved_on else ""]
    content += [kept_by] if kept_by else []
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def kept_with_papers(body: object) -> str:
    """Return the keeper of the documents that only a body's statements for its own cases name."""
    return f"{body}:papers"


class Source(models.Model):
    """A document with its publisher, its address and the day on which it was retrieved."""

    key = models.CharField(max_length=100, null=True, blank=True, unique=True)
    title = models.CharField(max_length=2000)
    title_ja = models.CharField(max_length=2000, blank=True)
    publisher = models.CharField(max_length=2000, blank=True)
    url = models.CharField(max_length=2000, blank=True)
    retrieved_on = models.DateField(null=True, blank=True)
    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    note = models.TextField(blank=True)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if not self.fingerprint:
            self.fingerprint = source_fingerprint(self.title, self.publisher, self.url, self.retrieved_on)

    def __str__(self) -> str:
        return self.title
