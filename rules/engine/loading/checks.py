"""System checks that must pass before a worker starts (policyengine/celery.py). Each has a stable id and a hint."""

from importlib import import_module

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register("engine")
def engine_imports(**_kwargs: object) -> list[CheckMessage]:
    """Check that the rule engine imports (rules.E001): it is a C extension that may have been built wrongly."""
    try:
        import_module("durable.engine")
    except ImportError as trouble:
        hint = (
            "Install a C compiler and the Python headers, then build it anew without a cached wheel: "
            'CPPFLAGS="-DPyEval_CallObject=PyObject_CallObject" pip install --no-cache-dir --force-reinstall '
            "durable_rules==2.0.28"
        )
        return [Error(f"durable_rules does not import: {trouble}", hint=hint, id="rules.E001")]
    return []


@register("engine")
def rulebook_compiles(**_kwargs: object) -> list[CheckMessage]:
    """Check that every rule and parameter file is read and compiled (rules.E002)."""
    from rules.engine.language.errors import RuleError

    try:
        from rules.engine.loading.program_rulebook import base_rulebooks

        for each in base_rulebooks():
            each.markets  # noqa: B018 - reading the market records is a part of the check
    except RuleError as trouble:
        return [Error(f"The rulebook does not compile: {trouble}", hint=trouble.remedy or None, id="rules.E002")]
    except ImportError as trouble:
        return [Error(f"The rulebook cannot be loaded: {trouble}", hint="See rules.E001.", id="rules.E002")]
    return []


@register("engine")
def lease_outlasts_limit(**_kwargs: object) -> list[CheckMessage]:
    """Check that leases outlast time limits (rules.E003), so that nobody takes an assessment still being worked on."""
    soft, hard = settings.ASSESSMENT_SOFT_SECONDS, settings.ASSESSMENT_HARD_SECONDS
    if 0 < soft < hard < settings.ASSESSMENT_LEASE_SECONDS:
        return []
    return [
        Error(
            f"The limits of an assessment are out of order: soft {soft:g} s, hard {hard:g} s, "
            f"lease {settings.ASSESSMENT_LEASE_SECONDS:g} s.",
            hint="Set ASSESSMENT_SOFT_SECONDS < ASSESSMENT_HARD_SECONDS < ASSESSMENT_LEASE_SECONDS, all above 0.",
            id="rules.E003",
        )
    ]


@register("engine")
def batch_has_an_assessment(**_kwargs: object) -> list[CheckMessage]:
    """Check that a worker takes at least one assessment at once (rules.E004)."""
    if settings.ASSESSMENT_BATCH >= 1:
        return []
    return [
        Error(
            f"A worker would take {settings.ASSESSMENT_BATCH} assessments at once.",
            hint="Set ASSESSMENT_BATCH to 1 or more.",
            id="rules.E004",
        )
    ]
