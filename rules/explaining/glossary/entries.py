"""The entries of glossary.yaml: the one place that says what a word or a field of the form means."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from institutions.kinds import Field
from institutions.kinds.base import Label
from institutions.values.quick_yaml import load_yaml
from rules.engine.language.statements import Language
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.explaining.catalogue.certainty import law_text
from rules.explaining.wording.words import text_in_language

FILE: Final = Path(__file__).with_name("glossary.yaml")
Text = Mapping[str, str]  # in both languages


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A word with its meaning; `law` is the id of the law that it rests on, empty if none is named."""

    word: Text
    means: Text
    law: str = ""
    article: str = ""

    def law_words(self, language: Language) -> str:
        """Name the law with its article; empty if there is none."""
        if not self.law:
            return ""
        names = current_rulebook().law(self.law)["name"]
        return law_text(self.law, self.article or None, names, language)

    def wants(self, text: str) -> bool:
        """Return whether the entry contains every word of a search, in either language."""
        said = "\n".join((*self.word.values(), *self.means.values())).casefold()
        return all(each in said for each in text.casefold().split())


@dataclass(frozen=True, slots=True)
class Glossary:
    """All entries: the words of a review, and the fields of the form by both of their labels."""

    terms: tuple[GlossaryEntry, ...]
    fields: Mapping[tuple[str, str], GlossaryEntry]


@cache
def glossary() -> Glossary:
    """Read the file once. KeyError for an entry without its parts, ValueError for a field that is there twice."""
    data = load_yaml(FILE.read_text(encoding="utf-8"))
    fields: dict[tuple[str, str], GlossaryEntry] = {}
    for entry in map(read_entry, data["fields"]):
        labels = entry.word["en"], entry.word["ja"]
        if labels in fields:
            message = f"{FILE.name}: the field {labels} is there twice"
            raise ValueError(message)
        fields[labels] = entry
    return Glossary(tuple(map(read_entry, data["terms"])), fields)


def read_entry(row: Mapping[str, Any]) -> GlossaryEntry:  # Any: a row of the file
    """Return one entry of the file."""
    law = row.get("law", {})
    return GlossaryEntry(
        {"en": row["word"]["en"], "ja": row["word"]["ja"]},
        {"en": row["means"]["en"], "ja": row["means"]["ja"]},
        law.get("law", ""),
        str(law.get("article", "")),
    )


def help_for_field(field: Field, language: Language) -> str:
    """Return what a field means: its declared help, else its entry; empty if it has neither."""
    return text_in_language(field.help, language) if field.help.en else help_for_label(field.label, language)


def help_for_label(label: Label, language: Language) -> str:
    """Return what a field or a table with this label means; empty if it has no entry."""
    entry = glossary().fields.get((label.en, label.ja))
    return entry.means[language] if entry else ""
