"""`manage.py refresh_list` for thresholds of procurement: the changes, the partnerships affected, and the new file."""

import json
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import CommandError, OutputWrapper

from institutions.lists.edition_head import EditionHead
from institutions.lists.entries import EntryOutcome
from institutions.lists.file import ListFile
from rules.explaining.comparing.stored_cases import ComparedCase
from rules.explaining.lists import thresholds
from rules.explaining.lists.list_answer import Json, error_lines, thresholds_json
from rules.explaining.lists.thresholds import Thresholds, compare_thresholds, is_checkout, write_thresholds
from rules.explaining.lists.troubles import NoCheckout
from rules.management.rulebook_diff import change_lines, compared_lines


def refresh_thresholds(
    file: ListFile, head: EditionHead, *, take: bool, output: Path | None, as_json: bool, out: OutputWrapper
) -> bool:
    """Compare a table with the files, show it, and write the new file if asked to. False if it is refused."""
    found = compare_thresholds(file, head, thresholds.FOLDER)
    if take and found.differs and not found.refused and not is_checkout(found.path):
        found.refused.append(NoCheckout())
    cases = [each for each in found.compared() if each.differences or each.trouble]
    written = None if found.refusals or not found.differs else write_new_file(found, take=take, output=output)
    if as_json:
        answer = thresholds_json(found, [changed_case_json(each) for each in cases])
        out.write(json.dumps({**answer, "taken": take and written is not None}, ensure_ascii=False))
    else:
        for line in refresh_lines(found, cases, written):
            out.write(line)
    return not found.refusals


def write_new_file(found: Thresholds, *, take: bool, output: Path | None) -> Path | None:
    """Write the new file where it is wanted. Return its place."""
    path = found.path if take else output
    if path is None:
        return None
    try:
        write_thresholds(found.text, path)
    except OSError as trouble:
        message = f"{path} cannot be written: {trouble.strerror}."
        raise CommandError(message) from trouble
    return path


def changed_case_json(case: ComparedCase) -> Json:
    """Return one stored assessment with a changed result."""
    return {
        "reference": case.reference,
        "assessment": str(case.assessment),
        "differences": [
            {"code": each.code, "before": str(each.before), "after": str(each.after)} for each in case.differences
        ],
        "trouble": case.trouble,
    }


def refresh_lines(found: Thresholds, cases: list[ComparedCase], written: Path | None) -> Iterator[str]:
    """Yield the same as lines for a reader."""
    yield f"{found.head.title} of {found.head.publisher}, as of {found.head.as_of}, beside {found.path.name}"
    yield from error_lines(found.errors)
    for outcome, word in ((EntryOutcome.ADDED, "new"), (EntryOutcome.CHANGED, "changed")):
        entries = [each for each in found.entries if each.outcome is outcome]
        yield f"{len(entries)} {word}"
        for entry in entries:
            yield f"    {entry.record}: {entry.value:,} yen (line {entry.line})"
            yield from (f"        {each}" for each in entry.differs)
    yield f"{found.counts[EntryOutcome.UNCHANGED]} unchanged. Thresholds that the table does not name stay."
    yield from change_lines("Numbers", found.number_changes())
    yield f"\nPartnerships whose newest assessment would change: {len(cases) or 'none'}"
    for case in cases:
        yield from compared_lines(case)
    yield from (f"Not accepted: {each}" for each in found.refusals)
    if written:
        yield f"{written} was written. Check it (git diff), run manage.py rulebook check and make docs, and commit it."
    elif not found.differs and not found.refusals:
        yield "The files already have these thresholds. Nothing was changed."
    else:
        yield "Nothing was changed." + ("" if found.refusals else " To write the file, give --take in a checkout.")
