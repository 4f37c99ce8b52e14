"""Partnerships as a table for reading: one row each, with the values of the proposal itself."""

from collections.abc import Iterator
from typing import Any, Final

from institutions.exports.selection import ExportSelection
from institutions.exports.statements import PORTION
from institutions.formats.tables.writing.cells import value_cell

PLAIN: Final = ("reference", "revision", "submitted_by")
PROPOSAL: Final = ("sponsor", "scheme", "domain", "value_yen", "proposed_on")
CHOICE: Final = ("method", "object", "legal_ground", "opened_on", "closed_on", "awarded_on")
LAST: Final = ("co_sponsors", "tax")  # of the proposal; columns are added at the end
HEADINGS: Final = ("id", *PLAIN, "title", "title_en", *PROPOSAL, "from", "until", *CHOICE, *LAST)


def partnership_rows(selection: ExportSelection) -> Iterator[list[str]]:
    """Yield the rows, the oldest partnership first."""
    for submission in selection.submissions().iterator(chunk_size=PORTION):
        said = proposal_cells(str(submission.partnership_id), submission.document)
        yield [value_cell(said[name]) if name in said else "" for name in HEADINGS]


def proposal_cells(
    partnership: str, document: dict[str, Any]
) -> dict[str, object]:  # Any: a document as it was submitted
    """Return the values of a proposal, by heading."""
    title = document["title"]
    names = {"title": title.get("ja") or title.get("en"), "title_en": title.get("en") if "ja" in title else None}
    stated = {name: document[name] for name in (*PLAIN, *PROPOSAL, *LAST) if name in document}
    choice = {name: document["selection"][name] for name in CHOICE if name in document["selection"]}
    known = {name: text for name, text in names.items() if text}
    return {"id": partnership, **stated, **known, **(document.get("period") or {}), **choice}
