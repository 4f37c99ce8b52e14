"""Drafts of rulebooks: begun, saved, checked and closed, each with an event, and never what is in force."""

import pytest

from institutions.models import Account, AuditEvent, Partnership, Role
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import RulebookDraft, RulebookTrial
from rules.workshop.adopting.proposing import checked_reason
from rules.workshop.case_running import run_cases
from rules.workshop.checking import troubles_in, troubles_of_file
from rules.workshop.drafting import ChangedMeanwhileError, begin_draft, close_draft, save_file, stored_file
from rules.workshop.drawn_cases import changed_findings
from rules.workshop.files import changed_files, files_of, rulebook_of_files
from rules.workshop.trials import ask_trial
from rules.workshop.troubles import DraftRefusedError

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Account:
    return Account.objects.create_user("editor", "a long pass phrase", role=Role.RULEBOOK_EDITOR)


@pytest.fixture
def draft(editor: Account) -> RulebookDraft:
    return begin_draft(editor, "Half a per cent")


def path_of(code: str) -> str:
    return next(path for path in current_rulebook().files if path.rpartition("/")[2].startswith(code))


def test_a_draft_begins_as_the_rulebook_in_force_and_compiles_to_the_same_version(draft: RulebookDraft) -> None:
    files = files_of(draft)
    assert not [each for each in troubles_in(files) if not each.warning]
    assert rulebook_of_files(files).version == current_rulebook().version
    assert changed_files(draft) == {}


def test_a_saved_file_changes_the_draft_alone_and_leaves_an_event(editor: Account, draft: RulebookDraft) -> None:
    path, before = path_of("COI-01"), current_rulebook().version
    text = files_of(draft)[path].replace("stake.share_bp > 0", "stake.share_bp > 900")
    save_file(draft.pk, path, text.replace("\n", "\r\n"), seen=0, account=editor)
    assert list(changed_files(draft)) == [path]
    assert files_of(draft)[path] == text
    assert rulebook_of_files(files_of(draft)).version != before == current_rulebook().version
    event = AuditEvent.objects.get(verb="rulebook_draft_saved")
    assert event.object == f"rulebook_draft:{draft.pk}"
    assert event.after
    assert event.rows
    assert event.after["path"] == path
    assert any("rules_draftrevision" in tables for tables in event.rows.values())


def test_of_two_editors_the_later_one_gets_the_text_of_the_other(editor: Account, draft: RulebookDraft) -> None:
    path = path_of("COI-01")
    text = files_of(draft)[path]
    save_file(draft.pk, path, text + "# one\n", seen=0, account=editor)
    with pytest.raises(ChangedMeanwhileError) as refused:
        save_file(draft.pk, path, text + "# two\n", seen=0, account=editor)
    assert refused.value.theirs == text + "# one\n"
    save_file(draft.pk, path, text + "# two\n", seen=refused.value.number, account=editor)
    assert stored_file(draft, path).number == 2


def test_every_kind_of_file_says_what_is_wrong_with_line_and_remedy(draft: RulebookDraft) -> None:
    files = dict(files_of(draft))
    rule, numbers = path_of("COI-01"), "parameters/collusion.yaml"
    wrong = {
        rule: (files[rule].replace("stake.share_bp > 0", "stake.share_pb > 0"), "Did you mean share_bp?"),
        numbers: (files[numbers].replace("confidence: ours", "confidence: seen", 1), "Add basis: {law, article}"),
        "laws.yaml": (files["laws.yaml"].replace("  name:", "  nome:", 1), "Did you mean name?"),
        "causes.yaml": (files["causes.yaml"].replace("COI-", "COI-9", 1), ""),
        "cases/COI-01.yaml": (files["cases/COI-01.yaml"].replace("then: flagged", "then: flaged", 1), "Did you mean"),
    }
    for path, (text, remedy) in wrong.items():
        assert text != files[path], path
        (found,) = troubles_of_file({**files, path: text}, path)
        assert found.line >= 1, path
        assert remedy in found.remedy, (path, found)
        assert not found.warning


def test_an_unreadable_file_an_unknown_fact_and_an_unknown_law_are_named(draft: RulebookDraft) -> None:
    files, path = dict(files_of(draft)), path_of("COI-01")
    (unreadable,) = troubles_of_file({**files, path: files[path] + "  : [\n"}, path)
    assert "not readable as YAML" in unreadable.trouble
    (fact,) = troubles_of_file({**files, path: files[path].replace(": official\n", ": oficial\n", 1)}, path)
    assert (fact.trouble, fact.remedy) == ("'oficial' is not a fact type", "Did you mean official?")
    other = path_of("COI-05")
    lawless = files[other].replace("law: national_public_service_act", "law: national_public_servise_act", 1)
    (law,) = [each for each in troubles_of_file({**files, other: lawless}, other) if not each.warning]
    assert (law.trouble, law.remedy) == (
        "the file of laws has no law 'national_public_servise_act'",
        "Did you mean national_public_service_act?",
    )
    numbers = "parameters/conflict_of_interest.yaml"
    (one,) = troubles_of_file(
        {**files, numbers: "x_days:\n  meaning: X\n  unit: days\n  values: [{value: 3}]\n"}, numbers
    )
    assert one.trouble == "a value without confidence"


@pytest.mark.parametrize("path", ["../settings.py", "rulebook/collusion/COL-01_x.py", "cases/README.md", ""])
def test_no_other_file_is_saved(editor: Account, draft: RulebookDraft, path: str) -> None:
    with pytest.raises(DraftRefusedError, match="is not a file of a rulebook"):
        save_file(draft.pk, path, "x", seen=0, account=editor)


def test_a_closed_draft_is_only_read_and_its_name_is_free_again(editor: Account, draft: RulebookDraft) -> None:
    with pytest.raises(DraftRefusedError, match="has the name"):
        begin_draft(editor, " Half a  per cent ")
    close_draft(draft.pk, account=editor)
    with pytest.raises(DraftRefusedError, match="closed"):
        save_file(draft.pk, "laws.yaml", "x", seen=0, account=editor)
    begin_draft(editor, "Half a per cent")
    assert files_of(draft)


def test_its_cases_are_run_as_the_tests_run_them(editor: Account, draft: RulebookDraft) -> None:
    files = dict(files_of(draft))
    assert not [each for each in run_cases(files, "COI-01") if each.trouble]
    path = path_of("COI-01")
    files[path] = files[path].replace("stake.share_bp > 0", "stake.share_bp > 9_999")
    failing = [each for each in run_cases(files, "COI-01") if each.trouble]
    assert failing
    assert "the outcome is clear, not flagged" in failing[0].trouble


def test_the_character_that_no_database_stores_is_left_out(editor: Account, draft: RulebookDraft) -> None:
    assert begin_draft(editor, "Shorter\0 periods").name == "Shorter periods"
    save_file(draft.pk, "laws.yaml", "a: b\0\n", seen=0, account=editor)
    assert stored_file(draft, "laws.yaml").text == "a: b\n"
    assert checked_reason("The board\0 decided so.") == "The board decided so."


def test_a_text_that_is_too_long_to_save_is_not_read_either(draft: RulebookDraft) -> None:
    files = {**files_of(draft), "laws.yaml": "# a comment\n" * 20_000}
    (found,) = troubles_of_file(files, "laws.yaml")
    assert "longer than 200000 characters" in found.trouble


def test_a_curve_is_asked_for_on_a_day(editor: Account, draft: RulebookDraft) -> None:
    curve = {"parameter": "eth_gift_report_yen", "least": 1, "most": 2, "number": 2}
    for day in ("tomorrow", "2026-06-20\0", "2026-02-30"):
        with pytest.raises(DraftRefusedError):
            ask_trial(draft.pk, editor, curve={**curve, "on": day})
    assert not RulebookTrial.objects.exists()


def test_a_drawn_case_that_cannot_be_evaluated_is_not_one_without_a_difference() -> None:
    assert changed_findings(Partnership(), None, None) is None
