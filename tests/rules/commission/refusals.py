"""Refusals of the desk, and rows that the audit trail does not account for."""

import pytest

from institutions.audit.verify import verify_audit
from rules.commission.troubles import SittingRefusedError


def refused(act: object, *given: object, **named: object) -> str:
    with pytest.raises(SittingRefusedError) as caught:
        act(*given, **named)  # type: ignore[operator]
    return next(iter(caught.value.by_field.values())).code


def unnamed_rows() -> list[str]:
    """Return the rows of commissions that no event names, or that an event names otherwise."""
    return [
        each for each in verify_audit().troubles if each.startswith("rules_") and "trigger" not in each.split("; ")[0]
    ]
