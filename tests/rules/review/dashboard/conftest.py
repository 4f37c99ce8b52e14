"""The case of METI with its reviewers, as in casework, and the browser of the pages."""

from tests.rules.review.casework.conftest import case, first, officer, second, shared_case, without_broker
from tests.rules.web.pages.conftest import browser, chromium, open_page

__all__ = ["browser", "case", "chromium", "first", "officer", "open_page", "second", "shared_case", "without_broker"]
