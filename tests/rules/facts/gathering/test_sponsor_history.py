"""The history that the cases of a batch share gives each case what it would read alone."""

import random
from dataclasses import replace
from typing import Any, Final

import pytest

from institutions.kinds import Reach
from rules.facts.gathering.history import HistoryRequest, act_of, awards_read, latest_first
from rules.facts.gathering.mapping.reading import text_or_none
from rules.facts.gathering.rows import GatheredRow, RowIndex, case_reader
from rules.facts.gathering.sponsor_history import history_of_case
from rules.facts.gathering.statements import GatheredStatement

pytestmark = pytest.mark.bare
BODIES: Final = ("METI", "MOF")
PARTNERSHIPS: Final = ("p1", "p2", "p3", "")
ROUNDS: Final = 60


def random_rows(rng: random.Random) -> list[GatheredRow]:
    """Return calls and awards of several bodies, domains and scopes, some without a day, a body or a domain."""
    found = []
    for number in range(rng.randrange(30)):
        kind = rng.choice(("call", "award", "award"))
        given: dict[str, Any] = {
            "body": rng.choice((*BODIES, None)) if kind == "award" else rng.choice(BODIES),
            "domain": rng.choice(("magnets", "cloud", None)),
            "object": rng.choice(("goods", "works", None)),
            ("on" if kind == "award" else "closed_on"): rng.choice(("2025-04-01", "2026-01-10", "2019-01-01", None)),
        }
        if kind == "award":
            given |= {"company": rng.choice("abc"), "call": f"call{rng.randrange(10)}" if rng.random() < 0.5 else None}
        values = {name: value for name, value in given.items() if value is not None}
        lineage = f"call{number}" if kind == "call" else f"award{number}"
        stated = GatheredStatement(
            ref=f"{kind}/{lineage}", lineage=lineage, kind=kind, values=values, body=rng.choice(BODIES)
        )
        found.append(GatheredRow(stated, rng.choice(list(Reach)), rng.choice(PARTNERSHIPS)))
    return found


def read_alone(
    known: RowIndex, asked: HistoryRequest, partnership: str, body: str, replaced: str
) -> tuple[list[GatheredStatement], bool]:
    """Return the awards that a case reads, found without anything shared."""
    reader = case_reader(partnership, body)

    def readable(kind: str) -> list[GatheredStatement]:
        rows = [row for rows in known.by_partnership.values() for row in rows if row.stated.kind == kind]
        kept = [row for row in rows if not row.partnership or row.partnership != replaced]
        return [stated for row in kept if (stated := row.for_case(reader))]

    calls = {each.lineage: each for each in readable("call") if each.values["body"] == "METI"}
    awards = []
    for award in readable("award"):
        of = text_or_none(award.values, "body")
        if of == "METI" or (of is None and award.values.get("call") in calls):
            awards.append(act_of(award, calls.get(str(award.values.get("call")))))
    return awards_read(latest_first(awards), asked)


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_each_case_of_a_batch_reads_what_it_reads_alone(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - a fixed seed
    known = RowIndex()
    known.add(random_rows(rng))
    for _ in range(8):
        asked = HistoryRequest(
            domain=rng.choice(("magnets", "cloud")),
            procured=rng.choice(("goods", "works")),
            parties=frozenset(rng.choice("abc")),
            before="2026-02-01",
            proposed_on="2026-06-15",
        )
        partnership, body = rng.choice(PARTNERSHIPS), rng.choice(BODIES)
        replaced = "p3" if partnership in {"p1", "p2"} and rng.random() < 0.3 else ""
        history, own = history_of_case(known, "METI", case_reader(partnership, body), partnership, replaced)
        others = history.awards_without(partnership)
        read = awards_read(latest_first([*own, *others]), asked)
        assert read == read_alone(known, asked, partnership, body, replaced)
        assert awards_read(others, asked) == awards_read(latest_first(others), asked), "in order already"


def test_a_row_that_comes_in_later_is_not_missed() -> None:
    known = RowIndex()
    stated = GatheredStatement(
        ref="award/a", lineage="a", kind="award", values={"body": "METI", "company": "x"}, body="METI"
    )
    known.add([GatheredRow(stated, Reach.REGISTER, "")])
    reader = case_reader("p1", "METI")
    assert len(history_of_case(known, "METI", reader, "p1", "")[0].awards) == 1
    later = replace(stated, ref="award/b", lineage="b")
    known.add([GatheredRow(later, Reach.REGISTER, "")])
    assert len(history_of_case(known, "METI", reader, "p1", "")[0].awards) == 2
