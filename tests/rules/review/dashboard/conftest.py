"""The case of METI with its reviewers, as in casework, and the browser of the pages."""

from tests.rules.review.casework.conftest import case, first, no_broker, officer, second, shared_case
from tests.rules.web.pages.conftest import browser, chromium, open_page

__all__ = ["browser", "case", "chromium", "first", "no_broker", "officer", "open_page", "second", "shared_case"]
