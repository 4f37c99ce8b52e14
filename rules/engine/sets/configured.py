"""The set evaluator as the settings of this installation want it."""

from functools import cache

from django.conf import settings

from rules.engine.compiled.compiler import CompiledRulebook
from rules.engine.language.parameters import Parameters
from rules.engine.sets.duckdb_session import SetLimits
from rules.engine.sets.evaluator import SetEvaluator
from rules.engine.sets.kept_programs import KeptPrograms


@cache
def kept_programs() -> KeptPrograms:
    """Return the programs of this installation, one collection a process."""
    return KeptPrograms(settings.SETS_DIR / "programs")


def configured_limits() -> SetLimits:
    """Return the limits of a session."""
    return SetLimits(memory=settings.SETS_MEMORY, threads=settings.SETS_THREADS, spill=settings.SETS_DIR / "spilled")


def set_evaluator(compiled: CompiledRulebook, parameters: Parameters | None = None) -> SetEvaluator:
    """Return the set evaluator of a rulebook, with its own parameters or with others."""
    return SetEvaluator(compiled, kept_programs(), parameters, settings.SETS_STATEMENT_SECONDS)
