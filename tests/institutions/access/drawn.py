"""A small register in which everything is drawn, and a rule in its three forms on the rows of it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet
from django.utils import timezone

from institutions.access.callers import (
    ALL_BODIES,
    EVERYBODY,
    SYSTEM,
    AssessedCases,
    Caller,
    Reader,
    reader_for,
    reader_of_bodies,
)
from institutions.access.columns import table_name
from institutions.access.keys import KeyHolder
from institutions.access.rule import AccessRule
from institutions.kinds import Reach
from institutions.models import (
    Account,
    Collection,
    CollectionParty,
    Company,
    DocumentParty,
    GovernmentBody,
    Import,
    ImportedRecord,
    Partnership,
    Party,
    PartyName,
    Person,
    Source,
    Statement,
    Submission,
    table_of,
)

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
        """Return every sort of reader, once: accounts of each role, keys, and what no account is."""
        one = self.bodies[0].pk
        made = {
            "everybody": EVERYBODY,
            "all bodies": ALL_BODIES,
            "a body without kin": reader_of_bodies([one], kin=False),
            "two bodies": reader_of_bodies([one, self.bodies[1].pk], kin=True, restricted=True),
            "all bodies without kin": Reader(bodies=None, restricted=True),
        }
        made |= {name: reader_for(user) for name, user in self.users.items()}
        return {name: reader for reader, name in {each: name for name, each in made.items()}.items()}

    @property
    def callers(self) -> dict[str, Caller]:
        """Return readers, cases that are assessed, and the service itself."""
        case, other = self.partnerships[0], self.partnerships[1]
        return {
            **self.readers,
            "a case": AssessedCases(frozenset([case.pk]), frozenset([case.submitted_by_id])),
            "two cases": AssessedCases(frozenset([case.pk, other.pk]), frozenset([case.submitted_by_id])),
            "a case that is not stored": AssessedCases(frozenset(), frozenset([case.submitted_by_id])),
            "the service": SYSTEM,
        }


def found_by_sql(model: type[Model], rule: AccessRule) -> set[Any]:
    """Return the rows that a hand-written query finds."""
    return rows_of(model, rule.condition(model).sql, rule.condition(model).parameters)


def rows_of(model: type[Model], condition: str, parameters: tuple[Any, ...], joins: str = "") -> set[Any]:
    """Return the ids of the rows that meet a condition."""
    sql = f"SELECT e.id FROM {table_name(model)} e{joins} WHERE {condition}"  # noqa: S608 - no input in it
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        pk = model._meta.pk
        return {pk.to_python(each) for (each,) in cursor.fetchall()}


def compare(rows: QuerySet[Any], rule: AccessRule) -> set[Any]:
    """Return the rows that all three forms find."""
    by_queryset = set(rows.filter(rule.q()).values_list("pk", flat=True))
    meets = rule.test()
    by_object = {row.pk for row in rows if meets(row)}
    assert by_queryset == by_object, rule
    assert by_queryset == found_by_sql(rows.model, rule) & set(rows.values_list("pk", flat=True)), rule
    return by_queryset


def drawn_statements(world: World) -> Iterator[Statement]:
    """Yield statements of every scope, of the seed, of partnerships and of imports."""
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


def submission_of(partnership: Partnership) -> Submission:
    """Return a revision of a partnership."""
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
    """Return parties from documents, some named again by others or an import, some that may prove to be another."""
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
