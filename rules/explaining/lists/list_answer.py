"""The effect of a refreshed list, as JSON and as lines for a person at a terminal."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from institutions.codes.wording import code_in_both_languages, code_words
from institutions.lists.entries import EntryOutcome, ListEntry, RowError
from institutions.lists.refreshing import RefreshedList
from rules.explaining.lists.thresholds import Thresholds
from rules.explaining.lists.touched_cases import (
    CONNECTED,
    DESCRIBED,
    ITSELF,
    NAMED,
    OWNER,
    TouchedPartnership,
    TouchReason,
)

Json = dict[str, Any]  # Any: plain data for JSON
HEADINGS: Final = {
    EntryOutcome.ADDED: "would be added",
    EntryOutcome.CHANGED: "would change",
    EntryOutcome.ENDED: "would end",
    EntryOutcome.UNCHANGED: "stay as they are",
}
DONE: Final = {
    EntryOutcome.ADDED: "were added",
    EntryOutcome.CHANGED: "were changed",
    EntryOutcome.ENDED: "have ended",
    EntryOutcome.UNCHANGED: "stay as they are",
}


def list_answer(
    found: RefreshedList, touched: Iterable[TouchedPartnership], possible: Iterable[TouchedPartnership]
) -> Json:
    """Return everything about a list of companies or treaties as JSON."""
    head = found.head
    return {
        "list": head.declared.word,
        "title": head.title,
        "publisher": head.publisher,
        "url": head.url,
        "as_of": head.as_of.isoformat(),
        "held_as_of": found.held_as_of.isoformat() if found.held_as_of else None,
        "taken": found.taken is not None,
        "nothing_new": found.nothing,
        "refusals": [code_words(each, "en") for each in found.refusals],
        "refusals_said": [code_in_both_languages(each) for each in found.refusals],
        "notes": [code_words(each, "en") for each in found.notes],
        "notes_said": [code_in_both_languages(each) for each in found.notes],
        "counts": found.counts,
        "entries": [list_entry_json(each) for each in found.entries],
        "errors": [error_json(each) for each in (found.applied.errors if found.applied else ())],
        "partnerships": [touched_partnership_json(each) for each in touched],
        "partnerships_if_confirmed": [touched_partnership_json(each) for each in possible],
    }


def list_entry_json(entry: ListEntry) -> Json:
    """Return one entry as JSON."""
    return {
        "outcome": str(entry.outcome),
        "line": entry.line or None,
        "record": entry.record,
        "name": entry.name,
        "party": str(entry.party) if entry.party else None,
        "from": entry.from_on.isoformat() if entry.from_on else None,
        "until": entry.until_on.isoformat() if entry.until_on else None,
        "differs": [code_words(each, "en") for each in entry.differs],
        "differs_said": [code_in_both_languages(each) for each in entry.differs],
        "may_be": [{"party": str(each.party), "name": each.name, "score": each.score} for each in entry.leads],
    }


def error_json(error: RowError) -> Json:
    """Return one error in a row as JSON."""
    return {
        "line": error.line,
        "record": error.record,
        "field": error.field,
        "message": error.message,
        **code_in_both_languages(error.said),
    }


def touched_partnership_json(touched: TouchedPartnership) -> Json:
    """Return one partnership with its reasons as JSON."""
    return {
        "partnership": str(touched.partnership),
        "reference": touched.reference,
        "sponsor": touched.sponsor,
        "because": [
            {"key": each.key, "name": each.name, "way": each.way, "path": list(each.path)} for each in touched.because
        ],
    }


def list_answer_lines(
    found: RefreshedList, touched: list[TouchedPartnership], possible: list[TouchedPartnership], *, all_entries: bool
) -> Iterator[str]:
    """Yield everything in lines. Unchanged entries are counted; with `all_entries` they are named too."""
    head = found.head
    since = f", in the place of that of {found.held_as_of}" if found.held_as_of else ", the first"
    yield f"{head.title} of {head.publisher}, as of {head.as_of}{since}"
    yield from error_lines(found.applied.errors if found.applied else ())
    words = DONE if found.taken else HEADINGS
    for outcome in EntryOutcome:
        entries = [each for each in found.entries if each.outcome is outcome]
        if not found.applied:
            break
        shown = entries_are_shown(outcome, all_entries=all_entries)
        yield f"{len(entries)} {words[outcome]}{':' if entries and shown else '.'}"
        if shown:
            for entry in entries:
                yield from entry_lines(entry)
    unsure = [each for each in found.entries if each.leads]
    if unsure:
        yield f"Known by name only, to be decided by a person under Possible matches: {len(unsure)}"
        for entry in unsure:
            names = ", ".join(f"{lead.name} ({lead.score} of 100)" for lead in entry.leads)
            yield f"    {entry.name}: may be {names}"
    yield from touched_lines("Partnerships affected", touched)
    if possible:
        yield from touched_lines("Partnerships affected if these possible matches are confirmed", possible)
    yield from (f"Note: {code_words(each, 'en')}" for each in found.notes)
    yield from (f"Not accepted: {code_words(each, 'en')}" for each in found.refusals)
    yield last_line(found)


def entries_are_shown(outcome: EntryOutcome, *, all_entries: bool) -> bool:
    """Return whether entries with this outcome are shown one by one."""
    return all_entries or outcome is not EntryOutcome.UNCHANGED


def last_line(found: RefreshedList) -> str:
    """Say what was done."""
    if found.taken:
        return f"Accepted. Entries on the list: {found.taken.entries}. The partnerships are assessed again."
    if found.refusals:
        return "Nothing was changed."
    if found.nothing:
        return "The register already has this edition. Nothing was changed."
    return "Nothing was changed. To accept it, give --take."


def entry_lines(entry: ListEntry) -> Iterator[str]:
    """Yield one entry with its days and its differences."""
    days = f"{entry.from_on or '…'} to {entry.until_on or '…'}"
    line = f" (line {entry.line})" if entry.line else ""
    yield f"    {entry.name}  {days}{line}"
    yield from (f"        {code_words(each, 'en')}" for each in entry.differs)


def error_lines(errors: Iterable[RowError]) -> Iterator[str]:
    """Yield every error in a row."""
    for each in errors:
        yield f"line {each.line}, {each.field or each.record or 'the row'}: {each.message}"


def touched_lines(heading: str, touched: list[TouchedPartnership]) -> Iterator[str]:
    """Yield the partnerships with their reasons."""
    yield f"{heading}: {len(touched) or 'none'}"
    for each in touched:
        yield f"    {each.reference}  (sponsor {each.sponsor})"
        yield from (f"        {reason_line(reason)}" for reason in each.because)


def reason_line(because: TouchReason) -> str:
    """Return one reason in a line."""
    if because.way == ITSELF:
        return f"{because.name} takes part"
    if because.way == OWNER:
        return f"{because.name} owns a participant: {' ← '.join(because.path)}"
    if because.way == NAMED:
        return f"{because.name} is named in the proposal"
    if because.way == CONNECTED:
        return f"{because.name} is a rival or a predecessor of a party"
    if because.way == DESCRIBED:
        return f"{because.name} is described otherwise"
    return f"treaties of {because.name}"


def thresholds_json(found: Thresholds, partnerships: list[Json]) -> Json:
    """Return everything about a table of thresholds as JSON."""
    return {
        "list": found.head.declared.word,
        "title": found.head.title,
        "publisher": found.head.publisher,
        "url": found.head.url,
        "as_of": found.head.as_of.isoformat(),
        "file": f"rules/parameters/{found.path.name}",
        "refusals": found.refusals,
        "refusals_said": [code_in_both_languages(each) for each in found.refused],
        "counts": found.counts,
        "entries": [
            {
                "outcome": str(each.outcome),
                "line": each.line,
                "record": each.record,
                "value_yen": each.value,
                "differs": list(each.differs),
                "differs_said": [code_in_both_languages(said) for said in each.said],
            }
            for each in found.entries
        ],
        "errors": [error_json(each) for each in found.errors],
        "partnerships": partnerships,
    }
