"""The compiled form of a rulebook: frozen and JSON-able. Its hash is the rulebook's version.

Every test over one fact (with the case and the parameters) that is not `field op literal` has become a column: a
computed key of the fact's record. So an evaluator sees only `Alpha` and `Join` over flat records.
"""

from dataclasses import dataclass
from typing import Literal

Op = Literal["==", "!=", "<", "<=", ">", ">="]
Value = int | bool | str
Record = dict[str, Value]  # a fact for the evaluators: `t` (type), `fact` (id), its known fields, its known columns


@dataclass(frozen=True, slots=True)
class Alpha:
    """A test of one key of a record against a constant; never true where the key is absent."""

    field: str
    op: Op
    value: Value


@dataclass(frozen=True, slots=True)
class Presence:
    """The key is there (`present`), or it is not.

    Joins need none for the keys that they read: a join doesn't hold where either key is absent, in `unless` too, and
    the translation to durable_rules adds what that takes.
    """

    field: str
    present: bool


@dataclass(frozen=True, slots=True)
class Join:
    """A test of one key against a key of the fact bound to an earlier alias; never true where either is absent."""

    field: str
    op: Op
    alias: str
    other: str


@dataclass(frozen=True, slots=True)
class CompiledPattern:
    """One fact of a type that passes every test. Two aliases of one variant never bind the same fact."""

    alias: str
    type: str
    tests: tuple[Alpha | Presence, ...]
    joins: tuple[Join, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """One conjunction: all patterns bind, and no `unless` pattern finds any fact (each blocks alone).

    An `unless` pattern, as the pattern of a need and an `exists` of a severity, may find a fact that a positive alias
    has bound: they bind no name.
    """

    patterns: tuple[CompiledPattern, ...]
    unless: tuple[CompiledPattern, ...]


@dataclass(frozen=True, slots=True)
class CompiledSeverity:
    """A level, and the conditions beside the finding's match (none: it always holds)."""

    level: Literal["info", "low", "medium", "high", "critical"]
    tests: tuple[tuple[str, Alpha | Presence], ...]  # (alias, test): all hold on the bound facts
    exists: tuple[CompiledPattern, ...]  # each finds a fact, joined to the bound aliases


@dataclass(frozen=True, slots=True)
class Need:
    """For every binding of `applies`, each of these finds a fact; else the rule is not assessable.

    Like an `unless` pattern it may find a fact that `applies` has bound. Without `applies` the variant has no patterns.
    """

    applies: Variant
    pattern: CompiledPattern


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule, compiled. `variants` is its `applies` and `when` together, `any` expanded, in a fixed order.

    A pattern of `applies` that nothing else of the rule is joined to is no part of `variants`: see syntax.Rule.
    """

    code: str
    family: str
    stage: Literal[1, 2]  # 2 reads facts of type `finding` and runs after all of stage 1
    applies: tuple[Variant, ...]  # empty: always applies
    needs: tuple[Need, ...]
    variants: tuple[Variant, ...]
    severity: tuple[CompiledSeverity, ...]
    one_per: tuple[tuple[str, str], ...]  # (alias, key) whose values identify a finding; empty: every fact of `when`
    when_aliases: tuple[str, ...]  # aliases that `when` binds, in order; a variant may lack some


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules and the columns that their facts' records need, with the version (SHA-256 of this data)."""

    version: str
    rules: tuple[CompiledRule, ...]
    columns: tuple["ComputedColumn", ...]
    parameters: str = ""  # SHA-256 of the parameter values: the version changes with them
    texts: str = ""  # SHA-256 of titles, statements, basis and mitigations


@dataclass(frozen=True, slots=True)
class ComputedColumn:
    """A computed key of the records of one fact type; three-valued: unknown = the key is left out.

    `expression` is its canonical text: it names the column in snapshots and error messages. `reads` names its inputs,
    so that an unknown column can say which datum is missing: a field of the fact (`share_bp`), of the case
    (`case.value_yen`) or a parameter (`parameter.small_value_yen`), in the order in which the test reads them.
    """

    type: str
    key: str
    expression: str
    reads: tuple[str, ...] = ()
