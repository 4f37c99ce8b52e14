"""The effect of a draft on single partnerships, as plain data; and the answer that is put together from that."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from institutions.models import Partnership
from institutions.models.sql_lists import among
from institutions.values.portions import split_portions
from rules.models import CaseSummary
from rules.reorganising.compared_cases import PARTS, ComparedFindings, Evaluation, compared, entry_order
from rules.reorganising.laid_over import DraftOnRegister
from rules.reorganising.obligations import obligation_order, obligations_of, partnerships_left
from rules.reorganising.tied_reviewers import tie_order, tied_reviewers

Json = dict[str, Any]  # Any: plain data
PORTION: Final = 500
LISTS: Final = (*PARTS, "obligations", "orphans", "reviewers")  # of a partnership; empty ones are left out


def effects_of_cases(partnerships: Sequence[UUID], laid: DraftOnRegister, evaluate: Evaluation) -> dict[UUID, Json]:
    """Return what a draft does to each of some hundred partnerships."""
    effects: dict[UUID, Json] = {}
    for case in compared(partnerships, laid, evaluate):
        found = ComparedFindings()
        found.add(case)
        effects[case.partnership] = {part: entries for part in PARTS if (entries := getattr(found, part))}
        if found.failed:
            effects[case.partnership]["failed"] = True
        if case.on_record:
            effects[case.partnership]["on_record"] = True
    rows = Partnership.objects.filter(among("pk", partnerships))
    today = timezone.localdate(laid.known_at)
    add_by_partnership(effects, "obligations", obligations_of(laid.days, rows, today))
    add_by_partnership(effects, "orphans", partnerships_left(laid.days, rows))
    add_by_partnership(effects, "reviewers", tied_reviewers(partnerships, laid))
    return effects


def add_by_partnership(effects: Mapping[UUID, Json], name: str, entries: Iterable[Json]) -> None:
    """Add entries to the partnerships that they name."""
    by_partnership: dict[UUID, list[Json]] = defaultdict(list)
    for each in entries:
        by_partnership[UUID(each["partnership"])].append(each)
    for partnership, found in by_partnership.items():
        if partnership in effects:
            effects[partnership][name] = found


def whole_answer(answer: Json, effects: Mapping[UUID, Json], screened: int) -> Json:
    """Return the answer of the contract: that on the organisation, with the effects on the partnerships of a reader."""
    found = {name: [each for effect in effects.values() for each in effect.get(name, ())] for name in LISTS}
    failed = sorted(str(pk) for pk, effect in effects.items() if effect.get("failed"))
    return {
        **answer,
        "orphans": [*answer["orphans"], *sorted(found["orphans"], key=lambda each: each["partnership"])],
        "partnerships": {
            "screened": screened,
            "derived": len(effects),
            "on_record": sum(effect.get("on_record", False) for effect in effects.values()),
            **{part: sorted(found[part], key=entry_order) for part in PARTS},
            **by_body_and_domain({part: found[part] for part in PARTS}),
            **({"failed": failed} if failed else {}),
        },
        "obligations": sorted(found["obligations"], key=obligation_order),
        "reviewers": sorted(found["reviewers"], key=tie_order),
    }


def by_body_and_domain(found: Mapping[str, Iterable[Json]]) -> Json:
    """Return how many findings appear, go and change by the sponsor that the register has now, and by domain.

    No query where there are none, else one for each five hundred partnerships.
    """
    by_partnership: dict[UUID, Counter[str]] = defaultdict(Counter)
    for part, entries in found.items():
        for each in entries:
            by_partnership[UUID(each["partnership"])][part] += 1
    counted: dict[str, dict[str, Counter[str]]] = {"body": defaultdict(Counter), "domain": defaultdict(Counter)}
    for portion in split_portions(sorted(by_partnership), PORTION):
        rows = CaseSummary.objects.filter(among("partnership", portion)).select_related("sponsor__same_as")
        for row in rows:
            sponsor = row.sponsor.same_as or row.sponsor
            counted["body"][sponsor.key] += by_partnership[row.partnership_id]
            counted["domain"][row.domain] += by_partnership[row.partnership_id]
    return {
        f"by_{name}": [{name: key, **{part: numbers[part] for part in PARTS}} for key, numbers in sorted(rows.items())]
        for name, rows in counted.items()
    }
