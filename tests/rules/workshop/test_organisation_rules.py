"""Rules on the organisation of government in the workshop: written, tried, adopted, moved between installations."""

import io
import json
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from institutions.models import Account
from institutions.parties.organisation.days import changes_on_record
from institutions.parties.organisation.state import OrganisationHistory, read_organisation
from rules.assessing.organisation import assess_organisation
from rules.engine.loading.adopted_version import adopted_rulebook
from rules.engine.loading.loaded_rulebook import loaded_from_files
from rules.engine.loading.organisation_files import organisation_paths
from rules.engine.loading.program_rulebook import base_rulebook, known_bodies, organisation_rulebook
from rules.engine.loading.rulebook_in_force import current_organisation_rulebook, current_rulebook
from rules.explaining.catalogue.timeline import parameters_named
from rules.explaining.comparing.changes import changed_numbers
from rules.explaining.comparing.versions import version_named
from rules.models import RulebookDraft, RulebookVersion
from rules.planning.effects import effect_on_organisation
from rules.review.timeline.rulebooks import compare_rulebooks
from rules.workshop.adopting.candidate import candidate_of
from rules.workshop.adopting.deciding import approve_adoption
from rules.workshop.adopting.proposing import propose_adoption
from rules.workshop.adopting.readiness import PARTS, readiness_of
from rules.workshop.adopting.returning import begin_draft_of_files, begin_draft_of_version
from rules.workshop.case_running import run_cases
from rules.workshop.checking import troubles_in
from rules.workshop.drafting import begin_draft, save_file
from rules.workshop.files import files_of, files_of_version
from rules.workshop.organisation_effect import effect_over_history, found_by
from rules.workshop.trial_run import run_trial
from rules.workshop.trials import ask_trial, claim_trial_of_draft
from rules.workshop.troubles import DraftRefusedError
from tests.rules.reorganising.drafted import DISSOLVED, ESA, document, seeded  # noqa: F401
from tests.rules.workshop.adopted import adopted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded", "asking_anew")]
INS_02 = "rulebook/institution/INS-02_two_bodies_lead.yaml"
INS_03 = "rulebook/institution/INS-03_promotes_and_regulates.yaml"
CASES = "cases/INS-03.yaml"
NUCLEAR = ("INS-03", "METI", "nuclear", "regulates")


@pytest.fixture
def page(first: Account) -> Client:
    client = Client()
    client.force_login(first)
    return client


def lower(text: str) -> str:
    """Return INS-03 with low in place of info where a law gives both."""
    changed = text.replace("\n  - info:\n", "\n  - low:\n")
    assert changed != text
    return changed


@pytest.fixture
def draft(first: Account) -> RulebookDraft:
    made = begin_draft(first, "Promotion beside regulation")
    files = files_of(made)
    save_file(made.pk, INS_03, lower(files[INS_03]), seen=0, account=first)
    save_file(made.pk, CASES, files[CASES].replace("flagged, info", "flagged, low"), seen=0, account=first)
    return made


def in_force(draft: RulebookDraft, first: Account, second: Account) -> str:
    waiting = propose_adoption(draft.pk, first, reason="The board decided so.", applies_from="")
    return str(approve_adoption(waiting.pk, second, confirmed=PARTS, note="Tried by hand.").version)


def said_by_command(*arguments: str) -> list[dict[str, object]]:
    out = io.StringIO()
    call_command("organisation", "--on", "2012-09-18", "--json", *arguments, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def severity_of(lines: list[dict[str, object]]) -> object:
    (found,) = [
        each["severity"]
        for each in lines
        if (each.get("code"), each.get("body"), each.get("domain"), each.get("function")) == NUCLEAR
    ]
    return found


def test_a_rule_is_checked_as_it_is_typed_with_its_own_facts_offered(page: Client, draft: RulebookDraft) -> None:
    shown = page.get(f"/workshop/{draft.pk}/files/{INS_03}").content.decode()
    assert "held_mandate" in shown
    assert "participates" not in shown, "a fact of partnerships"
    wrong = files_of(draft)[INS_03].replace("promoter.function", "promoter.funktion")
    checked = page.post(f"/workshop/{draft.pk}/check/{INS_03}", {"text": wrong}).content.decode()
    assert "Did you mean function" in checked
    assert INS_03 in page.get(f"/workshop/{draft.pk}/").content.decode()


def test_its_cases_are_run_beside_it_and_its_changes_are_tried(
    page: Client, draft: RulebookDraft, first: Account
) -> None:
    ran = run_cases(files_of(draft), "INS-03")
    assert len(ran) > 10
    assert not [each for each in ran if each.trouble]
    as_before = files_of_version(str(draft.base_id))[CASES]
    told = page.post(f"/workshop/{draft.pk}/files/{CASES}", {"act": "cases", "text": as_before, "seen": "2"})
    assert "info" in told.content.decode()
    assert any(each.trouble for each in run_cases({**files_of(draft), CASES: as_before}, "INS-03"))
    trial = ask_trial(draft.pk, first, mutants="INS-03")
    claim = claim_trial_of_draft(trial.pk)
    assert claim
    done = run_trial(claim)
    assert done.summary["mutants"] >= done.summary["noticed"] > 0
    assert done.summary["survivors"] == []


def test_the_effect_on_a_day_is_shown_in_both_languages_and_over_rest(page: Client, draft: RulebookDraft) -> None:
    address = f"/workshop/{draft.pk}/organisation/?on=2012-09-18"
    english = page.get(address).content.decode()
    assert "Nuclear and Industrial Safety Agency" in english
    assert "before: Info" in english
    japanese = page.get(address, HTTP_ACCEPT_LANGUAGE="ja").content.decode()
    assert "原子力安全・保安院" in japanese
    assert "These rules read no number" in english
    assert "基準値を参照" in japanese
    early = page.get(f"/workshop/{draft.pk}/organisation/?on=1999-01-01")
    assert early.status_code == 422
    assert "2001-01-06" in early.content.decode()
    answer = page.get(f"/api/v1/rulebook-drafts/{draft.pk}/organisation/?on=2012-09-18").json()
    assert answer["numbers"] == []
    assert answer["rules"] == ["INS-03"]
    assert answer["findings"]["before"] == answer["findings"]["after"] > 0
    (nuclear,) = [each for each in answer["changed"] if each["body"] == "METI" and each["domain"] == "nuclear"]
    assert (nuclear["was"], nuclear["severity"]) == ("info", "low")
    assert (answer["appear"], answer["gone"]) == ([], [])
    refused = page.get(f"/api/v1/rulebook-drafts/{draft.pk}/organisation/?on=1999-01-01")
    assert refused.status_code == 400
    (trouble,) = refused.json()["errors"]
    assert (trouble["field"], trouble["code"]) == ("on", "rulebook_draft.before_ministries")


def test_a_trial_has_the_effect_over_the_history_that_each_day_has(
    page: Client, draft: RulebookDraft, first: Account, settings: Any, tmp_path: Path
) -> None:
    settings.FACT_STORE = str(tmp_path)
    trial = ask_trial(draft.pk, first)
    claim = claim_trial_of_draft(trial.pk)
    assert claim
    found = run_trial(claim).summary["organisation"]
    assert found["rules"] == ["INS-03"]
    (nuclear,) = [each for each in found["findings"] if (each["body"], each["domain"]) == ("METI", "nuclear")]
    assert nuclear["days"] == [{"from": "2001-01-06", "until": "2012-09-19"}]
    assert (nuclear["part"], nuclear["was"], nuclear["severity"]) == ("changed", "info", "low")
    assert "19 September 2012" in page.get(f"/workshop/trials/{trial.pk}/").content.decode()
    ready = readiness_of(candidate_of(draft))
    assert [each.name for each in ready.rules] == ["INS-03"]
    assert [(each.rule, each.failed) for each in ready.cases] == [("INS-03", 0)]
    assert ready.trial == trial
    assert {each.law for each in ready.laws} == {"nra_establishment_act"}


def test_between_two_days_of_change_nothing_differs() -> None:
    days, left_out = changes_on_record(date(2026, 11, 24))
    assert (days[0], days[-1], left_out) == (date(2001, 1, 6), date(2026, 11, 24), 0)
    assert {date(2012, 9, 19), date(2020, 4, 1), date(2021, 9, 1), date(2023, 4, 1)} <= set(days)
    history, book = OrganisationHistory.read(), organisation_rulebook()

    def found(on: date) -> list[tuple[str, str, str, str]]:
        return [each.subject for each in found_by(history.organisation(on), book).findings]

    for first, after in pairwise(days):
        assert found(first) == found(date.fromordinal(after.toordinal() - 1)), first


def test_more_days_than_can_be_tried_leave_out_the_earliest_of_people() -> None:
    every, _none = changes_on_record(date(2026, 11, 24))
    kept, left_out = changes_on_record(date(2026, 11, 24), most=1)
    assert len(kept) + left_out == len(every)
    assert {date(2001, 1, 6), date(2012, 9, 19)} <= set(kept), "those of bodies are all there"


def test_an_adopted_version_decides_what_the_command_the_twin_and_a_replay_say(
    draft: RulebookDraft, first: Account, second: Account
) -> None:
    before = base_rulebook().version
    assert severity_of(said_by_command()) == "info"
    version = in_force(draft, first, second)
    assert version == current_rulebook().version != before
    assert current_organisation_rulebook().version != organisation_rulebook().version
    stored = json.loads(RulebookVersion.objects.get(pk=version).text)["files"]
    assert stored[INS_03] == files_of_version(version)[INS_03] == lower(base_rulebook().files[INS_03])
    assert severity_of(said_by_command()) == "low"
    assert severity_of(said_by_command("--rulebook", before)) == "info", "a replay uses the version of its time"
    of_twin = effect_on_organisation(document(ESA, DISSOLVED))["organisation"]
    assert {each["severity"] for each in of_twin["before"]["INS-03"]} == {"low"}
    back = begin_draft_of_version(second, before, "Back")
    assert in_force(back, second, first) == before
    assert severity_of(said_by_command()) == "info"


def test_both_evaluators_answer_by_an_adopted_version(draft: RulebookDraft, first: Account, second: Account) -> None:
    version = in_force(draft, first, second)
    book = adopted_rulebook(version, known_bodies).organisation
    assert book
    organisation = read_organisation(date(2012, 9, 18))
    assert assess_organisation(organisation, book) == found_by(organisation, book)


def test_an_explanation_alone_makes_a_version_too(first: Account, second: Account) -> None:
    made = begin_draft(first, "Another word")
    text = files_of(made)[INS_03].replace("has to weigh two aims", "weighs two aims")
    save_file(made.pk, INS_03, text, seen=0, account=first)
    assert in_force(made, first, second) != base_rulebook().version
    assert current_rulebook().files[INS_03] == text


def test_a_draft_without_any_is_refused(draft: RulebookDraft, first: Account) -> None:
    for path in organisation_paths(files_of(draft)):
        save_file(draft.pk, path, None, seen=1 if path == INS_03 else 0, account=first)
    with pytest.raises(DraftRefusedError) as refused:
        propose_adoption(draft.pk, first, reason="So.", applies_from="")
    assert refused.value.said.code == "rulebook_adoption.no_organisation_rules"


def test_a_version_moves_to_another_installation_with_them(
    draft: RulebookDraft, first: Account, tmp_path: Path
) -> None:
    folder, out = tmp_path / "next", io.StringIO()
    call_command("rulebook", "export", "now", str(folder), stdout=out)
    assert (folder / INS_03).exists()
    assert (folder / CASES).exists()
    (folder / INS_03).write_text(lower((folder / INS_03).read_text("utf-8")), "utf-8")
    call_command("rulebook", "diff", "now", str(folder), "--texts", stdout=out)
    assert "Changed rules: INS-03." in out.getvalue()
    call_command("rulebook", "diff", "now", str(folder), stdout=out)
    assert "Rules on the organisation: 1 changed, added or removed" in out.getvalue()
    call_command("rulebook", "import", str(folder), "--as", first.username, "--name", "Of Osaka", stdout=out)
    moved = RulebookDraft.objects.get(name="Of Osaka")
    assert set(moved.revisions.values_list("path", flat=True)) == {INS_03}
    assert candidate_of(moved).rulebook.version == candidate_of(draft).rulebook.version


def without(files: dict[str, str]) -> dict[str, str]:
    return {path: text for path, text in files.items() if path not in organisation_paths(files)}


def test_a_version_from_before_they_were_a_part_goes_with_those_of_the_program(first: Account, second: Account) -> None:
    older = loaded_from_files(without(dict(base_rulebook().files)), known_bodies())
    assert older.version != base_rulebook().version
    assert older.organisation is None
    adopted(older)
    assert current_rulebook().version == older.version, "its own version, whatever the program has"
    assert current_organisation_rulebook().version == organisation_rulebook().version
    assert version_named(older.version).text == older.text
    made = begin_draft(first, "On an older version")
    assert lower(files_of(made)[INS_03])
    save_file(made.pk, INS_03, lower(files_of(made)[INS_03]), seen=0, account=first)
    assert [each.name for each in readiness_of(candidate_of(made)).rules] == ["INS-03"]
    version = in_force(made, first, second)
    assert set(organisation_paths(files_of_version(version))) == set(organisation_paths(base_rulebook().files))
    change = compare_rulebooks(older.text, current_rulebook().text)
    assert (change.added, change.changed) == ((), ()), "no case is told that they are new"


def test_a_folder_from_before_they_were_a_part_takes_none_away(first: Account) -> None:
    files = without(dict(base_rulebook().files))
    coi = next(path for path in files if "COI-01" in path)
    files[coi] = files[coi].replace("stake.share_bp > 0", "stake.share_bp > 900")
    made = begin_draft_of_files(first, files, "Older", "older")
    assert set(made.revisions.values_list("path", flat=True)) == {coi}


def test_no_rule_of_the_family_reads_a_number_as_its_pages_and_documents_say() -> None:
    book = base_rulebook()
    assert book.organisation
    both = {**book.rules, **book.organisation.rules}
    rules = [rule for code, rule in both.items() if code.startswith("INS-")]
    assert len(rules) == 12
    assert [rule.code for rule in rules if parameters_named(rule)] == []


def test_a_number_that_a_drafted_rule_reads_is_named_on_the_page(first: Account, page: Client) -> None:
    made = begin_draft(first, "Three leaders")
    text = files_of(made)[INS_02].replace("leader.others >= 1", "leader.others >= parameter.of_tests_leaders at day.on")
    save_file(
        made.pk, INS_02, text.replace("\nwhen:\n", "\nwhen:\n  - day: organisation_domain\n"), seen=0, account=first
    )
    number = "of_tests_leaders:\n  meaning: {en: Leaders of tests, ja: 試験用}\n  unit: count, at least\n  values:\n"
    number += "    - {value: 2, confidence: ours}\n"
    save_file(made.pk, "parameters/of_tests.yaml", number, seen=0, account=first)
    shown = page.get(f"/workshop/{made.pk}/organisation/?on=2012-09-18").content.decode()
    assert "Numbers that these rules read" in shown
    assert "of_tests_leaders" in shown


def test_another_value_of_a_number_that_such_a_rule_reads_is_a_part_of_the_effect() -> None:
    number = "parameters/of_tests.yaml"
    text = (
        "of_tests_leaders:\n  meaning: {{en: Leaders of tests, ja: 試験用}}\n  unit: count, at least\n  values:\n"
        "    - {{value: {}, confidence: ours}}\n"
    )
    text_of_rule = base_rulebook().files[INS_02]
    rule = text_of_rule.replace("leader.others >= 1", "leader.others >= parameter.of_tests_leaders at day.on")
    rule = rule.replace("\nwhen:\n", "\nwhen:\n  - day: organisation_domain\n")
    base, drafted = (
        loaded_from_files({**base_rulebook().files, INS_02: rule, number: text.format(value)}, known_bodies())
        for value in (1, 99)
    )
    assert base.organisation
    assert drafted.organisation
    without_day = {**base.files, INS_02: rule.replace(" at day.on", "")}
    (wrong,) = [each for each in troubles_in(without_day) if each.path == INS_02]
    assert "at day.on" in wrong.remedy
    found = effect_over_history(base.organisation, drafted.organisation, date(2026, 11, 24))
    assert found["rules"] == ["INS-02"]
    ((code, before, after),) = found["by_rule"]
    assert (code, after) == ("INS-02", 0)
    assert before > 0
    assert {each["part"] for each in found["findings"]} == {"gone"}
    read = changed_numbers(base, drafted, drafted.organisation)
    assert [(each.name, each.lines[-1]) for each in read] == [("of_tests_leaders", "read by INS-02")]
