"""A case of METI that was assessed some days ago, and later events."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Account, GovernmentBody, Partnership, Role
from rules.assessing.waiting import finish_here
from rules.models import Assessment, State
from tests.documents import example
from tests.institutions.imports.good_files import bring_in

Json = dict[str, Any]
DAYS_AGO = 10


@pytest.fixture(autouse=True)
def without_broker(no_broker: None) -> None:
    """Let each test finish its assessments itself."""


@pytest.fixture
def officer(meti: GovernmentBody) -> Account:
    return Account.objects.create_user("officer", role=Role.OFFICER, body=meti)


@pytest.fixture
def document() -> Json:
    """Return the example with Hikari Magnetics, without a fixed day of assessment."""
    found = example("hikari_magnetics")
    del found["assess_as_of"]
    return found


@pytest.fixture
def case(meti: GovernmentBody, digital_agency: GovernmentBody, officer: Account, document: Json) -> Partnership:
    """Return a case registered and assessed some days ago."""
    partnership = register_partnership(check_document(document), account=officer, way="form").partnership
    then = timezone.now() - timedelta(days=DAYS_AGO)
    queued = Assessment.objects.queued().filter(partnership=partnership)
    queued.update(as_of=timezone.localdate(then), requested_at=then)
    finished(partnership)
    return partnership


def finished(partnership: Partnership) -> Assessment:
    """Finish the only queued assessment, and return it."""
    assessment = finish_here(partnership.assessments.get(state=State.QUEUED))
    assert assessment.state == State.DONE, assessment.error
    return assessment


def imported(body: GovernmentBody, *statements: Json, **tables: list[Json]) -> None:
    """Import a file of one register document."""
    content = {"record": "R-1", "statements": list(statements), **tables}
    bring_in(body, "json", (json.dumps(content, ensure_ascii=False) + "\n").encode())


Party = Callable[[str], str]


@pytest.fixture
def party(case: Partnership) -> Party:
    """Return a function that gives the id of a party by its key in the document."""
    ids = dict(case.submissions.get(revision=1).parties.values_list("key", "party_id"))
    return lambda key: str(ids[key])
