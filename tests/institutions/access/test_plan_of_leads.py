"""A list of possible matches looks the parties of each up: no list of all hidden parties is made for it.

Of 20,000 and 40,000 matches, half of them about parties of restricted partnerships, that list cost more than all else.
"""

import pytest

from institutions.access.callers import EVERYBODY
from institutions.access.leads import is_findable_lead
from institutions.models import IdentityLead

pytestmark = pytest.mark.django_db


def test_no_list_of_parties_is_made_to_leave_hidden_ones_out() -> None:
    sql, _parameters = IdentityLead.objects.filter(is_findable_lead(EVERYBODY), state="open").query.sql_with_params()
    assert 'FROM "institutions_partyname"' in sql, "the names of the parties of each match are looked up"
    assert 'FROM "institutions_party"' not in sql
