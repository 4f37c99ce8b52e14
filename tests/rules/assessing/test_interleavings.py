"""A change, an assessment under way and the walk of the change in every order: no case is left as it was."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations

import pytest
from django.db import connection, transaction

from institutions.models import GovernmentBody
from rules.assessing import attempt, changes, gate, store, walking
from rules.assessing.claim import claim
from rules.assessing.walking import open_walks, walk_change
from rules.models import Assessment, State
from tests.rules.assessing.actors import acting, pause, pausing, play
from tests.rules.assessing.changing import assessed, bare, company, key, of, register

pytestmark = [
    pytest.mark.long,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("no_broker"),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one transaction write at a time"),
]
ASSESSMENT = 5  # steps: claim, mark, gather and evaluate, store, commit
CHANGE = 2  # note, commit
WALK = 2  # request, commit
STATED = "guidance"


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let actors pause between the mark and the gathering, and before the commit of a result and of a range."""
    GovernmentBody.objects.create(code="METI", name_en="METI", name_ja="経済産業省")
    monkeypatch.setattr(attempt, "gather_cases", pausing(attempt.__dict__["gather_cases"], before=True))
    monkeypatch.setattr(store, "request_again", pausing(store.__dict__["request_again"]))
    monkeypatch.setattr(walking, "request_again", pausing(walking.__dict__["request_again"]))


def orders(first: int, second: int) -> Iterator[tuple[int, ...]]:
    """Yield every order of the steps of two actors."""
    for places in combinations(range(first + second), first):
        yield tuple(0 if place in places else 1 for place in range(first + second))


def assess(partnership: str) -> None:
    """Work on the queued assessment of a partnership."""
    taken = claim(Assessment.objects.queued().get(partnership__reference=partnership).pk)
    assert taken is not None
    pause()
    found = attempt.evaluate_claim(taken)
    pause()
    attempt.store_evaluated(found)


def change(name: str, company_key: str) -> None:
    """State a measure about a company, then walk on with the change if its walk is open."""
    stated = {"kind": "measure", "body": "METI", "type": STATED, "on": "2026-01-05", "company": company_key}
    with transaction.atomic():
        register(bare(f"X-{name}", stated))
        pause()
    for walk in open_walks().values_list("pk", flat=True):
        pause()
        walk_change(walk)


def outcome_of(name: str, order: tuple[int, ...], *, earlier: bool) -> tuple[bool, bool]:
    """Play one order on a case of its own; return whether its result knows the change, and whether it is queued."""
    hikari = company(f"Hikari {name}")
    reference = f"T-{name}"
    document = bare(reference, **of(hikari))
    if earlier:
        submission = assessed(document).submission
        Assessment.objects.create(
            partnership_id=submission.partnership_id, submission=submission, trigger="on_demand", as_of="2026-06-20"
        )
    else:
        register(document)
    Assessment.objects.queued().exclude(partnership__reference=reference).delete()
    works: list[Callable[[], None]] = [lambda: assess(reference), lambda: change(name, key(hikari))]
    with acting(*works) as actors:
        play(actors, order)
    newest = Assessment.objects.filter(partnership__reference=reference, state=State.DONE).newest_first()[0]
    assert not open_walks().exists()
    assert newest.snapshot
    queued = Assessment.objects.queued().filter(partnership__reference=reference)
    return STATED in newest.snapshot.content, queued.exists()


def play_all(name: str, walk: int, *, earlier: bool) -> Counter[tuple[bool, bool]]:
    """Play every order; return how often each outcome came about."""
    found: Counter[tuple[bool, bool]] = Counter()
    for number, order in enumerate(orders(ASSESSMENT, CHANGE + walk)):
        knows, queued = outcome_of(f"{name}-{number}", order, earlier=earlier)
        assert knows or queued, f"order {order}: the result does not know the change, and no assessment is queued"
        found[knows, queued] += 1
    return found


def test_no_order_of_a_walked_change_and_a_result_leaves_the_case_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "WOKEN_ON_COMMIT", 0)
    found = play_all("W", WALK, earlier=True)
    assert {knows for knows, _queued in found} == {True, False}


def test_no_order_of_a_change_of_few_cases_and_a_result_leaves_the_case_as_it_was() -> None:
    found = play_all("F", 0, earlier=True)
    assert {knows for knows, _queued in found} == {True, False}


def test_no_order_of_a_change_and_a_first_result_leaves_the_case_as_it_was() -> None:
    found = play_all("N", 0, earlier=False)
    assert (False, True) in found
    assert {knows for knows, _queued in found} == {True, False}


def test_without_the_gate_an_order_leaves_the_case_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "lock_gate", lambda _mode: None)
    with pytest.raises(AssertionError, match="does not know the change"):
        play_all("G", 0, earlier=False)


def test_results_of_different_cases_are_stored_side_by_side() -> None:
    assessed(bare("T-0"))  # stores the rulebook and the sets of places, which others share
    for name in ("T-1", "T-2"):
        register(bare(name))
    with acting(lambda: assess("T-1"), lambda: assess("T-2")) as actors:
        for actor in actors:
            for _step in range(ASSESSMENT - 1):
                actor.step()
        assert not any(actor.is_blocked() or actor.over for actor in actors), "both have passed the gate"
    assert Assessment.objects.filter(state=State.DONE).count() == 3


def test_a_change_waits_for_a_result_in_the_gate_and_a_result_for_a_change() -> None:
    hikari = company("Hikari")
    register(bare("T-1", **of(hikari)))
    with acting(lambda: assess("T-1"), lambda: change("1", key(hikari))) as (result, other):
        for _step in range(ASSESSMENT - 1):
            result.step()
        other.step()
        assert other.is_blocked()
        result.step()
        assert not other.is_blocked()
    run = Assessment.objects.queued().get(partnership__reference="T-1")
    with acting(lambda: assess("T-1"), lambda: change("2", key(hikari))) as (result, other):
        for _step in range(3):
            result.step()
        other.step()
        result.step()
        assert result.is_blocked()
        other.step()
        assert not result.is_blocked()
    assert Assessment.objects.filter(pk=run.pk, state=State.DONE).exists()
    assert Assessment.objects.queued().filter(partnership__reference="T-1").exists()
