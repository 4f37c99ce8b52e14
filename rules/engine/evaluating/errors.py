"""Errors of an evaluation. Each names the thing, the trouble and, if there is one, the remedy.

Their own messages are for logs and for editors of rules; `said` is the code that pages and REST show.
"""

from institutions.codes.base import Coded
from rules.engine.compiled.compiled_form import Value
from rules.engine.evaluating.binding import Binding
from rules.engine.evaluating.error_troubles import EngineReported, EvaluatorsDiffer, RuleRefused


class EngineError(Exception):
    """The base of all errors of an evaluation. A case that raises one has no result: it is never "clear"."""

    said: Coded


class RecordRefused(EngineError):  # noqa: N818  # says what happened
    """A record that the engine would drop, clamp or misread. The whole case is refused."""

    def __init__(self, record: str, trouble: str, said: Coded) -> None:
        super().__init__(f"{record}: {trouble}")
        self.said = said


class RulebookRefused(EngineError):  # noqa: N818  # says what happened
    """A rule that exceeds a limit of durable_rules."""

    def __init__(self, code: str, trouble: str) -> None:
        super().__init__(f"{code}: {trouble}")
        self.code = code
        self.said = RuleRefused(rule=code, detail=trouble)


class EngineFailed(EngineError):  # noqa: N818  # says what happened
    """An error reported by durable_rules, or the absence of something that it always does."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.said = EngineReported(detail=message)


class EvaluatorsDisagree(EngineError):  # noqa: N818  # says what happened
    """A rule for which durable_rules and the matcher found different matches: an error state, never a silent choice."""

    def __init__(self, code: str, only_durable: tuple[Binding, ...], only_matcher: tuple[Binding, ...]) -> None:
        super().__init__(
            f"{code}: {len(only_durable)} matches only in durable_rules, {len(only_matcher)} only in the matcher; "
            f"first: {(only_durable or only_matcher)[0]}"
        )
        self.code = code
        self.only_durable = only_durable
        self.only_matcher = only_matcher
        self.said = EvaluatorsDiffer(rule=code, only_engine=len(only_durable), only_matcher=len(only_matcher))


def in_message(value: Value) -> str:
    """Return a value as error messages and reasons write it: text bare, truth values as in YAML, numbers grouped."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:,}" if isinstance(value, int) else value
