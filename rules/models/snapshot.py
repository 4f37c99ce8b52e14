"""The complete input of the engine for one assessment, stored once by its hash."""

from django.db import models

from rules.models.immutable import WrittenOnce
from rules.models.packing.columns import PackedText
from rules.models.packing.dictionaries import SHAPED_SNAPSHOTS, SNAPSHOTS


class Snapshot(WrittenOnce):
    """Facts, derived facts and records as canonical JSON; two assessments of the same input share it."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    content = PackedText(dictionaries=(SHAPED_SNAPSHOTS, SNAPSHOTS))

    def __str__(self) -> str:
        return self.sha256[:12]
