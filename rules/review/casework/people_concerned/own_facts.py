"""The part of a finding that a person concerned may read: facts about themselves, the question and the law.

Nobody else's data, and neither the author of a report nor the person who checked it.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from rules.explaining.wording.words import with_one_stop
from rules.facts.kinds.vocabulary import VOCABULARY
from rules.models import Match
from rules.review.casework.people_concerned.hearing import BESIDE

Json = dict[str, Any]  # Any: an entry of the evidence
LEFT_OUT: Final = frozenset({"source", "sources", "further", "from"})
OTHERS: Final = ("person", "party")  # units of the fields that may name another person


def facts_about(match: Match, keys: frozenset[str]) -> list[Json]:
    """Return the facts about the person, without sources, origins and other people, in the order of the evidence.

    A fact that mentions them only beside somebody, as one who checked it, is not about them.
    """
    return [without_others(entry, keys) for entry in match.evidence if is_about(entry, keys)]


def is_about(entry: Mapping[str, Any], keys: frozenset[str]) -> bool:
    """Return whether a fact is about the person."""
    return any(entry.get(name) in keys for name in person_fields(entry) if name not in BESIDE)


def person_fields(entry: Mapping[str, Any]) -> list[str]:
    """Return the fields of a fact that hold a person, or may."""
    known = VOCABULARY.get(entry["fact"])
    if known is None:
        return []
    return [name for name, field in known.fields.items() if field.sort == "key" and field.unit in OTHERS]


def without_others(entry: Mapping[str, Any], keys: frozenset[str]) -> Json:
    """Return the fact as the person may read it. Names of companies and bodies stay, names of other people do not."""
    hidden = {name for name in person_fields(entry) if entry.get(name) and entry[name] not in keys}
    hidden = {name for name in hidden if VOCABULARY[entry["fact"]].fields[name].unit == "person" or name in BESIDE}
    gone = {entry[name] for name in hidden}
    shown = {name: value for name, value in entry.items() if name not in LEFT_OUT and name not in hidden}
    if names := {key: called for key, called in entry.get("names", {}).items() if key not in gone}:
        shown["names"] = names
    else:
        shown.pop("names", None)
    return shown


def names_of_others(match: Match, keys: frozenset[str]) -> set[str]:
    """Return the names of all other people anywhere in the evidence."""
    return set(names_of_others_in(match.evidence, keys))


def names_of_others_in(evidence: Iterable[Mapping[str, Any]], keys: frozenset[str]) -> Iterable[str]:
    """Yield the names of others, also in facts further down."""
    for entry in evidence:
        for name in person_fields(entry):
            if (key := entry.get(name)) and key not in keys:
                yield from entry.get("names", {}).get(key, {}).values()
        yield from names_of_others_in(entry.get("from", ()), keys)


def finding_sentence(match: Match, keys: frozenset[str], language: str) -> str:
    """Return the sentence of the finding; empty if it names another person, whose data it would reveal."""
    text = with_one_stop(str(match.statement_ja if language == "ja" else match.statement_en))
    everything = f"{match.statement_en} {match.statement_ja}"
    # A party that may be a company is under `party` too: then a name that is not theirs also hides the sentence.
    companies = {name for entry in match.evidence for name in company_names_in_fact(entry)}
    others = names_of_others(match, keys) - companies
    return "" if any(name and name in everything for name in others) else text


def company_names_in_fact(entry: Mapping[str, Any]) -> Iterable[str]:
    """Yield the names of companies in a fact."""
    known = VOCABULARY.get(entry["fact"])
    for name, field in known.fields.items() if known else ():
        if field.sort == "key" and field.unit in ("company", "body") and (key := entry.get(name)):
            yield from entry.get("names", {}).get(key, {}).values()
