"""A trial as a job: asked for on the page, counted by a worker, read as far as the reader may read partnerships."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from institutions.models import Account, AuditEvent, Partnership, Role
from rules.models import Finding, RulebookDraft, RulebookTrial, RulebookVersion, TrialCase, TrialState
from rules.workshop.drafting import begin_draft, save_file
from rules.workshop.files import files_of
from rules.workshop.trial_run import run_trial
from rules.workshop.trials import claim_trial_of_draft
from tests.rules.screening.conftest import cases, rulebook_with, using, write_rulebook

__all__ = ["cases", "using"]  # fixtures
COI_01 = "rulebook/conflict_of_interest/COI-01_decision_maker_owns_part_of_partner.yaml"
DAY = "2026-06-15"
pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(cases: dict[str, Partnership]) -> Account:
    return Account.objects.create_user("editor", "a long pass phrase", role=Role.RULEBOOK_EDITOR)


@pytest.fixture
def page(editor: Account) -> Client:
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def draft(editor: Account, monkeypatch: pytest.MonkeyPatch) -> RulebookDraft:
    """Return a draft on the small rulebook with a stricter holding."""
    for module in ("rules.workshop.drafting", "rules.workshop.rebasing"):
        monkeypatch.setattr(f"{module}.current_rulebook", rulebook_with)
    made = begin_draft(editor, "Stricter holdings")
    text = files_of(made)[COI_01].replace("stake.share_bp > 0", "stake.share_bp > 500")
    save_file(made.pk, COI_01, text, seen=0, account=editor)
    return made


def run(trial: RulebookTrial) -> RulebookTrial:
    claim = claim_trial_of_draft(trial.pk)
    assert claim
    return run_trial(claim)


def started(page: Client, draft: RulebookDraft, **sent: str) -> RulebookTrial:
    assert page.post(f"/workshop/{draft.pk}/try/", sent).status_code == 302
    return RulebookTrial.objects.get(state=TrialState.QUEUED)


@pytest.mark.django_db(transaction=True)
def test_an_editor_tries_a_draft_and_sees_what_goes_with_its_evidence(
    page: Client, draft: RulebookDraft, cases: dict[str, Partnership]
) -> None:
    before, versions = Finding.objects.count(), RulebookVersion.objects.count()
    trial = started(page, draft)
    assert "waiting for a worker" in page.get(f"/workshop/trials/{trial.pk}/").content.decode()
    page.post(f"/workshop/{draft.pk}/try/")
    assert RulebookTrial.objects.count() == 1, "a draft has one open trial"
    trial = run(trial)
    assert (trial.state, trial.cases) == (TrialState.DONE, len(cases))
    assert (Finding.objects.count(), RulebookVersion.objects.count()) == (before, versions)
    event = AuditEvent.objects.get(verb="rulebook_trial_requested")
    assert event.after
    assert event.after["seed"] == trial.seed
    for language, said in (("en", "Drawn at random"), ("ja", "無作為")):
        shown = page.get(f"/workshop/trials/{trial.pk}/", headers={"Accept-Language": language}).content.decode()
        assert said in shown
        assert "LOW" in shown
        assert "HIDDEN" not in shown
    english = page.get(f"/workshop/trials/{trial.pk}/", headers={"Accept-Language": "en"}).content.decode()
    readable = len(cases) - 1
    assert f"{readable} partnerships that you may read were evaluated." in english
    assert "COI-01" in english
    bodies = english.partition("<caption>By government body</caption>")[2].partition("</table>")[0]
    assert "Ministry of Economy" in bodies, "the name, and not the code"
    assert (
        '<td class="number">0</td><td class="number">0</td><td class="number">0</td><td class="number">0</td>'
        not in (english)
    ), "no row that counts nothing"
    assert TrialCase.objects.filter(trial=trial, partnership=cases["LOW"]).exists()


@pytest.mark.django_db(transaction=True)
def test_a_curve_is_asked_for_by_number_and_values(page: Client, draft: RulebookDraft) -> None:
    sent = {"parameter": "no_such_number", "least": "1", "most": "9", "number": "3"}
    refused = page.post(f"/workshop/{draft.pk}/try/", sent, follow=True)
    assert "There is no number" in refused.content.decode()
    wrong = page.post(
        f"/workshop/{draft.pk}/try/", {**sent, "parameter": "coi_stake_critical_bp", "least": "x"}, follow=True
    )
    assert not RulebookTrial.objects.exists()
    assert wrong.status_code == 200
    trial = run(started(page, draft, parameter="coi_stake_critical_bp", least="1", most="801", number="3", on=DAY))
    assert trial.asked["values"] == [1, 401, 801]
    shown = page.get(f"/workshop/trials/{trial.pk}/").content.decode()
    assert all(f'<tr data-value="{value}"' in shown for value in trial.asked["values"])
    assert 'type="range" min="0" max="2"' in shown


def test_a_draft_with_an_error_is_not_tried(page: Client, draft: RulebookDraft, editor: Account) -> None:
    text = files_of(draft)[COI_01].replace("stake.share_bp", "stake.share_pb")
    save_file(draft.pk, COI_01, text, seen=1, account=editor)
    shown = page.post(f"/workshop/{draft.pk}/try/", follow=True).content.decode()
    assert "Correct the errors of the draft first" in shown
    assert not RulebookTrial.objects.exists()


def test_the_command_counts_a_folder_and_names_its_errors(
    cases: dict[str, Partnership], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rules.management.work.workshop.current_rulebook", rulebook_with)
    folder = write_rulebook(tmp_path / "next", ("stake.share_bp > 0", "stake.share_bp > 500"))
    out = io.StringIO()
    call_command("workshop", "effect", str(folder), "--seed", "0123", "--json", stdout=out, stderr=io.StringIO())
    said = json.loads(out.getvalue())
    assert said["cases"] == len(cases)
    (rule,) = [each for each in said["rules"] if each["name"] == "COI-01"]
    assert (rule["gone"], rule["new"]) == (1, 0)
    assert said["drawn"] == [str(cases["LOW"].pk)]
    file = folder / COI_01
    file.write_text(file.read_text(encoding="utf-8").replace("stake.share_bp", "stake.share_pb"), encoding="utf-8")
    with pytest.raises(CommandError, match="Did you mean share_bp"):
        call_command("workshop", "effect", str(folder), stdout=out, stderr=io.StringIO())


@pytest.mark.django_db(transaction=True)
def test_the_cases_of_a_rule_are_tried_against_changes_of_it(
    page: Client, draft: RulebookDraft, editor: Account
) -> None:
    refused = page.post(f"/workshop/{draft.pk}/try/", {"mutants": "COI-01"}, follow=True).content.decode()
    assert "Run the cases and correct them first" in refused, "the stricter rule contradicts its cases"
    path = "cases/LIT-10.yaml"
    whole = files_of(draft)[path]
    first = whole[: whole.index("\n  - it:", whole.index("\n  - it:") + 1) + 1]
    save_file(draft.pk, path, first, seen=0, account=editor)
    trial = run(started(page, draft, mutants="LIT-10"))
    assert trial.summary["mutants"] > trial.summary["noticed"] > 0
    shown = page.get(f"/workshop/trials/{trial.pk}/").content.decode()
    assert "Changes that no case notices" in shown
    assert trial.summary["survivors"]
