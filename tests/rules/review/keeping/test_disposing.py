"""After a disposal nothing of the case is left but its trail, which verifies and says what was removed and why."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from institutions.access.partnerships import partnerships_for
from institutions.audit.record import record_event
from institutions.audit.verify import verify_audit
from institutions.audit.written_once import DISPOSABLE, PROTECTED
from institutions.drafts.check import check_document
from institutions.drafts.store import DraftConflict, register_partnership
from institutions.models import (
    Account,
    AuditEvent,
    Disposal,
    DisposedRow,
    FormDraft,
    GovernmentBody,
    Partnership,
    PublishedReleases,
    Role,
    Submission,
)
from institutions.models.noted_rows import note_written
from rules.models import Assessment, AuditSample, CaseMove, Match, ReviewCase, SampledCase, Snapshot, TrialCase
from rules.review.casework.act_table import Act
from rules.review.keeping.case_tables import BESIDE, PAPERS, SHARED, disposable_tables
from rules.review.keeping.disposing import dispose_of_case
from rules.review.keeping.holds import lift_hold, set_hold
from rules.review.keeping.packaging import package_case
from rules.review.keeping.troubles import KeepingRefusedError
from rules.review.summaries.writing import missing_summaries
from rules.workshop.drafting import begin_draft
from rules.workshop.effect_counts import EffectCounts
from rules.workshop.trial_run import store_counts
from rules.workshop.trials import ask_trial, claim_trial_of_draft
from rules.workshop.trying import TriedDraft
from tests.documents import example, small
from tests.institutions.audit.tampering import without_triggers
from tests.rules.review.casework.building import do, officer, registered, reviewer
from tests.rules.review.keeping.building import BASIS, checked, end_retention, ended_case, keeper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]

SAMPLE: Any = {  # Any: the columns of a sample
    "seed": "seed",
    "size": 2,
    "from_on": date(2020, 1, 1),
    "until_on": date(2020, 12, 31),
    "secret": False,
    "population": 2,
    "population_sha256": "0" * 64,
}


@pytest.fixture(autouse=True)
def retention_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    end_retention(monkeypatch)


@pytest.fixture
def counsel(db: None) -> Account:
    return reviewer("counsel")


@pytest.fixture
def case(meti: GovernmentBody, digital_agency: GovernmentBody, counsel: Account) -> Partnership:
    return ended_case(meti, counsel)


@pytest.fixture
def administrator(db: None) -> Account:
    return keeper()


def test_a_disposal_leaves_only_the_trail_and_it_verifies(
    case: Partnership, counsel: Account, administrator: Account
) -> None:
    checked(case, counsel)
    before = verify_audit()
    assert before.troubles == ()
    document = Submission.objects.get(partnership=case).document
    done = dispose_of_case(case, basis=BASIS, account=administrator)
    after = verify_audit()
    assert after.troubles == ()
    assert after.events > before.events
    for model in (Assessment, CaseMove, Match, Snapshot):
        assert not model.objects.exists(), model
    assert Submission.objects.get(partnership=case).document == {}
    event = AuditEvent.objects.get(verb="case_disposed")
    assert event.chain.name == f"partnership:{case.pk}"
    said: dict[str, Any] = event.after or {}
    assert (said["measure"], said["rows"]) == ("destroy", done.rows)
    assert said["tables"]["rules_findingdecision"] == 1
    assert done.removed.count() == done.rows
    (sato,) = (each for each in document["people"] if each["key"] == "sato")
    left = everything_of_the_case()
    for text in (document["title"]["en"], "Asked the official about the shares.", "The company left the talks."):
        assert text not in left
    assert sato["name"]["en"] in left  # the register knows her still; `erase_person` is for that


def everything_of_the_case() -> str:
    """Return every text of the database."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 - names of tables
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found)


def test_a_disposal_takes_a_case_out_of_those_that_a_trial_drew(
    case: Partnership, counsel: Account, administrator: Account, meti: GovernmentBody
) -> None:
    editor = Account.objects.create(username="editor", role=Role.RULEBOOK_EDITOR)
    claim = claim_trial_of_draft(ask_trial(begin_draft(editor, "Stricter holdings").pk, editor).pk)
    assert claim
    counts = EffectCounts()
    of_body = counts.of((str(meti.pk), False))
    of_body.cases = 1
    of_body.drawn.append(("0" * 64, str(case.pk)))
    store_counts(claim, TriedDraft(counts, {"rules": ["COI-01"]}, 1, 1, 0.5))
    checked(case, counsel)
    dispose_of_case(case, basis=BASIS, account=administrator)
    assert not TrialCase.objects.exists()
    assert verify_audit().troubles == ()


def test_what_was_removed_by_hand_is_no_disposal(case: Partnership, counsel: Account, administrator: Account) -> None:
    move = CaseMove.objects.filter(case__partnership=case).order_by("pk").first()
    assert move is not None
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM rules_casemove WHERE id = {move.pk}")  # noqa: S608 - a number
    checked(case, counsel)
    dispose_of_case(case, basis=BASIS, account=administrator)
    row = DisposedRow.objects.filter(of_table="rules_match").first()
    assert row is not None
    with without_triggers():
        DisposedRow.objects.filter(pk=row.pk).delete()
    troubles = " ".join(verify_audit().troubles)
    assert "no event names these rows" in troubles
    assert f"rules_match {row.of_row}: is missing" in troubles


def test_a_row_that_is_there_again_is_found(case: Partnership, counsel: Account, administrator: Account) -> None:
    checked(case, counsel)
    kept = list(Snapshot.objects.all())
    dispose_of_case(case, basis=BASIS, account=administrator)
    Snapshot.objects.bulk_create(kept)
    assert "was disposed of and is there again" in " ".join(verify_audit().troubles)


def test_rows_of_a_group_that_are_there_again_are_found(
    case: Partnership, counsel: Account, administrator: Account
) -> None:
    """Their hash is that of the last event, and their partnership stays: nothing else shows them."""
    with transaction.atomic():
        kept = PublishedReleases.objects.create(partnership=case, releases=[{"ocid": "ocds-fictional-1"}])
        note_written([kept])
        record_event(actor="command", verb="import_ended", what=f"partnership:{case.pk}")
    checked(case, counsel)
    dispose_of_case(case, basis=BASIS, account=administrator)
    assert verify_audit().troubles == ()
    PublishedReleases.objects.bulk_create([kept])
    said = f"institutions_publishedreleases {case.pk}: was disposed of and is there again"
    assert said in verify_audit().troubles


def test_a_row_that_was_changed_by_hand_before_it_went_is_found(
    case: Partnership, counsel: Account, administrator: Account
) -> None:
    """The disposal lists the row as it last was, which is not as its event named it."""
    move = CaseMove.objects.filter(case__partnership=case).earliest("pk")
    checked(case, counsel)
    with without_triggers():
        QuerySet(CaseMove).filter(pk=move.pk).update(reason="Nothing was found.")
    dispose_of_case(case, basis=BASIS, account=administrator)
    (said,) = verify_audit().troubles
    assert said.startswith(f"rules_casemove {move.pk}: was changed after event ")
    assert said.endswith(", before it was disposed of")


def test_a_case_disposed_of_that_counts_as_one_that_was_not_is_found(
    case: Partnership, counsel: Account, administrator: Account
) -> None:
    checked(case, counsel)
    done = dispose_of_case(case, basis=BASIS, account=administrator)
    Partnership.objects.filter(pk=case.pk).update(disposed_at=None)
    said = f"disposal {done.pk}: its partnership counts as one that was not disposed of"
    assert said in verify_audit().troubles


def refused(case: Partnership, account: Account, **given: Any) -> str:
    """Return why a case is not disposed of; nothing is removed."""
    with pytest.raises(KeepingRefusedError) as found:
        dispose_of_case(case, **{"basis": BASIS, **given}, account=account)
    assert not Disposal.objects.exists()
    assert Assessment.objects.filter(partnership=case).exists()
    return str(found.value)


def test_it_is_refused_while_anything_stands_in_the_way(
    case: Partnership, counsel: Account, administrator: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "No reviewer has chosen the measure" in refused(case, administrator)
    checked(case, counsel)
    assert "Give the basis" in refused(case, administrator, basis=" ")
    assert "Another person than who chose" in refused(case, counsel)
    unlinked = Account.objects.create_user("unlinked", role=Role.ADMINISTRATOR)  # may be the reviewer's second account
    assert "not linked to a person" in refused(case, unlinked)
    hold = set_hold([case], reason="A court asked for the file.", account=counsel)
    assert f"under legal hold {hold.pk}" in refused(case, administrator)
    lift_hold(hold, reason="The court returned the file.", account=reviewer("second"))
    monkeypatch.setattr("rules.review.keeping.retention.YEARS", 10)
    assert "under retention until" in refused(case, administrator)


def test_an_earlier_last_act_by_hand_neither_shortens_the_period_nor_stays_unseen(
    case: Partnership, counsel: Account, administrator: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked(case, counsel)
    monkeypatch.setattr("rules.review.keeping.retention.YEARS", 10)
    held = ReviewCase.objects.get(partnership=case)
    assert verify_audit().troubles == ()
    ReviewCase.objects.filter(pk=held.pk).update(changed_at=held.changed_at - timedelta(days=20 * 365))
    assert "under retention until" in refused(case, administrator)
    assert verify_audit().troubles == (f"rules_reviewcase {held.pk}: an act on the case is later than its last one",)


def test_a_transfer_needs_the_package_of_the_case_as_it_is(
    case: Partnership, counsel: Account, administrator: Account, tmp_path: Path
) -> None:
    checked(case, counsel, "transfer")
    assert "A transfer needs the package" in refused(case, administrator)
    folder = tmp_path / "bag"
    made = package_case(case, folder, account=administrator)
    (folder / "data" / "case.json").write_text("{}")
    assert "data/case.json" in refused(case, administrator, package=folder)
    again = tmp_path / "again"
    made = package_case(case, again, account=administrator)
    done = dispose_of_case(case, basis="Receipt no. 7", account=administrator, package=again)
    assert done.package_sha256 == made.sha256
    assert json.loads((again / "data" / "case.json").read_text())["reference"] == case.reference
    assert verify_audit().troubles == ()


def test_the_tables_of_a_case_are_every_table_that_leads_to_a_partnership() -> None:
    ours = {model for model, _ in (*PAPERS, *BESIDE)} | {model for model, _ in SHARED} | {Submission, Partnership}
    stays = {"SittingItem", "HeldCase", "RetentionCheck", "Disposal", "KnownProcess", "ActUndo"}
    missing = set()
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            to = field.related_model if field.is_relation else None
            if to in ours and model not in ours and model.__name__ not in stays:
                missing.add(f"{model.__name__}.{field.name}")
    statements = {f"{each.__name__}.{name}" for each in apps.get_models() for name in ("submission", "partnership")}
    assert missing - statements == set()
    assert {each for each in disposable_tables() if each in PROTECTED} == DISPOSABLE


def test_each_key_of_these_tables_to_a_partnership_is_followed() -> None:
    """A table with two keys was followed by one of them alone: copies of a case stayed."""
    followed = {(model, way.split("__")[0]) for model, way in (*PAPERS, *BESIDE)}
    keys = {
        (model, field.name)
        for model in {model for model, _way in (*PAPERS, *BESIDE)}
        for field in model._meta.concrete_fields
        if field.related_model is Partnership
    }
    assert {f"{model.__name__}.{name}" for model, name in keys - followed} == set()


def test_a_copy_goes_with_the_case(case: Partnership, counsel: Account, administrator: Account) -> None:
    writer = Account.objects.create_user("copying writer", role=Role.OFFICER)
    FormDraft.objects.create(owner=writer, copied_from=case, document={"title": {"en": "As before"}})
    FormDraft.objects.create(owner=writer, partnership=case)
    checked(case, counsel)
    dispose_of_case(case, basis=BASIS, account=administrator)
    assert not FormDraft.objects.exists()
    told: dict[str, Any] = AuditEvent.objects.get(verb="case_disposed").after or {}
    assert told["tables"][FormDraft._meta.db_table] == 2


def test_the_program_passes_over_a_case_disposed_of(
    case: Partnership, counsel: Account, administrator: Account, meti: GovernmentBody
) -> None:
    checked(case, counsel)
    dispose_of_case(case, basis=BASIS, account=administrator)
    assert missing_summaries() == []
    for account in (counsel, administrator, officer(meti, "another")):
        assert not partnerships_for(account).exists()
    draft = check_document({**example("hikari_magnetics"), "revision": 2})
    with pytest.raises(DraftConflict, match="disposed of after their retention"):
        register_partnership(draft, account=None, way="file")


def test_a_sample_keeps_its_other_cases(
    case: Partnership, counsel: Account, administrator: Account, meti: GovernmentBody
) -> None:
    other = registered(small(reference="OTHER-1"), officer(meti, "other"))
    do(other, Act.WITHDRAW, Account.objects.get(username="other"), reason="The company left the talks.")
    sample = AuditSample.objects.create(account=administrator, at=timezone.now() - timedelta(days=4000), **SAMPLE)
    moves = CaseMove.objects.filter(act="withdraw").order_by("pk")
    SampledCase.objects.bulk_create(
        SampledCase(sample=sample, move=each, position=place) for place, each in enumerate(moves, 1)
    )
    record_event(actor="command", verb="sample_drawn", what=f"sample:{sample.pk}")
    checked(case, counsel)
    dispose_of_case(case, basis=BASIS, account=administrator)
    assert verify_audit().troubles == ()
    checked(other, counsel)
    dispose_of_case(other, basis=BASIS, account=administrator)
    assert verify_audit().troubles == ()
