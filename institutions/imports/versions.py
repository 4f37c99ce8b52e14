"""Marks that replace a record's hash, so that its content counts as new if it is imported again."""

from typing import Final

ENDED: Final = "ended"  # a complete file no longer had the record
CORRECTED: Final = "corrected"  # an export taken back corrected a statement of the record
