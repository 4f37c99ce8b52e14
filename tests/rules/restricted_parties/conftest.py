"""A restricted case of METI with its company and its person, and the possible match with a party of another body."""

import pytest

from institutions.drafts.same_numbers import match_same_numbers
from institutions.models import Company, GovernmentBody, Party
from rules.models import Assessment
from tests.rules.assessing.test_findings import assessed
from tests.rules.restricted_parties.building import NUMBER, OPEN_NAME, key_of, naming, restricted, sent


@pytest.fixture
def hidden(meti: GovernmentBody, digital_agency: GovernmentBody) -> Assessment:
    """Return the assessment of the restricted case."""
    return assessed(restricted())


@pytest.fixture
def company(hidden: Assessment) -> Party:
    return Party.objects.get(corporate_number=NUMBER)


@pytest.fixture
def person(hidden: Assessment) -> Party:
    return Party.objects.get(name_en="Kuroi Jun")


@pytest.fixture
def two(company: Party, digital_agency: GovernmentBody) -> tuple[Party, Party]:
    """Return the party of the restricted case, and the open one with its number; they became a possible match."""
    sent(key_of(digital_agency), "partnerships/", naming(name=OPEN_NAME, corporate_number=NUMBER))
    match_same_numbers()
    return company, Company.objects.get(corporate_number=NUMBER, name_en="Shiro Optics Ltd.")
