"""Seats in drafts on the register: only companies and people whom everybody finds can sit in a council."""

from datetime import date
from uuid import uuid4

import pytest

from institutions.drafts.check import check_document
from institutions.drafts.errors import DraftInvalid
from institutions.drafts.reorganisation.applying import apply_draft
from institutions.drafts.reorganisation.reading import read_reorganisation
from institutions.drafts.store import register_partnership
from institutions.models import Company, GovernmentBody
from institutions.parties.organisation.state import OrganisationHistory
from tests.documents import small

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def council() -> None:
    """Found a council."""
    GovernmentBody(code="PANEL", country="JP", type="council", founded_on=date(2001, 1, 6)).save()


def seated(holder: dict[str, str]) -> list[tuple[str, str]]:
    given = {"reference": "R-1", "title": {"en": "Seats"}, "on": "2026-06-20", "basis": {"law": None, "note": "Draft"}}
    act = {"act": "seat", "body": "PANEL", "holder": holder, "votes": 2}
    drafted = apply_draft(read_reorganisation({**given, "acts": [act]}), OrganisationHistory.read())
    return [(each.sort, each.holder) for each in drafted.after.seats]


def refused(holder: dict[str, str]) -> list[tuple[str, str]]:
    with pytest.raises(DraftInvalid) as raised:
        seated(holder)
    return [(each.field, each.said.code) for each in raised.value.errors]


def test_a_company_of_the_register_gets_a_seat() -> None:
    hikari = Company(name_en="Hikari Magnetics", country="JP")
    hikari.save()
    assert seated({"company": str(hikari.pk)}) == [("company", str(hikari.pk))]
    assert refused({"person": str(hikari.pk)}) == [("/acts/0/holder/person", "reorganisation.no_holder")]


def test_a_party_that_is_not_there_or_that_a_restricted_partnership_alone_names_is_refused_alike(
    meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    stored = register_partnership(check_document(small(secrecy="defence")), account=None, way="file")
    for named in (str(uuid4()), "nobody", str(stored.parties["hikari"])):
        assert refused({"company": named}) == [("/acts/0/holder/company", "reorganisation.no_holder")]
