"""The outcomes of a result are one small row, which everything reads as it reads the rows of older results."""

from dataclasses import replace

import pytest
from django.db import models

from institutions.audit.verify import verify_audit
from institutions.models import Partnership
from rules.access.readable_results import with_state
from rules.assessing.material import material_from_text
from rules.assessing.replay import replay_assessment
from rules.assessing.result import result_json
from rules.assessing.run import conclude_material
from rules.assessing.signature import stored_signatures
from rules.assessing.storing_outcomes import store_rulebooks
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.explaining.catalogue.firings import rule_firings
from rules.fact_store.newest_results import read_results
from rules.models import Assessment, OutcomeRow, PackedOutcomes, RuleSequence
from rules.models.outcome_reading import COULD_NOT_TELL, outcome_words, outcomes_by_assessment, outcomes_of
from rules.models.packed_outcomes import SequenceError
from rules.review.casework.case_view import read_case
from rules.screening.gaps import held_gaps
from tests.documents import example
from tests.institutions.audit.tampering import without_triggers
from tests.rules.assessing.older_results import keep_as_rows
from tests.rules.assessing.test_findings import assessed

pytestmark = pytest.mark.usefixtures("meti", "digital_agency", "no_broker")
MOST_BYTES = 1_000  # of the outcomes of all rules; as rows of their own they took 12,500


@pytest.fixture
def assessment() -> Assessment:
    return assessed(example("hikari_magnetics"))


def read_everywhere(assessment: Assessment) -> list[object]:
    """Return what every reader of outcomes makes of them."""
    [partnership] = with_state(Partnership.objects.filter(pk=assessment.partnership_id))
    [stored] = read_results([assessment.pk])
    view = read_case(assessment.partnership)
    return [
        outcomes_of(assessment),
        outcome_words([assessment.pk]),
        outcomes_by_assessment([assessment.pk]),
        partnership.unknown,
        rule_firings(Partnership.objects.all()),
        rule_firings(Partnership.objects.all(), "COI-01"),
        rule_firings(Partnership.objects.all(), "NO-RULE"),
        stored_signatures([assessment.pk]),
        stored.outcomes,
        held_gaps([str(assessment.pk)]),
        result_json(assessment),
        [(each.outcome, each.lacking) for each in view.unassessed],
    ]


def test_a_result_has_one_small_row(assessment: Assessment) -> None:
    [row] = PackedOutcomes.objects.all()
    assert assessment.packed_outcomes_id == row.pk
    assert len(row.letters) + len(row.content) <= MOST_BYTES
    assert not OutcomeRow.objects.exists()
    rules = RuleSequence.objects.get(pk=assessment.rulebook_id).codes.split()
    assert rules == sorted(outcomes_of(assessment)) != []
    assert verify_audit().troubles == ()


def test_outcomes_that_are_rows_are_read_alike(assessment: Assessment) -> None:
    packed = read_everywhere(assessment)
    unknown = sum(each.outcome in COULD_NOT_TELL for each in outcomes_of(assessment).values())
    assert packed[3] == unknown > 0
    keep_as_rows(assessment)
    older = Assessment.objects.get(pk=assessment.pk)
    assert older.packed_outcomes is None
    assert read_everywhere(older) == packed
    assert replay_assessment(older).differences == ()
    assert verify_audit().troubles == ()


def test_both_are_counted_together(assessment: Assessment) -> None:
    keep_as_rows(assessment)
    cloud = assessed(example("digital_agency_cloud"))
    everything = rule_firings(Partnership.objects.all())
    for code, outcome in outcomes_of(cloud).items():
        earlier = outcomes_of(assessment)[code].outcome
        assert everything[code].total == 2
        assert everything[code].number(outcome.outcome) == 1 + (earlier == outcome.outcome)
        assert rule_firings(Partnership.objects.all(), code) == {code: everything[code]}
    both = outcomes_by_assessment([assessment.pk, cloud.pk])
    assert both == {each.pk: outcomes_of(each) for each in (assessment, cloud)}


def test_a_change_by_hand_is_found(assessment: Assessment) -> None:
    row = PackedOutcomes.objects.get()
    with without_triggers():
        for column, value in (("letters", "e" + row.letters[1:]), ("content", b"\x00" + bytes(row.content))):
            kept = getattr(row, column)
            models.QuerySet(PackedOutcomes).update(**{column: value})
            troubles = verify_audit().troubles
            assert any(each.startswith(f"rules_packedoutcomes {row.pk}: was changed after event") for each in troubles)
            summary = f"rules_casesummary {assessment.partnership_id}: "
            assert any(each.startswith(summary) for each in troubles), "a summary that cannot be made is named too"
            models.QuerySet(PackedOutcomes).update(**{column: kept})
    assert verify_audit().troubles == ()


def test_outcomes_of_other_rules_are_refused(assessment: Assessment) -> None:
    [row] = PackedOutcomes.objects.all()
    with without_triggers():
        models.QuerySet(PackedOutcomes).update(letters=row.letters[1:])
    with pytest.raises(SequenceError, match="Check the trail"):
        outcomes_of(assessment)


def test_a_result_that_lacks_a_rule_of_its_rulebook_is_not_stored(assessment: Assessment) -> None:
    assert assessment.snapshot
    result = conclude_material(material_from_text(assessment.snapshot.content), current_rulebook(), assessment.format)
    store_rulebooks([result], "")
    with pytest.raises(SequenceError):
        store_rulebooks([replace(result, outcomes=dict(list(result.outcomes.items())[1:]))], "")
