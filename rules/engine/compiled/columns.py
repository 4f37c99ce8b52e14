"""The columns of records: the generated code, compiled once for a rulebook and its parameters."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from rules.engine.compiled.column_code import column_module_source
from rules.engine.compiled.compiled_form import Record, Value
from rules.engine.compiled.compiler import CompiledRulebook
from rules.engine.compiled.dates import moved_day
from rules.engine.language.parameters import NOT_IN_FORCE, UNKNOWN, MissingValue, Parameters
from rules.engine.language.types import RuleNamespace

CaseValues = tuple[Value | MissingValue | None, ...]
PREFIX: Final = "columns_of_"


class Columns:
    """A filler for the records of one rulebook, with the values of one set of parameters."""

    def __init__(self, compiled: CompiledRulebook, parameters: Parameters) -> None:
        known = RuleNamespace(compiled.vocabulary, parameters, (), ())
        names: dict[str, Any] = {"value_at": _reader(parameters), "moved": moved_day, "OFF": NOT_IN_FORCE}
        code = compile(
            column_module_source(known, compiled.sources), f"<columns of rulebook {compiled.version[:12]}>", "exec"
        )
        exec(code, names)  # noqa: S102  # the source is made from checked syntax trees, every constant by repr
        self._of_case: Callable[[Record], CaseValues] = names["of_case"]
        self._by_type: dict[str, Callable[[Record, Record, CaseValues], None]] = {
            name.removeprefix(PREFIX): function for name, function in names.items() if name.startswith(PREFIX)
        }

    def of_case(self, case: Record) -> CaseValues:
        """Compute the values that depend on the case alone, once, for `fill`."""
        return self._of_case(case)

    def fill(self, record: Record, case: Record, values: CaseValues) -> None:
        """Add the known columns to a record."""
        if function := self._by_type.get(str(record["t"])):
            function(record, case, values)


def _reader(parameters: Parameters) -> Callable[..., Value | MissingValue | None]:
    """Make `value_at` for the generated code: None if the value, the date or the index is unknown."""

    @lru_cache(maxsize=16384)
    def value_at(name: str, on: str | None, index: str | None = None) -> Value | MissingValue | None:
        value = UNKNOWN if on is None else parameters.value_at(name, on, index)
        return None if value is UNKNOWN else value

    return value_at


@lru_cache(maxsize=8)
def columns_for(compiled: CompiledRulebook, parameters: Parameters) -> Columns:
    """Return the columns of a rulebook, compiled on first use."""
    return Columns(compiled, parameters)
