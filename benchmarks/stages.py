"""A stopwatch for the stages of an assessment, around the functions that `work_on` itself calls."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Final
from unittest.mock import patch

from rules.assessing import attempt, run
from rules.assessing.material import AssessmentMaterial
from rules.engine.loading.loaded_rulebook import LoadedRulebook

STAGES: Final[tuple[tuple[str, Any, str], ...]] = (  # Any: a module or a class; then the name that it calls
    ("gather", attempt, "gather_cases"),
    ("derive", run, "facts_of"),
    ("records", LoadedRulebook, "records"),
    ("evaluate", LoadedRulebook, "evaluate"),
    ("findings", run, "write_findings"),
    ("snapshot", run, "material_of"),
    ("snapshot", AssessmentMaterial, "to_text"),
    ("store", attempt, "store_results"),
)
NAMES: Final = tuple(dict.fromkeys(name for name, _, _ in STAGES))
Spent = dict[str, float]  # seconds by stage


@contextmanager
def stage_stopwatch() -> Iterator[Spent]:
    """Yield the seconds by stage, added up while inside."""
    spent = dict.fromkeys(NAMES, 0.0)
    with ExitStack() as stack:
        for name, owner, function in STAGES:
            stack.enter_context(patch.object(owner, function, time_stage(getattr(owner, function), name, spent)))
        yield spent


def time_stage(function: Callable[..., object], name: str, spent: Spent) -> Callable[..., object]:
    """Return the function, with its time added to a stage's."""

    def measured(*args: Any, **kwargs: Any) -> object:  # Any: whatever the function takes
        began = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            spent[name] += time.perf_counter() - began

    return measured
