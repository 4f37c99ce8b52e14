"""An assessed case of METI with findings, its officer and two reviewers: those of casework."""

from tests.rules.review.casework.conftest import case, first, no_broker, officer, second, shared_case

__all__ = ["case", "first", "no_broker", "officer", "second", "shared_case"]
