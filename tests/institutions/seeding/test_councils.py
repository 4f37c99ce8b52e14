"""The seed states councils and commissions by office: how many sit there, for how long, and with whose consent."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from institutions.events.changes import RegisterChange
from institutions.events.signals import register_changed
from institutions.models import Post, table_of
from institutions.parties.organisation.state import read_organisation
from institutions.seeding.folder import read_folder
from institutions.seeding.store import store_seed

pytestmark = pytest.mark.django_db
COMMISSIONS = {  # number of holders and term in years, by body and post
    "JFTC": {"Chair": (1, 5), "Commissioners": (4, 5)},
    "NRA": {"Chair": (1, 5), "Commissioners": (4, 5)},
    "PPC": {"Chair": (1, 5), "Members": (8, 5)},
    "JCRC": {"Chair": (1, None), "Members": (4, None)},
    "NPA-JINJI": {"Commissioners": (3, 4)},
    "RSC": {"Chair (full-time)": (1, 3), "Members (part-time)": (4, 3)},
    "BOA": {"Commissioners": (3, 5)},
}
TODAY = date(2026, 12, 1)


def posts(body: str, on: date = TODAY) -> list[Any]:  # Any: rows of a day
    return [each for each in read_organisation(on).posts if each.body == body]


def seats() -> list[Any]:  # Any: tables are made at run time
    return list(table_of("seat").objects.filter(superseded_at=None).order_by("pk"))


def test_commissions_have_their_numbers_terms_and_the_consent_of_the_diet() -> None:
    store_seed(read_folder())
    for body, wanted in COMMISSIONS.items():
        found = posts(body)
        assert {each.en: (each.number, each.term_years) for each in found} == wanted, body
        assert {each.consent for each in found} == {"diet"}, body


def test_a_term_is_that_of_the_law_of_the_day() -> None:
    store_seed(read_folder())
    days = (date(2023, 3, 31), date(2023, 4, 1))
    assert [[each.term_years for each in posts("BOA", day)] for day in days] == [[7], [5]]


def test_six_members_of_the_fair_trade_commission_became_four() -> None:
    store_seed(read_folder())
    days = (date(1952, 7, 31), date(1952, 8, 1))
    assert [{each.number for each in posts("JFTC", day)} for day in days] == [{1, 6}, {1, 4}]


def test_every_post_has_its_source_and_a_day_of_review_where_a_part_was_not_read() -> None:
    store_seed(read_folder())
    for each in Post.objects.select_related("source", "body"):
        assert each.source is not None, each
        assert each.basis_en, each
        assert each.basis_ja, each
        if "not read" in each.basis_en or "memory" in each.basis_en:
            assert each.review_on, each


def test_seats_by_office_are_those_of_bodies_and_serve_the_whole_register() -> None:
    store_seed(read_folder())
    rows = seats()
    assert {each.body.code for each in rows} == {"NSC"}
    assert sorted(each.holder.code for each in rows) == ["CAS", "METI", "MIC", "MLIT", "MOD", "MOF", "MOFA", "NPSC"]
    assert {(each.reach, each.confidence, each.holder.kind) for each in rows} == {("register", "fact", "body")}
    assert all(each.source.url for each in rows)
    assert len([each for each in read_organisation(TODAY).seats if each.body == "NSC"]) == 8
    assert read_organisation(date(2022, 7, 31)).seats == ()


def test_a_seat_that_changes_signals_its_council() -> None:
    seed = read_folder()
    store_seed(seed)
    changes: list[RegisterChange] = []

    def listen(change: RegisterChange, **_: object) -> None:
        changes.append(change)

    register_changed.connect(listen)
    try:
        store_seed(replace(seed, seats=seed.seats[1:]))
    finally:
        register_changed.disconnect(listen)
    (council,) = {each.body_id for each in seats()}
    assert [each.parties for each in changes] == [frozenset({council})]
