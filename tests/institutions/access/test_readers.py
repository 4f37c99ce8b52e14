"""A body exports what it may read: the register's statements, and of people and cases only its own."""

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.access import parties, partnerships, statements
from institutions.access.callers import EVERYBODY, Reader, reader_of_bodies
from institutions.exports.statements import exported_statements
from institutions.kinds import KINDS
from institutions.models import GovernmentBody, Party, PartyKind
from tests.institutions.exports.registered import fill

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")

ALL = Reader(bodies=None, kin=True)


def counted(reader: Reader) -> Counter[str]:
    """Return the number of readable statements of each kind."""
    return Counter({kind: number for kind in KINDS if (number := statements.held_statements_for(kind, reader).count())})


def of(code: str, *, kin: bool = True) -> Reader:
    """Return a reader of a body."""
    return reader_of_bodies([GovernmentBody.objects.get(code=code).pk], kin=kin)


def test_everything_is_everything() -> None:
    fill()
    assert counted(ALL) == {
        "shareholding": 4,
        "control": 2,
        "directorship": 1,
        "kinship": 1,
        "appointment": 1,
        "exposure": 2,
        "contact_details": 2,
        "award": 1,
        "employment": 1,
    }


def test_a_body_reads_the_register_and_its_own() -> None:
    fill()
    assert counted(of("DA")) == {
        "shareholding": 3,
        "control": 2,
        "exposure": 2,
        "award": 1,
        "contact_details": 1,
        "employment": 1,
    }


def test_who_may_not_read_of_people_reads_the_register_alone() -> None:
    fill()
    assert counted(of("METI", kin=False)) == {
        "shareholding": 2,
        "control": 2,
        "exposure": 2,
        "award": 1,
        "contact_details": 1,
    }
    assert not parties.parties_of_kind(PartyKind.PERSON, of("METI", kin=False)).exists()


def test_nobody_reads_the_shared_part_only() -> None:
    fill()
    assert counted(EVERYBODY) == {"shareholding": 2, "control": 2, "exposure": 2, "award": 1}
    assert not partnerships.partnerships_read_by(EVERYBODY).exists()


def test_people_are_those_whom_the_body_named() -> None:
    fill()
    assert {each.name_ja for each in parties.parties_of_kind(PartyKind.PERSON, of("METI"))} == {"佐藤 遥", "田中 海"}
    assert {each.name_ja for each in parties.parties_of_kind(PartyKind.PERSON, of("DA"))} == {"別の佐藤"}
    assert parties.parties_of_kind(PartyKind.PERSON, ALL).count() == 3


def test_what_is_said_for_one_case_alone_goes_with_the_partnership() -> None:
    fill()
    [own] = exported_statements("employment", of("DA"))
    assert own.values.keys() == {"person", "company"}
    assert not statements.held_statements_for("recusal", ALL).exists()


def test_two_that_a_person_said_are_one_are_exported_as_one() -> None:
    registered = fill()
    kita, hikari = (Party.objects.get(pk=registered.parties[key]) for key in ("kita", "hikari"))
    Party.objects.filter(pk=kita.pk).update(same_as=hikari)
    [award] = exported_statements("award", ALL)
    assert {each.values["controller"] for each in exported_statements("control", ALL)} == {"FI", hikari.key}
    assert kita not in parties.parties_of_kind(PartyKind.COMPANY, ALL)
    assert award.party("company") == hikari


def test_the_number_of_queries_does_not_grow_with_the_rows() -> None:
    fill()
    with CaptureQueriesContext(connection) as asked:
        assert len(list(exported_statements("shareholding", ALL))) == 4
    assert len(asked) == 3, "people of notices alone, statements, sources"
