"""Changes of the patterns of a section: in their tests, without one of them, without a branch of `any`."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from rules.engine.language.scope import names_bound
from rules.engine.language.syntax import AnyPattern, FilePlace, Pattern
from rules.engine.language.walk import names_in_test, patterns_in
from rules.workshop.mutants.change import Context
from rules.workshop.mutants.items import Where, changed_where, equalities

Items = tuple[Pattern | AnyPattern, ...]


@dataclass(frozen=True, slots=True)
class ChangedSection:
    """The items of a section after a change; `lost` is a name that is no longer bound."""

    place: FilePlace
    said: str
    items: Items
    lost: str = ""


def changed_items(section: str, items: Items, context: Context) -> Iterator[ChangedSection]:
    """Yield each change of a section. Names bound in several branches are numbered: `when served 2`."""
    labels: dict[int, str] = {}
    seen: Counter[str] = Counter()
    for pattern in patterns_in(items):
        seen[pattern.name] += 1
        number = f" {seen[pattern.name]}" if seen[pattern.name] > 1 else ""
        labels[id(pattern)] = f"{section} {pattern.name}{number}"
    for changed in _of_items(items, context, labels):
        yield changed if ": " in changed.said else replace(changed, said=f"{section}: {changed.said}")


def _of_items(items: Items, outer: Context, labels: Mapping[int, str]) -> Iterator[ChangedSection]:
    context = with_all(items, outer)
    for place, item in enumerate(items):
        before, after = items[:place], items[place + 1 :]
        here = replace(context, bound={**outer.bound, **names_bound(before)})
        if isinstance(item, Pattern):
            for changed in _of_pattern(item, here, labels):
                yield replace(changed, items=(*before, *changed.items, *after))
            continue
        for number, branch in enumerate(item.branches):
            left, right = item.branches[:number], item.branches[number + 1 :]
            whole = (*before, replace(item, branches=(*left, *right)), *after)
            yield ChangedSection(next(patterns_in(branch)).place, f"drops branch {number + 1} of any", whole)
            for changed in _of_items(branch, here, labels):
                if changed.items:
                    kept = without_name(changed.items, changed.lost) if changed.lost else changed.items
                    inner = replace(item, branches=(*left, kept, *right))
                    yield replace(changed, items=(*before, inner, *after), lost="")


def _of_pattern(pattern: Pattern, context: Context, labels: Mapping[int, str]) -> Iterator[ChangedSection]:
    yield ChangedSection(pattern.place, f"drops the pattern {labels[id(pattern)].split(' ', 1)[1]}", (), pattern.name)
    for changed in changed_pattern(pattern, context):
        yield replace(changed, said=f"{labels[id(pattern)]}: {changed.said}")


def changed_pattern(pattern: Pattern, context: Context) -> Iterator[ChangedSection]:
    """Yield each change of the tests of a pattern."""
    inside = replace(context, bound={**context.bound, pattern.name: pattern.fact_type})
    inside = replace(inside, equal=(*context.equal, *equalities(pattern.where, inside)))
    for change, where in changed_where(pattern.where, inside):
        yield ChangedSection(change.place, change.said, (replace(pattern, where=where),))


def with_all(items: Items, outer: Context) -> Context:
    """Return the context with the fields that the tests of all these items make equal: they hold together."""
    kinds = {**outer.bound, **{pattern.name: pattern.fact_type for pattern in patterns_in(items)}}
    all_bound = replace(outer, bound=kinds)
    plain = [pattern for pattern in items if isinstance(pattern, Pattern)]
    found = [each for pattern in plain for each in equalities(pattern.where, all_bound)]
    return replace(outer, equal=(*outer.equal, *found))


def without_name(items: Items, name: str) -> Items:
    """Return the items without the tests that read a name."""
    return tuple(
        replace(item, where=where_without(item.where, name))
        if isinstance(item, Pattern)
        else replace(item, branches=tuple(without_name(branch, name) for branch in item.branches))
        for item in items
    )


def where_without(where: Where, name: str) -> Where:
    """Return the tests that do not read a name."""
    return tuple(item for item in where if name not in names_in_test(item))
