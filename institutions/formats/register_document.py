"""The result of every reader of a file: one register document a record, or the record refused with the reasons.

A *register document* is a submission document without the proposal: the lists `companies`, `people`, `bodies`,
`sources` and `statements`, each in the very words of the contract (SUBMISSION.md), all of them optional. A reader only
translates: it neither looks into the register nor decides who is the same. `institutions.imports.checking` checks each
document as a submission is checked, `institutions.imports.storing` stores it, all or nothing a document.

A register document differs from a submission in these points:

* `record` is the permanent name of the document in its *collection* (format, publisher, importing body). The same
  record with the same content changes nothing; with other content, missing statements end and changed ones continue
  their lineage. A record comes once in a file. Take the publisher's own id of the thing, never the number of the line.
* The `key` of a party is its id within the collection, not within one document: give the publisher's own id. Another
  record, in the same file or in a later one, that names this key means this party. A document may name a key without
  describing the party again, if a record before it in the collection did.
* Keys of sources and of calls are local to the document, as in a submission. A statement without a `source` has the
  import itself as its source.
* A party is found by `id`, `corporate_number` or `lei`, else by its key in the collection; else it is new and may get
  possible matches. A key that is the id of a party of the register is that id. Numbers of other registers have no
  field: leave them out, or put them into the key.
* A record whose name is the lineage of a statement of the register, of the only kind that the document states, is that
  statement: a re-imported export of this register (`institutions.imports.returned_statements`).

Errors of a reader name the place (`field` is a JSON pointer into the record, or the heading of a column), the trouble
and the remedy; the line is added where they are shown.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any

from institutions.drafts.errors import FieldError


@dataclass(frozen=True, slots=True)
class OwnerNotStated:
    """An owner of a company, by its key, who is not stated: why, and the title of the statement that says so."""

    company: str
    reason: str
    description: str
    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterDocument:
    """One record of a file, translated. `line` is its first line, counted from 1; in a list, its item.

    `notes` are on content that no field of a document can hold; they refuse nothing. `headings` may give, by JSON
    pointer into `content`, the file's own name of a field: errors of the check are then shown under it.

    `by_hand`: its record and keys are numbers given by the author of the file, so that another file may use them for
    something else. `partial`: the format cannot hold all values of a statement. `shares`: its shares in basis points,
    None for one that the file writes with a per cent sign; of tables alone. `unstated`: why owners are not stated.

    `stated_at` is when the publisher stated it: an older record does not supersede it. `elsewhere` are keys that it
    names without describing them, each with the error if the collection does not know it. `continues`: it continues
    earlier statements from that moment on, and omits those that had ended by then.
    """

    line: int
    record: str
    content: dict[str, Any]  # Any: what the check reads
    publisher: str = ""
    notes: tuple[FieldError, ...] = field(default=())
    headings: Mapping[str, str] = field(default_factory=dict)
    by_hand: bool = False
    partial: bool = False
    stated_at: datetime | None = None
    elsewhere: Mapping[str, FieldError] = field(default_factory=dict)
    continues: datetime | None = None
    shares: tuple[int | None, ...] = ()
    unstated: tuple[OwnerNotStated, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRecord:
    """One record of a file that cannot be translated, for all of these reasons; the other records are still imported.

    `sure`: its name could be read, so that it is known not to be missing. `rest` is its readable part: it is never
    stored, but checked, so that all troubles are reported at once; `headings` as in `RegisterDocument`.
    """

    line: int
    errors: tuple[FieldError, ...]
    record: str = ""
    sure: bool = True
    rest: dict[str, Any] | None = None  # Any: what the check reads
    headings: Mapping[str, str] = field(default_factory=dict)


Record = RegisterDocument | RefusedRecord
# A reader is called with a file that is opened for bytes, can be sought, and is read from its beginning. It yields in
# the same order each time, in memory that does not grow with the file, and raises FileUnreadableError (see
# `institutions.drafts.documents`) where nothing, or nothing more, can be read.
Reader = Callable[[IO[bytes]], Iterator[Record]]
