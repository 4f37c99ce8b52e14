"""An assessment under an older rulebook is replayed under that one, whatever the rulebook says now."""

import json
import re
import shutil
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models

from institutions.values.hashing import hash_text
from rules.assessing.replay import replay_assessment
from rules.engine.loading.loaded_rulebook import LoadedRulebook, rulebook_from_text
from rules.engine.loading.program_rulebook import FOLDER, rulebook_of_folder
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import Assessment, RulebookVersion, Snapshot
from rules.models.outcome_reading import outcomes_of
from tests.documents import example
from tests.institutions.audit.tampering import without_triggers
from tests.rules.assessing.test_claims import magnets
from tests.rules.assessing.test_findings import assessed
from tests.rules.other_form import with_other_keys

pytestmark = pytest.mark.usefixtures("meti")
Older = Callable[..., LoadedRulebook]
Under = Callable[[LoadedRulebook], Assessment]
COI_01 = "rulebook/conflict_of_interest/COI-01_decision_maker_owns_part_of_partner.yaml"
COI_PARAMETERS = "parameters/conflict_of_interest.yaml"
SECOND = """code: LIT-99
family: litigation
title: {en: Large, ja: 大}
why: {en: Because, ja: 理由}
silent_when: {en: Never, ja: なし}
basis: [{law: ours, confidence: ours}]
severity:
  - medium:
      - exists:
          other: finding
          where:
            - other.severity >= high
            - case.value_yen > parameter.older_large_yen
  - low
when:
  - hit: finding
    where:
      - any:
          - [hit.family == conflict_of_interest, case.value_yen > parameter.older_large_yen]
          - [hit.code == COL-02, hit.severity == critical]
statement: {en: "Something large.", ja: "大きいもの。"}
mitigations: [{en: Stop, ja: 中止}]
"""
LARGE = "older_large_yen: {meaning: {en: x, ja: x}, unit: yen, values: [{value: 1_000, confidence: ours}]}\n"


@pytest.fixture
def older(tmp_path: Path) -> Older:
    """Return a function that changes today's rulebook: text for text in a file, a new file, None to remove it."""

    def made(file: str, change: tuple[str, str] | str | None, *more: tuple[str, str]) -> LoadedRulebook:
        for name in ("rulebook", "parameters"):
            shutil.copytree(FOLDER / name, tmp_path / name)
        shutil.copy(FOLDER / "laws.yaml", tmp_path)
        for path, content in ((file, change), *more):
            target = tmp_path / path
            if content is None:
                target.unlink()
            elif isinstance(content, str):
                target.write_text(content, encoding="utf-8")
            else:
                text, count = re.subn(re.escape(content[0]), content[1], target.read_text(encoding="utf-8"), count=1)
                assert count == 1
                target.write_text(text, encoding="utf-8")
        return rulebook_of_folder(tmp_path)

    return made


@pytest.fixture
def under(monkeypatch: pytest.MonkeyPatch) -> Under:
    """Return a function that assesses the magnets example, with a claim, under a rulebook, and restores today's."""

    def assess(rulebook: LoadedRulebook) -> Assessment:
        with monkeypatch.context() as patch:
            patch.setattr("rules.assessing.attempt.current_rulebook", lambda: rulebook)
            return assessed(magnets("shareholding", confidence="claim", listed=True))

    return assess


def said(assessment: Assessment, code: str) -> list[tuple[str, str]]:
    """Return severity and English text of the findings of a rule."""
    matches = assessment.matches.filter(finding__code=code).order_by("position")
    return [(each.severity, each.statement_en) for each in matches]


def assert_replayed(stored: Assessment) -> None:
    """Assert that it is under another version than today's, and that its replay is identical, claims included."""
    assert stored.rulebook_id != current_rulebook().version
    assert replay_assessment(stored).differences == ()
    out = StringIO()
    call_command("assess", replay=stored.pk, stdout=out)
    assert out.getvalue().startswith("Identical:")


def test_with_another_value_of_a_parameter(older: Older, under: Under) -> None:
    stored = under(older(COI_PARAMETERS, ("value: 500", "value: 9_000")))
    assert {severity for severity, _ in said(stored, "COI-01")} == {"high"}
    assert_replayed(stored)


def test_with_another_statement(older: Older, under: Under) -> None:
    stored = under(older(COI_01, ('en: "{stake.holder} holds ', 'en: "As it was asked before: {stake.holder} holds ')))
    assert said(stored, "COI-01")[0][1].startswith("As it was asked before: ")
    assert_replayed(stored)


def test_with_a_rule_less(older: Older, under: Under) -> None:
    stored = under(older(COI_01, None))
    assert outcomes_of(stored).keys() == current_rulebook().rules.keys() - {"COI-01"}
    assert_replayed(stored)


def test_with_a_rule_that_is_gone_and_reads_what_the_others_found(older: Older, under: Under) -> None:
    book = older("rulebook/litigation/LIT-99_large.yaml", SECOND, ("parameters/older.yaml", LARGE))
    stored = under(book)
    assert said(stored, "LIT-99")[0] == ("medium", "Something large.")
    assert_replayed(stored)


def test_with_a_second_stage_that_another_compiler_wrote(older: Older, under: Under) -> None:
    book = older("rulebook/litigation/LIT-99_large.yaml", SECOND, ("parameters/older.yaml", LARGE))
    other = rulebook_from_text(with_other_keys(book))
    assert other.version != book.version
    stored = under(other)
    assert said(stored, "LIT-99")[0] == ("medium", "Something large.")
    assert_replayed(stored)


def test_each_replays_under_its_own_rulebook_where_one_case_was_assessed_under_two(older: Older, under: Under) -> None:
    before = under(older(COI_PARAMETERS, ("value: 500", "value: 9_000")))
    call_command("assess", str(before.partnership_id), wait=True, stdout=StringIO())
    after = Assessment.objects.exclude(pk=before.pk).get()
    assert (RulebookVersion.objects.count(), after.rulebook_id) == (2, current_rulebook().version)
    assert [said(each, "COI-01")[0][0] for each in (before, after)] == ["high", "critical"]
    assert replay_assessment(before).identical
    assert replay_assessment(after).identical


def test_a_rulebook_that_today_no_longer_reads_is_named(older: Older, under: Under) -> None:
    stored = under(older(COI_01, None))
    assert stored.rulebook is not None
    text = json.loads(stored.rulebook.text)
    path = "rulebook/conflict_of_interest/COI-03_benefit_without_report.yaml"
    text["files"][path] = re.sub(r"gift: benefit\b", "gift: present", text["files"][path])
    stored.rulebook.text = json.dumps(text)
    (difference,) = replay_assessment(stored).differences
    assert difference.startswith("the stored rulebook cannot be read: ")
    assert "present" in difference


def tampered(stored: Assessment, before: str, after: str, *, hashed: bool) -> Assessment:
    """Return the assessment after somebody changed its snapshot in the database; `hashed`: with a matching hash."""
    assert stored.snapshot is not None
    content = stored.snapshot.content.replace(before, after)
    assert content != stored.snapshot.content
    with without_triggers(), connection.cursor() as cursor:
        if hashed:
            Snapshot.objects.create(sha256=hash_text(content), content=content)
            cursor.execute("UPDATE rules_assessment SET snapshot_id = %s", [hash_text(content)])
        else:
            models.QuerySet(Snapshot).update(content=content)
    return Assessment.objects.select_related("snapshot", "rulebook").get(pk=stored.pk)


def test_a_snapshot_that_was_changed_is_no_longer_what_its_hash_names() -> None:
    stored = tampered(assessed(example("hikari_magnetics")), '"share_bp":620', '"share_bp":62', hashed=False)
    assert stored.snapshot_id is not None
    assert replay_assessment(stored).differences == (f"the snapshot is not what its hash {stored.snapshot_id} names",)
    with pytest.raises(CommandError, match="differs in 1 places"):
        call_command("assess", replay=stored.pk, stdout=StringIO())


def test_one_whose_hash_was_changed_as_well_gives_another_result() -> None:
    stored = tampered(assessed(example("hikari_magnetics")), '"share_bp":620', '"share_bp":62', hashed=True)
    found = replay_assessment(stored).differences
    assert any(re.match(r"finding COI-01 .*: statement differs", each) for each in found), found


def test_a_claim_that_was_taken_out_of_the_snapshot_is_missed() -> None:
    stored = assessed(magnets("shareholding", confidence="claim"))
    assert stored.snapshot is not None
    claims = json.loads(stored.snapshot.content)["claims"]
    shown = json.dumps(claims, ensure_ascii=False, separators=(",", ":"))
    found = replay_assessment(tampered(stored, f'"claims":{shown},', "", hashed=True)).differences
    assert any(re.match(r"finding COI-01 .*: evidence differs", each) for each in found), found
    assert any(re.match(r"finding COI-01 .*: evidence_hash differs", each) for each in found), found
