"""Findings and outcomes of one assessment as the page shows them."""

from collections.abc import Iterator
from typing import Any

from rules.facts.labels import label_of
from rules.facts.vocabulary import VOCABULARY
from rules.models import Assessment, Match, Outcome, Severity
from rules.models.outcome import RuleOutcome
from rules.pages.words import certainty_words, in_language, law_words, number_words, valid_words, value_words
from rules.reading import SEVERITY_RANK
from rules.rulebook_now import current_rulebook

Json = dict[str, Any]  # Any: what a template shows
NOT_VALUES = {"fact", "id", "source", "sources", "from", "names"}


def finding_cards(assessment: Assessment, language: str) -> list[Json]:
    """The findings, worst first."""
    matches = assessment.matches.select_related("finding")
    cards = [finding_card(match, language) for match in matches]
    return sorted(cards, key=lambda card: (-SEVERITY_RANK[card["severity"]], card["code"]))


def finding_card(match: Match, language: str) -> Json:
    """One finding with everything that an officer needs to believe it."""
    code = match.finding.code
    rule = current_rulebook().rules.get(code)
    return {
        "code": code,
        "anchor": f"{code}-{match.finding_id}",
        "severity": match.severity,
        "severity_label": Severity(match.severity).label,
        "title": in_language(title_of(code), language),
        "why": in_language({"en": rule.why.en, "ja": rule.why.ja}, language) if rule else "",
        "statement": match.statement_ja if language == "ja" else match.statement_en,
        "evidence": [row for entry in match.evidence for row in evidence_rows(entry, language)],
        "parameters": [parameter_row(entry, language) for entry in match.parameters.values()],
        "basis": [basis_row(entry, language) for entry in match.basis],
        "mitigations": [in_language(text, language) for text in match.mitigations],
        "clears_if": [in_language(text, language) for text in match.clears_if],
    }


def evidence_rows(entry: Json, language: str) -> Iterator[Json]:
    """A fact and, below it, the facts that it was derived from."""
    kind = VOCABULARY.get(entry["fact"])
    if kind is None:  # a fact of an earlier vocabulary: shown as it was stored
        parts = [{"label": name, "value": value} for name, value in entry.items() if name not in NOT_VALUES]
        label = entry["fact"]
    else:
        names = entry.get("names", {})
        parts = [
            {
                "label": in_language(label_of(name), language),
                "value": value_words(name, kind.fields[name], entry[name], names, language),
            }
            for name in kind.fields
            if name in entry and name not in NOT_VALUES
        ]
        label = in_language({"en": kind.cls.label[0], "ja": kind.cls.label[1]}, language)
    yield {"label": label, "parts": parts, "sources": entry.get("sources", [entry["source"]]), "claim": False}
    for origin in entry.get("from", []):
        yield from evidence_rows(origin, language)


def parameter_row(entry: Json, language: str) -> Json:
    """A number of the law with its days."""
    value = entry["value"]
    return {
        "meaning": in_language(entry.get("meaning"), language),
        "value": number_words(value, entry.get("unit", "")) if isinstance(value, int) else value,
        "law": joined(law_words(with_names(entry), language), certainty_words(entry.get("confidence"))),
        "valid": valid_words(entry),
    }


def basis_row(entry: Json, language: str) -> Json:
    """A law that the rule rests on."""
    return {
        "text": law_words(entry, language),
        "certainty": certainty_words(entry.get("confidence"), entry.get("review_on")),
        "note": in_language(entry.get("note"), language),
    }


def with_names(entry: Json) -> Json:
    """The entry with the names of its law."""
    return {**current_rulebook().law(str(entry.get("law"))), **entry}


def joined(first: str, second: str) -> str:
    """Two texts, the second in brackets where there is one; said once where both say the same."""
    return f"{first} ({second})" if first and second and second != first else first or second


def title_of(code: str) -> Json:
    """A rule's title in both languages; its code where the rulebook has no such rule any more."""
    rule = current_rulebook().rules.get(code)
    return {"en": rule.title.en, "ja": rule.title.ja} if rule else {"en": code, "ja": code}


def outcome_rows(assessment: Assessment, language: str) -> dict[str, list[Json]]:
    """What every rule said: those that could not be assessed, and those that are clear or do not apply."""
    rows = [outcome_row(each, language) for each in assessment.outcomes.all()]
    quiet = [row for row in rows if row["outcome"] in (Outcome.CLEAR, Outcome.NOT_APPLICABLE)]
    return {
        "not_assessable": [row for row in rows if row["outcome"] in (Outcome.NOT_ASSESSABLE, Outcome.ERROR)],
        "quiet": sorted(quiet, key=lambda row: (row["outcome"], row["code"])),
        "all": rows,
    }


def outcome_row(outcome: RuleOutcome, language: str) -> Json:
    """One rule and what it said."""
    return {
        "code": outcome.code,
        "title": in_language(title_of(outcome.code), language),
        "outcome": outcome.outcome,
        "outcome_label": Outcome(outcome.outcome).label,
        "missing": outcome.missing,
        "reason": outcome.reason,
    }
