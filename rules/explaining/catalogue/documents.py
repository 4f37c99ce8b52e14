"""docs/rulebook: an index and one page per rule in Markdown, English and Japanese side by side, made from the files.

Nothing on these pages depends on the day or the register, so they change only when a file changes.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from rules.engine.language.statements import Language
from rules.engine.language.syntax import Bilingual
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.explaining.catalogue.cases import CaseSentence, case_sentences
from rules.explaining.catalogue.certainty import MARKS, Text
from rules.explaining.catalogue.conditions import ConditionLine
from rules.explaining.catalogue.entry import CatalogueEntry, catalogue_entries
from rules.explaining.catalogue.families import FAMILIES
from rules.explaining.catalogue.timeline import ValuePeriod
from rules.models import Severity

INDEX: Final = "README.md"
DOCS: Final = settings.BASE_DIR / "docs" / "rulebook"
LANGUAGES: Final[tuple[Language, Language]] = ("en", "ja")
MADE: Final = "<!-- Made by `make docs` from rules/rulebook, rules/parameters and tests/rules/cases. Change those. -->"
SIDE_BY_SIDE: Final = ("| English | 日本語 |", "|---|---|")
HEADINGS: Final = {
    "why": _("Why it matters"),
    "silent_when": _("When it raises no question"),
    "applies": _("It applies if there is"),
    "needs": _("It cannot be assessed without each of these"),
    "when": _("It raises its question if all of these are on record"),
    "unless": _("It raises no question if any of these is on record"),
    "one_per": _("One finding for each"),
    "severity": _("Severity"),
    "basis": _("Law and basis"),
    "numbers": _("Numbers over time"),
    "mitigations": _("Possible remedies"),
    "cases": _("Cases"),
}
TITLE: Final = _("Rulebook")
PURPOSE: Final = _(
    "Each rule asks one question about a proposed partnership. A finding is a question to a person, never a verdict."
)
COMBINATION: Final = _("combination of these records")
OTHERWISE: Final = _("otherwise")
CASES_NOTE: Final = _(
    "Each sentence is a test of this rule. What it leaves out is as in the situation in which the rule flags."
)


def rulebook_pages(rulebooks: Iterable[LoadedRulebook], cases: Path) -> dict[str, str]:
    """Return every page of the rules on all subjects by its file name. RuleError if a file of cases is unreadable."""
    every = [entry for rulebook in rulebooks for entry in catalogue_entries(rulebook)]
    found = {
        f"{entry.rule.code}.md": "\n".join(rule_page(entry, case_sentences(cases, entry.rule.code))) + "\n"
        for entry in every
    }
    return {INDEX: "\n".join(index_lines(every)) + "\n", **found}


def write_pages(folder: Path, made: dict[str, str]) -> None:
    """Write the pages into the folder, and remove the pages of rules that no longer exist."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.md"):
        if old.name not in made:
            old.unlink()
    for name, content in made.items():
        (folder / name).write_text(content, encoding="utf-8")


def index_lines(every: list[CatalogueEntry]) -> Iterator[str]:
    """Yield the lines of the index: the rules by family."""
    title, purpose = program_text(TITLE), program_text(PURPOSE)
    yield from (MADE, "", f"# {title['en']} / {title['ja']}", "", purpose["en"], "", purpose["ja"])
    for family, label in FAMILIES.items():
        rules = sorted(
            (entry for entry in every if entry.rule.family == family), key=lambda entry: entry.rule.code
        )  # of both subjects
        if not rules:
            continue
        yield from ("", f"## {label['en']} / {label['ja']}", "")
        yield "| Code | Question | 問い | Severity / 重要度 | Law and review / 根拠・見直し |"
        yield "|---|---|---|---|---|"
        for entry in rules:
            rule = entry.rule
            marks = "<br>".join(f"{MARKS[mark]['en']} / {MARKS[mark]['ja']}" for mark in entry.marks)
            code = f"[{rule.code}]({rule.code}.md)"
            yield table_row(code, rule.title.en, rule.title.ja, ", ".join(map(level_text, entry.levels)), marks)


def rule_page(entry: CatalogueEntry, cases: Iterable[CaseSentence]) -> Iterator[str]:
    """Yield the lines of a rule's page."""
    rule, family = entry.rule, FAMILIES[entry.rule.family]
    yield from (MADE, "", f"# {rule.code} {rule.title.en}", "", f"**{rule.title.ja}**", "")
    marks = [f"{MARKS[mark]['en']} / {MARKS[mark]['ja']}" for mark in entry.marks]
    yield " · ".join([f"{family['en']} / {family['ja']}", *map(level_text, entry.levels), *marks])
    yield from section_lines("why", [bilingual_text(rule.why)])
    yield from section_lines("silent_when", [bilingual_text(rule.silent_when)])
    yield from condition_rows(entry)
    yield from section_lines("basis", [basis_texts(entry, place) for place in range(len(rule.basis))])
    yield from number_rows(entry)
    yield from section_lines("mitigations", [bilingual_text(each) for each in rule.mitigations])
    said = list(cases)
    if said:
        yield from heading_lines("cases")
        note = program_text(CASES_NOTE)
        yield from (note["en"], "", note["ja"], "", "| It … | Answer |", "|---|---|")
        yield from (table_row(with_source(each), each.then.replace("_", " ")) for each in said)
    yield from ("", f"[rules/{entry.path}](../../rules/{entry.path})")


def with_source(case: CaseSentence) -> str:
    """Return the sentence of a case; of a worked example of the law in both languages, with its source."""
    if case.source is None:
        return case.it
    where = f"<{case.source.url}>" if case.source.url else case.source.where
    return f"{case.it} / {case.ja} ({case.source.document}, {where})"


def condition_rows(entry: CatalogueEntry) -> Iterator[str]:
    """Yield the lines on the conditions of the rule and of its severities."""
    english, japanese = (entry.conditions(language) for language in LANGUAGES)
    other = japanese.parts()
    for part, lines in english.parts().items():
        yield from section_lines(part, line_texts(lines, other[part]))
    one_per: Text = {language: said.one_per for language, said in zip(LANGUAGES, (english, japanese), strict=True)}
    yield from section_lines("one_per", [one_per if one_per["en"] else program_text(COMBINATION)])
    raised: list[Text] = []
    for one, same in zip(english.severity, japanese.severity, strict=True):
        levels: Text = {language: f"**{level_label(one.level, language)}**" for language in LANGUAGES}
        if not one.conditions and len(english.severity) > 1:
            levels = {language: f"{level} {program_text(OTHERWISE)[language]}" for language, level in levels.items()}
        raised += [levels, *line_texts(one.conditions, same.conditions, depth=1)]
    yield from section_lines("severity", raised)


def line_texts(english: Iterable[ConditionLine], japanese: Iterable[ConditionLine], depth: int = 0) -> list[Text]:
    """Return lines in both languages; those below a line are indented."""
    found: list[Text] = []
    for line, said in zip(english, japanese, strict=True):
        for (deep, en), (_same, ja) in zip(line.flat(depth), said.flat(depth), strict=True):
            found.append({"en": f"{'&emsp;' * deep}{en}", "ja": f"{'&emsp;' * deep}{ja}"})
    return found


def basis_texts(entry: CatalogueEntry, place: int) -> Text:
    """Return a law with its certainty and note in both languages."""
    basis = entry.rule.basis[place]
    found: Text = {}
    for language in LANGUAGES:
        certainty = entry.certainty(basis).beside_law(language, None)
        note = bilingual_text(basis.note)[language] if basis.note else ""
        found[language] = "<br>".join(filter(None, (entry.law(basis, language), certainty, note)))
    return found


def number_rows(entry: CatalogueEntry) -> Iterator[str]:
    """Yield the lines on the numbers that the rule reads, over time."""
    if not entry.numbers:
        return
    yield from heading_lines("numbers")
    yield from ("| Value / 値 | Valid / 適用期間 | Law / 法令 |", "|---|---|---|")
    for number in entry.numbers:
        how = [f"{said['en']} ({said['ja']})" for said in [text_per_language(number.how)] if said["en"]]
        meaning = text_per_language(number.meaning)
        yield table_row("<br>".join([f"**{meaning['en']}**", f"**{meaning['ja']}**", *how]), "", "")
        yield from (period_row(entry, period) for period in number.periods)


def period_row(entry: CatalogueEntry, period: ValuePeriod) -> str:
    """Return the table row of a value with its days and its law."""
    law: list[str] = []
    for language in LANGUAGES:
        certainty = period.certainty.beside_law(language, None)
        note = bilingual_text(period.entry.note)[language] if period.entry.note else ""
        law += filter(None, (period.law(entry.rulebook, language), certainty, note))
    value, days = text_per_language(period.value), text_per_language(period.days)
    return table_row(f"{value['en']}<br>{value['ja']}", f"{days['en']}<br>{days['ja']}", "<br>".join(law))


def section_lines(name: str, rows: Iterable[Text]) -> Iterator[str]:
    """Yield a heading and rows in both languages; nothing without rows."""
    found = list(rows)
    if found:
        yield from heading_lines(name)
        yield from SIDE_BY_SIDE
        yield from (table_row(each["en"], each["ja"]) for each in found)


def heading_lines(name: str) -> Iterator[str]:
    """Yield a heading in both languages."""
    title = program_text(HEADINGS[name])
    yield from ("", f"## {title['en']} / {title['ja']}", "")


def table_row(*contents: str) -> str:
    """Return a row of a table, escaping characters that would end a cell."""
    return "| " + " | ".join(" ".join(each.replace("|", "\\|").split()) for each in contents) + " |"


def text_per_language(said: Callable[[Language], str]) -> Text:
    """Return the text of a function for each language."""
    return {language: said(language) for language in LANGUAGES}


def bilingual_text(text: Bilingual) -> Text:
    """Return a text of a rule in both languages."""
    return {"en": text.en, "ja": text.ja}


def program_text(text: str) -> Text:
    """Return a text of the program in both languages."""
    found: Text = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = gettext(text)
    return found


def level_text(level: str) -> str:
    """Return a severity in both languages."""
    return " / ".join(level_label(level, language) for language in LANGUAGES)


def level_label(level: str, language: Language) -> str:
    """Return a severity in one language."""
    with override(language):
        return str(Severity(level).label)
