"""Graphs generated from a seed: with a given number of parties and ties, some with long names. All are fictional."""

from collections.abc import Iterator
from random import Random
from typing import Any

from rules.review.graph.building import FindingEvidence, build_graph
from rules.review.graph.model import Graph, GraphFinding

Json = dict[str, Any]
SOURCE = {"title": "Register (fictional)"}
LONG_JA = "架空みらいエネルギーソリューションズ持株会社（旧・架空中央電力・ガス小売準備会社）"
LONG_EN = "Fictional Consolidated Superconducting-Electromagnetics Manufacturing Holdings International Co., Ltd."


def entry(kind: str, identity: str, /, **values: Any) -> Json:
    """Return a fact as evidence shows it, with names for its parties."""
    names = {
        key: named(key) for key in values.values() if isinstance(key, str) and key[:1] in "cpb" and key[1:].isdigit()
    }
    return {"fact": kind, "id": f"{kind}:{identity}", "source": SOURCE, "names": names, **values}


def named(key: str) -> Json:
    """Return the name of a party; every third one is very long."""
    if int(key[1:]) % 3 == 0:
        return {"en": f"{LONG_EN} {key}", "ja": f"{LONG_JA}{key}"}
    return {"en": f"Party {key}", "ja": f"当事者{key}"}


def finding(number: int, evidence: list[Json], severity: str = "high") -> FindingEvidence:
    """Return a finding with its evidence."""
    about = GraphFinding(
        id=number,
        code=f"COI-{number:02}",
        severity=severity,
        statement={"en": f"Question {number}", "ja": f"問い{number}"},
    )
    return FindingEvidence(about=about, evidence=evidence)


def entries(random: Random, parties: int, ties: int) -> Iterator[Json]:
    """Yield participants, officials, bodies, and ties of many kinds between random parties."""
    companies = [f"c{n}" for n in range(parties // 2 + 1)]
    people = [f"p{n}" for n in range(parties // 3 + 1)]
    bodies = [f"b{n}" for n in range(parties // 8 + 1)]
    yield entry("partnership", "0", sponsor=bodies[0])
    for company in companies[: len(companies) // 2]:
        yield entry("participates", company, company=company, role="partner")
    for person in people[: len(people) // 2]:
        yield entry("official", person, person=person, role="decision_maker", acting=True)
    for number in range(ties):
        one, other = random.choice(people), random.choice(companies)
        yield random.choice(
            (
                entry("holds_stake", str(number), holder=random.choice((one, other)), company=random.choice(companies)),
                entry("company_post", str(number), person=one, company=other, kind="adviser"),
                entry("appointment", str(number), person=one, body=random.choice(bodies)),
                entry("close_person", str(number), person=one, relative=random.choice(people), by="spouse"),
                entry("measure", str(number), body=random.choice(bodies), company=other, kind="subsidy"),
                entry("competes", str(number), company=other, other=random.choice(companies)),
                entry("exposure", str(number), company=other, country=random.choice(("CN", "DE", "US"))),
                entry("benefit", str(number), giver=other, person=one, kind="gift", confidence="claim"),
            )
        )


def graph(seed: int, parties: int = 20, ties: int = 40) -> Graph:
    """Return a graph of about this many parties, with three findings that each rest on some of its facts."""
    random = Random(seed)  # noqa: S311 - the same for everybody
    every = list(entries(random, parties, ties))
    found = [
        finding(number, random.sample(every, 4), severity)
        for number, severity in ((1, "low"), (2, "critical"), (3, "high"))
    ]
    return build_graph({"en": "Magnets (fictional)", "ja": "磁石（架空）"}, found, every, {}, "b0")
