"""Acts of a draft on an organisation in memory: what they change, and in which order they happen."""

from datetime import date

import pytest

from institutions.drafts.reorganisation.reading import read_reorganisation
from institutions.parties.organisation.state import CABINET
from tests.rules.organisation.drafted import MOVE, NEW, applied, document, of, one

pytestmark = pytest.mark.bare


def test_a_founded_body_is_named_by_key_or_code_and_may_be_under_another_of_that_day() -> None:
    second = {**NEW, "key": "branch", "code": "BRANCH", "parent": "new"}
    state = applied(second, {**NEW, "parent": "ONE"}, {"act": "grant_mandate", "body": "NEW", "function": "audits"})
    assert (state.bodies["NEW"].parent, state.bodies["BRANCH"].parent) == ("ONE", "NEW")
    assert of(state, "NEW") == {("audits", "")}


def test_a_moved_mandate_rests_on_the_act_and_fuses_with_one_that_is_held() -> None:
    move = {"act": "move_mandate", "from": "BUREAU", "to": "TWO", "domain": "cloud", "function": "promotes"}
    found = one(applied(move), "TWO", "promotes")
    assert (found.lead, found.in_law, found.basis_en) == ("sole", True, "Act B; Draft")
    alone = one(applied({**move, "to": "ONE"}), "ONE", "promotes")
    assert (alone.in_law, alone.basis_en) == (False, "Draft")
    by_law = one(applied({**move, "to": "ONE", "basis": {"law": "Act C, art. 1"}}), "ONE", "promotes")
    assert (by_law.in_law, by_law.basis_en) == (True, "Act C, art. 1")


def test_mandates_that_change_places_on_one_day_do() -> None:
    state = applied(
        {"act": "move_mandate", "from": "BUREAU", "to": "TWO", "domain": "cloud", "function": "promotes"},
        {"act": "move_mandate", "from": "TWO", "to": "BUREAU", "domain": "cloud", "function": "promotes"},
    )
    assert {("promotes", "cloud")} == of(state, "BUREAU") == of(state, "TWO")
    assert one(state, "BUREAU", "promotes").lead == "joint"


def test_a_merge_hands_over_mandates_posts_and_the_bodies_below() -> None:
    state = applied({"act": "merge", "bodies": ["ONE", "TWO"], "into": "TWO"})
    assert "ONE" not in state.bodies
    assert of(state, "TWO") == {("funds", "cloud"), ("policy", ""), ("promotes", "cloud")}
    assert state.bodies["BUREAU"].parent == "TWO"
    assert {(each.body, each.en, each.appointed_by) for each in state.posts} == {
        ("TWO", "Director", "TWO"),
        ("TWO", "Chair", "BUREAU"),
    }


def test_a_body_may_take_over_the_one_that_it_is_under() -> None:
    state = applied({"act": "merge", "bodies": ["ONE", "BUREAU"], "into": "BUREAU"})
    assert state.bodies["BUREAU"].parent == CABINET


def test_a_split_hands_over_what_it_names_alone() -> None:
    part = {"body": "TWO", "mandates": [{"domain": "cloud", "function": "funds"}], "posts": ["局長"]}
    state = applied({"act": "split", "body": "ONE", "into": [part]})
    assert (of(state, "ONE"), of(state, "TWO")) == ({("policy", "")}, {("funds", "cloud"), ("promotes", "cloud")})
    assert {each.body for each in state.posts} == {"TWO"}


def test_what_is_dissolved_without_a_successor_is_named_as_orphaned() -> None:
    state = applied({"act": "move", "body": "BUREAU", "parent": "TWO"}, {"act": "dissolve", "body": "ONE"})
    assert state.orphans == [
        {"kind": "mandate", "body": "ONE", "domain": "cloud", "function": "funds"},
        {"kind": "mandate", "body": "ONE", "domain": None, "function": "policy"},
        {"kind": "post", "body": "ONE", "post": {"en": "Director", "ja": "局長"}},
        {"kind": "seat", "body": "COUNCIL", "holder": {"body": "ONE"}},
    ]


def test_a_supervised_body_that_is_taken_over_is_supervised_under_the_other_name() -> None:
    state = applied({"act": "merge", "bodies": ["BUREAU", "TWO"], "into": "TWO"})
    assert one(state, "OFFICE", "supervises").target == "TWO"


def test_a_renamed_body_keeps_what_it_has_under_both_codes() -> None:
    name = {"en": "Renamed"}
    state = applied(
        {"act": "rename", "body": "ONE", "name": name, "code": "UNO"},
        {"act": "end_mandate", "body": "UNO", "domain": "cloud", "function": "funds", "on": "2026-06-21"},
        {"act": "dissolve", "body": "ONE", "successor": "TWO", "on": "2026-06-22"},
    )
    assert of(state, "TWO") == {("policy", ""), ("promotes", "cloud")}
    assert state.bodies["BUREAU"].parent == "TWO"


def test_parents_that_change_together_close_no_circle_on_the_way() -> None:
    state = applied(
        {"act": "move", "body": "ONE", "parent": "OFFICE"}, {"act": "move", "body": "BUREAU", "parent": "TWO"}
    )
    assert (state.bodies["ONE"].parent, state.bodies["BUREAU"].parent) == ("OFFICE", "TWO")


def test_acts_happen_in_the_order_of_days_and_a_split_before_a_merge() -> None:
    part = {"body": "TWO", "mandates": [{"domain": "cloud", "function": "funds"}]}
    state = applied(
        {"act": "merge", "bodies": ["ONE", "BUREAU"], "into": "BUREAU"}, {"act": "split", "body": "ONE", "into": [part]}
    )
    assert ("funds", "cloud") in of(state, "TWO")
    later = {"act": "grant_mandate", "body": "ONE", "function": "audits", "on": "2026-06-19"}
    assert ("audits", "") in of(applied({"act": "dissolve", "body": "ONE", "successor": "TWO"}, later), "TWO")


def test_the_day_as_of_which_it_is_assessed_is_that_of_the_last_act() -> None:
    draft = read_reorganisation(document({**MOVE, "on": "2027-04-01"}, {**NEW, "parent": "ONE"}))
    assert (draft.on, draft.assessed_on) == (date(2026, 6, 20), date(2027, 4, 1))
