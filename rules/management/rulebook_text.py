"""`manage.py rulebook list` and `show`: the catalogue as lines for a person at a terminal."""

from collections.abc import Iterable, Iterator

from rules.explaining.catalogue.certainty import MARKS
from rules.explaining.catalogue.conditions import ConditionLine
from rules.explaining.catalogue.entry import CatalogueEntry

PARTS = {
    "applies": "Applies where there is",
    "needs": "Cannot be assessed without each of",
    "when": "Flags where all of these are on record",
    "unless": "Is silent where any of these is on record",
}


def list_line(entry: CatalogueEntry) -> str:
    """Write code, severities, title, and the marks that ask for a second look."""
    marks = ", ".join(MARKS[mark]["en"].lower() for mark in entry.marks)
    title = entry.rule.title.en
    return f"{entry.rule.code}  {'/'.join(entry.levels):<24}  {title}{f'  [{marks}]' if marks else ''}"


def rule_summary_lines(entry: CatalogueEntry) -> Iterator[str]:
    """Yield the purpose of a rule, its conditions, its basis, and its file."""
    rule = entry.rule
    for heading, text in (("", rule.title), ("Why", rule.why), ("Silent when", rule.silent_when)):
        label = f"{heading}: " if heading else f"{rule.code} "
        yield f"{label}{text.en.strip()}\n{' ' * len(label)}{text.ja.strip()}"
    yield from condition_lines(entry)
    for basis in rule.basis:
        certainty = entry.certainty(basis).beside_law("en", entry.today)
        yield f"Basis: {entry.law(basis, 'en')}{f' ({certainty})' if certainty else ''}"
    for number in entry.numbers:
        yield f"Number: {number.parameter.name}: {number.meaning('en')}"
        for period in number.periods:
            law, certainty = period.law(entry.rulebook, "en"), period.certainty.beside_law("en", entry.today)
            said = "; ".join(filter(None, (law, certainty)))
            yield f"    {period.value('en')} {period.days('en')}{f' ({said})' if said else ''}"
    yield from (f"Can be done: {each.en}" for each in rule.mitigations)
    yield f"\nrules/{entry.path}:\n{entry.source}"


def condition_lines(entry: CatalogueEntry) -> Iterator[str]:
    """Yield its conditions, and those that raise its severity, in words."""
    conditions = entry.conditions("en")
    for part, lines in conditions.parts().items():
        if lines:
            yield f"{PARTS[part]}:"
            yield from indent_conditions(lines)
    yield f"One finding for each: {conditions.one_per or 'combination of these records'}"
    for each in conditions.severity:
        yield f"Severity: {each.level}{' where' if each.conditions else ''}"
        yield from indent_conditions(each.conditions)


def indent_conditions(lines: Iterable[ConditionLine]) -> Iterator[str]:
    """Yield lines with those below them indented."""
    yield from (f"    {'  ' * depth}{text}" for line in lines for depth, text in line.flat())
