"""The case of METI with its reviewers, as in casework."""

from tests.rules.review.casework.conftest import case, first, no_broker, officer, second, shared_case

__all__ = ["case", "first", "no_broker", "officer", "second", "shared_case"]
