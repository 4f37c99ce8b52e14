"""Rules on parties and possible matches say the same as a queryset, as SQL and on objects."""

import pytest
from django.utils import timezone

from institutions.access import leads, parties
from institutions.access.callers import reader_of_bodies
from institutions.models import (
    DocumentParty,
    IdentityLead,
    Partnership,
    Party,
    PartyKind,
    PartyName,
    Person,
)
from tests.institutions.access.drawn import World, compare, drawn_parties, submission_of

pytestmark = pytest.mark.django_db


def test_parties_and_their_names(world: World) -> None:
    drawn_parties(world)
    told_apart = set()
    for name, reader in world.readers.items():
        found = compare(Party.objects.all(), parties.parties_rule(reader))
        told_apart.add(frozenset(found))
        hidden = set(parties.hidden_from(reader).values_list("pk", flat=True))
        assert found.isdisjoint(hidden), name
        assert compare(Party.objects.all(), parties.findable_parties_rule(reader)).isdisjoint(hidden), name
        compare(Party.objects.all(), parties.contact_details(reader))
        of_kinds = {each.pk for kind in PartyKind for each in parties.parties_of_kind(kind, reader)}
        assert of_kinds == set(Party.objects.filter(pk__in=found, same_as=None).values_list("pk", flat=True)), name
        for kind in PartyKind:
            names = PartyName.objects.select_related("submission__partnership", "imported__job")
            compare(names, parties.names_rule(reader, kind))
    assert len(told_apart) > 5, "the readers find different parties"
    for body in (*world.bodies, None):
        compare(Party.objects.all(), parties.comparable_rule(body.pk if body else None))


def test_a_person_whom_only_a_closed_paper_of_the_body_names_is_not_theirs_to_find(world: World) -> None:
    body, other = world.bodies[0], world.bodies[1]
    person, now = Person.objects.create(name_en="Kuroi Jun"), timezone.now()
    for number, (of, is_closed) in enumerate([(body, True), (other, False)]):
        case = Partnership.objects.create(reference=f"C-{number}", submitted_by=of, created_at=now, secret=is_closed)
        DocumentParty.objects.create(submission=submission_of(case), key="jun", party=person)
    found = {
        right: parties.people_named_for(reader_of_bodies([body.pk], kin=True, restricted=right))
        .filter(pk=person.pk)
        .exists()
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
    told_apart = set()
    for name, reader in world.readers.items():
        hidden = set(parties.hidden_from(reader).values_list("pk", flat=True))
        rows = IdentityLead.objects.all()
        findable = {each.pk for each in rows if not hidden & {each.party_id, each.candidate_id}}
        assert set(rows.filter(leads.is_findable_lead(reader)).values_list("pk", flat=True)) == findable, name
        mine = {each.pk for each in rows if reader.bodies is None or each.body_id in reader.bodies}
        assert set(leads.leads_readable_by(reader).values_list("pk", flat=True)) == findable & mine, name
        told_apart.add(frozenset(findable & mine))
    assert len(told_apart) > 3, "the readers find different matches"


def test_a_look_up_finds_what_the_rule_on_parties_finds(world: World) -> None:
    drawn_parties(world)
    told_apart = set()
    for name, reader in world.readers.items():
        found = set(Party.objects.filter(parties.parties_rule(reader).q()).values_list("pk", flat=True))
        assert set(parties.parties_known_to(reader).values_list("pk", flat=True)) == found, name
        others = set(Party.objects.filter(pk__in=found).exclude(kind=PartyKind.PERSON).values_list("pk", flat=True))
        assert set(parties.parties_known_to(reader, people=False).values_list("pk", flat=True)) == others, name
        told_apart.add(frozenset(found))
    assert len(told_apart) > 5, "the readers find different parties"
