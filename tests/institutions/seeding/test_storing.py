"""Seeding twice changes nothing; an edited row is superseded, and what it said before stays readable."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Model
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from institutions.events.changes import RegisterChange
from institutions.events.signals import register_changed
from institutions.models import (
    Bitemporal,
    BodyParent,
    BriefStatement,
    GovernmentBody,
    Mandate,
    PartyDetails,
    PartyName,
    Post,
    Source,
    Treaty,
    TreatyCoverage,
    TreatyParty,
)
from institutions.seeding.folder import read_folder
from institutions.seeding.store import SeedResult, store_seed
from tests.institutions.seeding.conftest import Edit

pytestmark = pytest.mark.django_db
TABLES: tuple[type[Bitemporal], ...] = (
    *(PartyDetails, PartyName, BodyParent, Mandate, Post),
    *(Treaty, TreatyParty, TreatyCoverage, BriefStatement),
)


def seed_from(folder: Path) -> dict[str, SeedResult]:
    return {outcome.label: outcome for outcome in store_seed(read_folder(folder))}


def everything() -> list[tuple[object, ...]]:
    tables: tuple[type[Model], ...] = (*TABLES, GovernmentBody, Source)
    return [row for table in tables for row in table._default_manager.order_by("pk").values_list()]


def test_seeding_twice_changes_nothing(folder: Path) -> None:
    first = seed_from(folder)
    before = everything()
    second = seed_from(folder)
    assert everything() == before
    assert not any(outcome.counts.changed for outcome in second.values())
    for label, outcome in first.items():
        assert outcome.counts.added == second[label].counts.unchanged > 0, label


def test_an_edited_row_is_superseded_and_what_it_said_stays_readable(folder: Path, edit: Edit) -> None:
    seed_from(folder)
    before = timezone.now()
    edit("treaties.yaml", "signed_on: 2025-02-06\n", "signed_on: 2025-02-06\n    in_force_on: 2026-08-01\n")
    edit(
        "treaties.yaml",
        "bit_zambia\n    name: {en: Japan–Zambia",
        "bit_zambia\n    name: {en: Japan–Republic of Zambia",
    )
    text = (folder / "treaties.yaml").read_text(encoding="utf-8")
    start = text.index("  - key: bit_zambia")
    (folder / "treaties.yaml").write_text(
        text[:start] + text[start:].replace("status: signed", "status: in_force", 1), encoding="utf-8"
    )
    counts = seed_from(folder)
    assert (counts["treaties"].counts.superseded, counts["treaties"].counts.added) == (1, 0)
    assert counts["parties of treaties"].counts.superseded == 2
    assert counts["bodies"].counts.superseded == 0

    rows = Treaty.objects.filter(code="bit_zambia")
    assert rows.count() == 2
    now, then = rows.current().get(), rows.known_at(before).get()
    assert (now.status, now.in_force_on) == ("in_force", date(2026, 8, 1))
    assert (then.status, then.in_force_on, then.superseded_at) == ("signed", None, now.recorded_at)
    assert now.lineage == then.lineage


def test_a_row_that_the_files_no_longer_have_is_ended_and_not_deleted(folder: Path, edit: Edit) -> None:
    seed_from(folder)
    edit("treaties.yaml", '  - {country: "VN", complete_on:', '  - {country: "ZW", complete_on:')
    counts = seed_from(folder)["coverage of treaties"].counts
    assert (counts.added, counts.ended, counts.superseded) == (1, 1, 0)
    assert TreatyCoverage.objects.filter(country="VN").count() == 1
    assert not TreatyCoverage.objects.current().filter(country="VN").exists()


def test_a_corrected_source_leaves_the_old_rows_on_the_old_document(folder: Path, edit: Edit) -> None:
    seed_from(folder)
    before = timezone.now()
    edit("sources.yaml", "publisher: Mainichi Shimbun", "publisher: The Mainichi Newspapers")
    assert seed_from(folder)["sources"].counts.superseded == 1
    parents = BodyParent.objects.filter(body__code="NSS-ECON")
    assert publisher_of(parents.known_at(before).get()) == "Mainichi Shimbun"
    assert publisher_of(parents.current().get()) == "The Mainichi Newspapers"
    assert not any(outcome.counts.changed for outcome in seed_from(folder).values())


def publisher_of(row: Bitemporal) -> str:
    assert row.source is not None
    return row.source.publisher


def test_a_document_that_a_submission_brought_becomes_ours(folder: Path) -> None:
    url = "https://mainichi.jp/articles/20200401/k00/00m/010/266000c"
    title = "Economic division of the National Security Secretariat starts, 1 April 2020"
    theirs = Source.objects.create(title=title, publisher="Mainichi Shimbun", url=url, retrieved_on=date(2026, 11, 24))
    seed_from(folder)
    theirs.refresh_from_db()
    assert theirs.key == "mainichi_nss_econ"
    assert Source.objects.filter(url=url).count() == 1


def test_a_wrong_file_stores_nothing(folder: Path, edit: Edit) -> None:
    edit("mandates.yaml", "  - body: IPA\n    function: funds", "  - body: IPA\n    function: fund")
    with pytest.raises(CommandError, match=r"Did you mean funds\?\nNothing was stored\."):
        call_command("seed", folder=folder)
    assert GovernmentBody.objects.count() == Source.objects.count() == 0


def test_the_command_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("seed")
    call_command("seed")
    lines = capsys.readouterr().out.splitlines()
    assert "Bodies: added 74, superseded 0, unchanged 0." in lines
    assert "Bodies: added 0, superseded 0, unchanged 74." in lines
    assert "Checked lists: 249 countries, 16 domains, 12 legal grounds." in lines


@pytest.fixture
def heard() -> Iterator[list[RegisterChange]]:
    """Yield the changes that others were told of."""
    changes: list[RegisterChange] = []

    def listen(change: RegisterChange, **_: object) -> None:
        changes.append(change)

    register_changed.connect(listen)
    yield changes
    register_changed.disconnect(listen)


def test_listeners_hear_of_a_change_and_of_nothing_else(folder: Path, edit: Edit, heard: list[RegisterChange]) -> None:
    seed_from(folder)
    assert len(heard) == 1
    seed_from(folder)
    edit("brief.yaml", "    note: Set up on 1 September 2021, after the brief.\n", "")
    seed_from(folder)
    assert len(heard) == 1


def test_listeners_hear_of_which_countries_a_treaty_changed(
    folder: Path, edit: Edit, heard: list[RegisterChange]
) -> None:
    seed_from(folder)
    edit("treaties.yaml", "signed_on: 2025-02-06\n", "signed_on: 2025-02-07\n")
    seed_from(folder)
    row = Treaty.objects.get(superseded_at=None, signed_on=date(2025, 2, 7))
    parties = {each.country for each in TreatyParty.objects.filter(treaty=row.code)}
    assert parties == {"JP", "ZM"}
    assert heard[-1] == RegisterChange(moment=row.recorded_at, countries=frozenset(parties))


def test_listeners_hear_whose_mandate_changed(folder: Path, edit: Edit, heard: list[RegisterChange]) -> None:
    seed_from(folder)
    before = "    function: policy\n    in_law: false\n"
    edit("mandates.yaml", f"{before}    from: 2020-04-01\n", before)
    seed_from(folder)
    assert heard[-1].parties == {GovernmentBody.objects.get(code="NSS-ECON").pk}
    assert not heard[-1].countries


def test_the_number_of_queries_does_not_grow_with_the_rows(
    folder: Path, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(66):  # SQLite takes the bodies in two portions, their names in three
        seed_from(folder)
    with django_assert_max_num_queries(19):
        seed_from(folder)


def test_one_moment_is_recorded_for_the_whole_run(folder: Path) -> None:
    seed_from(folder)
    moments: set[datetime] = set()
    for table in TABLES:
        moments.update(table._default_manager.values_list("recorded_at", flat=True))
    assert len(moments) == 1
