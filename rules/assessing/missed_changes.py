"""Statements that changed after a case last read the register, and that led to no assessment of it.

Whatever somebody removed by SQL, the queued assessment, the noted change, its walk or the question that the change
answers: the statement and the moment of the case's knowledge are still there.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from institutions.access.partnerships import is_restricted
from institutions.kinds import KINDS
from institutions.models import table_of
from institutions.models.packed_field import UnreadableError
from institutions.models.sql_lists import among
from institutions.values.ids_in_text import places_of_ids
from rules.assessing.questions_anew import Registers, StoredQuestions, case_apart
from rules.facts.gathering.statements import CaseInput
from rules.models import Snapshot

LETTERS: Final = 36  # of an id
Lineages = Mapping[str, Collection[UUID]]  # of statements, by kind
Rows = dict[tuple[str, UUID], tuple[datetime, UUID | None]]  # the moment of the last change, and who stated it


def changed_meanwhile(
    given: Sequence[StoredQuestions], cases: Mapping[int, CaseInput | Exception], registers: Registers
) -> dict[int, list[str]]:
    """Return, by questions, that statements which a case reads changed after it last read the register.

    Read are the statements in it now, and those that its result names. Its own are left out: they change with a
    revision, which is assessed in any case.
    """
    snapshots = snapshot_texts([each.result.snapshot_id for each in given if each.result.snapshot_id])
    read: dict[int, set[tuple[str, UUID]]] = {}
    wanted: dict[str, set[UUID]] = defaultdict(set)
    for each in given:
        case = cases[each.asking.pk]
        found = set(named_statements(snapshots.get(each.result.snapshot_id or "", "")))
        if not isinstance(case, Exception) and not case.owners_cut:
            found |= {(one.kind, UUID(one.lineage)) for one in case.statements if not one.own and one.kind in KINDS}
        read[each.asking.pk] = found
        for kind, lineage in found:
            wanted[kind].add(lineage)
    current = current_rows(wanted)
    gone = {(kind, pk) for kind, some in wanted.items() for pk in some if (kind, pk) not in current}
    ended = ended_rows(gone)
    told: dict[int, list[str]] = {}
    for each in given:
        known_at, own = each.asking.known_at, each.result.partnership_id
        changed = sorted(
            f"{kind}/{lineage}"
            for kind, lineage in read[each.asking.pk]
            if (row := current.get((kind, lineage)) or ended.get((kind, lineage)))
            and row[0] > known_at
            and row[1] != own
        )
        if changed and not (is_restricted(each.result.partnership) and is_first_of_number(each, changed, registers)):
            told[each.asking.pk] = [stale_words(each, changed)]
    return told


def is_first_of_number(stored: StoredQuestions, changed: Iterable[str], registers: Registers) -> bool:
    """Return whether a restricted case reads each of these statements by a number alone, or it cannot be told."""
    apart = case_apart(stored, registers)
    return apart is None or not {each.ref for each in apart.statements} & {*changed}


def stale_words(stored: StoredQuestions, changed: Sequence[str]) -> str:
    """Say that statements changed and nothing waits."""
    more = f" and {len(changed) - 1:,} more" if len(changed) > 1 else ""
    partnership = stored.result.partnership_id
    return (
        f"rules_assessment: none waits of partnership {partnership}, though {changed[0]}{more}, which its case reads, "
        f"changed after {stored.asking.known_at.isoformat()}, when it last read the register; assess it with "
        f"`manage.py assess {partnership} --wait`, and find out why"
    )


def snapshot_texts(hashes: Collection[str]) -> dict[str, str]:
    """Return snapshots by hash, without those that cannot be read: these are troubles of their own."""
    try:
        return dict(Snapshot.objects.filter(pk__in=hashes).values_list("pk", "content"))
    except UnreadableError:
        if len(hashes) == 1:
            return {}
        return {sha: text for each in hashes for sha, text in snapshot_texts([each]).items()}


def named_statements(snapshot: str) -> Iterator[tuple[str, UUID]]:
    """Yield kind and lineage of each statement that a snapshot names by its reference."""
    for begins in places_of_ids(snapshot):
        if begins and snapshot[begins - 1] == "/":
            kind = snapshot[snapshot.rfind('"', 0, begins) + 1 : begins - 1]
            if kind in KINDS:
                yield kind, UUID(snapshot[begins : begins + LETTERS])


def current_rows(wanted: Lineages) -> Rows:
    """Return the current rows of statements, each with the moment at which it was recorded: one query a kind."""
    found: Rows = {}
    for kind, lineages in sorted(wanted.items()):
        rows = table_of(kind).objects.filter(among("lineage", lineages), superseded_at__isnull=True)
        for lineage, at, partnership in rows.values_list("lineage", "recorded_at", "partnership_id"):
            found[kind, lineage] = (at, partnership)
    return found


def ended_rows(gone: Iterable[tuple[str, UUID]]) -> Rows:
    """Return the last rows of statements without a current one, each with the moment at which it was superseded."""
    by_kind: dict[str, set[UUID]] = defaultdict(set)
    for kind, lineage in gone:
        by_kind[kind].add(lineage)
    found: Rows = {}
    for kind, lineages in sorted(by_kind.items()):
        rows = table_of(kind).objects.filter(among("lineage", lineages), superseded_at__isnull=False)
        columns = ("lineage", "superseded_at", "partnership_id")
        for lineage, at, partnership in rows.order_by("superseded_at").values_list(*columns):
            if at:
                found[kind, lineage] = (at, partnership)  # the last is the latest
    return found
