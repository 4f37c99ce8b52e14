"""Lists of which all rows are stored or none: a published list with a wrong row is corrected and sent again.

A list that is stored in part would look complete. So all rows are read and checked before the first is stored. If one
is wrong, the wrong ones are refused with their errors, and one more record says how many others were right.
"""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from institutions.drafts.errors import FieldError
from institutions.formats.published.troubles import RowsHeldBack
from institutions.formats.register_document import Record, RefusedRecord, RegisterDocument
from institutions.imports.checking import name_troubles, walk_document
from institutions.imports.file_work import RegisterWork
from institutions.values.signs_of_life import sign_of_life


class WholeListWork(RegisterWork):
    """The work on a list that is stored whole or not at all."""

    def records(self, path: Path) -> Iterator[Record]:
        """Yield the records of the list; of one with wrong rows these alone, and how many others there are."""
        wrong, right = 0, 0
        for each in self.read(path):
            if is_wrong(each):
                wrong += 1
            else:
                right += 1
        if not wrong:
            yield from self.read(path)
            return
        held_back = RefusedRecord(line=0, errors=(FieldError("", RowsHeldBack(rows=right)),), sure=False)
        yield from chain([held_back], (each for each in self.read(path) if is_wrong(each)))

    def read(self, path: Path) -> Iterator[Record]:
        """Yield all records, with signs of life: of a long list very many may be read before one is yielded above."""
        for each in super().records(path):
            sign_of_life()
            yield each


def is_wrong(record: Record) -> bool:
    """Return whether a record is refused, by its reader or by the form of its document, whatever the register holds."""
    if isinstance(record, RefusedRecord):
        return True
    return bool(name_troubles(record)) or has_wrong_form(record)


def has_wrong_form(record: RegisterDocument) -> bool:
    """Return whether a field of a document has a value that it cannot have."""
    return walk_document(record).troubles.total > 0
