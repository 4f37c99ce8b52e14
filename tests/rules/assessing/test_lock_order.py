"""Writers of several partnerships and results of several cases on PostgreSQL: they wait, and never deadlock."""

import json
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pytest
from django.db import connection, transaction

from institutions.events.batching import batch_acts
from institutions.imports import partnerships
from institutions.imports.claim import claim_of
from institutions.imports.requesting import request_import
from institutions.imports.run import run_import
from institutions.models import GovernmentBody, Import, Partnership, Submission
from rules.assessing import attempt, store
from rules.assessing.claim import claim, claim_with_others
from rules.models import Assessment, State
from tests.institutions.imports.test_partnerships import OPTIONS, release
from tests.rules.assessing.actors import acting, pause, pausing
from tests.rules.assessing.changing import assessed, bare, company, key, of, register

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("no_broker"),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one transaction write at a time"),
]


def test_a_batch_of_registrations_passes_the_gate_after_the_last_of_them(
    meti: GovernmentBody, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first registration changes something, the second one is a revision of a case whose result is being stored."""
    monkeypatch.setattr(store, "request_again", pausing(store.__dict__["request_again"]))
    hikari = company("Hikari")
    assessed(bare("T-0"))  # stores the rulebook
    register(bare("T-1", **of(hikari)))
    queued = Assessment.objects.queued().get(partnership__reference="T-1").pk

    def assess() -> None:
        taken = claim(queued)
        assert taken is not None
        found = attempt.evaluate_claim(taken)
        pause()
        attempt.store_evaluated(found)

    def write() -> None:
        measure = {"kind": "measure", "body": "METI", "type": "guidance", "on": "2026-01-05", "company": key(hikari)}
        with transaction.atomic(), batch_acts():
            register(bare("X-1", measure))
            pause()
            register(bare("T-1", **of(hikari), revision=2))

    with acting(assess, write) as (result, writer):
        result.step()  # evaluated
        writer.step()  # the first registration
        result.step()
        assert not result.is_blocked(), "it has passed the gate, and holds its partnership"
        writer.step()
        assert writer.is_blocked(), "the second registration waits for the partnership"
    assert Assessment.objects.get(pk=queued).state == State.DONE
    assert Submission.objects.get(partnership__reference="T-1", superseded_at=None).revision == 2
    assert Assessment.objects.queued().filter(partnership__reference="T-1").exists(), "the revision"


def requested(body: GovernmentBody, releases: Sequence[dict[str, Any]]) -> Import:
    """Request an import of releases, one a line."""
    return request_import(
        BytesIO("\n".join(json.dumps(each) for each in releases).encode()),
        file_name="releases.jsonl",
        format_name="ocds",
        body=body,
        options={**OPTIONS, "object": "works"},
        here=True,
    )


def test_an_import_in_another_order_than_that_of_ids_waits_for_the_results_of_its_partnerships(
    meti: GovernmentBody, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file revises the later one of two partnerships first, and the results of both are stored together."""
    assessed(bare("T-0"))
    run_import(claim_of(requested(meti, [release(1), release(2)])))
    later_first = Partnership.objects.filter(reference__startswith="ocds").order_by("-pk")
    numbers = [int(each.reference.rpartition("-")[2]) for each in later_first]
    corrected = requested(meti, [release(number, title="Works, corrected") for number in numbers])
    monkeypatch.setattr(
        partnerships, "register_partnership", pausing(partnerships.__dict__["register_partnership"], before=True)
    )
    first = Assessment.objects.queued().order_by("requested_at")[0].pk

    def assess() -> None:
        batch = attempt.BatchRun(list(claim_with_others(first, others=1)))
        batch.evaluate()
        pause()
        batch.store()
        assert (batch.stored, batch.failures) == (2, [])

    with acting(assess, lambda: run_import(claim_of(corrected))) as (results, importing):
        results.step()  # both are evaluated
        importing.step()  # before the first registration
        importing.step()  # before the second one
        results.step()
        assert results.is_blocked(), "the import holds both partnerships"
    corrected.refresh_from_db()
    assert (corrected.state, corrected.changed) == ("done", 2)
    assert Assessment.objects.filter(state=State.DONE, partnership__in=later_first).count() == 2
