"""The errors of an evaluation as codes: pages and REST word them in the language of their reader."""

from institutions.codes.base import Coded
from institutions.codes.registry import coded, gettext_noop


@coded(
    "evaluation.too_many_facts",
    gettext_noop(
        "The case has %(number)s facts, and at most %(most)s can be evaluated. State it in several documents, or leave "
        "out ties that this partnership does not depend on."
    ),
)
class TooManyFacts(Coded):
    number: int
    most: int


@coded(
    "evaluation.fact_unnamed",
    gettext_noop(
        "A fact has no type or no id (%(record)s), so it cannot be evaluated. The program made it: report this to the "
        "administrator of the server."
    ),
)
class FactUnnamed(Coded):
    record: str


@coded(
    "evaluation.same_fact_twice",
    gettext_noop(
        "Two facts have the id %(record)s, so they cannot be evaluated. The program made them: report this to the "
        "administrator of the server."
    ),
)
class SameFactTwice(Coded):
    record: str


@coded(
    "evaluation.strange_value",
    gettext_noop(
        "%(field)s of the fact %(record)s is %(value)s; only whole numbers, texts, and true or false can be evaluated. "
        "The program made it: report this to the administrator of the server."
    ),
)
class StrangeValue(Coded):
    record: str
    field: str
    value: str


@coded(
    "evaluation.large_number",
    gettext_noop(
        "%(field)s of the fact %(record)s is larger than 64 bits hold, so it cannot be evaluated. Correct the number "
        "in the document."
    ),
)
class LargeNumber(Coded):
    record: str
    field: str


@coded(
    "evaluation.long_text",
    gettext_noop("A text that a rule compares is longer than %(most)s characters. Shorten it in the document."),
)
class LongText(Coded):
    most: int


@coded(
    "evaluation.rule_refused",
    gettext_noop(
        "The rule engine cannot take %(rule)s: %(detail)s. Whoever edits the rulebook corrects the rule; until then no "
        "case can be assessed."
    ),
)
class RuleRefused(Coded):
    rule: str
    detail: str  # for the editor of the rule, in the words of the engine


@coded(
    "evaluation.engine_failed",
    gettext_noop(
        "The rule engine reported an error: %(detail)s. An administrator finds more in the log of the worker, and can "
        "start the assessment again."
    ),
)
class EngineReported(Coded):
    detail: str


@coded(
    "evaluation.evaluators_disagree",
    gettext_noop(
        "The two evaluators disagree on %(rule)s: %(only_engine)s matches only in the rule engine, %(only_matcher)s "
        "only in the matcher. Rely on neither, and report it to the administrator of the server."
    ),
)
class EvaluatorsDiffer(Coded):
    rule: str
    only_engine: int
    only_matcher: int
