"""The answer of one rule about one process: outcome, findings, and what is missing or why it does not apply."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from institutions.codes.base import Coded
from institutions.codes.wording import code_words
from rules.assessing.case_result import FindingResult
from rules.assessing.result_lines import ResultLine
from rules.engine.language.statements import Language
from rules.processes.answers import ProcessOutcome

Json = dict[str, Any]  # Any: plain data for JSON
LANGUAGES: Final[tuple[Language, Language]] = ("en", "ja")


@dataclass(frozen=True, slots=True)
class RuleAnswer:
    """The answer of a rule. `reasons` are made when asked for: a line of text has none of them."""

    outcome: ProcessOutcome
    findings: tuple[FindingResult, ...] = ()
    lines: Callable[[], list[ResultLine]] = list  # what the engine says is missing, or why the rule is silent
    said: tuple[Coded, ...] = ()  # what this room says beside it

    def reasons_json(self) -> list[Json]:
        """Return the reasons with the fact or field that each is about."""
        return [*map(said_json, self.said), *map(line_json, self.lines())]


RuleAnswers = Mapping[str, RuleAnswer]  # by code


def line_json(line: ResultLine) -> Json:
    """Return what the engine says: `field` is the fact and the field, as an assessment names them in `missing`."""
    code = line.code.code if line.code else ""
    texts = line.to_json()["text"]
    return {"code": code, "field": line.text, "text": texts}


def said_json(said: Coded) -> Json:
    """Return a reason of this room."""
    texts = {language: code_words(said, language) for language in LANGUAGES}
    return {"code": said.code, "field": getattr(said, "field", None), "text": texts}


def rule_finding_json(finding: FindingResult) -> Json:
    """Return a finding as the indicators have theirs: parameters as a list, each with its name."""
    found = finding.to_json()
    return {**found, "parameters": [named_parameter(name, entry) for name, entry in found["parameters"].items()]}


def named_parameter(name: str, entry: Json) -> Json:
    """Return a parameter with its name; that of its law, which an assessment gives as `name`, stands beside."""
    law = {"law_name": entry["name"]} if "name" in entry else {}
    return {**entry, **law, "name": name}
