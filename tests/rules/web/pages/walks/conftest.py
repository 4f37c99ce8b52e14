"""The stage of a walk."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from institutions.models import GovernmentBody
from tests.rules.web.pages.conftest import USUAL_PATIENCE, Watched
from tests.rules.web.pages.walks.declared import Cell
from tests.rules.web.pages.walks.stage import PATIENCE, Stage


@pytest.fixture
def stage(
    cell: Cell, browser: Browser, live_server: LiveServer, meti: GovernmentBody, digital_agency: GovernmentBody
) -> Iterator[Stage]:
    """Yield the browser for the walk of a cell, with the two bodies of the examples in the register."""
    expect.set_options(timeout=PATIENCE)
    yield Stage(browser, live_server, cell.language, cell.width, Watched(live_server.url.removeprefix("http://")))
    expect.set_options(timeout=USUAL_PATIENCE)
