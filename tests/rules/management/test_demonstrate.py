"""`demonstrate` shows findings and log-ins, twice the same, and goes on where an interrupted run ended."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from institutions.accounts.requests import ask_to_remove_authenticator, confirmation_refusal
from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Account, AuditEvent, Partnership, Role
from institutions.seeding.folder import read_folder
from institutions.seeding.store import store_seed
from rules.assessing import attempt
from rules.assessing.run import assess_case
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import (
    AdoptionState,
    Assessment,
    CaseMove,
    FindingDecision,
    Outcome,
    PackedOutcomes,
    ReviewCase,
    ReviewerScreening,
    ScreeningVerdict,
    State,
)
from rules.models.outcome_reading import COULD_NOT_TELL, outcomes_of
from rules.workshop.adopting.deciding import approve_adoption
from rules.workshop.adopting.proposing import propose_adoption
from rules.workshop.adopting.readiness import PARTS
from rules.workshop.drafting import begin_draft, save_file
from tests.documents import small
from tests.rules.assessing.failing import failed_words
from tests.rules.workshop.adopted import COI_01, stricter_files

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]

REFERENCES = {"DEMO-METI-001", "DEMO-METI-002", "DEMO-DA-001", "DEMO-MIC-001", "DEMO-AMED-001"}
LOG_INS = {
    "officer-meti",
    "planner",
    "officer-da",
    "officer-mic",
    "officer-amed",
    "reviewer-1",
    "reviewer-2",
    "auditor",
    "editor",
    "editor-2",
    "administrator-1",
    "administrator-2",
    "official-sato",
}


@pytest.fixture
def seeded(settings: Settings, tmp_path: Path) -> None:
    """Load the seed, and use a state folder that no other test knows."""
    settings.VAR_DIR = tmp_path
    store_seed(read_folder())


def demonstrate() -> str:
    """Run the command, and return its output."""
    out = io.StringIO()
    call_command("demonstrate", stdout=out)
    return out.getvalue()


def log_ins(printed: str) -> dict[str, str]:
    """Return names and passwords at the end of the output."""
    lines = printed.split("Demonstration log-ins (this machine only):\n")[1].splitlines()
    return {name: password for name, _, password in (line.strip().partition(" ") for line in lines)}


class Killed(BaseException):
    """Ends a run with nothing put in order, as SIGKILL does."""


def demonstrate_with(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the output of the command if this is raised in the assessment of DEMO-DA-001."""

    def assess(case: Any, rulebook: Any) -> Any:
        if case.proposal["reference"] == "DEMO-DA-001":
            raise error
        return assess_case(case, rulebook)

    with monkeypatch.context() as patch:
        patch.setattr(attempt, "assess_case", assess)
        return demonstrate()


def ended_with(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> Assessment:
    """Return the assessment in which a run of the command ended."""
    with pytest.raises(type(error)):
        demonstrate_with(error, monkeypatch)
    return Assessment.objects.get(partnership__reference="DEMO-DA-001")


def test_every_partnership_is_shown_with_its_findings_and_every_log_in_works(tmp_path: Path) -> None:
    printed = demonstrate()
    assert {line.split()[0] for line in printed.splitlines() if line.startswith("DEMO-")} == REFERENCES
    assert "critical COI-01  Sato Haruka (fictional) holds 6.2% of Hikari Magnetics Co., Ltd. (fictional)." in printed
    found = {name: password.strip() for name, password in log_ins(printed).items()}
    assert set(found) == LOG_INS
    assert all(Client().login(username=name, password=password) for name, password in found.items())
    assert (tmp_path / "demonstration-log-ins.json").stat().st_mode & 0o777 == 0o600


def test_two_cases_are_in_the_middle_of_their_review_and_stay_as_they_are() -> None:
    demonstrate()
    states = dict(ReviewCase.objects.values_list("partnership__reference", "state"))
    assert states == {"DEMO-METI-001": "under_review", "DEMO-DA-001": "screening"}
    assert FindingDecision.objects.exists()
    before = (CaseMove.objects.count(), FindingDecision.objects.count(), AuditEvent.objects.count())
    demonstrate()
    assert (CaseMove.objects.count(), FindingDecision.objects.count(), AuditEvent.objects.count()) == before


def test_a_second_run_prints_the_same_and_makes_nothing() -> None:
    first = demonstrate()
    made = [model.objects.count() for model in (Partnership, Assessment, PackedOutcomes, Account)]
    assert demonstrate() == first
    assert [model.objects.count() for model in (Partnership, Assessment, PackedOutcomes, Account)] == made


def test_a_run_that_was_interrupted_in_an_assessment_is_finished_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ended_with(KeyboardInterrupt(), monkeypatch).state == State.QUEUED
    assert "COI-12  Tanaka Rei (fictional)" in demonstrate()
    assert not Assessment.objects.exclude(state=State.DONE).exists()


def test_what_a_killed_run_left_waits_for_its_lease_and_is_then_finished(monkeypatch: pytest.MonkeyPatch) -> None:
    left = ended_with(Killed(), monkeypatch)
    assert left.state == State.RUNNING
    # Another process may have it: this one bears our name only because both runs are of one process.
    Assessment.objects.filter(pk=left.pk).update(worker="another")
    assert "\n  running\n" in demonstrate()

    Assessment.objects.filter(pk=left.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert "COI-12  Tanaka Rei (fictional)" in demonstrate()
    left.refresh_from_db()
    assert (left.state, left.attempt, left.expired_leases) == (State.DONE, 2, 1)


def test_an_assessment_that_fails_is_shown_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    printed = demonstrate_with(RuntimeError("the engine failed"), monkeypatch)
    assert f"\n  error: {failed_words('RuntimeError: the engine failed')}\n" in printed
    assert Assessment.objects.filter(state=State.DONE).count() == len(REFERENCES) - 1


def test_a_partnership_that_was_registered_with_other_content_is_kept() -> None:
    mine = check_document(small(reference="DEMO-METI-001", title={"en": "Ours", "ja": "当方"}))
    register_partnership(mine, account=None, way="file")
    printed = demonstrate()
    assert "DEMO-METI-001 is already registered with other content, which is kept.\n" in printed
    assert "\nDEMO-METI-001  Ours\n" in printed


def test_an_interruption_leaves_no_account_whose_password_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    manager = type(Account.objects)
    create_user = manager.create_user

    def interrupted(self: Any, username: str, *rest: Any, **more: Any) -> Account:
        if username == "officer-mic":
            raise KeyboardInterrupt
        return create_user(self, username, *rest, **more)

    with monkeypatch.context() as patch:
        patch.setattr(manager, "create_user", interrupted)
        with pytest.raises(KeyboardInterrupt):
            demonstrate()
    assert not Account.objects.exists()
    assert "(as it was)" not in demonstrate()


def test_the_reviewers_are_people_of_the_register_so_that_they_can_be_screened() -> None:
    demonstrate()
    screened = ReviewerScreening.objects.filter(account__username__startswith="reviewer-")
    assert screened.count() == 5  # three assignments, and two who took a case in
    assert {each.verdict for each in screened} == {ScreeningVerdict.CLEAR}
    people = Account.objects.filter(role="reviewer").order_by("username").values_list("person__name_en", flat=True)
    assert list(people) == ["Shirai Nao (fictional)", "Kuroda Aoi (fictional)"]


def test_the_two_administrators_are_two_people_and_each_confirms_what_the_other_asks() -> None:
    demonstrate()
    first, second = Account.objects.filter(role="administrator").order_by("username")
    assert [each.person.name_en for each in (first, second) if each.person] == [
        "Mizuno Chihiro (fictional)",
        "Hoshi Minoru (fictional)",
    ]
    asked = ask_to_remove_authenticator(Account.objects.get(username="reviewer-1"), by=first)
    assert confirmation_refusal(asked, first) is not None
    assert confirmation_refusal(asked, second) is None


def test_the_two_editors_are_two_people_and_one_approves_what_the_other_proposes() -> None:
    demonstrate()
    first, second = Account.objects.filter(role=Role.RULEBOOK_EDITOR).order_by("username")
    assert None not in (first.person_id, second.person_id)
    assert first.person_id != second.person_id
    draft = begin_draft(first, "Holdings of nine percent")
    save_file(draft.pk, COI_01, stricter_files()[COI_01], seen=0, account=first)
    waiting = propose_adoption(draft.pk, first, reason="The board decided so.", applies_from="")
    assert approve_adoption(waiting.pk, second, confirmed=PARTS, note="Tried by hand.").state == AdoptionState.APPROVED


def test_a_declaration_that_a_second_person_checked_answers_the_rule_that_asks_for_it() -> None:
    demonstrate()
    answers = {reference: outcomes["COI-18"] for reference, outcomes in outcomes_by_reference().items()}
    assert answers == dict.fromkeys(REFERENCES, "not_assessable") | {"DEMO-METI-002": "clear"}


def test_each_rule_of_the_rulebook_could_be_assessed_in_some_partnership() -> None:
    demonstrate()
    found = outcomes_by_reference()
    told = {code for each in found.values() for code, outcome in each.items() if outcome not in COULD_NOT_TELL}
    assert set(current_rulebook().rules) - told == set()
    assert {found["DEMO-METI-002"][code] for code in ("COL-04", "COL-15", "COL-16")} == {Outcome.CLEAR}


def outcomes_by_reference() -> dict[str, dict[str, str]]:
    """Return the outcomes of the newest assessment of each partnership."""
    assessments = Assessment.objects.select_related("partnership").order_by("requested_at")
    return {
        each.partnership.reference: {code: outcome.outcome for code, outcome in outcomes_of(each).items()}
        for each in assessments
    }
