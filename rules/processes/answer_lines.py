"""The answers about one process: as one JSON object, and as one line for a person at a terminal."""

import json
from collections.abc import Iterator
from functools import lru_cache
from math import isfinite
from typing import Any, Final

from institutions.codes.base import Coded
from institutions.codes.wording import code_words
from institutions.drafts.errors import FieldError
from institutions.values.quoting import printable_text
from rules.processes.answers import SEVERITY, DecidingValue, ProcessFinding, ProcessOutcome
from rules.processes.collusion.rule_answers import rule_finding_json
from rules.processes.file_screening import ScreenedItem
from rules.processes.profile import ProfileParameter, ProfileValue, ScreenSettings
from rules.processes.source import SourceItem

Json = dict[str, Any]  # Any: plain data for JSON
SHOWN: Final[tuple[ProcessOutcome, ...]] = ("flagged", "error", "not_assessable", "not_applicable", "clear")
WORDS: Final[dict[ProcessOutcome, str]] = {
    "flagged": "flagged",
    "clear": "clear",
    "not_applicable": "not applicable",
    "not_assessable": "not assessable",
    "error": "error",
}


def answer_json(screened: ScreenedItem, settings: ScreenSettings, codes: list[str]) -> Json:
    """Return the answers about an item. One with errors has the outcome error for every rule and indicator."""
    item = screened.item
    head: Json = {"ocid": item.name, "file": str(item.path), "line": item.line, "profile": settings.profile}
    if item.process is None:
        return {
            **head,
            "outcomes": dict.fromkeys(codes, "error"),
            "findings": [],
            "errors": [field_error_json(each) for each in item.errors],
        }
    answers, rules = screened.answers, screened.of_rules
    answer: Json = {
        **head,
        "outcomes": outcomes_of(screened),
        "findings": [
            *(rule_finding_json(found) for each in rules.values() for found in each.findings),
            *(finding_json(code, each.finding, settings) for code, each in answers.items() if each.finding is not None),
        ],
        "reasons": {
            **{code: reasons for code, each in rules.items() if (reasons := each.reasons_json())},
            **{code: [reason_json(why) for why in each.reasons] for code, each in answers.items() if each.reasons},
        },
    }
    if screened.of_cardinal:
        answer["cardinal"] = {
            code: {"outcome": each.outcome, "reasons": [reason_json(why) for why in each.reasons]}
            for code, each in screened.of_cardinal.items()
            if each.outcome != answers[code].outcome
        }
    return answer


def outcomes_of(screened: ScreenedItem) -> dict[str, ProcessOutcome]:
    """Return the outcome of each rule and each indicator by its code."""
    return {
        **{code: each.outcome for code, each in screened.of_rules.items()},
        **{code: each.outcome for code, each in screened.answers.items()},
    }


def finding_json(code: str, finding: ProcessFinding, settings: ScreenSettings) -> Json:
    """Return a finding with its statement in both languages, its evidence and the parameters that decided."""
    return {
        "code": code,
        "severity": SEVERITY,
        "statement": statement_json(finding),
        "evidence": [evidence_json(each) for each in finding.evidence],
        "parties": [{"role": each.group, "id": each.party} for each in finding.parties],
        "parameters": [
            *(parameter_json(settings.parameters[name]) for name in finding.parameters),
            *({"name": name, "value": figure_json(value), "computed": True} for name, value in finding.limits),
        ],
    }


def statement_json(finding: ProcessFinding) -> dict[str, str]:
    """Return the statements of a finding in both languages."""
    texts = [words_json(each) for each in (finding.statement, *finding.further)]
    return {"en": " ".join(each["en"] for each in texts), "ja": "".join(each["ja"] for each in texts)}


def evidence_json(value: DecidingValue) -> Json:
    """Return a value with its path in the release, or the name of the count and its party."""
    if value.in_release:
        return {"path": value.place, "value": value.value}
    return {"count": value.place, "of": value.of, "value": value.value}


def parameter_json(parameter: ProfileParameter) -> Json:
    """Return a parameter with its unit and source, and the note why ours differs."""
    return {
        "name": parameter.name,
        "value": value_json(parameter.value),
        "unit": parameter.unit,
        "confidence": parameter.confidence,
        "source": parameter.source,
        "note": {"en": parameter.note.en, "ja": parameter.note.ja} if parameter.note else None,
    }


def value_json(value: ProfileValue) -> object:
    """Return the value of a parameter as plain data; a set of words in order."""
    return sorted(value) if isinstance(value, frozenset) else value


def figure_json(value: float) -> float | None:
    """Return a number as JSON can hold it: None for one that is not finite."""
    return value if isfinite(value) else None


def reason_json(reason: Coded) -> Json:
    """Return a reason with the field that it is about, if there is one."""
    return {"code": reason.code, "field": getattr(reason, "field", None), "text": words_json(reason)}


def field_error_json(error: FieldError) -> Json:
    """Return an error of an item with its field."""
    return {"field": error.field, "code": error.said.code, "text": words_json(error.said)}


@lru_cache(maxsize=4_096)
def words_json(said: Coded) -> dict[str, str]:
    """Return the words in both languages. Cached: a file has few different reasons."""
    return {"en": code_words(said, "en"), "ja": code_words(said, "ja")}


def json_line(content: Json) -> str:
    """Return an object as one line. Half a surrogate pair, which no encoding has, stays an escape as in the data."""
    return json.dumps(content, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()


def text_line(screened: ScreenedItem) -> str:
    """Return one line about an item: its outcomes with their codes."""
    item = screened.item
    if item.process is None:
        return f"{place_of(item)}: error: " + "; ".join(f"{each.field or '/'}: {each.message}" for each in item.errors)
    return f"{printable_text(item.name or '')}: {outcomes_text(outcomes_of(screened))}"


def error_lines(screened: ScreenedItem) -> Iterator[str]:
    """Yield a line for each field that cannot be read, and one for each reason why rules or indicators failed."""
    place = place_of(screened.item)
    for each in screened.item.errors:
        yield f"{place}: {each.field or '/'}: {each.message}"
    failed: dict[tuple[Coded, ...], list[str]] = {}
    for code, of_rule in screened.of_rules.items():
        if of_rule.outcome == "error":
            failed.setdefault(of_rule.said, []).append(code)
    for code, answer in screened.answers.items():
        if answer.outcome == "error":
            failed.setdefault(answer.reasons, []).append(code)
    for reasons, codes in failed.items():
        yield f"{place}: {' '.join(codes)}: {' '.join(code_words(each, 'en') for each in reasons)}"


def outcomes_text(outcomes: dict[str, ProcessOutcome]) -> str:
    """Return the codes of each outcome, those that are clear last."""
    found = {outcome: [code for code, each in outcomes.items() if each == outcome] for outcome in SHOWN}
    return "; ".join(f"{WORDS[each]} {' '.join(codes)}" for each, codes in found.items() if codes)


def place_of(item: SourceItem) -> str:
    """Return file, line and name of an item."""
    return f"{item.path}, line {item.line}" + (f", {printable_text(item.name)}" if item.name else "")
