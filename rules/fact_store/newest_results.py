"""The results that belong into the store, read from the register: of each partnership the newest finished one."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson
from django.db.models import OuterRef, QuerySet, Subquery

from institutions.access.partnerships import column_of_restriction
from institutions.models import Partnership
from institutions.models.sql_lists import among
from institutions.values.hashing import hash_json
from rules.assessing.derived_anew import DerivedAnew, derive_anew
from rules.assessing.evidence import SAID_ABOUT_A_NUMBER
from rules.assessing.material import plain_fact_json
from rules.fact_store.snapshot_facts import facts_text, trouble_text
from rules.models import Assessment, Match, State
from rules.models.outcome_reading import outcome_words

Json = dict[str, Any]  # Any: a parameter of a finding, as it is stored
NAME: Final = re.compile(r"^(?P<name>[^\[ ]+)")


@dataclass(frozen=True, slots=True)
class StoredFinding:
    """A finding of a result: the ids of its evidence, sorted, and the parameters that it read."""

    rule: str
    severity: str
    facts: tuple[str, ...]
    numbers: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredResult:
    """The newest result of a partnership with its facts.

    `content` is the snapshot, or the facts alone if they were derived anew; if that failed, `trouble` says why, and
    `content` has no facts.
    """

    partnership: str
    body: str
    restricted: bool
    assessment: str
    snapshot: str
    content: str
    as_of: str
    rulebook: str
    outcomes: Sequence[tuple[str, str]] = ()
    findings: Sequence[StoredFinding] = field(default=())
    derived_anew: bool = False
    trouble: str = ""


def newest_done() -> Subquery:
    """Return the id of the newest finished assessment of a partnership in an outer query."""
    done = Assessment.objects.filter(partnership=OuterRef("pk"), state=State.DONE)
    return Subquery(done.newest_first().values("pk")[:1])


def partnerships_with_results() -> QuerySet[Any]:  # Any: partnerships with a column more
    """Return the partnerships that have a result, each with the id of its newest one, `done`."""
    return Partnership.objects.annotate(done=newest_done()).filter(done__isnull=False)


def results_after(partnership: str, limit: int | None = None, *, last: str = "") -> list[UUID]:
    """Return the newest results of the (first) partnerships whose ids follow one, up to a last one, in this order."""
    rows = partnerships_with_results()
    if partnership:
        rows = rows.filter(pk__gt=UUID(partnership))
    if last:
        rows = rows.filter(pk__lte=UUID(last))
    return list(rows.order_by("pk").values_list("done", flat=True)[:limit])


def results_of_partnerships(partnerships: Iterable[UUID]) -> list[UUID]:
    """Return the newest results of partnerships."""
    rows = partnerships_with_results().filter(among("pk", partnerships))
    return list(rows.order_by("pk").values_list("done", flat=True))


def results_since(moment: datetime, limit: int, *, after: tuple[datetime, UUID] | None) -> list[tuple[datetime, UUID]]:
    """Return the moments and ids of results finished since a moment, the earliest first, each after the given one."""
    rows = Assessment.objects.filter(state=State.DONE, finished_at__gte=moment).order_by("finished_at", "pk")
    if after:
        rows = rows.filter(finished_at__gte=after[0]).exclude(finished_at=after[0], pk__lte=after[1])
    return [(at, pk) for at, pk in rows.values_list("finished_at", "pk")[:limit] if at is not None]


def newest_among(assessments: Iterable[UUID]) -> list[UUID]:
    """Return the assessments that are the newest result of their partnership."""
    given = list(assessments)
    of = Assessment.objects.filter(among("pk", given)).values("partnership")
    newest = set(Partnership.objects.filter(pk__in=of).annotate(done=newest_done()).values_list("done", flat=True))
    return [each for each in given if each in newest]


def read_results(assessments: Iterable[UUID], *, anew: bool = True) -> list[StoredResult]:
    """Return results with their facts, in the order of the partnerships' ids.

    Four queries, and more for those of an earlier format, whose facts are derived anew; unless `anew` is false, for
    somebody who gathers all of them.
    """
    given = list(assessments)
    outcomes, findings = outcome_words(given), findings_of(given)
    derived = derive_anew(given) if anew else {}
    columns = (
        "pk",
        "partnership_id",
        "partnership__submitted_by_id",
        column_of_restriction("partnership"),
        "snapshot_id",
        "snapshot__content",
        "as_of",
        "rulebook_id",
    )
    rows = Assessment.objects.filter(among("pk", given), state=State.DONE).values_list(*columns)
    return [
        StoredResult(
            assessment=str(pk),
            partnership=str(partnership),
            body=str(body),
            restricted=restricted,
            snapshot=snapshot,
            as_of=as_of.isoformat(),
            rulebook=rulebook,
            outcomes=list(outcomes[pk].items()),
            findings=findings[pk],
            **facts_of_result(content, derived.get(pk)),
        )
        for pk, partnership, body, restricted, snapshot, content, as_of, rulebook in rows.order_by("partnership_id")
    ]


def facts_of_result(snapshot: str, derived: DerivedAnew | None) -> Json:
    """Return the columns with the facts of a result: its snapshot, or what was derived anew, without names."""
    if derived is None:
        return {"content": snapshot}
    if derived.material is None:
        return {"content": trouble_text(derived.trouble), "derived_anew": True, "trouble": derived.trouble}
    return {"content": facts_text(plain_fact_json(each) for each in derived.material.facts), "derived_anew": True}


def findings_of(assessments: Sequence[UUID]) -> Mapping[UUID, list[StoredFinding]]:
    """Return the findings of each assessment."""
    found: dict[UUID, list[StoredFinding]] = defaultdict(list)
    columns = ("assessment_id", "finding__code", "severity", "evidence", "parameters")
    rows = Match.objects.filter(among("assessment", assessments)).order_by("assessment_id", "position")
    for pk, code, severity, evidence, parameters in rows.values_list(*columns):
        facts = tuple(sorted(str(each["id"]) for each in evidence))
        found[pk].append(StoredFinding(code, severity, facts, numbers_text(parameters)))
    return found


def numbers_text(parameters: Mapping[str, Json]) -> str:
    """Return the parameters of a finding as JSON: name, word of the index, day, and the hash of what was read."""
    rows = [
        [name_of_parameter(shown), entry.get("index"), entry["on"], hash_of_entry(entry)]
        for shown, entry in sorted(parameters.items())
    ]
    return orjson.dumps(rows).decode()


def name_of_parameter(shown: str) -> str:
    """Return the name of a parameter from how a finding shows it, with an index or a day behind it."""
    match = NAME.match(shown)
    return match["name"] if match else shown


def hash_of_entry(entry: Json) -> str:
    """Return the hash of what a finding read of a parameter: value, unit, law; not the day it was read for."""
    left_out = SAID_ABOUT_A_NUMBER | {"on"}
    return hash_json({name: value for name, value in entry.items() if name not in left_out})[:16]
