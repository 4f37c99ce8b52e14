"""The facts behind a finding, one line each: kind, values in words, sources; below it the facts it was derived from."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from rules.assessing.old_format.sources import submission_reference
from rules.engine.language.statements import Language, date_text, value_text
from rules.explaining.wording.evidence_sources import NONE_KNOWN, KnownSources, source_key_in_register, sources_in
from rules.explaining.wording.origins import outside_address, source_title, title_words
from rules.explaining.wording.party_links import page_of_party
from rules.explaining.wording.words import text_in_language, words_in_brackets
from rules.facts.kinds.base import OPEN_END, OPEN_START, FieldType
from rules.facts.kinds.labels import field_label
from rules.facts.kinds.self_links import links_with_itself
from rules.facts.kinds.vocabulary import VOCABULARY

Json = dict[str, Any]  # Any: an entry of the evidence, plain data from a JSON column
NOT_VALUES = frozenset(
    {
        "fact",
        "id",
        "source",
        "sources",
        "further",
        "from",
        "names",
        "confidence",
        "not_recorded",
        "tax_not_stated",
        "in_statement",
    }
)
MAY_BE_PEOPLE = ("person", "party")  # units of keys


@dataclass(frozen=True, slots=True)
class EvidenceValue:
    """One value of a fact; a party is shown by its name alone if that is clear."""

    label: str
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One fact."""

    kind: str
    values: tuple[EvidenceValue, ...]
    sources: tuple[Json, ...]
    derived_from: tuple["EvidenceLine", ...]
    withheld: bool  # true if it, or a part of it, is withheld from this reader
    claim: bool  # true if it, or a fact it was derived from, was stated as a claim


def evidence_lines(
    entries: list[Json], language: Language, known: KnownSources = NONE_KNOWN, *, people: bool = False
) -> tuple[EvidenceLine, ...]:
    """Return the facts of a finding; a fact that only links a party with itself is left out.

    `known`: the sources of the register that they name; each of them has a page. Parties are links to their pages,
    people only for readers who may see the pages of `people`.
    """
    return tuple(
        evidence_line(entry, language, known, people=people) for entry in entries if not links_with_itself(entry)
    )


def evidence_line(
    entry: Json, language: Language, known_sources: KnownSources, *, people: bool = False
) -> EvidenceLine:
    """Return one fact with the facts it was derived from."""
    known = VOCABULARY.get(entry["fact"])
    if known is None:  # a fact of an earlier vocabulary: shown as it was stored
        kind, values = entry["fact"], [EvidenceValue(n, str(v)) for n, v in entry.items() if n not in NOT_VALUES]
    else:
        kind = text_in_language({"en": known.cls.label[0], "ja": known.cls.label[1]}, language)
        values = [*evidence_values(entry, known.fields, language, people=people)]
    below = evidence_lines(entry.get("from", []), language, known_sources, people=people)
    sources = tuple(named_source(source, language, known_sources) for source in sources_in(entry))
    withheld, claim = entry.get("withheld", False), entry.get("confidence") == "claim"
    return EvidenceLine(kind, tuple(values), sources, below, withheld=withheld, claim=claim)


def named_source(source: Json, language: Language, known: KnownSources) -> Json:
    """Return a source with page, publisher and day of retrieval; submissions and imports in the reader's words."""
    if reference := reference_of_submission(source):
        return {"title": submission_title(reference)}
    day = source.get("retrieved_on")
    read = _("retrieved %(day)s") % {"day": date_text(day, language)} if day else ""
    about = words_in_brackets(source.get("publisher", ""), read, language=language)
    held = known.get(source_key_in_register(source))
    title = source_title(held, language) if held else title_words(source["title"], language)
    if source.get("kind") == "import":
        title = _("Import of %(file)s") % {"file": source["reference"]}
    return {
        "title": title,
        "page": reverse("source", args=[held.pk]) if held else "",
        "url": outside_address(source.get("url", "")),
        "about": about,
    }


def reference_of_submission(source: Json) -> str:
    """Return the reference of the submission that a source is; empty for a document or an import."""
    if "kind" not in source:
        return submission_reference(source)
    return str(source["reference"]) if source["kind"] == "submission" else ""


def submission_title(reference: str) -> str:
    """Name a submission as a source."""
    return _("Submission %(reference)s") % {"reference": reference}


def value_label(field: str, fact_type: str, language: Language) -> str:
    """Return the label of a field as it stands before its value."""
    label = text_in_language(field_label(field, fact_type), language)
    return label[:1].upper() + label[1:]


def not_recorded_text() -> str:
    """Say of what the body keeps on file that nothing is recorded, and what that counts as."""
    return _("not recorded (the body keeps this on file; without a record it counts as not done)")


def tax_not_stated_text(value: str) -> str:
    """Say of a value that it is made from amounts of which it is not stated whether tax is in them."""
    return _("%(value)s (it is not stated whether consumption tax is included)") % {"value": value}


def evidence_values(
    entry: Json, fields: dict[str, FieldType], language: Language, *, people: bool = False
) -> Iterator[EvidenceValue]:
    """Yield the values that mean something to a reader: no ids of facts, no open ends."""
    names = {
        **{f"{known.unit}:{key}": name for known in fields.values() for key, name in entry.get("names", {}).items()},
        **entry.get("names", {}),
    }
    for name, known in fields.items():
        value = entry.get(name)
        if name in entry.get("not_recorded", ()):
            yield EvidenceValue(value_label(name, entry["fact"], language), not_recorded_text())
            continue
        if value is None or name in NOT_VALUES or value in (OPEN_START, OPEN_END):
            continue
        if known.sort == "key" and known.unit in VOCABULARY:
            continue
        hidden = not people and known.unit in MAY_BE_PEOPLE
        url = page_of_party(known.unit, value) if known.sort == "key" and not hidden else ""
        said = value_text(value, known, name, names, language)
        if name in entry.get("tax_not_stated", ()):
            said = tax_not_stated_text(said)
        yield EvidenceValue(value_label(name, entry["fact"], language), said, url)
    if further := entry.get("further"):
        yield EvidenceValue(_("Further awards (not listed)"), f"{further['number']:,}")
