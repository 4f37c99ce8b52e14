"""The set evaluator as the settings of this installation want it."""

from functools import cache

from django.conf import settings

from rules.engine.compiled.compiler import CompiledRulebook
from rules.engine.language.parameters import Parameters
from rules.engine.sets.duckdb_session import SetLimits
from rules.engine.sets.evaluator import SetEvaluator
from rules.engine.sets.kept_programs import KeptPrograms
from rules.engine.sets.spark.beside_duckdb import SparkSetEvaluator
from rules.engine.sets.spark.session import SparkLimits


@cache
def kept_programs() -> KeptPrograms:
    """Return the programs of this installation, one collection a process."""
    return KeptPrograms(settings.SETS_DIR / "programs")


def configured_limits() -> SetLimits:
    """Return the limits of a session."""
    return SetLimits(memory=settings.SETS_MEMORY, threads=settings.SETS_THREADS, spill=settings.SETS_DIR / "spilled")


def set_evaluator(compiled: CompiledRulebook, parameters: Parameters | None = None) -> SetEvaluator | SparkSetEvaluator:
    """Return the set evaluator of a rulebook, with its own parameters or with others, on the engine of the settings.

    It is for the tables of the fact store, whose facts were admitted when they were stored.
    """
    seconds = settings.SETS_STATEMENT_SECONDS
    if settings.SETS_ENGINE == "spark":
        limits = SparkLimits(settings.SPARK_MASTER, settings.SPARK_PARTITIONS, settings.SPARK_CHECKPOINTS)
        return SparkSetEvaluator(compiled, kept_programs(), parameters, seconds, admitted=True, limits=limits)
    return SetEvaluator(compiled, kept_programs(), parameters, seconds, admitted=True)
