"""Administrators see the state of the installation in words, and what to do where it is not well."""

import html
import re

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from institutions.models import Account, Role
from rules.models import Assessment, Heartbeat, State
from tests.rules.watching.rows import ROWS, ago
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(db: None) -> Client:
    """Return a client of an administrator."""
    caches["rates"].clear()
    return signed_in(Account.objects.create_user("administrator", role=Role.ADMINISTRATOR, reads_secret=True))


def text_of(client: Client) -> str:
    """Return the content of the page without its tags."""
    answer = client.get("/installation/")
    assert answer.status_code == 200
    page = answer.content.decode().partition("<main")[2]
    return html.unescape(" ".join(re.sub(r"<[^>]*>", " ", page).split()))


def beat() -> None:
    """Note that the sweep ran."""
    Heartbeat.objects.update_or_create(name="sweep", defaults={"at": timezone.now()})


def test_a_page_on_which_all_is_well_says_so(client: Client) -> None:
    beat()
    text = text_of(client)
    assert "Nothing needs your attention" in text
    assert "sealed and verified" not in text  # nothing was verified yet, and the page must not say so
    assert "Partnerships registered 0" in text
    assert "Sign-ins 0" in text
    assert "Set METRICS_TOKEN" in text
    with override_settings(METRICS_TOKEN="a token of twenty characters"):  # noqa: S106 - of a test
        assert "Prometheus may read this state at /metrics" in text_of(client)


def test_what_is_not_well_stands_first_with_its_remedy(client: Client) -> None:
    ROWS["imports"](ago(4000))
    ROWS["assessments"](ago(10))
    ROWS["assessments"](ago(10))
    text = text_of(client)
    assert "2 things need attention" in text
    assert "Imports: the oldest has waited for 66 minutes. Check that a worker of imports is running." in text
    assert text.index("things need attention") < text.index("Services") < text.index("Kind of work")
    assert "Assessments 2 " in text
    assert re.search(r"Imports 1 [\w: ]+ late 0 0 0", text)


def test_the_page_is_worded_in_japanese(client: Client) -> None:
    ROWS["mails"](ago(4000))
    client.post("/language/", {"language": "ja"})
    text = text_of(client)
    for said in (
        "システムの稼働状況",
        "対応が必要なことが2件あります",
        "電子メール：最も古いものが66分待っています。",
        "定期処理がしばらく実行されていない",
    ):
        assert said in text


def test_the_number_of_queries_does_not_grow(client: Client) -> None:
    few = queries(client)
    for make in ROWS.values():
        for _ in range(3):
            make(ago(10))
    assert queries(client) == few < 25


def queries(client: Client) -> int:
    """Count the queries of the page."""
    with CaptureQueriesContext(connection) as captured:
        text_of(client)
    return len(captured)


def test_the_first_page_leads_there(client: Client) -> None:
    assert 'href="/installation/"' in client.get("/").content.decode().partition("<main")[2]


def test_numbers_of_cases_are_shown_to_readers_of_restricted_partnerships_alone(client: Client) -> None:
    ROWS["assessments"](ago(10))
    assert "Partnerships registered 1" in text_of(client)
    text = text_of(signed_in(Account.objects.create_user("without the right", role=Role.ADMINISTRATOR)))
    assert "Partnerships registered" not in text
    assert "Assessments –" in text
    assert "Searches for possible matches – " in text, "the number tells of restricted partnerships"
    assert "Imports 0 – 0 0 0" in text
    assert "also count restricted partnerships" in text


def test_failed_cases_are_told_without_their_number_to_whoever_may_not_count_them(client: Client) -> None:
    ROWS["assessments"](ago(10))
    Assessment.objects.update(state=State.SET_ASIDE, finished_at=timezone.now(), error="Read the log.")
    assert "Assessments: 1 ended without a result" in text_of(client)
    text = text_of(signed_in(Account.objects.create_user("without the right", role=Role.ADMINISTRATOR)))
    assert "Some assessments, searches for possible matches or e-mails lost their worker or ended" in text
    assert "Assessments: 1" not in text
