"""Tables that follow from covered rows: a change by SQL of each column is found, or the column is declared."""

import random
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest

from institutions.audit.coverage import COVERED, UNCOMPARED
from institutions.audit.derived_rows import compared_models, derived_row_troubles
from institutions.models import Account, GovernmentBody, Partnership
from rules.models import (
    PreviewedCase,
    ProcessLack,
    ProcessOutcome,
    ReorganisationDraft,
    ReorganisationPreview,
    ReorganisationState,
    StoredProcess,
)
from rules.process_files.outcomes import store_outcomes
from rules.reorganising.preview_jobs import finish_if_last
from rules.review.correspondence.attaching import attach_files, check_file
from rules.workshop.drafting import begin_draft
from rules.workshop.effect_counts import EffectCounts
from rules.workshop.trial_run import store_counts
from rules.workshop.trials import ask_trial, claim_trial_of_draft
from rules.workshop.trying import TriedDraft
from tests.documents import example
from tests.institutions.audit.filled_tables import without_checks
from tests.institutions.audit.random_changes import Row, execute, key_column, other_value, rows_of, taken_back
from tests.institutions.audit.tampering import without_triggers
from tests.rules.process_files.conftest import award, bid, lines, process, screened, sent
from tests.rules.review.casework.building import decided, officer, registered, reviewer, under_review
from tests.rules.review.correspondence.sample_files import upload

ONE = process(bid("W", 1000), bid("L", 900), awards=[award("W", id="1")], ocid="ocds-test01-1")
LACKING = {"code": "process.field_missing", "field": "lower_bp"}


def tried(editor: Account, body: GovernmentBody, drawn: Partnership) -> None:
    """Store the trial of a draft with the counts of one body and one drawn case."""
    asked = ask_trial(begin_draft(editor, "Stricter holdings").pk, editor)
    counts = EffectCounts()
    of_body = counts.of((str(body.pk), False))
    of_body.cases = 1
    of_body.drawn.append(("0" * 64, str(drawn.pk)))
    claim = claim_trial_of_draft(asked.pk)
    assert claim
    store_counts(claim, TriedDraft(counts, {"rules": ["COI-01"]}, 1, 1, 0.5))


def previewed(planner: Account, partnership: Partnership) -> None:
    """Store a finished preview of a draft of a reorganisation with its effect on one partnership."""
    draft = ReorganisationDraft.objects.create(reference="D-1", account=planner, state=ReorganisationState.CHECKED)
    preview = ReorganisationPreview.objects.create(
        draft=draft, revision=1, account=planner, document={}, base="0" * 64, rulebook="1", seed="0", one_in=1
    )
    PreviewedCase.objects.create(preview=preview, partnership=partnership, effect={"failed": True})
    finish_if_last(preview.pk)


@pytest.fixture
def filled(meti: GovernmentBody, digital_agency: GovernmentBody) -> None:
    """Fill every table that is derived."""
    first, second = reviewer("first"), reviewer("second")
    submitter = officer(meti)
    case = registered(example("hikari_magnetics"), submitter)
    under_review(case, first, second)
    decided(case, "COI-01", first, "mitigated")
    attach_files(case, [check_file(upload())], account=submitter)
    screened(sent(meti, lines(ONE), submitter))
    answered = StoredProcess.objects.get()
    answered.answer |= {"outcomes": {"COL-01": "not_assessable"}, "reasons": {"COL-01": [LACKING]}}
    answered.save()
    store_outcomes([answered])
    ProcessLack.objects.exclude(pk__in=ProcessOutcome.objects.filter(lack__isnull=False).values("lack")).delete()
    tried(first, meti, case)
    previewed(submitter, case)
    assert [table for table, model in derived_tables().items() if not rows_of(model)] == []


def some_trouble() -> str | None:
    """Return the first trouble that a comparison finds; None if there is none."""
    return next((said for part in derived_row_troubles() for said in part), None)


def is_found(model: Any, row: Row, field: Any) -> bool:
    """Return whether a change of one column of a row is found; it is taken back."""
    column, key = str(field.column), key_column(model)
    value = other_value(row[column], field, random.Random(5))  # noqa: S311 - a test's choice
    value = value + 10_000 if field.primary_key and isinstance(value, int) else value  # no other row has it
    assert value != row[column]
    with taken_back():
        sql = f'UPDATE "{model._meta.db_table}" SET "{column}" = %s WHERE "{key}" = %s'  # noqa: S608 - names of tables
        assert execute(sql, (value, row[key])) == 1
        return some_trouble() is not None


@pytest.fixture
def unprotected(filled: None) -> Iterator[None]:
    """Drop triggers and checks, as whoever works on the database by hand can."""
    with without_triggers(), without_checks():
        yield


def derived_tables() -> dict[str, Any]:
    """Return the tables that have a comparison alone, by name."""
    return {table: model for table, model in compared_models().items() if table not in COVERED}


@pytest.mark.usefixtures("unprotected")
def test_a_change_of_each_column_is_found_or_the_column_is_declared_with_a_reason() -> None:
    assert some_trouble() is None
    unseen: dict[str, set[str]] = defaultdict(set)
    for table, model in derived_tables().items():
        row = rows_of(model)[0]
        for field in model._meta.concrete_fields:
            if not is_found(model, row, field):
                unseen[table].add(str(field.column))
    declared = {table: {*UNCOMPARED[table]} for table in derived_tables() if table in UNCOMPARED}
    assert dict(unseen) == declared


@pytest.mark.usefixtures("unprotected")
def test_a_row_that_is_gone_is_found() -> None:
    unseen = []
    for table, model in derived_tables().items():
        key = key_column(model)
        with taken_back():
            execute(f'DELETE FROM "{table}" WHERE "{key}" = %s', (rows_of(model)[0][key],))  # noqa: S608 - names of tables
            if some_trouble() is None:
                unseen.append(table)
    assert unseen == []
