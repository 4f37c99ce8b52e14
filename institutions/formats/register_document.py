"""What every reader of a file gives: one register document a record, or the record refused with the reasons.

A *register document* is a submission document without the proposal: the lists `companies`, `people`, `bodies`,
`sources` and `statements`, each in the very words of the contract (SUBMISSION.md), all of them optional. A reader only
translates: it neither looks into the register nor decides who is the same. `institutions.imports.checking` checks each
document as a submission is checked, `institutions.imports.storing` stores it, all or nothing a document.

What differs from a submission:

* `record` names the document for good within its *collection* (format, publisher, importing body). The same record
  with the same content changes nothing; with other content what is gone from it ends and what changed continues its
  lineage. One record stands once in a file. Take the publisher's own id of the thing, never the number of the line.
* The `key` of a party is its id within the collection, not within one document: give the publisher's own id. Another
  record, in the same file or in a later one, that names this key means this party. A document may name a key without
  describing the party again, if a record before it in the collection did.
* Keys of sources and of calls are local to the document, as in a submission. A statement without a `source` has the
  import itself as its source.
* A party is found by `id`, `corporate_number` or `lei`, else by its key in the collection; else it is new and leaves a
  lead. A key that is the id of a party of the register is that id.
* A record whose name is the lineage of a statement of the register, of the only kind that the document states, is that
  statement: an export of ours, taken back (`institutions.imports.returned`).
  Numbers that another register gives have no field: leave them out, or put them into the key.

Errors of a reader name the place (`field` is a JSON pointer into the record, or the heading of a column), the trouble
and the remedy; the line is added where they are shown.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any

from institutions.drafts.errors import FieldError


@dataclass(frozen=True, slots=True)
class Unstated:
    """An owner of a company, by its key, who is not stated: why, and the title of the statement that says so."""

    company: str
    reason: str
    description: str
    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterDocument:
    """One record of a file, translated. `line` is where it begins, counted from 1; of a list, its item.

    `notes` say what the record holds that no field of a document can; they refuse nothing. `headings` may say, by JSON
    pointer into `content`, how the file itself calls a field: errors of the check are then shown under it.

    `by_hand`: its record and keys are numbers that whoever made the file gave, so that another file may have the same
    for something else. `partial`: the format cannot hold all that a statement says. `shares`: those that it states, in
    basis points, None for one that the file has with a percent sign; of tables alone. `unstated`: why owners
    are not.

    `stated_at` is when the publisher stated it: what was stated before does not take its place. `elsewhere` are keys
    that it names without describing them, each with the error if the collection does not know it. `continues`: it goes
    on from what was stated before that moment, and is silent on what had ended by then.
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
    unstated: tuple[Unstated, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """One record of a file that cannot be translated, for all of these reasons; the others of the file go on.

    `sure`: what names the record could be read, so that it is known not to be missing. `rest` is what could be read of
    it all the same: it is never stored, but checked, so that all troubles are told at once; `headings` as above.
    """

    line: int
    errors: tuple[FieldError, ...]
    record: str = ""
    sure: bool = True
    rest: dict[str, Any] | None = None  # Any: what the check reads
    headings: Mapping[str, str] = field(default_factory=dict)


Record = RegisterDocument | Refused
# A reader is called with a file that is opened for bytes, can be sought, and is read from its beginning. It yields in
# the same order each time, in memory that does not grow with the file, and raises FileUnreadableError (see
# `institutions.drafts.documents`) where nothing, or nothing more, can be read.
Reader = Callable[[IO[bytes]], Iterator[Record]]
