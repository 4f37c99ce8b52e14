"""`manage.py rulebook diff`: two versions beside each other, and the new one's results for stored assessments."""

from collections.abc import Iterable, Iterator

from django.core.management.base import OutputWrapper

from institutions.management.progress import Progress
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.engine.loading.rulebook_in_force import organisation_rules_in
from rules.explaining.comparing.changes import VersionChange, changed_numbers, rule_changes
from rules.explaining.comparing.stored_cases import CaseComparison, ComparedCase


def write_diff(
    old: LoadedRulebook, new: LoadedRulebook, limit: int | None, out: OutputWrapper, err: OutputWrapper
) -> None:
    """Write rules, numbers, then the assessments that would change, and those that cannot be compared."""
    out.write(f"{old.version[:12]} → {new.version[:12]}")
    before, after = (organisation_rules_in(each) for each in (old, new))
    for heading, changes in (
        ("Rules", rule_changes(old, new)),
        ("Rules on the organisation", rule_changes(before, after)),
        ("Numbers", changed_numbers(old, new, after)),
    ):
        for line in change_lines(heading, list(changes)):
            out.write(line)
    comparison = CaseComparison(old, new, limit)
    ids = comparison.ids()
    progress = Progress(err, len(ids))
    out.write(f"\nAssessments: the newest finished one of each partnership, {len(ids)} in all")
    changed = troubled = 0
    for each in comparison.compared(ids):
        if each.differences or each.trouble:
            progress.clear()
            for line in compared_lines(each):
                out.write(line)
        changed, troubled = changed + bool(each.differences), troubled + bool(each.trouble)
        progress.step()
    progress.clear()
    out.write(
        f"  {changed} would change, {len(ids) - changed - troubled} would not, {troubled} could not be evaluated."
    )
    for note in comparison.notes():
        out.write(f"  Note: {note}")


def change_lines(heading: str, changes: list[VersionChange]) -> Iterator[str]:
    """Yield the changes of one kind, or that there are none."""
    yield f"\n{heading}: {len(changes) or 'none'} changed, added or removed"
    for change in changes:
        yield f"  {change.how:<8} {change.name}  {change.title}"
        yield from (f"      {line}" for line in change.lines)


def compared_lines(each: ComparedCase) -> Iterable[str]:
    """Yield one assessment with every rule whose outcome would change."""
    yield f"  {each.reference}  {each.assessment}"
    if each.trouble:
        yield f"      cannot be evaluated: {each.trouble}"
    yield from (f"      {difference}" for difference in each.differences)
