"""The guide through a first case: each step is done by the act itself, and it is offered until a case of one's own."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from institutions.models import ROLES_OF_A_BODY, Account, FormDraft, GovernmentBody, Partnership, Role
from rules.models import CaseSummary, FindingSummary
from rules.review.casework.act_table import Act
from rules.web.pages.first_case.page import guide_of
from tests.documents import example
from tests.people import person_named
from tests.rules.review.casework.building import (
    acknowledge_all,
    decided,
    do,
    officer,
    registered,
    reviewer,
    under_review,
    without_findings,
)
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.django_db
OFFER = 'href="/first-case/">Begin the first case'
MOST_QUERIES = 30


@pytest.fixture
def demonstration(meti: GovernmentBody, digital_agency: GovernmentBody) -> Partnership:
    """Return a case of the demonstration with a finding."""
    return registered({**example("hikari_magnetics"), "reference": "DEMO-METI-001"}, account=officer(meti, "demo"))


def done(account: Account) -> list[bool]:
    """Return, for each step of the account's guide, whether it is done."""
    guide = guide_of(account)
    assert guide
    return [each.done for each in guide.steps]


def pages_of(client: Client) -> list[int]:
    """Open the page of every step that has one; gives the statuses."""
    shown = client.get("/first-case/").content.decode().partition('<ol class="guide">')[2].partition("</ol>")[0]
    return [client.get(each.partition("#")[0]).status_code for each in re.findall('href="([^"]+)"', shown)]


def test_an_officer_goes_through_the_form_and_the_page_knows_how_far(
    demonstration: Partnership, meti: GovernmentBody
) -> None:
    new = officer(meti, "new")
    client = signed_in(new)
    assert OFFER in client.get("/").content.decode()
    assert done(new) == [False] * 8
    client.post("/propose/")
    draft = FormDraft.objects.get(owner=new)
    assert done(new) == [True] + [False] * 7
    document = example("hikari_magnetics")
    document["reference"] = "PRACTICE-1"
    parts = (("reference", "title", "domain", "value_yen", "submitted_by", "sponsor", "proposed_on"),
             ("companies", "people", "participants"), ("officials",), ("selection", "leads"),
             ("sources", "statements"))  # fmt: skip
    for number, names in enumerate(parts, 2):
        draft.store({**draft.document, **{name: document[name] for name in names if name in document}},
                    version=draft.version, step="proposal")  # fmt: skip
        draft.refresh_from_db()
        assert done(new) == [True] * number + [False] * (8 - number)
    assert set(pages_of(client)) == {200}
    assert OFFER in client.get("/").content.decode(), "while it is under way it is offered"
    registered(document, account=new)
    assert done(new) == [True] * 8
    assert "Every step is done." in client.get("/first-case/").content.decode()
    assert OFFER not in client.get("/").content.decode(), "the account has a case of its own"


def test_a_reviewer_goes_from_accepting_to_the_conclusion(
    demonstration: Partnership, second: Account, meti: GovernmentBody
) -> None:
    new = reviewer("new")
    client = signed_in(new)
    assert OFFER in client.get("/").content.decode()
    assert done(new) == [False] * 6
    assert set(pages_of(client)) == {200}
    under_review(demonstration, new, second)
    assert done(new) == [True, True, True, False, False, False]
    for code in FindingSummary.objects.filter(partnership=demonstration).values_list("code", flat=True):
        decided(demonstration, code, new)
    assert done(new)[3], "what waits for the second person is not theirs"
    acknowledge_all(demonstration, new)
    assert done(new) == [True] * 5 + [False]
    with CaptureQueriesContext(connection) as captured:
        assert "Conclude the case" in client.get("/first-case/").content.decode()
    assert len(captured) <= MOST_QUERIES
    do(demonstration, Act.RETURN, new, reason="It is returned for practice alone.")
    assert not done(new)[5], "a case that was returned goes on with its next revision"


def test_a_reviewer_with_a_real_case_is_not_offered_one(demonstration: Partnership, second: Account) -> None:
    new = reviewer("new")
    real = registered({**without_findings(), "reference": "REAL-1"})
    under_review(real, new, second)
    client = signed_in(new)
    assert OFFER not in client.get("/").content.decode()
    assert client.get("/first-case/").status_code == 200, "it can still be opened"


def test_the_offer_is_closed_for_good(demonstration: Partnership) -> None:
    client = signed_in(reviewer("new"))
    answer = client.post("/first-case/close/")
    assert answer.headers["Location"] == "/"
    assert OFFER not in client.get("/").content.decode()
    assert client.get("/first-case/close/").status_code == 405


def test_without_a_demonstration_nothing_is_offered_and_the_page_says_how_it_comes(meti: GovernmentBody) -> None:
    for client in (signed_in(officer(meti, "new")), signed_in(reviewer("reviewer"))):
        assert OFFER not in client.get("/").content.decode()
        assert "manage.py demonstrate" in client.get("/first-case/").content.decode()


def test_a_restricted_case_of_the_demonstration_is_no_case_for_who_may_not_open_it(demonstration: Partnership) -> None:
    Partnership.objects.update(secret=True)
    CaseSummary.objects.update(secret=True)
    client = signed_in(reviewer("new"))
    assert OFFER not in client.get("/").content.decode()
    assert "DEMO-METI-001" not in client.get("/first-case/").content.decode()


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR, Role.RULEBOOK_EDITOR])
def test_other_roles_have_no_case_to_walk_through(role: Role) -> None:
    assert role not in ROLES_OF_A_BODY
    account = Account.objects.create_user("other", role=role, person=person_named("Kita Akira"))
    assert signed_in(account).get("/first-case/").status_code == 403
