"""An assessed case, and reviewers."""

from tests.rules.review.casework.conftest import case, first, officer, second, shared_case, without_broker

__all__ = ["case", "first", "officer", "second", "shared_case", "without_broker"]
