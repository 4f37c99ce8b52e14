"""Writers that request assessments of the same cases at one moment, in every order of their steps on PostgreSQL."""

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from itertools import combinations
from uuid import UUID

import pytest
from django.db import connection, transaction

from institutions.audit.record import COMMAND
from institutions.models import GovernmentBody, Partnership
from rules.assessing import attempt, retry, store
from rules.assessing.claim import claim
from rules.assessing.confirmed import settle_confirmed
from rules.assessing.request import request_again, request_assessment
from rules.assessing.store import store_results
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import Assessment, State, Trigger
from rules.review import receivers
from tests.rules.assessing.actors import acting, pausing, play
from tests.rules.assessing.changing import assessed, bare, company, held, of, register, run

pytestmark = [
    pytest.mark.long,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("no_broker"),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one transaction write at a time"),
]
STEPS = 3  # of a writer: until it notes its change, until it has requested all assessments, commit
RETRY = 2  # steps: until it records its event, commit
RESULT = 2  # steps: until it has settled what confirms the newest result, commit


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let writers pause before they note their change, and before their commit."""
    GovernmentBody.objects.create(code="METI", name_en="METI", name_ja="経済産業省")
    monkeypatch.setattr(receivers, "note_change", pausing(receivers.__dict__["note_change"], before=True))
    monkeypatch.setattr(receivers, "request_together", pausing(receivers.__dict__["request_together"]))


def orders(first: int = STEPS, second: int = STEPS) -> Iterator[tuple[int, ...]]:
    """Yield every order of the steps of two writers."""
    for places in combinations(range(first + second), first):
        yield tuple(0 if place in places else 1 for place in range(first + second))


@pytest.mark.parametrize("queued", [True, False])
@pytest.mark.parametrize("revised_first", [True, False])
def test_a_revision_that_touches_a_case_beside_a_change_of_both(queued: bool, revised_first: bool) -> None:
    for number, order in enumerate(orders()):
        hikari = company(f"Hikari {number}")
        revised, touched = f"B-{number}", f"Q-{number}"
        for name in (revised, touched) if revised_first else (touched, revised):
            assessed(bare(name, **of(hikari)))
        Assessment.objects.queued().delete()
        for pk, name in enumerate((revised, touched) if revised_first else (touched, revised)) if queued else ():
            partnership = Partnership.objects.get(reference=name)
            Assessment.objects.create(
                pk=f"{number:08x}-0000-4000-8000-00000000000{pk}", partnership=partnership,
                submission=partnership.submissions.get(), trigger=Trigger.ON_DEMAND, as_of="2026-06-20",
            )  # fmt: skip
        stated = held(company(f"Kita {number}"), hikari)
        with acting(
            partial(register, bare(revised, stated, revision=2, **of(hikari))),
            partial(register, bare(f"X-{number}", held(company(f"Sei {number}"), hikari))),
        ) as writers:
            play(writers, order)
        rows = Assessment.objects.queued().filter(partnership__reference__in=(revised, touched))
        found = dict(rows.values_list("partnership__reference", "submission__revision"))
        assert found == {revised: 2, touched: 1}, f"order {order}"


def test_a_retry_beside_a_revision_of_the_same_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "record_event", pausing(retry.__dict__["record_event"], before=True))
    for number, order in enumerate(orders(RETRY, STEPS)):
        reference = f"B-{number}"
        assessed(bare(reference))
        failed = Assessment.objects.get(partnership__reference=reference, state=State.DONE)
        Assessment.objects.filter(pk=failed.pk).update(state=State.ERROR, error="broken")

        def try_again(pk: UUID = failed.pk) -> None:
            with suppress(retry.RetryRefusedError):
                retry.retry_assessment(pk, actor=COMMAND)

        with acting(try_again, partial(register, bare(reference, revision=2, value_yen=7))) as writers:
            play(writers, order)
        row = Assessment.objects.queued().get(partnership__reference=reference)
        assert row.submission.revision == 2, f"order {order}"


def test_a_late_result_beside_a_change_of_its_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "settle_confirmed", pausing(settle_confirmed))
    for number, order in enumerate(orders(RESULT, STEPS)):
        hikari = company(f"Hikari {number}")
        claims = []
        for name in (f"L-{number}", f"V-{number}"):
            first = assessed(bare(name, **of(hikari)))
            with transaction.atomic():
                request_again([first.partnership.pk], Trigger.REGISTER_CHANGED)
            taken = claim(Assessment.objects.queued().get(partnership__reference=name).pk)
            assert taken
            claims.append((first, attempt.evaluate_claim(taken)))
        with transaction.atomic():
            request_assessment(claims[0][0].submission, Trigger.ON_DEMAND)
        run(f"L-{number}")
        with acting(
            partial(store_results, [each for _, each in claims], current_rulebook().text),
            partial(register, bare(f"X-{number}", held(company(f"Sei {number}"), hikari))),
        ) as writers:
            play(writers, order)
        waiting = Assessment.objects.filter(
            partnership__reference=f"L-{number}", state__in=(State.QUEUED, State.RUNNING)
        )
        assert State.QUEUED in set(waiting.values_list("state", flat=True)), f"order {order}"
