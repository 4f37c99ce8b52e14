"""The adoption of a draft: proposed by one editor, approved by a second one, in force from a day, screened, undone."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.utils import timezone

from institutions.models import Account, AuditEvent, Person, Role
from institutions.values.hashing import hash_text
from rules.engine.loading.loaded_rulebook import loaded_from_files
from rules.engine.loading.program_rulebook import base_rulebook, known_bodies
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import AdoptionState, Notice, RulebookAdoption, RulebookDraft, RulebookVersion, Screening
from rules.workshop.adopting.deciding import approve_adoption, refuse_adoption, withdraw_adoption
from rules.workshop.adopting.of_the_program import begin_draft_of_program, program_moved_on
from rules.workshop.adopting.proposing import propose_adoption
from rules.workshop.adopting.readiness import PARTS
from rules.workshop.adopting.returning import begin_draft_of_version
from rules.workshop.adopting.taking_effect import sweep_adoptions
from rules.workshop.drafting import begin_draft, save_file
from rules.workshop.files import files_of, files_of_version
from rules.workshop.troubles import DraftRefusedError
from tests.people import person_named
from tests.rules.workshop.adopted import COI_01, stricter_files

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("asking_anew")]
CASES = "cases/COI-01.yaml"


@pytest.fixture
def draft(first: Account) -> RulebookDraft:
    made = begin_draft(first, "Holdings of nine percent")
    save_file(made.pk, COI_01, stricter_files()[COI_01], seen=0, account=first)
    cases = files_of(made)[CASES]
    save_file(made.pk, CASES, cases + "# of this installation\n", seen=0, account=first)
    return made


def proposed(draft: RulebookDraft, account: Account, day: str = "") -> RulebookAdoption:
    return propose_adoption(draft.pk, account, reason="The board decided so.", applies_from=day)


def approved(adoption: RulebookAdoption, account: Account) -> RulebookAdoption:
    return approve_adoption(adoption.pk, account, confirmed=PARTS, note="Tried by hand.")


def code_of(refused: pytest.ExceptionInfo[DraftRefusedError]) -> str:
    return refused.value.said.code


def test_an_approved_draft_is_in_force_at_once_with_its_hash_its_cases_and_signed_events(
    draft: RulebookDraft, first: Account, second: Account
) -> None:
    with django_assert_in_force(base_rulebook().version):
        waiting = proposed(draft, first)
    assert not RulebookVersion.objects.filter(pk=waiting.version).exists(), "no draft is stored as a version"
    done = approved(waiting, second)
    assert current_rulebook().version == done.version != base_rulebook().version
    stored = RulebookVersion.objects.get(pk=done.version)
    assert hash_text(stored.text) == done.text_sha256
    assert files_of_version(done.version)[CASES].endswith("# of this installation\n")
    draft.refresh_from_db()
    assert draft.closed_at is not None
    verbs = AuditEvent.objects.filter(object=f"rulebook_adoption:{done.pk}").order_by("pk")
    assert [each.verb for each in verbs] == [
        "rulebook_adoption_proposed",
        "rulebook_adoption_approved",
        "rulebook_in_force",
    ]
    assert all((each.after or {})["text_sha256"] == done.text_sha256 and each.rows for each in verbs)
    kinds = {(each.account_id, each.kind) for each in Notice.objects.all()}
    assert (second.pk, "rulebook_proposed") in kinds
    assert (first.pk, "rulebook_decided") in kinds
    assert (first.pk, "rulebook_in_force") in kinds


@contextmanager
def django_assert_in_force(version: str) -> Iterator[None]:
    """Check that a version is in force before and after the block."""
    assert current_rulebook().version == version
    yield
    assert current_rulebook().version == version


def test_nobody_approves_their_own_draft_by_any_of_their_accounts(
    draft: RulebookDraft, first: Account, second: Account
) -> None:
    save_file(draft.pk, "laws.yaml", files_of(draft)["laws.yaml"] + "# by the second\n", seen=0, account=second)
    waiting = proposed(draft, first)
    for account in (first, second):
        with pytest.raises(DraftRefusedError) as refused:
            approved(waiting, account)
        assert code_of(refused) == "rulebook_adoption.own_draft"
    sato = Person.objects.create(name_en="Sato Hanako")
    Account.objects.filter(pk=first.pk).update(person=sato)
    other = Account.objects.create_user("first again", "a long pass phrase", role=Role.RULEBOOK_EDITOR, person=sato)
    with pytest.raises(DraftRefusedError) as refused:
        approved(waiting, other)
    assert code_of(refused) == "rulebook_adoption.own_draft"


def test_an_editor_whom_no_person_stands_behind_neither_approves_nor_refuses(
    draft: RulebookDraft, first: Account
) -> None:
    waiting = proposed(draft, first)
    unlinked = Account.objects.create_user("unlinked", "a long pass phrase", role=Role.RULEBOOK_EDITOR)
    for act in (approved, lambda each, by: refuse_adoption(each.pk, by, note="Read the law again.")):
        with pytest.raises(DraftRefusedError) as refused:
            act(waiting, unlinked)
        assert code_of(refused) == "rulebook_adoption.person_unknown"
    withdraw_adoption(waiting.pk, unlinked, note="The day has moved.")  # the safe way is open to every editor


def test_each_part_is_confirmed_and_what_is_missing_needs_a_note_that_is_kept(
    draft: RulebookDraft, first: Account, second: Account
) -> None:
    waiting = proposed(draft, first)
    with pytest.raises(DraftRefusedError) as refused:
        approve_adoption(waiting.pk, second, confirmed=PARTS[:-1], note="Tried by hand.")
    assert code_of(refused) == "rulebook_adoption.not_confirmed"
    with pytest.raises(DraftRefusedError) as refused:
        approve_adoption(waiting.pk, second, confirmed=PARTS)
    assert code_of(refused) == "rulebook_adoption.note_missing"
    done = approved(waiting, second)
    missing = {each["part"]: [said["code"] for said in each["missing"]] for each in done.confirmed}
    assert missing["cases"] == ["rulebook_adoption.cases_fail"], "the cases of COI-01 expect a flag from 5 percent on"
    assert missing["mutants"] == ["rulebook_adoption.mutants_not_tried"]
    assert missing["effect"] == ["rulebook_adoption.no_trial"]


def test_a_planned_version_waits_for_its_day_can_be_withdrawn_and_lets_no_other_pass(
    draft: RulebookDraft, first: Account, second: Account
) -> None:
    day = (timezone.localdate() + timedelta(days=30)).isoformat()
    planned = approved(proposed(draft, first, day), second)
    assert current_rulebook().version == base_rulebook().version
    assert planned.begun_at is None
    other = begin_draft(first, "Another one")
    save_file(other.pk, COI_01, stricter_files()[COI_01].replace("900", "800"), seen=0, account=first)
    waiting = proposed(other, first)
    with pytest.raises(DraftRefusedError) as refused:
        approved(waiting, second)
    assert code_of(refused) == "rulebook_adoption.another_to_come"
    withdraw_adoption(planned.pk, first, note="The day has moved.")
    assert approved(waiting, second).version == current_rulebook().version
    with pytest.raises(DraftRefusedError) as refused:
        withdraw_adoption(waiting.pk, first, note="Too late.")
    assert code_of(refused) == "rulebook_adoption.in_force"


def test_a_planned_version_comes_into_force_without_any_act_and_the_sweep_does_the_rest_once(
    draft: RulebookDraft, first: Account, second: Account
) -> None:
    day = (timezone.localdate() + timedelta(days=1)).isoformat()
    planned = approved(proposed(draft, first, day), second)
    RulebookAdoption.objects.filter(pk=planned.pk).update(in_force_at=timezone.now() - timedelta(seconds=1))
    assert current_rulebook().version == planned.version
    for _time in range(2):
        sweep_adoptions(timezone.now())
    planned.refresh_from_db()
    assert planned.begun_at is not None
    assert AuditEvent.objects.filter(verb="rulebook_in_force").count() == 1
    assert not Screening.objects.exists(), "no result was ever stored"


def test_a_draft_on_an_earlier_version_is_not_approved_and_a_return_is_an_adoption_too(
    draft: RulebookDraft, first: Account, second: Account
) -> None:
    late = begin_draft(first, "Begun before")
    save_file(late.pk, COI_01, stricter_files()[COI_01].replace("900", "800"), seen=0, account=first)
    waiting = proposed(late, first)
    done = approved(proposed(draft, first), second)
    with pytest.raises(DraftRefusedError) as refused:
        approved(waiting, second)
    assert code_of(refused) == "rulebook_adoption.base_moved"
    waiting.refresh_from_db()
    assert (waiting.state, waiting.number) == (AdoptionState.PROPOSED, None)
    back = begin_draft_of_version(second, base_rulebook().version, "Back to the program's")
    again = approved(proposed(back, second), first)
    assert again.version == current_rulebook().version == base_rulebook().version
    assert (done.number, again.number) == (1, 2)
    assert not files_of_version(again.version)[CASES].endswith("# of this installation\n")


def test_what_cannot_be_adopted_is_named_with_the_remedy(draft: RulebookDraft, first: Account, second: Account) -> None:
    def refusal(**given: str) -> str:
        with pytest.raises(DraftRefusedError) as refused:
            propose_adoption(draft.pk, first, **{"reason": "So.", "applies_from": "", **given})
        return code_of(refused)

    assert refusal(reason=" ") == "rulebook_adoption.reason_missing"
    assert refusal(applies_from="2020-01-01") == "rulebook_adoption.day_wrong"
    assert refusal(applies_from="tomorrow") == "rulebook_adoption.day_wrong"
    waiting = proposed(draft, first)
    assert refusal() == "rulebook_adoption.proposed_already"
    refuse_adoption(waiting.pk, second, note="Read the law again.")
    broken = files_of(draft)[COI_01].replace("share_bp", "share_pb")
    save_file(draft.pk, COI_01, broken, seen=1, account=first)
    assert refusal() == "rulebook_draft.does_not_compile"
    save_file(draft.pk, COI_01, files_of_version(base_rulebook().version)[COI_01], seen=3, account=first)
    assert refusal() == "rulebook_adoption.nothing_changes"
    with pytest.raises(DraftRefusedError) as refused:
        approved(waiting, second)
    assert code_of(refused) == "rulebook_adoption.decided"


def test_a_name_of_a_law_alone_makes_a_version_too(first: Account, second: Account) -> None:
    draft = begin_draft(first, "Another note")
    save_file(draft.pk, "laws.yaml", files_of(draft)["laws.yaml"] + "# read again\n", seen=0, account=first)
    done = approved(proposed(draft, first), second)
    assert done.version == current_rulebook().version != base_rulebook().version
    assert current_rulebook().files["laws.yaml"].endswith("# read again\n")


def test_a_program_with_another_rulebook_replaces_nothing_and_withdraws_what_was_planned(
    draft: RulebookDraft, first: Account, second: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = (timezone.localdate() + timedelta(days=30)).isoformat()
    planned = approved(proposed(draft, first, day), second)
    newer = loaded_from_files(
        {**base_rulebook().files, COI_01: stricter_files()[COI_01].replace("900", "700")}, known_bodies()
    )
    monkeypatch.setattr("rules.engine.loading.rulebook_in_force.base_rulebook", lambda: newer)
    sweep_adoptions(timezone.now())
    planned.refresh_from_db()
    assert (planned.state, planned.decided_by) == (AdoptionState.WITHDRAWN, None)
    assert Notice.objects.filter(kind="rulebook_decided", account=first, data__decided="withdrawn").exists()


def test_changes_of_the_program_wait_until_an_editor_takes_them_over(
    draft: RulebookDraft, first: Account, second: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = approved(proposed(draft, first), second)
    assert program_moved_on() is None
    laws = base_rulebook().files["laws.yaml"] + "# of the new program\n"
    numbers = "parameters/conflict_of_interest.yaml"
    files = {**base_rulebook().files, "laws.yaml": laws, COI_01: stricter_files()[COI_01].replace("900", "700")}
    files[numbers] = files[numbers].replace("value: 5_000", "value: 4_000", 1)
    newer = loaded_from_files(files, known_bodies())
    assert newer.version != base_rulebook().version
    for module in ("adopting.of_the_program", "adopting.proposing", "adopting.candidate"):
        monkeypatch.setattr(f"rules.workshop.{module}.base_rulebook", lambda: newer)
    assert current_rulebook().version == done.version, "an upgrade replaces nothing that was adopted"
    assert program_moved_on() is not None
    with pytest.raises(DraftRefusedError) as refused:
        begin_draft_of_program(first, "The program's", {})
    assert code_of(refused) == "rulebook_draft.conflicts"
    taken = begin_draft_of_program(first, "The program's", {COI_01: "keep"})
    got = files_of(taken)
    assert (got["laws.yaml"], got[COI_01]) == (laws, stricter_files()[COI_01])
    assert "value: 4_000" in got[numbers]
    approved(proposed(taken, first), second)
    assert program_moved_on() is None


def test_two_accounts_without_a_linked_person_are_not_two_editors(draft: RulebookDraft, first: Account) -> None:
    unlinked = Account.objects.create_user("unlinked", role=Role.RULEBOOK_EDITOR)
    waiting = proposed(draft, first)
    with pytest.raises(DraftRefusedError) as refused:
        approved(waiting, unlinked)
    assert code_of(refused) == "rulebook_adoption.person_unknown"
    Account.objects.filter(pk=unlinked.pk).update(person=person_named("Somebody else"))
    Account.objects.filter(pk=first.pk).update(person=None)
    with pytest.raises(DraftRefusedError) as refused:
        approved(waiting, Account.objects.get(pk=unlinked.pk))
    assert code_of(refused) == "rulebook_adoption.person_unknown"
