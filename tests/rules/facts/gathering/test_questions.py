"""A case is found by a statement exactly if it reads it: for every kind, and for every party that it may name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from institutions.drafts.rows import held_row
from institutions.drafts.store import Registration
from institutions.events.changes import ChangedStatement, RegisterChange
from institutions.kinds import KINDS, Field, FieldSort, Kind, PartyType, Reach
from institutions.models import GovernmentBody, Party, Source, Statement, table_of
from rules.assessing.questions import AskedCase, partnerships_touched_by, store_questions
from rules.facts.gathering.changed_history import changed_acts
from rules.facts.gathering.from_register import gather_cases
from rules.facts.gathering.parties import read_identities
from rules.facts.gathering.touch import touch_of
from tests.every import every, undone
from tests.rules.facts.gathering.conftest import Register, document
from tests.rules.facts.gathering.test_scope import company, imported

SHARED = [kind for kind in KINDS.values() if not kind.case]
WORDS = {"domain": ("magnets", "cloud"), "object": ("research", "works")}


@dataclass(frozen=True)
class Known:
    """A case and the parties of its register, by what they are to it."""

    case: Registration
    parties: Mapping[str, Party]


def person(name: str) -> Party:
    row = Party(kind="person", name_en=name)
    row.save()
    return row


@pytest.fixture
def known(register: Register) -> Known:
    """Give Hikari an owner, a subsidiary, a rival, a predecessor and a director, and the domain another claimant."""
    case = register(document("R-1"))
    hikari, sato = (Party.objects.get(pk=case.parties[key]) for key in ("hikari", "sato"))
    names = ("owner", "subsidiary", "rival", "predecessor", "claimant", "stranger")
    others: dict[str, Party] = {name: company(name) for name in names}
    people = {name: person(name) for name in ("director", "superior", "passer-by")}
    bodies = {code: GovernmentBody.objects.get(code=code) for code in ("METI", "DA")}
    imported("shareholding", holder=others["owner"], company=hikari, share_bp=6000)
    imported("shareholding", holder=hikari, company=others["subsidiary"], share_bp=6000)
    imported("competitor", company=others["rival"], of=hikari, domain="batteries")
    imported("succession", company=hikari, predecessor=others["predecessor"])
    imported("dispute", claimant=others["claimant"], respondent=bodies["DA"], domain="magnets")
    imported("directorship", person=people["director"], company=hikari)
    imported("appointment", person=sato, body=bodies["METI"], reports_to=people["superior"])
    return Known(case, {"hikari": hikari, "sato": sato, **others, **people, **bodies})


def statements(kind: Kind, known: Known) -> Iterator[dict[str, Any]]:
    """Yield the kind's statements, each with one of the parties in one field and strangers in required fields."""
    named = [each for each in kind.fields if each.sort is FieldSort.PARTY]
    required = {each.column: stranger_for(each, known) for each in named if each.required}
    for said in words_of(kind):
        yield {**required, **said}
        for field in named:
            for party in known.parties.values():
                if PartyType(party.kind) in field.allows:
                    yield {**required, field.column: party, **said}


def words_of(kind: Kind) -> Iterator[dict[str, Any]]:
    """Yield values in the domain of the case and in another, for its object and for another, on a day that is read."""
    fixed: dict[str, Any] = {"share_bp": 6000, "closed_on": date(2025, 4, 1), "on": date(2025, 4, 1)}
    given = {name: value for name, value in fixed.items() if name in kind.by_name}
    domains = WORDS["domain"] if "domain" in kind.by_name else (None,)
    objects = WORDS["object"] if "object" in kind.by_name else (None,)
    for domain in domains:
        for procured in objects:
            words = {"domain": domain, "object": procured}
            yield {**given, **{name: word for name, word in words.items() if word}}


def stranger_for(field: Field, known: Known) -> Party:
    """Return a party that the case has nothing to do with and that may stand in a field."""
    strangers = {PartyType.COMPANY: "stranger", PartyType.PERSON: "passer-by", PartyType.BODY: "DA"}
    return known.parties[next(name for sort, name in strangers.items() if sort in field.allows)]


def is_found(row: Statement, known: Known) -> bool:
    """Return whether the statement, new in the register, leads to the case by the stored questions."""
    said = held_row(row)
    changed = ChangedStatement(kind=said.kind, lineage=row.lineage, scope=Reach.REGISTER, values=said.values)
    change = RegisterChange(moment=timezone.now(), statements=(changed,))
    return known.case.partnership.pk in partnerships_touched_by(
        touch_of(change, changed_acts(change), read_identities())
    )


def is_read(row: Statement, known: Known) -> bool:
    """Return whether the case reads the statement."""
    (case,) = gather_cases([known.case.submission], timezone.now())
    return str(row.lineage) in {each.lineage for each in case.statements}


@every("kind", SHARED, name=lambda kind: kind.name, within=undone)
def test_a_case_is_found_by_the_statements_that_it_reads_and_by_no_other(kind: Kind, known: Known) -> None:
    now = timezone.now()
    source = Source.objects.get()
    (case,) = gather_cases([known.case.submission], now)
    store_questions([AskedCase(known.case.partnership.pk, case.questions, now)])
    for values in statements(kind, known):
        row = table_of(kind.name).objects.create(reach=Reach.REGISTER, source=source, **values)
        assert (is_found(row, known), values) == (is_read(row, known), values)
        row.delete()
