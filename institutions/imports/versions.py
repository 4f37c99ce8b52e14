"""Marks that stand in the place of the hash of a record, so that its content is new if it comes again."""

from typing import Final

ENDED: Final = "ended"  # a complete file no longer had it
CORRECTED: Final = "corrected"  # an export that was taken back corrected a statement of it
