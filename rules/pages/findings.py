"""Findings and outcomes of one assessment as the page shows them."""

from typing import Any

from rules.assessing.engine_words import EngineWords, Known
from rules.language.statements import Language, parameter_text
from rules.models import Assessment, Match, Outcome, Severity
from rules.models.outcome import RuleOutcome
from rules.pages.evidence import evidence_lines
from rules.pages.words import certainty_words, in_language, law_words, valid_words
from rules.reading import SEVERITY_RANK
from rules.rulebook_now import current_rulebook

Json = dict[str, Any]  # Any: what a template shows


def finding_cards(assessment: Assessment, language: Language) -> list[Json]:
    """The findings, worst first."""
    matches = assessment.matches.select_related("finding")
    cards = [finding_card(match, language) for match in matches]
    return sorted(cards, key=lambda card: (-SEVERITY_RANK[card["severity"]], card["code"]))


def finding_card(match: Match, language: Language) -> Json:
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
        "evidence": evidence_lines(match.evidence, language),
        "parameters": [parameter_row(entry, language) for entry in match.parameters.values()],
        "basis": [basis_row(entry, language) for entry in match.basis],
        "mitigations": [in_language(text, language) for text in match.mitigations],
        "clears_if": [in_language(text, language) for text in match.clears_if],
    }


def parameter_row(entry: Json, language: Language) -> Json:
    """A number of the law with its days."""
    index = f": {entry['index'].replace('_', ' ')}" if entry.get("index") else ""
    return {
        "meaning": f"{in_language(entry.get('meaning'), language)}{index}",
        "value": parameter_text(entry["value"], entry.get("unit", ""), language),
        "law": joined(law_words(with_names(entry), language), certainty_words(entry.get("confidence"))),
        "valid": valid_words(entry, language),
    }


def basis_row(entry: Json, language: Language) -> Json:
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
    """Two texts, the second in brackets where there is one."""
    return f"{first} ({second})" if second else first


def title_of(code: str) -> Json:
    """A rule's title in both languages; its code where the rulebook has no such rule any more."""
    rule = current_rulebook().rules.get(code)
    return {"en": rule.title.en, "ja": rule.title.ja} if rule else {"en": code, "ja": code}


def outcome_rows(assessment: Assessment, language: Language) -> dict[str, list[Json]]:
    """What every rule said: those that could not be assessed, and those that are clear or do not apply."""
    words = EngineWords(Known(assessment.snapshot.content if assessment.snapshot else ""), language)
    rows = [outcome_row(each, words) for each in assessment.outcomes.all()]
    quiet = [row for row in rows if row["outcome"] in (Outcome.CLEAR, Outcome.NOT_APPLICABLE)]
    return {
        "not_assessable": [row for row in rows if row["outcome"] in (Outcome.NOT_ASSESSABLE, Outcome.ERROR)],
        "quiet": sorted(quiet, key=lambda row: (row["outcome"], row["code"])),
        "all": rows,
    }


def outcome_row(outcome: RuleOutcome, words: EngineWords) -> Json:
    """One rule and what it said."""
    return {
        "code": outcome.code,
        "title": in_language(title_of(outcome.code), words.language),
        "outcome": outcome.outcome,
        "outcome_label": Outcome(outcome.outcome).label,
        "missing": [*dict.fromkeys(words.missing(each) for each in outcome.missing)],
        "reason": words.reason(outcome.reason) if outcome.reason else "",
    }
