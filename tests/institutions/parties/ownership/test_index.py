"""The index of owners stays right: after any changes it gives what a plain reading of all rows gives, at any moment."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from institutions.access.callers import ALL_BODIES, EVERYBODY, Reader, reader_of_bodies
from institutions.access.view import TieView
from institutions.models import GovernmentBody, Party, Statement, table_of
from institutions.parties.ownership.holdings import StatedHolding, merged_holdings
from institutions.parties.ownership.owners import owners_of
from institutions.parties.ownership.shares import ownership_of
from institutions.parties.ownership.ties import OWNING, owner_arms
from institutions.parties.ownership.walking import recursive_steps
from tests.institutions.parties.ownership.register import DAY, MOMENT, body, company, holds, partnership, person, stated

pytestmark = pytest.mark.django_db
CHANGES = 60
Shares = dict[str, tuple[object, bool]]


@dataclass
class Register:
    """A register that changes at random; every change has a moment of its own."""

    draw: random.Random
    bodies: list[GovernmentBody]
    companies: list[Party]
    holders: list[Party]
    moment: datetime = MOMENT
    merged: list[tuple[datetime, Party]] = field(default_factory=list)

    def change(self) -> None:
        """Make one of the changes that happen to ties and parties."""
        self.moment += timedelta(minutes=1)
        rows = [row for each in OWNING for row in table_of(each.kind.name).objects.current().order_by("pk")]
        match self.draw.randrange(7):
            case 0 | 1 | 2:
                self.state()
            case 3 if rows:
                self.supersede(self.draw.choice(rows))
            case 4 | 5 if rows:
                self.revise(self.draw.choice(rows))
            case 6:
                self.merge()

    def state(self, **fixed: Any) -> None:
        """Add a statement: mostly a holding."""
        upper, lower = self.draw.choice(self.holders), self.draw.choice(self.companies)
        span = {"from_on": self.day(), "until_on": None} if self.draw.random() < 0.5 else {"until_on": self.day()}
        of = self.draw.choice(self.bodies) if self.draw.random() < 0.3 else None
        rest = {"recorded_at": self.moment, "of": of, **span, **fixed}
        kind = self.draw.random()
        if kind < 0.8:
            holds(upper, lower, self.draw.choice([None, 500, 3000, 6000]), **rest)
        elif kind < 0.9:
            stated("control", controller=upper, company=lower, **rest)
        else:
            stated("group", parent=self.draw.choice(self.companies), company=lower, **rest)

    def day(self) -> date:
        """Return a day before or after the one that is asked for."""
        return DAY + timedelta(days=self.draw.randint(-2, 2))

    def supersede(self, row: Statement) -> None:
        """Supersede a statement."""
        type(row).objects.filter(pk=row.pk).supersede(self.moment)

    def revise(self, row: Statement) -> None:
        """Supersede a statement by the same one with another first day."""
        self.supersede(row)
        row.pk, row.recorded_at, row.superseded_at = None, self.moment, None
        row.from_on, row.until_on = self.day(), None
        row.save(force_insert=True)

    def merge(self) -> None:
        """Join a party with another one, or separate it again."""
        party, other = self.draw.sample(self.companies, 2)
        if party.same_as_id:
            Party.objects.filter(pk=party.pk).update(same_as=None)
        elif not other.same_as_id and not Party.objects.filter(same_as=party).exists():
            Party.objects.filter(pk=party.pk).update(same_as=other)
        party.refresh_from_db()


@pytest.fixture
def bodies(db: None) -> list[GovernmentBody]:
    return [body("METI"), body("MOD")]


def register(seed: int, bodies: list[GovernmentBody]) -> Register:
    companies = [company(f"C{number}") for number in range(7)]
    holders = [*companies, person("Sato"), bodies[0]]
    for each in bodies:
        partnership(each)
    return Register(random.Random(seed), bodies, companies, holders)  # noqa: S311 - changes to try


def plain(asked: Party, reader: Reader, known_at: datetime | None) -> Shares:
    """Return the owners of a company by reading every row of the register and following them one by one."""
    same = dict(Party.objects.filter(same_as__isnull=False).values_list("pk", "same_as"))
    ties, holdings = set(), []
    for kind, upper, lower in (("shareholding", "holder", "company"), ("control", "controller", "company"),
                               ("group", "parent", "company")):  # fmt: skip
        for row in table_of(kind).objects.select_related("partnership"):
            if held(row, known_at) and may_read(row, reader) and true_on(row, DAY):
                above, below = (str(same.get(pk := getattr(row, f"{name}_id"), pk)) for name in (upper, lower))
                ties.add((above, below))
                if kind == "shareholding":
                    share: Any = row
                    ref, since = f"{kind}/{row.lineage}", row.from_on.isoformat() if row.from_on else None
                    holdings.append(StatedHolding(ref, above, below, share.share_bp, None, since))
    start = str(same.get(asked.pk, asked.pk))
    over = set(walked(start, ties))
    ownership = ownership_of(merged_holdings(holdings))
    found: Shares = {}
    for key in over - {start}:
        share = ownership.effective_share(key, start)
        found[key] = (share.exact, share.partly_unknown) if share else (None, True)
    return found


def walked(start: str, ties: set[tuple[str, str]]) -> Iterator[str]:
    """Yield everyone above, step by step."""
    seen, waiting = {start}, [start]
    while waiting:
        at = waiting.pop()
        for above, below in ties:
            if below == at and above not in seen:
                seen.add(above)
                waiting.append(above)
                yield above


def held(row: Statement, known_at: datetime | None) -> bool:
    if known_at is None:
        return row.superseded_at is None
    return row.recorded_at <= known_at and (row.superseded_at is None or row.superseded_at > known_at)


def may_read(row: Statement, reader: Reader) -> bool:
    if row.reach == "register" or reader.bodies is None:
        return True
    return row.partnership is not None and row.partnership.submitted_by_id in reader.bodies


def true_on(row: Statement, day: date) -> bool:
    return (row.from_on or date.min) <= day <= (row.until_on or date.max)


def indexed(asked: Party, reader: Reader, known_at: datetime | None) -> Shares:
    owners = owners_of([asked.pk], on=DAY, reader=reader, known_at=known_at)
    return {
        each.party.key: (each.share.exact, each.share.partly_unknown) if each.share else (None, True)
        for each in owners.owners(owners.companies[0])
    }


@pytest.mark.parametrize("seed", range(8))
def test_after_random_changes_the_index_gives_what_all_rows_give(seed: int, bodies: list[GovernmentBody]) -> None:
    changing = register(seed, bodies)
    readers = (EVERYBODY, reader_of_bodies([bodies[0].pk], kin=False), ALL_BODIES)
    for number in range(CHANGES):
        changing.change()
        if number % 6 == 5:
            asked, reader = changing.draw.choice(changing.companies), changing.draw.choice(readers)
            earlier = MOMENT + timedelta(minutes=changing.draw.randint(0, number))
            for known_at in (None, earlier):
                assert indexed(asked, reader, known_at) == plain(asked, reader, known_at)


def test_what_was_known_earlier_is_answered_as_it_was_known(bodies: list[GovernmentBody]) -> None:
    hikari, kita = company("Hikari"), company("Kita")
    row = holds(kita, hikari, 3000, recorded_at=MOMENT)
    table_of("shareholding").objects.filter(pk=row.pk).supersede(MOMENT + timedelta(hours=1))
    assert indexed(hikari, EVERYBODY, None) == {}
    assert [*indexed(hikari, EVERYBODY, MOMENT)] == [str(kita.pk)]
    assert indexed(hikari, EVERYBODY, MOMENT - timedelta(seconds=1)) == {}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's plans; PostgreSQL plans by what is stored")
def test_a_walk_reads_the_index_alone(bodies: list[GovernmentBody]) -> None:
    steps = recursive_steps(owner_arms(), TieView(DAY, None, reader_of_bodies([bodies[0].pk], kin=False)))
    with connection.cursor() as cursor:
        cursor.execute(
            f"EXPLAIN QUERY PLAN WITH RECURSIVE found(id) AS (SELECT %s UNION {steps.sql}) SELECT id FROM found",  # noqa: S608 - no input
            ("0" * 32, *steps.parameters),
        )
        plan = [row[-1] for row in cursor.fetchall()]
    for kind in ("shareholding", "group", "control"):
        index = f"SEARCH e USING COVERING INDEX {kind}_owners (company_id=? AND superseded_at=?"
        assert [step for step in plan if step.startswith(index)], plan
    assert not [step for step in plan if step.startswith("SCAN e") or "AUTOMATIC" in step]
