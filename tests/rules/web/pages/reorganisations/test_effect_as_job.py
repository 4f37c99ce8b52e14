"""Pages and REST while workers compute the effect of a draft: progress first, then the answer; four drafts at once."""

from functools import partial
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client

from institutions.models import Account, Role
from rules.models import ReorganisationDraft, ReorganisationPreview
from rules.planning.drafting import begin_reorganisation, check_reorganisation
from rules.planning.effects import effect_of
from rules.reorganising.preview_run import wait_for_preview
from rules.web.pages.reorganisations import comparing, effect_words
from tests.rules.reorganising.drafted import document, seeded  # noqa: F401
from tests.rules.reorganising.test_partnerships import TO_CAO, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded", "no_broker")]
BY_WORKERS = partial(effect_of, at_once=0)


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(Account.objects.create_user("planner", role=Role.PLANNER))
    registered("P-1", "NSS-ECON")
    return client


def drafted(reference: str) -> ReorganisationDraft:
    planner = Account.objects.get(username="planner")
    given = document(TO_CAO, on=30, reference=reference)
    return begin_reorganisation(planner, check_reorganisation(given))[0]


def later(*_args: Any, at_once: int = 0, **more: Any) -> Any:
    return BY_WORKERS(*_args, **more)


def test_the_page_shows_the_progress_and_then_the_effect(client: Client) -> None:
    url = f"/reorganisations/{drafted('R-1').pk}/effect/"
    with patch.object(effect_words, "effect_of", later):
        page = client.get(url).content.decode()
        assert "<progress" in page
        assert client.get(url.replace("effect/", "report.pdf")).status_code == 409
        wait_for_preview(ReorganisationPreview.objects.get())
        page = client.get(url).content.decode()
        assert "<progress" not in page
        assert "Obligations with another owner" in page
        by_sponsor, by_domain = page.split("Findings of partnerships by sponsor</caption>")[1].split("</table>", 2)[:2]
        assert "National Security Secretariat, Economic Division</th><td>0</td><td>0</td><td>1</td>" in by_sponsor
        assert "Cloud</th><td>0</td><td>0</td><td>1</td>" in by_domain
        assert "Compute again" in page
        with patch("rules.planning.effects.MOST_OF_OWNER", 0):
            assert "Workers already compute 0 previews" in client.post(url, follow=True).content.decode()
        assert ReorganisationPreview.objects.count() == 1
        assert client.post(url).status_code == 302
    assert ReorganisationPreview.objects.count() == 2


def test_rest_answers_202_until_the_workers_are_done(client: Client) -> None:
    url = f"/api/v1/reorganisations/{drafted('R-1').pk}/effect/"
    with patch("rules.web.api.reorganisations.effect_of", BY_WORKERS):
        waits = client.get(url)
        assert (waits.status_code, waits.headers["Retry-After"]) == (202, "3")
        assert waits.json()["progress"] == {
            "state": "computing",
            "percent": 0,
            "since": waits.json()["progress"]["since"],
        }
        wait_for_preview(ReorganisationPreview.objects.get())
        done = client.get(url)
        assert (done.status_code, done.json()["partnerships"]["derived"]) == (200, 1)
        with patch("rules.planning.effects.MOST_OF_OWNER", 0):
            refused = client.post(url)
            assert (refused.status_code, ReorganisationPreview.objects.count()) == (409, 1)
            assert client.get(url).status_code == 200, "the one that is there stays"
        assert client.post(url).status_code == 202


def test_four_drafts_side_by_side_are_computed_by_workers(client: Client) -> None:
    chosen = [drafted(f"R-{number}") for number in range(4)]
    address = "/reorganisations/compare/?" + "&".join(f"draft={each.pk}" for each in chosen)
    with patch.object(comparing, "AT_ONCE", 3):
        page = client.get(address).content.decode()
        assert page.count("<progress") == 4
        for each in ReorganisationPreview.objects.all():
            wait_for_preview(each)
        page = client.get(address).content.decode()
    assert "<progress" not in page
    assert "Findings of partnerships that appear" in page
