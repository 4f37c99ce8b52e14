"""The rules that a draft touches through findings of others alone: where they are evaluated, and what they answer."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from pytest_django.fixtures import Settings

from institutions.models import GovernmentBody, Partnership
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.models import Assessment, State
from rules.screening.case_verdicts import case_verdict
from rules.workshop import effect_in_sets
from rules.workshop.followers import StoredVersions, followers_of
from rules.workshop.narrowed import touched_rules
from rules.workshop.sides import keep_answers
from rules.workshop.trying import try_draft
from tests.documents import small
from tests.rules.review.casework.building import registered
from tests.rules.screening.conftest import cases, rulebook_with, using

__all__ = ["cases", "using"]  # fixtures
STAKE: Final = ("stake.share_bp > 0", "stake.share_bp > 500")
FOLLOWER: Final = "LIT-06"
MEASURE: Final = {
    "kind": "measure", "key": "m1", "body": "METI", "company": "hikari", "type": "order", "nature": "disposition",
    "on": "2026-01-15", "known_on": "2026-01-20", "in_writing": True, "criterion_published": True,
    "reasons_given": True, "hearing_held": True, "urgent": False, "secrecy_ground": False, "money_only": False,
    "general": False, "remedy_notice": True, "damage_yen": 50_000_000,
}  # fmt: skip


@pytest.fixture
def harmed(cases: dict[str, Partnership]) -> dict[str, Partnership]:
    """Return the cases, with one more of a company that a measure harmed, and a small holding of who decides."""
    holding = {"kind": "shareholding", "holder": "sato", "company": "hikari", "share_bp": 300, "from": "2021-04-01"}
    officials = [{"person": "sato", "role": "decision_maker"}]
    document = small(reference="HARMED", statements=[holding, MEASURE], officials=officials)
    return {**cases, "HARMED": registered(document)}


@pytest.fixture
def evaluated(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the list that each evaluation of the follower adds its number of cases to."""
    counts: list[int] = []

    def counted(connection: Any, book: Any, codes: frozenset[str], side: str) -> None:
        if FOLLOWER in codes:
            counts.extend(number for (number,) in connection.execute("SELECT count(*) FROM cases").fetchall())
        keep_answers(connection, book, codes, side)

    monkeypatch.setattr(effect_in_sets, "keep_answers", counted)
    return counts


@pytest.mark.django_db
def test_a_follower_is_evaluated_where_a_finding_differs_and_read_elsewhere(
    harmed: dict[str, Partnership], evaluated: list[int]
) -> None:
    base, draft = rulebook_with(), rulebook_with(STAKE)
    assert touched_rules(base, draft).followers == {FOLLOWER}
    found = try_draft(base, draft, "0123").counts.together().outcomes
    assert evaluated == [2, 2], "LOW and HARMED, where 300 basis points no longer count; the others are read"
    answers: Counter[tuple[str, str]] = Counter()
    for assessment in Assessment.objects.filter(state=State.DONE).select_related("snapshot"):
        assert assessment.snapshot
        sides = (case_verdict(assessment.snapshot.content, each).outcomes[FOLLOWER] for each in (base, draft))
        before, after = sides
        answers[before, after] += 1
    assert {key[1:]: number for key, number in found.items() if key[0] == FOLLOWER} == answers
    assert answers["flagged", "not_assessable"] == 1, "the harm is left, and what could not be assessed beside it"
    assert len(answers) > 1


@pytest.mark.django_db
def test_a_register_without_a_case_has_no_effect(
    digital_agency: GovernmentBody, tmp_path: Path, settings: Settings
) -> None:
    settings.FACT_STORE = str(tmp_path / "facts")
    tried = try_draft(rulebook_with(), rulebook_with(STAKE), "0123")
    assert (tried.cases, tried.counts.together().outcomes) == (0, Counter())


@pytest.mark.django_db
def test_results_of_a_version_that_could_answer_otherwise_are_not_read(
    harmed: dict[str, Partnership], evaluated: list[int]
) -> None:
    other = ("harm.damage_yen > 0", "harm.damage_yen > 1")
    base = rulebook_with(other)
    found = try_draft(base, rulebook_with(other, STAKE), "0123").counts.together().outcomes
    assert evaluated == [len(harmed), len(harmed)], "the text of the follower differs from that of the stored results"
    assert sum(number for key, number in found.items() if key[0] == FOLLOWER) == len(harmed)


@pytest.mark.django_db
def test_a_version_answers_alike_while_the_rules_that_a_follower_may_read_stay(harmed: dict[str, Partnership]) -> None:
    base, codes = rulebook_with(), frozenset({FOLLOWER})
    apart = {
        (): True,
        ("listed.list in (cn_control_list, cn_watch_list,", "listed.list in (cn_control_list,"): True,
        STAKE: False,  # a rule whose findings it may read
        ("harm.damage_yen > 0", "harm.damage_yen > 1"): False,  # its own condition
    }
    for change, alike in apart.items():
        changed = rulebook_with(change) if change else base
        versions = StoredVersions(base, codes, loading(changed))
        assert versions.answer_as_base(changed.version) is alike, change
    unreadable = StoredVersions(base, codes, loading(None))
    assert not unreadable.answer_as_base("of another program")


def loading(found: LoadedRulebook | None) -> Callable[[str, LoadedRulebook], LoadedRulebook | None]:
    """Return what finds this rulebook under every version."""
    return lambda _version, _base: found


@pytest.mark.django_db
def test_a_level_added_to_a_rule_reaches_the_cases_in_which_it_is_not_assessable(
    harmed: dict[str, Partnership], evaluated: list[int]
) -> None:
    base = rulebook_with()
    draft = rulebook_with(("stake.listed == false", "stake.listed == true"))
    assert FOLLOWER in touched_rules(base, draft).followers
    found = followers_of(base, draft, frozenset({FOLLOWER}))
    assert found is not None
    assert found.releveled == set(), "the same levels, under other conditions"
    lower = rulebook_with(
        ("parameter.coi_stake_critical_bp]\n  - high\n", "parameter.coi_stake_critical_bp]\n  - medium\n")
    )
    found = followers_of(base, lower, frozenset({FOLLOWER}))
    assert found is not None
    assert found.releveled == {"COI-01"}
