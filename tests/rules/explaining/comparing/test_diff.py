"""`manage.py rulebook diff`: what a changed rulebook would say of stored assessments, without storing anything."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from rules.assessing.waiting import finish_here
from rules.engine.loading.program_rulebook import rulebook_of_folder
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import Assessment, Match, PackedOutcomes, RulebookVersion, Snapshot, State
from tests.documents import example
from tests.rules.explaining.comparing.folders import copied, rewritten, rule_file

pytestmark = pytest.mark.usefixtures("meti", "no_broker")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the rulebook as it is, to be changed."""
    return copied(tmp_path)


def assessed(reference: str = "EX-METI-001", *, listed: bool = False) -> Assessment:
    """Return the magnets example under a reference, registered and assessed, with listed shares or others."""
    document = {**example("hikari_magnetics"), "reference": reference}
    for each in (*document["companies"], *document["statements"]):
        if "listed" in each:
            each["listed"] = listed
    draft = check_document(document)
    partnership = register_partnership(draft, account=None, way="file").partnership
    return finish_here(partnership.assessments.get(state=State.QUEUED))


def diff(*arguments: str) -> str:
    out = io.StringIO()
    call_command("rulebook", "diff", *arguments, stdout=out)
    return out.getvalue()


def test_the_same_rulebook_changes_nothing() -> None:
    assessment = assessed()
    said = diff("now")
    assert "Rules: none changed" in said
    assert "Numbers: none changed" in said
    assert "0 would change, 1 would not, 0 could not be evaluated." in said
    assert diff(str(assessment.rulebook_id)[:8], "now") == said


def test_an_assessment_that_would_change_is_shown_with_code_outcome_and_severity(folder: Path) -> None:
    assessment = assessed()
    rewritten(rule_file(folder, "COI-01"), "stake.share_bp > 0", "stake.share_bp > 9_000")
    said = diff("now", str(folder))
    assert "  changed  COI-01  Decision-maker owns part of a partner" in said
    assert f"  EX-METI-001  {assessment.pk}\n      COI-01  flagged critical → clear\n" in said
    assert "1 would change, 0 would not" in said
    assert "COI-01  clear → flagged critical" in diff(str(folder), "now")


def test_a_number_alone_changes_a_severity(folder: Path) -> None:
    assessed(listed=True)
    rewritten(
        folder / "parameters" / "conflict_of_interest.yaml",
        "unit: bp, at least\n  values:\n    - value: 500\n",
        "unit: bp, at least\n  values:\n    - value: 9_000\n",
    )
    assert "COI-01  flagged critical → flagged high" in diff("now", str(folder))


def test_a_rule_that_came_or_went_is_no_such_rule_in_the_other(folder: Path) -> None:
    assessed()
    rule_file(folder, "COI-01").unlink()
    assert "COI-01  flagged critical → no such rule" in diff("now", str(folder))
    assert "COI-01  no such rule → flagged critical" in diff(str(folder))


def test_only_the_newest_finished_assessment_of_each_partnership_counts_and_a_limit_holds(folder: Path) -> None:
    assessed()
    assessed("EX-METI-002")
    old = Assessment.objects.order_by("requested_at").first()
    assert old is not None
    Assessment.objects.create(partnership=old.partnership, submission=old.submission, as_of=old.as_of)
    rule_file(folder, "COI-01").unlink()
    assert "2 would change" in diff("now", str(folder))
    assert "EX-METI-001" not in diff("now", str(folder), "--limit", "1")
    assert "0 in all" in diff("now", str(folder), "--limit", "0")


def test_nothing_is_stored(folder: Path) -> None:
    assessed()
    rewritten(rule_file(folder, "COI-01"), "stake.share_bp > 0", "stake.share_bp > 9_000")

    def rows() -> list[int]:
        return [each.objects.count() for each in (Assessment, Match, PackedOutcomes, RulebookVersion, Snapshot)]

    before = rows()
    with CaptureQueriesContext(connection) as captured:
        diff("now", str(folder))
    assert rows() == before
    assert [query["sql"] for query in captured if not query["sql"].startswith("SELECT")] == []


def test_the_number_of_queries_does_not_grow() -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            diff("now")
        return len(captured)

    assessed()
    before = queries()
    for number in range(3):
        assessed(f"EX-{number}")
    assert queries() == before
    assert before <= 3


def test_a_stored_version_is_found_by_the_beginning_of_its_hash(folder: Path) -> None:
    assessment = assessed()
    rewritten(rule_file(folder, "COI-01"), "stake.share_bp > 0", "stake.share_bp > 9_000")
    said = diff(str(assessment.rulebook_id)[:6], str(folder))
    assert said.startswith(current_rulebook().version[:12])
    assert "flagged critical → clear" in said


def test_what_the_new_rulebook_reads_and_stored_cases_may_not_have_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule_file(folder, "LIT-13").unlink()
    older = RulebookVersion.objects.create(version="0" * 64, text=text_of(folder))
    assessment = assessed()
    Assessment.objects.filter(pk=assessment.pk).update(rulebook=older)
    said = diff(str(folder), "now")
    assert "Note: LIT-13 reads export_item. No rule of version 000000000000 does" in said
    assert "reads benefit" not in said


def text_of(folder: Path) -> str:
    """Return the stored text of a folder's rulebook."""
    return rulebook_of_folder(folder).text


def test_a_case_that_cannot_be_evaluated_is_named_and_the_others_go_on() -> None:
    assessment = assessed()
    assessed("EX-METI-002")
    broken = Snapshot.objects.create(sha256="0" * 64, content="{}")
    Assessment.objects.filter(pk=assessment.pk).update(snapshot=broken)
    said = diff("now")
    assert f"EX-METI-001  {assessment.pk}\n      cannot be evaluated: KeyError" in said
    assert "0 would change, 1 would not, 1 could not be evaluated." in said


@pytest.mark.parametrize(
    ("named", "trouble"),
    [
        ("nowhere", "nowhere is neither a folder nor the beginning of a hash"),
        ("abcdef0123", "No stored version begins with abcdef0123."),
        ("tests", "tests has no rulebook, parameters, laws.yaml."),
    ],
)
def test_what_is_no_version_is_refused_with_a_remedy(named: str, trouble: str) -> None:
    with pytest.raises(CommandError, match=trouble):
        diff(named)


def test_two_versions_that_begin_alike_are_both_named() -> None:
    for last in "12":
        RulebookVersion.objects.create(version=f"{'9' * 63}{last}", text="{}")
    with pytest.raises(CommandError, match="2 versions begin with 9999"):
        diff("9999")
    with pytest.raises(CommandError, match="cannot be read by this program"):
        diff("9" * 63 + "1")


def test_a_folder_that_does_not_compile_and_a_limit_below_nothing_are_refused(folder: Path) -> None:
    rewritten(rule_file(folder, "COI-01"), "stake.share_bp > 0", "stake.shares > 0")
    with pytest.raises(CommandError, match=r"COI-01.*, line \d+: 'stake.shares' is not a field"):
        diff("now", str(folder))
    with pytest.raises(CommandError, match="--limit -1 is below 0"):
        diff("now", "--limit", "-1")
