"""An administrator has a failed assessment tried again from its page; nobody else can."""

from uuid import uuid4

import pytest
from django.test import Client

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Account, GovernmentBody, Role
from rules.assessing.waiting import finish_here
from rules.models import Assessment, State
from tests.documents import small
from tests.rules.web.pages.conftest import signed_in

BUTTON = "Assess it again"
READ_NO_CASE = (Role.NAMED, Role.PLANNER, Role.COMMISSION_MEMBER)
OTHERS = [role for role in Role if role != Role.ADMINISTRATOR and role not in READ_NO_CASE]

pytestmark = pytest.mark.usefixtures("meti")


@pytest.fixture
def failed() -> Assessment:
    """Return an assessment of METI that ended two workers."""
    registered = register_partnership(check_document(small()), account=None, way="file")
    Assessment.objects.update(state=State.SET_ASIDE, error="two workers ended", expired_leases=2)
    return Assessment.objects.get(partnership=registered.partnership)


@pytest.fixture
def administrator(db: None) -> Client:
    """Return an administrator, signed in."""
    return signed_in(Account.objects.create_user("admin", role=Role.ADMINISTRATOR))


def page_of(client: Client, assessment: Assessment) -> str:
    """Return the page of the partnership."""
    return client.get(f"/partnerships/{assessment.partnership_id}/").content.decode()


@pytest.mark.parametrize("state", [State.SET_ASIDE, State.ERROR])
def test_the_administrator_is_shown_a_button_that_queues_the_same_row(
    administrator: Client, failed: Assessment, state: State
) -> None:
    Assessment.objects.update(state=state)
    address = f"/assessments/{failed.pk}/retry/"
    assert BUTTON in page_of(administrator, failed)
    assert f'action="{address}"' in page_of(administrator, failed)
    answer = administrator.post(address)
    assert (answer.status_code, answer["Location"]) == (302, f"/partnerships/{failed.partnership_id}/")
    failed.refresh_from_db()
    assert (failed.state, failed.expired_leases, failed.error) == (State.QUEUED, 0, "")
    assert BUTTON not in page_of(administrator, failed)
    finish_here(failed)
    assert BUTTON not in page_of(administrator, failed)


@pytest.mark.parametrize("role", OTHERS)
def test_everybody_else_is_told_to_ask_one_and_cannot(meti: GovernmentBody, failed: Assessment, role: Role) -> None:
    client = signed_in(Account.objects.create_user("other", role=role, body=meti))
    page = page_of(client, failed)
    assert BUTTON not in page
    assert "An administrator can start the assessment again." in page
    answer = client.post(f"/assessments/{failed.pk}/retry/")
    assert answer.status_code == 403
    assert "Ask one." in answer.content.decode()
    failed.refresh_from_db()
    assert failed.state == State.SET_ASIDE


def test_a_request_that_did_not_come_from_the_page_is_refused(administrator: Client, failed: Assessment) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = administrator.cookies
    assert strict.post(f"/assessments/{failed.pk}/retry/").status_code == 403
    failed.refresh_from_db()
    assert failed.state == State.SET_ASIDE


def test_reading_the_address_changes_nothing(administrator: Client, failed: Assessment) -> None:
    assert administrator.get(f"/assessments/{failed.pk}/retry/").status_code == 405
    failed.refresh_from_db()
    assert failed.state == State.SET_ASIDE


def test_what_has_not_failed_is_left_alone_and_the_page_says_so(administrator: Client, failed: Assessment) -> None:
    Assessment.objects.update(state=State.QUEUED, error="")
    answer = administrator.post(f"/assessments/{failed.pk}/retry/", follow=True)
    assert "is no longer failed" in answer.content.decode()
    assert administrator.post(f"/assessments/{uuid4()}/retry/").status_code == 404
