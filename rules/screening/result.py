"""The storing of a screening's result: numbers for each part, the cases that differ, and the assessments they need."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

import pyarrow as pa
import pyarrow.compute as pc
from django.db import transaction
from django.utils import timezone

from institutions.jobs.claiming import ClaimLostError
from institutions.values.portions import split_portions
from rules.assessing.request import request_again
from rules.events.kinds import CasesDiffer
from rules.events.publishing import publish
from rules.models import ScreenedCase, ScreeningCause, ScreeningPart, ScreeningRange, ScreeningState, Trigger
from rules.screening.chunk import ChunkAnswer
from rules.screening.claim import ScreeningClaim
from rules.screening.differences import TEXT
from rules.screening.digest import FIELD, LINE, digest_of_parts
from rules.screening.open_cases import open_without_day

AT_ONCE: Final = 500
HASHED: Final = 50_000  # cases whose lines are in memory as text
COUNTED: Final = ("differing", "reassessed", "sampled", "disagreements")


def store_screening(claim: ScreeningClaim, answer: ChunkAnswer, seconds: float) -> None:
    """Store the result in place of the ranges, and queue assessments of open cases that differ.

    ClaimLostError if another has the job.
    """
    rows, differences, disagreements = answer.rows, answer.differences, answer.disagreements
    with transaction.atomic():
        asked = {str(pk) for pk in ask_again(claim, differences)}
        parts = parts_of(claim, rows, asked, frozenset(disagreements))
        ScreeningPart.objects.bulk_create(parts)
        ScreenedCase.objects.bulk_create(
            (
                ScreenedCase(
                    screening=claim.job,
                    partnership_id=pk,
                    differences=differences.get(pk, []),
                    reassessed=pk in asked,
                    disagreement=disagreements.get(pk),
                )
                for pk in sorted(differences.keys() | disagreements.keys())
            ),
            batch_size=AT_ONCE,
        )
        stored = claim.rows().update(
            state=ScreeningState.DISAGREED if disagreements else ScreeningState.DONE,
            lease_until=None,
            error="",
            finished_at=timezone.now(),
            cases=len(rows),
            screened=len(rows),
            differing=len(differences),
            reassessed=len(asked),
            sampled=sum(each.sampled for each in parts),
            disagreements=len(disagreements),
            digest=digest_of_parts(parts),
            seconds=seconds,
        )
        if not stored:
            raise ClaimLostError
        ScreeningRange.objects.filter(screening=claim.job).delete()
        otherwise = answered_otherwise(differences)
        if claim.job.cause == ScreeningCause.ADOPTION and otherwise:
            reassessed = {UUID(pk) for pk in asked} & otherwise.keys()
            publish(CasesDiffer(screening=claim.job, differences=otherwise, reassessed=reassessed))


def answered_otherwise(differences: Mapping[str, Sequence[Sequence[str]]]) -> dict[UUID, list[str]]:
    """Return the codes of the rules that answer a case otherwise, by partnership.

    A rule whose text alone differs gives the same answer: such a case is assessed again, and nobody is notified of it.
    """
    codes = {
        UUID(pk): sorted({code for code, _before, _after, what in each if what != TEXT})
        for pk, each in sorted(differences.items())
    }
    return {pk: each for pk, each in codes.items() if each}


def parts_of(
    claim: ScreeningClaim, rows: pa.Table, asked: set[str], disagreeing: frozenset[str]
) -> list[ScreeningPart]:
    """Return the numbers of each part, in the order of bodies, open cases first."""
    for name, partnerships in (("reassessed", asked), ("disagreements", disagreeing)):
        among = pc.is_in(rows["partnership"], value_set=pa.array(sorted(partnerships), pa.string()))
        rows = rows.append_column(name, among)
    found = []
    for part in sorted({(each["body"], each["restricted"]) for each in distinct_parts(rows)}):
        ours = rows.filter(pc.and_(pc.equal(rows["body"], part[0]), pc.equal(rows["restricted"], part[1])))
        counts = {name: int(pc.sum(ours[name]).as_py() or 0) for name in COUNTED}
        found.append(
            ScreeningPart(
                screening=claim.job,
                submitted_by_id=part[0],
                secret=part[1],
                cases=len(ours),
                digest=digest_of_cases(ours),
                **counts,
            )
        )
    return found


def distinct_parts(rows: pa.Table) -> list[dict[str, Any]]:  # Any: body and restriction
    """Return body and restriction of each part."""
    found: list[dict[str, Any]] = rows.group_by(["body", "restricted"]).aggregate([]).to_pylist()
    return found


def digest_of_cases(rows: pa.Table) -> str:
    """Return the digest of a part: of the lines of its cases, which ids of one length put in the order of lines."""
    ordered = rows.select(["partnership", "digest"]).sort_by("partnership")
    made, first = hashlib.sha256(), True
    for batch in ordered.to_batches(max_chunksize=HASHED):
        lines = pc.binary_join_element_wise(batch["partnership"], batch["digest"], FIELD).to_pylist()
        made.update(("" if first else LINE).encode() + LINE.join(lines).encode())
        first = False
    return made.hexdigest()


def ask_again(claim: ScreeningClaim, partnerships: Iterable[str]) -> list[UUID]:
    """Queue assessments of those cases that are open and state no day of their own; return them.

    Nothing is queued for a rulebook that is not in force, nor for another day than the stored ones.
    """
    if claim.job.trial or claim.job.as_of:
        return []
    found = [pk for keys in split_portions(sorted(partnerships), AT_ONCE) for pk in open_without_day(keys)]
    for asked in split_portions(found, AT_ONCE):
        request_again(asked, Trigger.RULEBOOK_CHANGED)
    return found
