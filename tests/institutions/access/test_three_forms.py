"""A rule says the same as a queryset, as SQL and on objects: on random rows, for every kind of caller."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import Model, QuerySet
from django.utils import timezone

from institutions.access import imports, leads, parties, partnerships, sources, statements
from institutions.access.callers import ALL_BODIES, EVERYBODY, SYSTEM, Assessed, Caller, Reader, reader_for, reader_of
from institutions.access.columns import joins_to, table_name
from institutions.access.keys import KeyHolder, make_key
from institutions.access.rule import EVERYTHING, Marked, Rule, among
from institutions.kinds import Reach
from institutions.models import (
    Account,
    Collection,
    CollectionParty,
    Company,
    DocumentParty,
    GovernmentBody,
    IdentityLead,
    Import,
    ImportedRecord,
    Partnership,
    Party,
    PartyKind,
    PartyName,
    Person,
    Role,
    Source,
    Statement,
    Submission,
    table_of,
)

pytestmark = pytest.mark.django_db
KINDS = ("shareholding", "contact_details", "exposure", "kinship")
NUMBER = 48  # statements
PARTIES = 26  # each is asked for in the database


@dataclass(slots=True)
class World:
    """A small register in which everything is drawn."""

    dice: random.Random
    bodies: list[GovernmentBody]
    partnerships: list[Partnership]
    jobs: list[Import]
    users: dict[str, Account | KeyHolder]

    @property
    def readers(self) -> dict[str, Reader]:
        """Every sort of reader, once: accounts of each role, keys, and what no account is."""
        one = self.bodies[0].pk
        made = {
            "everybody": EVERYBODY,
            "all bodies": ALL_BODIES,
            "a body without kin": reader_of([one], kin=False),
            "two bodies": reader_of([one, self.bodies[1].pk], kin=True, restricted=True),
            "all bodies without kin": Reader(bodies=None, restricted=True),
        }
        made |= {name: reader_for(user) for name, user in self.users.items()}
        return {name: reader for reader, name in {each: name for name, each in made.items()}.items()}

    @property
    def callers(self) -> dict[str, Caller]:
        """Readers, cases that are assessed, and the service itself."""
        case, other = self.partnerships[0], self.partnerships[1]
        return {
            **self.readers,
            "a case": Assessed(frozenset([case.pk]), frozenset([case.submitted_by_id])),
            "two cases": Assessed(frozenset([case.pk, other.pk]), frozenset([case.submitted_by_id])),
            "a case that is not stored": Assessed(frozenset(), frozenset([case.submitted_by_id])),
            "the service": SYSTEM,
        }


@pytest.fixture
def world() -> World:
    dice = random.Random(20260620)  # noqa: S311 - a test that can be repeated
    bodies = [GovernmentBody.objects.create(code=f"B{number}", name_en=f"Body {number}") for number in range(3)]
    now = timezone.now()
    cases = [
        Partnership.objects.create(
            reference=f"T-{number}", submitted_by=dice.choice(bodies), created_at=now, secret=number % 3 == 0
        )
        for number in range(12)
    ]
    jobs = [
        Import.objects.create(format="bods", file_name=f"{number}.json", body=bodies[number], size=1)
        for number in (0, 1)
    ]
    users: dict[str, Account | KeyHolder] = {
        f"{role}{' with the right' if right else ''}": Account.objects.create_user(
            f"{role}-{right}", role=role, body=bodies[0], reads_secret=right
        )
        for role in Role
        for right in (False, True)
    }
    users["an officer of no body"] = Account.objects.create_user("nobody's", role=Role.OFFICER)
    users["a key"] = KeyHolder(make_key(bodies[0])[0])
    users["a key with a scope"] = KeyHolder(make_key(bodies[1], scopes=["read"])[0])
    return World(dice, bodies, cases, jobs, users)


def found_by_sql(model: type[Model], rule: Rule) -> set[Any]:
    """The rows that a hand-written query finds."""
    return rows_of(model, rule.condition(model).sql, rule.condition(model).parameters)


def rows_of(model: type[Model], condition: str, parameters: tuple[Any, ...], joins: str = "") -> set[Any]:
    """The ids of the rows that meet a condition."""
    sql = f"SELECT e.id FROM {table_name(model)} e{joins} WHERE {condition}"  # noqa: S608 - no input in it
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        pk = model._meta.pk
        return {pk.to_python(each) for (each,) in cursor.fetchall()}


def compare(rows: QuerySet[Any], rule: Rule) -> set[Any]:
    """What the three forms find, which is the same."""
    by_queryset = set(rows.filter(rule.q()).values_list("pk", flat=True))
    meets = rule.test()
    by_object = {row.pk for row in rows if meets(row)}
    assert by_queryset == by_object, rule
    assert by_queryset == found_by_sql(rows.model, rule) & set(rows.values_list("pk", flat=True)), rule
    return by_queryset


def drawn_statements(world: World) -> Iterator[Statement]:
    """Statements of every scope, of the seed, of partnerships and of imports."""
    dice, source = world.dice, Source.objects.create(title="List", key="list")
    company, person = Company.objects.create(name_en="Hikari"), Person.objects.create(name_en="Sato")
    relative = Person.objects.create(name_en="Sato Kai")
    collection = Collection.objects.create(body=world.bodies[0], format="bods")
    for number in range(NUMBER):
        kind = KINDS[number % len(KINDS)]
        record = ImportedRecord.objects.create(
            collection=collection, job=dice.choice(world.jobs), record=str(number), recorded_at=timezone.now()
        )
        owners: list[dict[str, Any]] = [{}, {"partnership": dice.choice(world.partnerships)}, {"imported": record}]
        owner = dice.choice(owners)
        about: dict[str, dict[str, Any]] = {
            "shareholding": {"holder": person, "company": company},
            "contact_details": {"company": company},
            "exposure": {"company": company, "country": "CN"},
            "kinship": {"person": person, "relative": relative, "degree": 1},
        }
        scope = dice.choice([Reach.REGISTER, Reach.SUBMITTER, *([Reach.CASE] if "partnership" in owner else [])])
        yield table_of(kind).objects.create(source=source, reach=scope, **owner, **about[kind])


def test_statements(world: World) -> None:
    drawn = list(drawn_statements(world))
    told_apart: set[frozenset[object]] = set()
    for name, caller in world.callers.items():
        for kind in KINDS:
            rows: Any = table_of(kind).objects.select_related("partnership", "imported__job")
            rules = [statements.ties(caller)]
            if isinstance(caller, Reader):
                rules += [
                    statements.readable(kind, caller),
                    statements.readable_in_cases(kind, caller),
                    statements.of_cases(caller),
                    statements.stated_by_their_own(caller),
                ]
            for rule in rules:
                told_apart.add(frozenset(compare(rows, rule)))
            for rule in rules[:1]:
                assert compare(rows, ~rule) == {row.pk for row in rows} - compare(rows, rule), name
    assert len(drawn) == NUMBER
    assert len(told_apart) > 20, "the callers read different things"


def test_joined_and_looked_up_sql_find_the_same(world: World) -> None:
    list(drawn_statements(world))
    for reader in world.readers.values():
        for kind in KINDS:
            table = table_of(kind)
            for rule in statements.in_cases(kind, reader):
                joins, condition = statements.joined_condition(rule)
                joined = rows_of(table, condition.sql, condition.parameters, joins)
                assert joined == found_by_sql(table, rule), (reader, rule)


def test_what_stands_for_a_statement_is_tested_as_the_statement_is(world: World) -> None:
    @dataclass
    class Seen:
        scope: str
        partnership: UUID | None
        body: UUID | None

    reading = statements.reading_of(scope="scope", partnership="partnership", body="body")
    for row in drawn_statements(world):
        by = row.partnership.submitted_by_id if row.partnership else row.imported.job.body_id if row.imported else None
        seen = Seen(row.reach, row.partnership_id, by)
        for name, caller in world.callers.items():
            if isinstance(caller, Assessed):
                rule = statements.ties(caller)
                assert rule.test(reading)(seen) == rule.test()(row), name


def test_partnerships(world: World) -> None:
    told_apart = set()
    for name, reader in world.readers.items():
        rows = Partnership.objects.all()
        readable = compare(rows, partnerships.readable(reader))
        closed = compare(rows, partnerships.closed_to(reader))
        assert readable.isdisjoint(closed), name
        assert readable | closed <= {each.pk for each in world.partnerships}
        assert compare(rows, partnerships.open_to(reader)) >= readable, name
        told_apart.add(frozenset(readable))
    assert len(told_apart) == 7, "nothing; all and one body's, open or all; two bodies', and another's"
    for name, user in world.users.items():
        mine = {each.pk for each in world.partnerships if partnerships.readable(reader_for(user)).test()(each)}
        assert set(partnerships.partnerships_for(user).values_list("pk", flat=True)) == mine, name
        for each in world.partnerships:
            assert partnerships.may_open(user, each) == (user.reads_secret or not each.secret)


def test_imports(world: World) -> None:
    for reader in world.readers.values():
        compare(Import.objects.all(), imports.readable(reader))


def submission_of(partnership: Partnership) -> Submission:
    """A revision of a partnership."""
    return Submission.objects.create(
        partnership=partnership,
        revision=1,
        document={},
        sha256="0",
        received_at=timezone.now(),
        way="file",
        title="",
        sponsor=partnership.submitted_by,
        domain="energy",
        value_yen=1,
        proposed_on="2026-06-20",
    )


def drawn_parties(world: World) -> list[Party]:
    """Parties whom documents brought in, whom others or an import name again, and who may be found to be another."""
    dice, submissions = world.dice, [submission_of(each) for each in world.partnerships]
    collections = [Collection.objects.create(body=body, format="bods") for body in world.bodies]
    made: list[Party] = []
    for number in range(PARTIES):
        submission, body = dice.choice(submissions), dice.choice([*world.bodies, None])
        party = (Person if number % 2 else Company).objects.create(name_en=f"Party {number}", stated_by=body)
        if number % 5:
            DocumentParty.objects.create(submission=submission, key=str(number), party=party)
            PartyName.objects.create(party=party, language="en", text=party.name_en, submission=submission)
        if number % 7 == 0:
            DocumentParty.objects.create(submission=dice.choice(submissions), key=f"again-{number}", party=party)
        if number % 11 == 0:
            CollectionParty.objects.create(collection=dice.choice(collections), key=str(number), party=party)
        if made and number % 13 == 0:
            Party.objects.filter(pk=party.pk).update(same_as=made[number % len(made)])
        made.append(party)
    return made


def test_parties_and_their_names(world: World) -> None:
    drawn_parties(world)
    told_apart = set()
    for name, reader in world.readers.items():
        found = compare(Party.objects.all(), parties.readable(reader))
        told_apart.add(frozenset(found))
        hidden = set(parties.hidden_from(reader).values_list("pk", flat=True))
        assert found.isdisjoint(hidden), name
        assert compare(Party.objects.all(), parties.findable(reader)).isdisjoint(hidden), name
        compare(Party.objects.all(), parties.contact_details(reader))
        of_kinds = {each.pk for kind in PartyKind for each in parties.of_kind(kind, reader)}
        assert of_kinds == set(Party.objects.filter(pk__in=found, same_as=None).values_list("pk", flat=True)), name
        for kind in PartyKind:
            names = PartyName.objects.select_related("submission__partnership", "imported__job")
            compare(names, parties.names_read_by(reader, kind))
    assert len(told_apart) > 5, "the readers find different parties"
    for body in (*world.bodies, None):
        compare(Party.objects.all(), parties.comparable(body.pk if body else None))


def test_a_person_whom_only_a_closed_paper_of_the_body_names_is_not_theirs_to_find(world: World) -> None:
    body, other = world.bodies[0], world.bodies[1]
    person, now = Person.objects.create(name_en="Kuroi Jun"), timezone.now()
    for number, (of, is_closed) in enumerate([(body, True), (other, False)]):
        case = Partnership.objects.create(reference=f"C-{number}", submitted_by=of, created_at=now, secret=is_closed)
        DocumentParty.objects.create(submission=submission_of(case), key="jun", party=person)
    found = {
        right: parties.people_for(reader_of([body.pk], kin=True, restricted=right)).filter(pk=person.pk).exists()
        for right in (False, True)
    }
    assert found == {False: False, True: True}


def test_leads(world: World) -> None:
    made = drawn_parties(world)
    for number, party in enumerate(made[1:], start=1):
        body = world.bodies[number % 3] if number % 4 else None
        IdentityLead.objects.create(
            party=party, candidate=made[number - 1], body=body, folded=str(number), created_at=timezone.now()
        )
    for reader in world.readers.values():
        readable = compare(IdentityLead.objects.all(), leads.readable(reader))
        assert readable <= compare(IdentityLead.objects.all(), leads.findable(reader))


def test_sources(world: World) -> None:
    for row in drawn_statements(world):
        paper = Source.objects.create(title=f"Paper of {row.kind.name} {row.pk}")
        type(row).objects.filter(pk=row.pk).update(source=paper)
    for name, reader in world.readers.items():
        known = compare(Source.objects.all(), sources.readable(reader))
        assert known == set(sources.sources_for(reader).values_list("pk", flat=True)), name
        resting = {
            row.source_id
            for kind in KINDS
            for row in table_of(kind).objects.select_related("partnership", "imported__job")
            if statements.readable_in_cases(kind, reader).test()(row)
        }
        assert resting <= known, name
        if sources.readable(reader) != EVERYTHING:
            assert known - resting == {Source.objects.get(key="list").pk}, name


def test_rules_keep_no_part_that_says_nothing() -> None:
    marked, own = Marked("secret"), among("submitted_by", [uuid4()])
    assert marked & (marked | own) == marked
    assert (marked | EVERYTHING, marked & EVERYTHING, ~~marked) == (EVERYTHING, marked, marked)
    assert ~(marked & own) == ~marked | ~own
    assert among("submitted_by", []) == ~EVERYTHING


def test_a_path_that_leads_to_no_other_table_is_refused() -> None:
    with pytest.raises(TypeError, match="points to no other table"):
        joins_to(Partnership, "reference")
