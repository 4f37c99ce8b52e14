"""A worker that is killed in the middle of a search for possible matches loses none: another one runs it again."""

import pytest
from django.utils import timezone

from institutions.models import IdentityLead, NameSearch, NameSearchState, UnsearchedParty
from tests.documents import small
from tests.rules.assessing.changing import register
from tests.rules.assessing.workers import Fleet, kill, wait_for

pytestmark = [
    pytest.mark.worker,
    pytest.mark.server,
    pytest.mark.long,
    pytest.mark.django_db(transaction=True),
]


@pytest.mark.usefixtures("meti", "digital_agency")
def test_a_search_whose_worker_is_killed_runs_again(fleet: Fleet) -> None:
    for number in range(2):
        register(small(reference=f"T-{number}"))
    worker = fleet.worker(TEST_SECONDS_A_SEARCH="60")
    beat = fleet.beat()
    wait_for(NameSearch.objects.filter(state=NameSearchState.RUNNING).exists, log=fleet.log)
    kill(worker)
    assert not IdentityLead.objects.exists()
    assert UnsearchedParty.objects.count() == 6
    NameSearch.objects.filter(state=NameSearchState.RUNNING).update(lease_until=timezone.now())  # as after its time
    fleet.worker()
    wait_for(lambda: not NameSearch.objects.exists(), log=fleet.log)
    kill(beat)
    assert IdentityLead.objects.count() == 3
    assert not UnsearchedParty.objects.exists()
