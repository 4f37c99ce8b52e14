"""Codes for the silence of a rule: the nearest fact, and why it did not match."""

from dataclasses import dataclass

from institutions.codes.registry import coded, gettext_noop
from rules.engine.compiled.compiled_form import Value
from rules.engine.evaluating.engine_code import EngineCode, FactCode
from rules.engine.evaluating.errors import in_message


@coded("silent.nothing_of_kind", gettext_noop("Nothing of this kind is on record: %(kind)s."))
@dataclass(frozen=True, slots=True, kw_only=True)
class NothingOfKind(EngineCode):
    """The case has no fact of a kind."""

    kind: str

    @property
    def text(self) -> str:
        """The text, such as `nothing of kind bid`."""
        return f"nothing of kind {self.kind}"


@coded("silent.nothing_further", gettext_noop("Nothing further of this kind is on record: %(kind)s."))
@dataclass(frozen=True, slots=True, kw_only=True)
class NothingFurther(EngineCode):
    """The case has facts of a kind, and the rule has bound all of them by other names."""

    kind: str

    @property
    def text(self) -> str:
        """The text, such as `no further fact of kind bidder`."""
        return f"no further fact of kind {self.kind}"


@coded("silent.cleared", gettext_noop("This clears it: %(fact)s."))
@dataclass(frozen=True, slots=True, kw_only=True)
class GuardFinds(FactCode):
    """A fact that an `unless` pattern of the rule, the guard, finds."""

    unworded = frozenset({"kind", "guard"})
    guard: str

    @property
    def text(self) -> str:
        """The text, such as `selection satisfies law`."""
        return f"{self.label} satisfies {self.guard}"


@coded("silent.not_met", gettext_noop("%(fact)s does not meet this: %(test)s."))
@dataclass(frozen=True, slots=True, kw_only=True)
class NotMet(FactCode):
    """A computed test that does not hold of a fact; `fields` are those of its own that the test reads."""

    unworded = frozenset({"kind", "fields"})
    test: str
    fields: tuple[str, ...]

    @property
    def text(self) -> str:
        """The text, such as `gift 14: this.value_yen > parameter.eth_gift_report_yen does not hold`."""
        return f"{self.label}: {self.test} does not hold"


@coded("silent.field_unknown", gettext_noop("%(fact)s: %(field)s is not known."))
@dataclass(frozen=True, slots=True, kw_only=True)
class FieldUnknown(FactCode):
    """A field that is not stated; `of` names the other fact whose field it is, by its name in the rule."""

    unworded = frozenset({"kind", "of"})
    field: str
    of: str = ""

    @property
    def text(self) -> str:
        """The text, such as `selection: market_survey_on is unknown`."""
        return f"{self.label}: {self.of and self.of + '.'}{self.field} is unknown"


@coded("silent.differs", gettext_noop("%(fact)s does not count: %(field)s is %(value)s."))
@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDiffers(FactCode):
    """A field whose value differs from the one a rule requires. In a join, `of` names the other field."""

    unworded = frozenset({"kind", "op", "of", "wanted"})
    field: str
    value: Value
    op: str
    of: str = ""
    wanted: Value

    @property
    def text(self) -> str:
        """The text, such as `gift 14: value_yen is 5,000, not > 5,000`."""
        of = f"{self.of} " if self.of else ""
        return f"{self.label}: {self.field} is {in_message(self.value)}, not {self.op} {of}{in_message(self.wanted)}"


@coded(
    "silent.computed_unknown",
    gettext_noop("%(fact)s does not count, since a value that the rule works out from it is not known."),
    earlier=(gettext_noop("%(fact)s does not count."),),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ComputedUnknown(FactCode):
    """A computed value of a fact that is unknown."""

    unworded = frozenset({"kind", "computed"})
    computed: str

    @property
    def text(self) -> str:
        """The text, such as `complaint 3: this.on + parameter.chotatsu_days is unknown`."""
        return f"{self.label}: {self.computed} is unknown"


@coded("silent.computed_differs", gettext_noop("%(fact)s does not count."))
@dataclass(frozen=True, slots=True, kw_only=True)
class ComputedDiffers(FactCode):
    """A computed value of a fact that differs from the one a rule requires."""

    unworded = frozenset({"kind", "computed", "value", "op", "wanted"})
    computed: str
    value: Value
    op: str
    wanted: Value

    @property
    def text(self) -> str:
        """The text, such as `hit: rank of this.severity is 2, not >= 3`."""
        return f"{self.label}: {self.computed} is {in_message(self.value)}, not {self.op} {in_message(self.wanted)}"


@coded("silent.known", gettext_noop("%(fact)s does not count."))
@dataclass(frozen=True, slots=True, kw_only=True)
class FieldKnown(FactCode):
    """A field or computed value that is known where the rule looks for facts in which it is unknown."""

    unworded = frozenset({"kind", "known"})
    known: str

    @property
    def text(self) -> str:
        """The text, such as `approval 1: on is known`."""
        return f"{self.label}: {self.known} is known"
