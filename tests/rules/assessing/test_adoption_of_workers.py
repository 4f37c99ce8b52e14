"""An adopted version comes into force for workers and pages at one moment; what ran before is redone under it.

Workers are killed in between: nothing is lost with them.
"""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from institutions.models import Account, Role
from rules.engine.loading.loaded_rulebook import LoadedRulebook, loaded_from_files
from rules.engine.loading.program_rulebook import base_rulebook, known_bodies
from rules.models import Assessment, RulebookAdoption, Screening, ScreeningState, State
from tests.rules.assessing.changing import bare, register, run
from tests.rules.assessing.workers import Fleet, kill, wait_for
from tests.rules.workshop.adopted import adopted, stricter_files

pytestmark = [
    pytest.mark.worker,
    pytest.mark.server,
    pytest.mark.long,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture(scope="module")
def stricter() -> LoadedRulebook:
    return loaded_from_files(stricter_files(), known_bodies())


def versions_of(reference: str) -> list[str]:
    """Return the versions of the results of a partnership, the first one first."""
    done = Assessment.objects.filter(partnership__reference=reference, state=State.DONE)
    return list(done.order_by("finished_at").values_list("rulebook_id", flat=True))


@pytest.mark.usefixtures("meti", "digital_agency")
def test_all_change_at_one_moment_and_what_ran_before_keeps_its_version_and_is_redone(
    fleet: Fleet, settings: Settings, tmp_path: object, stricter: LoadedRulebook
) -> None:
    before, after = base_rulebook().version, stricter.version
    of_worker = {"FACT_STORE": f"{tmp_path}/facts", "SCREENING_HOUR": "-1"}
    editor = Account.objects.create_user("editor", "a long pass phrase", role=Role.RULEBOOK_EDITOR)
    page = Client()
    page.force_login(editor)
    register(bare("OLD"))
    run("OLD")
    workers = [fleet.worker(TEST_SECONDS_A_CASE="6", **of_worker) for _number in range(2)]
    free = bare("RUNNING")
    del free["assess_as_of"]
    register(free)

    def is_running() -> bool:
        return Assessment.objects.running().filter(partnership__reference="RUNNING").exists()

    wait_for(is_running, log=fleet.log)
    assert page.get("/rulebook/").context["version"] == before
    adopted(stricter, in_force_at=timezone.now())
    assert page.get("/rulebook/").context["version"] == after, "pages change with the row"
    for number in range(3):
        register(bare(f"NEW-{number}"))
    wait_for(lambda: all(versions_of(f"NEW-{number}") for number in range(3)), log=fleet.log)
    wait_for(lambda: bool(versions_of("RUNNING")), log=fleet.log)
    assert versions_of("RUNNING") == [before], "it keeps the version with which it began"
    assert [versions_of(f"NEW-{number}") for number in range(3)] == [[after]] * 3
    for each in workers:
        kill(each)
    assert not Screening.objects.exists(), "no beat ran yet"
    fleet.beat(**of_worker)
    fleet.worker(**of_worker)
    wait_for(lambda: versions_of("RUNNING") == [before, after], log=fleet.log)
    wait_for(lambda: Screening.objects.filter(state=ScreeningState.DONE).exists(), log=fleet.log)
    adoption = RulebookAdoption.objects.get()
    assert adoption.begun_at is not None
    assert Screening.objects.get() == adoption.screening
    assert versions_of("OLD") == [before], "nothing of it differs, and it states a day of its own"
