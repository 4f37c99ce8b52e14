"""Contracts of the period that the body had screened by itself: those that its lists leave out join the population.

The body may know what the rules answer about them. Were they left out unseen, knowing would decide what is never drawn.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from institutions.models import GovernmentBody
from institutions.models.sql_lists import among
from institutions.parties.names.folding import plain_name
from rules.commission.files import is_of
from rules.commission.item import Json, PopulationItem, facts_of_contract, partnership_identifier
from rules.models import StoredProcess
from rules.process_files.compared import published_process
from rules.processes.form_names import OCDS
from rules.processes.source import SourceItem

Substance = tuple[object, ...]
AT_ONCE: Final = 500
STORED: Final = Path("stored")
SAME_BY: Final = (("title", "supplier"), ("title",), ("supplier",))  # that which says most is compared first


@dataclass(frozen=True, slots=True)
class StoredContract:
    """A stored process of a body: its key, the identifiers by which it is known, and its facts."""

    pk: UUID
    names: tuple[str, ...]
    facts: Json


def left_out_of_lists(
    body: GovernmentBody, period: tuple[str, str], known_ones: Iterable[Json]
) -> Iterator[PopulationItem]:
    """Yield the contracts of the period that are stored for a body, and are not known already.

    A contract has an award in force. The same contract in another form has another identifier: it is known by its day,
    its amount, and its title or other party. A known contract is one stored contract of each form: of two equal ones a
    list cannot leave out one. What is left out in two forms comes once.
    """
    known = list(known_ones)
    forms = StoredProcess.objects.filter(body=body).order_by().values_list("file__form", flat=True).distinct()
    for form in sorted(forms, key=lambda name: (name != OCDS, name)):  # releases of OCDS say the most
        wanted = [each.pk for each in unexplained(stored_in(body, form), known, period)]
        for start in range(0, len(wanted), AT_ONCE):
            rows = StoredProcess.objects.filter(among("pk", wanted[start : start + AT_ONCE]))
            for row in rows.only("ocid", "facts", "release", "releases", "origin").order_by("ocid"):
                process = published_process(row)
                if is_of(process, body):
                    facts = facts_of_contract(process)
                    known.append(facts)
                    yield PopulationItem(facts, SourceItem(STORED, 0, row.ocid, process), not_listed=True)


def unexplained(
    stored: Iterable[StoredContract], known: Sequence[Json], period: tuple[str, str]
) -> list[StoredContract]:
    """Return the stored contracts of a period that are none of the known ones, each of which is one of them at most."""
    places = {facts["id"]: place for place, facts in enumerate(known)}
    used: set[int] = set()
    waiting = []
    for each in stored:
        if own := [places[name] for name in each.names if name in places]:
            used.update(own)
        elif each.facts["day"] is not None and period[0] <= each.facts["day"] <= period[1]:
            waiting.append(each)
    for fields in SAME_BY:
        free = defaultdict[Substance, list[int]](list)
        for place, facts in enumerate(known):
            if place not in used and (said := substance_of(facts, fields)):
                free[said].append(place)
        left = []
        for each in waiting:
            if (said := substance_of(each.facts, fields)) and free[said]:
                used.add(free[said].pop())
            else:
                left.append(each)
        waiting = left
    return waiting


def stored_in(body: GovernmentBody, form: str) -> Iterator[StoredContract]:
    """Yield the stored processes of a body in one form. One that became a partnership is known by it too. One query."""
    rows = StoredProcess.objects.filter(body=body, file__form=form).order_by("ocid")
    for pk, ocid, facts, partnership in rows.values_list("pk", "ocid", "facts", "registered_as").iterator():
        yield StoredContract(pk, (ocid, *([partnership_identifier(partnership)] if partnership else [])), facts)


def stored_facts(body: GovernmentBody) -> Iterator[tuple[str, Json]]:
    """Yield the identifier and facts of each stored process of a body. One query."""
    yield from StoredProcess.objects.filter(body=body).order_by().values_list("ocid", "facts").iterator()


def substance_of(facts: Json, fields: Sequence[str]) -> Substance | None:
    """Return what tells a contract apart where identifiers differ; None where day, amount or a field is not stated."""
    said = ["".join(plain_name(facts[each] or "").split()) for each in fields]
    if facts["day"] is None or facts["amount_yen"] is None or not all(said):
        return None
    return facts["day"], facts["amount_yen"], *said


def stored_otherwise(body: GovernmentBody, listed: Iterable[Json]) -> list[str]:
    """Return the identifiers of listed contracts that the body had screened with another day, party or amount."""
    said = {facts["id"]: facts for facts in listed}
    return sorted(
        ocid
        for ocid, facts in stored_facts(body)
        if ocid in said and any(facts[field] != said[ocid][field] for field in ("day", "supplier", "amount_yen"))
    )
