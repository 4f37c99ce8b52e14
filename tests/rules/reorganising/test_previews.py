"""Previews of many partnerships as jobs: in ranges and sets, resumed, told, shown as the reader may read them."""

import json
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.utils import timezone

from institutions.access.callers import ALL_BODIES
from institutions.drafts.reorganisation.reading import read_reorganisation
from institutions.jobs.returning import MOST_RETURNS
from institutions.jobs.sweeping import take_back
from institutions.models import Account, AuditEvent, GovernmentBody, JobReturn, Role
from institutions.parties.organisation.state import OrganisationHistory
from rules.models import Notice, PreviewRange, ReorganisationDraft, ReorganisationPreview
from rules.planning.drafting import begin_reorganisation, check_reorganisation, save_reorganisation
from rules.planning.effects import effect_of
from rules.reorganising import compared_in_sets, preview_run
from rules.reorganising.compared_in_sets import SetEvaluation
from rules.reorganising.preview import whole_preview
from rules.reorganising.preview_jobs import (
    LEASE,
    PREVIEW_RANGES,
    claim_preview_range,
    sweep_previews,
    take_next,
)
from rules.reorganising.preview_results import KEPT
from rules.reorganising.preview_run import run_preview_range, wait_for_preview
from rules.screening.case_verdicts import CaseVerdict
from tests.rules.reorganising.drafted import document, seeded  # noqa: F401
from tests.rules.reorganising.test_partnerships import TO_CAO, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded", "no_broker")]
Json = dict[str, Any]


@pytest.fixture
def planner() -> Account:
    return Account.objects.create_user("planner", role=Role.PLANNER)


def drafted(owner: Account, *acts: Json, **more: Any) -> ReorganisationDraft:
    made, _new = begin_reorganisation(owner, check_reorganisation(document(*(acts or (TO_CAO,)), on=30, **more)))
    return made


def two_partnerships(secrecy: str = "none") -> None:
    registered("P-1", "NSS-ECON")
    registered("P-2", "NSS-ECON", secrecy=secrecy)


def in_two_ranges(draft: ReorganisationDraft, user: Account) -> ReorganisationPreview:
    with patch("rules.reorganising.preview_jobs.OF_RANGE", 1):
        effect_of(draft, user, at_once=0)
    return ReorganisationPreview.objects.latest("known_at")


def code_of_error(preview: ReorganisationPreview) -> str:
    return str((preview.error_said or {}).get("code"))


def test_many_partnerships_are_computed_by_workers_and_the_answer_is_the_same(planner: Account) -> None:
    two_partnerships("defence")
    auditor = Account.objects.create_user("auditor", role=Role.AUDITOR, reads_secret=True)
    draft = drafted(planner)
    at_once = effect_of(draft, auditor)
    waits = effect_of(draft, auditor, at_once=0)
    assert waits["progress"]["state"] == "computing"
    assert waits["touched"] == 2
    assert "partnerships" not in waits
    wait_for_preview(ReorganisationPreview.objects.get())
    done = effect_of(draft, auditor, at_once=0)
    assert done.pop("known_at")
    assert done == at_once
    assert done["partnerships"]["derived"] == 2
    assert not PreviewRange.objects.exists()


def test_the_drafts_of_one_owner_keep_workers_busy_a_few_at_a_time(planner: Account) -> None:
    two_partnerships()
    with patch("rules.planning.effects.MOST_OF_OWNER", 1):
        first, second = (drafted(planner, reference=f"R-{number}") for number in (1, 2))
        another = drafted(Account.objects.create_user("another", role=Role.PLANNER), reference="R-3")
        for draft in (first, second, another):
            assert effect_of(draft, planner, at_once=0)["progress"]["state"] == "computing"
        assert {each.draft for each in ReorganisationPreview.objects.all()} == {first, another}
        ReorganisationPreview.objects.filter(draft=first).update(state="done")
        effect_of(second, planner, at_once=0)
        assert ReorganisationPreview.objects.filter(draft=second, state="computing").exists()


def test_a_restricted_partnership_counts_for_those_who_may_read_it(planner: Account) -> None:
    two_partnerships("defence")
    trusted = Account.objects.create_user("trusted", role=Role.PLANNER, reads_secret=True)
    draft = drafted(planner)
    wait_for_preview(in_two_ranges(draft, planner))
    for reader, number in ((planner, 1), (trusted, 2)):
        shown = effect_of(draft, reader, at_once=0)
        assert (shown["partnerships"]["screened"], shown["partnerships"]["derived"]) == (number, number)
        assert [each["number"] for each in shown["obligations"]] == [number]
    assert ReorganisationPreview.objects.count() == 1


def test_the_progress_of_a_preview_is_the_same_with_restricted_partnerships_beside_it(planner: Account) -> None:
    two_partnerships()

    def progress_told(reference: str) -> list[int]:
        draft = drafted(planner, reference=reference)
        preview, told = in_two_ranges(draft, planner), []
        while taken := take_next(preview):
            told.append(effect_of(draft, planner, at_once=0)["progress"]["percent"])
            run_preview_range(taken)
        preview.refresh_from_db()
        assert preview.state == "done"
        return told

    without = progress_told("R-1")
    for number in (3, 4, 5):
        registered(f"P-{number}", "NSS-ECON", secrecy="defence")
    assert (progress_told("R-2"), without) == ([0, 50], [0, 50])
    assert ReorganisationPreview.objects.latest("known_at").cases.count() == 5


def test_a_range_that_is_stored_stays_and_another_worker_goes_on(planner: Account) -> None:
    two_partnerships()
    draft = drafted(planner)
    preview = in_two_ranges(draft, planner)
    first = take_next(preview)
    assert first is not None
    run_preview_range(first)
    lost = take_next(preview)  # its worker dies
    assert lost is not None
    assert effect_of(draft, planner, at_once=0)["progress"]["percent"] == 50
    take_back(PREVIEW_RANGES, timezone.now() + 2 * LEASE)
    again = claim_preview_range(lost.job.pk)
    assert again is not None
    run_preview_range(lost)  # it was only slow: nothing of it is stored
    run_preview_range(again)
    preview.refresh_from_db()
    assert (preview.state, preview.cases.count()) == ("done", 2)


def test_two_lost_workers_end_the_preview_with_a_reason(planner: Account) -> None:
    two_partnerships()
    draft = drafted(planner)
    preview = in_two_ranges(draft, planner)
    for turn in (1, 2):
        assert take_next(preview)
        take_back(PREVIEW_RANGES, timezone.now() + 2 * turn * LEASE)
    preview.refresh_from_db()
    assert preview.state == "error"
    shown = effect_of(draft, planner, at_once=0)["progress"]
    assert shown["error"]["code"] == "reorganisation_preview.workers_lost"
    assert effect_of(draft, planner, at_once=0, anew=True)["progress"]["state"] == "computing"


def test_a_preview_that_outages_end_says_so(planner: Account) -> None:
    two_partnerships()
    draft = drafted(planner)
    preview = in_two_ranges(draft, planner)
    taken = take_next(preview)
    assert taken
    now = timezone.now() + 2 * LEASE
    JobReturn.objects.create(task=PREVIEW_RANGES.task, job=str(taken.job.pk), times=MOST_RETURNS - 1, at=now)
    take_back(PREVIEW_RANGES, now, unswept=timezone.now())
    preview.refresh_from_db()
    assert (preview.state, code_of_error(preview)) == ("error", "job.unswept")


def test_who_asked_is_notified_and_the_notice_leads_to_the_effect(planner: Account) -> None:
    two_partnerships()
    draft = drafted(planner)
    before = set(AuditEvent.objects.values_list("pk", flat=True))
    wait_for_preview(in_two_ranges(draft, planner))
    (notice,) = Notice.objects.filter(account=planner)
    assert (notice.kind, notice.data["reorganisation"]) == ("preview_ready", str(draft.pk))
    (event,) = AuditEvent.objects.exclude(pk__in=before)
    assert (event.verb, event.object, event.rows) == ("reorganisation_previewed", f"reorganisation:{draft.pk}", None)


def test_another_revision_stops_what_is_being_computed(planner: Account) -> None:
    two_partnerships()
    draft = drafted(planner)
    before = in_two_ranges(draft, planner)
    taken = take_next(before)
    checked = check_reorganisation(document({**TO_CAO, "successor": "METI"}, on=30))
    draft = save_reorganisation(draft.pk, checked, seen=1, owner=planner)
    after = in_two_ranges(draft, planner)
    before.refresh_from_db()
    assert (before.state, after.state) == ("stopped", "computing")
    assert taken is not None
    run_preview_range(taken)
    assert before.cases.count() == 0


def test_an_organisation_that_moved_meanwhile_ends_the_preview(planner: Account) -> None:
    two_partnerships()
    preview = in_two_ranges(drafted(planner), planner)
    GovernmentBody.objects.create(code="NEW", name_en="New", type="other", country="JP", founded_on="2001-01-06")
    taken = take_next(preview)
    assert taken is not None
    with pytest.raises(preview_run.PreviewEndedError):
        run_preview_range(taken)
    preview.refresh_from_db()
    assert code_of_error(preview) == "reorganisation_preview.register_moved"


def test_a_drawn_case_with_another_answer_ends_the_preview(planner: Account, settings: Any) -> None:
    settings.SCREENING_SAMPLE = 1
    two_partnerships()
    preview = in_two_ranges(drafted(planner), planner)
    taken = take_next(preview)
    assert taken is not None
    with (
        patch.object(compared_in_sets, "side_verdict", lambda *_: CaseVerdict({"COI-01": "error"})),
        pytest.raises(compared_in_sets.SampleDisagreesError),
    ):
        run_preview_range(taken, partial(SetEvaluation, fewest=1))
    preview.refresh_from_db()
    assert (preview.state, code_of_error(preview)) == ("error", "reorganisation_preview.disagreement")
    assert preview.cases.count() == 0


def test_the_command_waits_for_the_answer_and_leaves_nothing(tmp_path: Path) -> None:
    two_partnerships("defence")
    file = tmp_path / "draft.json"
    given = document(TO_CAO, on=30)
    file.write_text(json.dumps(given), encoding="utf-8")
    out, err = StringIO(), StringIO()
    with patch("rules.management.work.reorganise.AT_ONCE", 0):
        call_command("reorganise", str(file), "--json", stdout=out, stderr=err)
    found = json.loads(out.getvalue())
    assert found.pop("known_at")
    assert found == whole_preview(read_reorganisation(given), OrganisationHistory.read(), reader=ALL_BODIES)
    assert "100 % of 2 partnerships" in err.getvalue()
    assert not ReorganisationPreview.objects.exists()


def test_an_error_of_the_program_ends_the_preview_and_says_no_more(planner: Account) -> None:
    two_partnerships("defence")
    preview = in_two_ranges(drafted(planner), planner)
    with patch.object(preview_run, "effects_of_cases", side_effect=ValueError("P-2 (secret)")):
        wait_for_preview(preview)
    assert (preview.state, code_of_error(preview)) == ("error", "reorganisation_preview.failed")
    assert "secret" not in json.dumps(preview.error_said)


def test_old_previews_are_removed(planner: Account) -> None:
    two_partnerships()
    preview = in_two_ranges(drafted(planner), planner)
    wait_for_preview(preview)
    sweep_previews(timezone.now())
    assert ReorganisationPreview.objects.exists()
    sweep_previews(timezone.now() + 2 * KEPT)
    assert not ReorganisationPreview.objects.exists()
