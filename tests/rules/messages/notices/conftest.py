"""An assessed case of METI with findings, its officer and two reviewers: those of casework."""

from tests.rules.review.casework.conftest import case, first, officer, second, shared_case, without_broker

__all__ = ["case", "first", "officer", "second", "shared_case", "without_broker"]
