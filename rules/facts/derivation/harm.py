"""Companies that a measure may have damaged."""

from collections.abc import Iterable, Iterator

from rules.facts.derivation.treaty_cover import FAVOURABLE, country_of_company
from rules.facts.gathering.mapping.reading import CaseReading
from rules.facts.kinds.base import Fact
from rules.facts.kinds.harm import Harm
from rules.facts.kinds.measures import Measure


def harm_facts(reading: CaseReading, stated: Iterable[Fact]) -> Iterator[Harm]:
    """Yield one for each measure that bears on the case and may have damaged a company."""
    for act in stated:
        if not isinstance(act, Measure) or not act.bears_on_case or act.company is None:
            continue
        if act.kind not in FAVOURABLE or act.damage_yen is not None:
            yield Harm(
                id=f"harm:{act.id}",
                origins=(act.id,),
                measure=act.id,
                body=act.body,
                company=act.company,
                country=country_of_company(reading, act.company),
                on=act.on,
                known_on=act.known_on,
                damage_yen=act.damage_yen,
            )
