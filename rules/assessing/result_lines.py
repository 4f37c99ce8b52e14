"""Missing data and reasons in results of every format: codes, and the texts of format 1."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from institutions.codes.base import plain_parameters
from institutions.codes.restoring import restore_code
from rules.assessing.old_format.subjects import about_of
from rules.assessing.old_format.words import EngineWords
from rules.assessing.result_words import ResultWords
from rules.assessing.snapshot_facts import SnapshotFacts
from rules.engine.evaluating.engine_code import EngineCode
from rules.engine.language.statements import Language
from rules.models import Assessment, RuleOutcome

Json = dict[str, Any]  # Any: plain data
LANGUAGES: tuple[Language, Language] = ("en", "ja")


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One missing datum or reason. `text` is the engine's, for a program; `code` is None in format 1."""

    text: str
    about: str | None  # the kind of the fact that it is about
    code: EngineCode | None
    words: Callable[[Language], str]

    def to_json(self) -> Json:
        """Return it as answers carry it: `code` is the engine's text, and `name` the name of the code."""
        named = {"name": self.code.code, "parameters": plain_parameters(self.code)} if self.code else {}
        return {"code": self.text, **named, "text": {language: self.words(language) for language in LANGUAGES}}


@dataclass(frozen=True, slots=True)
class ResultReader:
    """The reader of the outcomes of one assessment, with the names that its snapshot holds."""

    known: SnapshotFacts

    @classmethod
    def of(cls, assessment: Assessment) -> "ResultReader":
        """Return the reader of a stored assessment."""
        return cls(SnapshotFacts(assessment.snapshot.content if assessment.snapshot else ""))

    def said(self, code: EngineCode) -> ResultLine:
        """Return a code of the engine with its words."""
        return ResultLine(code.text, code.about, code, lambda language: ResultWords(self.known, language).of(code))

    def missing(self, outcome: RuleOutcome) -> list[ResultLine]:
        """Return the data without which a rule could not be assessed."""
        return [
            self.old(each, EngineWords.missing) if isinstance(each, str) else self.said(code_in(each))
            for each in outcome.missing
        ]

    def reason(self, outcome: RuleOutcome) -> ResultLine | None:
        """Return why a rule is silent; None if it is not."""
        if outcome.silence:
            return self.said(code_in(outcome.silence))
        return self.old(outcome.reason, EngineWords.reason) if outcome.reason else None

    def old(self, text: str, write: Callable[[EngineWords, str], str]) -> ResultLine:
        """Return a text of format 1 with its words."""
        return ResultLine(text, about_of(text), None, lambda language: write(EngineWords(self.known, language), text))


def code_in(stored: Json) -> EngineCode:
    """Return a stored code of the engine. TypeError for a code of another kind."""
    code = restore_code(stored)
    if not isinstance(code, EngineCode):
        message = f"{code.code!r} is nothing that the engine says."
        raise TypeError(message)
    return code


def missing_texts(outcome: RuleOutcome) -> list[str]:
    """Return the engine's texts for the data that an outcome lacks, in their order."""
    return [each if isinstance(each, str) else code_in(each).text for each in outcome.missing]


def reason_text(outcome: RuleOutcome) -> str:
    """Return the engine's text for the silence of a rule; empty if it is not silent."""
    return code_in(outcome.silence).text if outcome.silence else outcome.reason
