"""A list of possible matches looks the parties of each up: no list of all hidden parties is made for it.

Of 20,000 and 40,000 matches, half of them about parties of restricted partnerships, that list cost more than all else.
"""

import pytest
from django.db import connection
from django.utils import timezone

from institutions.access.callers import ALL_THAT_IS_OPEN, EVERYBODY
from institutions.access.leads import is_findable_lead, leads_readable_by
from institutions.models import Company, IdentityLead

pytestmark = pytest.mark.django_db


def test_no_list_of_parties_is_made_to_leave_hidden_ones_out() -> None:
    sql, _parameters = IdentityLead.objects.filter(is_findable_lead(EVERYBODY), state="open").query.sql_with_params()
    assert 'FROM "institutions_partyname"' in sql, "the names of the parties of each match are looked up"
    assert 'FROM "institutions_party"' not in sql


def test_the_likeliest_matches_of_a_state_come_from_an_index() -> None:
    """All matches of a state were read and sorted to show 25."""
    one, *others = Company.objects.bulk_create(Company(name_ja=f"北斗{place}") for place in range(3_001))
    common = {"candidate": one, "folded": "北斗", "created_at": timezone.now(), "same_name": False}
    IdentityLead.objects.bulk_create(
        IdentityLead(party=other, match=str(place), score=85 + place % 15, **common)
        for place, other in enumerate(others)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    leads = leads_readable_by(ALL_THAT_IS_OPEN).filter(state="open").order_by("-score", "-pk")
    assert "leads_by_score" in leads[:25].explain()
