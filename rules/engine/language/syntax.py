"""The syntax tree of a rule: the content of the YAML, with the place of each part, before anything is compiled."""

from dataclasses import dataclass
from typing import Literal

Op = Literal["==", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A place in a file: file and line, for error messages."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class LiteralTerm:  # `Literal` is typing's
    """A number, a date, a truth value, a word or a quoted key, as written; its sort is fixed when types are checked."""

    value: int | bool | str
    written: Literal["number", "date", "flag", "word", "key"]


@dataclass(frozen=True, slots=True)
class FieldRef:
    """`NAME.field`, or `case.field`."""

    name: str
    field: str


@dataclass(frozen=True, slots=True)
class ParameterRef:
    """`parameter.NAME[NAME.field] at date`; `index` and `at` may be absent (at = case.proposed_on)."""

    name: str
    index: FieldRef | None = None
    at: "FieldRef | LiteralTerm | None" = None


@dataclass(frozen=True, slots=True)
class ShiftedTerm:
    """A date moved by a parameter in days, months or years."""

    date: "FieldRef | LiteralTerm"
    sign: Literal[1, -1]
    by: ParameterRef


Term = LiteralTerm | FieldRef | ParameterRef | ShiftedTerm


@dataclass(frozen=True, slots=True)
class Comparison:
    """`term op term`."""

    left: Term
    op: Op
    right: Term
    place: FilePlace


@dataclass(frozen=True, slots=True)
class Membership:
    """`term [not] in (WORD, ...)`."""

    term: Term
    words: tuple[str, ...]
    negated: bool
    place: FilePlace


@dataclass(frozen=True, slots=True)
class InPeriod:
    """`date in NAME.period`: from_on <= date <= until_on."""

    date: Term
    name: str
    place: FilePlace


@dataclass(frozen=True, slots=True)
class Overlap:
    """`NAME.period overlaps NAME.period`."""

    left: str
    right: str
    place: FilePlace


Test = Comparison | Membership | InPeriod | Overlap


@dataclass(frozen=True, slots=True)
class AnyTest:
    """`any:` inside where: at least one branch holds; a branch is a list of tests that all hold."""

    branches: tuple[tuple["Test | AnyTest", ...], ...]
    place: FilePlace


@dataclass(frozen=True, slots=True)
class Pattern:
    """`NAME: fact_type` with its tests."""

    name: str
    fact_type: str
    where: tuple[Test | AnyTest, ...]
    place: FilePlace


@dataclass(frozen=True, slots=True)
class AnyPattern:
    """`any:` between lists of patterns."""

    branches: tuple[tuple["Pattern | AnyPattern", ...], ...]
    place: FilePlace


@dataclass(frozen=True, slots=True)
class Exists:
    """`{exists: pattern}` in a severity: some fact passes it, be it one that is already bound."""

    pattern: Pattern


@dataclass(frozen=True, slots=True)
class SeverityCase:
    """A level with the conditions under which it holds; the last has none."""

    level: Literal["info", "low", "medium", "high", "critical"]
    conditions: tuple[Test | Exists, ...]


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in English and Japanese."""

    en: str
    ja: str


@dataclass(frozen=True, slots=True)
class StatementCase:
    """A text that takes the statement's place where its conditions hold and every name that it reads is bound."""

    text: Bilingual
    conditions: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """The basis of a rule: a law and article, or `ours` for a policy default without a legal source."""

    law: str
    article: str
    confidence: Literal["seen", "seen_2013", "memory", "ours"]
    note: Bilingual | None = None
    review_on: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule file.

    Names of `applies` that `when`, `unless`, `severity`, `one_per` or the statement use are part of the match, together
    with the patterns of `applies` that are joined to them. The other patterns of `applies` only say whether the rule
    applies: `former: left_service` there and `left: left_service` in `when` may be the same fact
    (rules.engine.language.scope.joined_applies).

    `statement` is said of a match for which none of `statement_cases` is; these are tried in order. A value that is
    unknown fulfils no condition of theirs. `steps` are the mitigations that clear the finding once they are on record.
    `subject` names what is looked at, and with it the facts that the rule may read: a partnership unless the file says
    otherwise.
    """

    code: str
    family: str
    title: Bilingual
    why: Bilingual
    silent_when: Bilingual
    basis: tuple[Basis, ...]
    severity: tuple[SeverityCase, ...]
    applies: tuple[Pattern | AnyPattern, ...]
    needs: tuple[Pattern, ...]
    when: tuple[Pattern | AnyPattern, ...]
    unless: tuple[Pattern, ...]
    one_per: tuple[FieldRef, ...]
    statement: Bilingual
    mitigations: tuple[Bilingual, ...]
    place: FilePlace
    statement_cases: tuple[StatementCase, ...] = ()
    steps: tuple[Bilingual, ...] = ()
    subject: str = "partnership"
