"""Samples of cleared cases: drawing one, drawing it again to check it, and noting the review of a drawn case."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Case, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from institutions.access.callers import Reader, reader_for
from institutions.access.partnerships import open_partnership_rule
from institutions.audit.logs import request_id
from institutions.audit.record import actor_of, record_event
from institutions.codes.errors import CodedFieldsError
from institutions.codes.parameters import PlainNumber
from institutions.codes.text_troubles import InvisibleCharacter
from institutions.models import Account
from institutions.models.audit import REST, RESTRICTED_REST
from institutions.values.hashing import hash_text
from institutions.values.hidden_characters import hidden_character_in
from institutions.values.written_number import written_number
from rules.access.readable_results import SEVERITY_RANK, severity_of
from rules.models import Assessment, AuditSample, CaseMove, Match, SampledCase, SampleNote, State, Strata
from rules.review.auditing.drawing import SampleCandidate, draw_sample, population_hash
from rules.review.auditing.periods import AuditPeriod
from rules.review.auditing.troubles import (
    NoSampleSize,
    NoStrataChosen,
    NoteTooLong,
    NothingCleared,
    NothingDescribed,
)
from rules.review.casework.act_table import CLEARED_STATES, Act

SEED_BYTES: Final = 16
LARGEST: Final = 1_000  # cases of a sample
LONGEST_NOTE: Final = 5_000
NO_FINDING: Final = "none"


class SampleRefusedError(CodedFieldsError):
    """A sample that cannot be drawn, or a note that cannot be kept: the trouble and the remedy, by field."""


@dataclass(frozen=True, slots=True)
class RedrawnSample:
    """The result of a second draw: `population`: the same cases could be drawn; `sample`: the same ones were."""

    population: bool
    sample: bool


def draw_audit_sample(given: Mapping[str, str], period: AuditPeriod, *, account: Account) -> AuditSample:
    """Draw a sample of the cases that were cleared in a period and that the auditor may read.

    The seed is made here: anyone who could choose it could choose the cases. SampleRefusedError if none can be drawn.
    """
    size, strata = size_of(given.get("size", "")), given.get("strata") or Strata.NONE
    if strata not in Strata.values:
        raise SampleRefusedError({"strata": NoStrataChosen()})
    moment, seed = timezone.now(), secrets.token_hex(SEED_BYTES)
    restricted = reader_for(account).restricted
    candidates = cleared_population(period, strata, before=moment, restricted=restricted)
    if not candidates:
        raise SampleRefusedError({"from": NothingCleared()})
    chosen = draw_sample(candidates, seed=seed, size=size)
    with transaction.atomic():
        sample = AuditSample.objects.create(
            seed=seed, size=size, strata=strata, from_on=period.from_on, until_on=period.until_on,
            secret=restricted, population=len(candidates), population_sha256=population_hash(candidates),
            account=account, at=moment,
        )  # fmt: skip
        SampledCase.objects.bulk_create(
            SampledCase(sample=sample, position=place, move_id=each.move, stratum=each.stratum)
            for place, each in enumerate(chosen, start=1)
        )
        said: dict[str, Any] = {"seed": seed, "size": size, "strata": str(strata), "drawn": len(chosen)}
        said |= {"from": period.from_on.isoformat(), "until": period.until_on.isoformat()}
        said |= {"population": sample.population, "population_sha256": sample.population_sha256}
        note_event(account, "sample_drawn", sample, said)
    return sample


def size_of(text: str) -> int:
    """Read the number of cases."""
    size = written_number(text.strip(), least=1, most=LARGEST)
    if size is None:
        raise SampleRefusedError({"size": NoSampleSize(most=PlainNumber(LARGEST))})
    return size


def cleared_population(
    period: AuditPeriod, strata: str, *, before: datetime, restricted: bool
) -> list[SampleCandidate]:
    """Return every case that was cleared in the period, by its last clearing there: one query.

    A clearing that was undone is none. Moves and undoings are only added and bear their moment, so that those known at
    a moment stay the same for ever.
    """
    begin, end = period.moments
    moves: QuerySet[Any] = CaseMove.objects.filter(  # Any: with what may be added
        after__in=CLEARED_STATES, at__gte=begin, at__lt=end, at__lte=before
    ).exclude(Q(act=Act.UNDO) | Q(undo__at__lte=before))
    moves = moves.filter(open_partnership_rule("case__partnership", Reader(bodies=None, restricted=restricted)).q())
    columns = ["pk", "case__partnership_id", "case__partnership__submitted_by__code"]
    if strata == Strata.SEVERITY:
        moves, columns = with_worst(moves), [*columns, "worst"]
    last: dict[str, SampleCandidate] = {}
    for pk, partnership, body, *worst in moves.order_by("at", "pk").values_list(*columns):
        stratum = (severity_of(worst[0]) or NO_FINDING) if worst else (body or "") if strata == Strata.MINISTRY else ""
        last[str(partnership)] = SampleCandidate(str(partnership), pk, stratum)
    return list(last.values())


def with_worst(moves: QuerySet[Any]) -> QuerySet[Any]:  # Any: moves, with what is added
    """Add the rank of the worst finding of the assessment that was newest when the case was cleared."""
    done = Assessment.objects.filter(
        partnership=OuterRef("case__partnership"), state=State.DONE, finished_at__lte=OuterRef("at")
    )
    rank = Case(
        *[When(severity=level, then=Value(place)) for level, place in SEVERITY_RANK.items()],
        output_field=IntegerField(),
    )
    of_assessment = Match.objects.filter(assessment=OuterRef("assessed")).order_by().values("assessment")
    newest = done.order_by("-requested_at", "-id").values("pk")[:1]
    worst = Subquery(of_assessment.annotate(w=Max(rank)).values("w"))
    ranked: QuerySet[Any] = moves.annotate(assessed=Subquery(newest)).annotate(worst=worst)
    return ranked


def redraw_sample(sample: AuditSample) -> RedrawnSample:
    """Draw the sample again from what was known then, and compare."""
    period = AuditPeriod(sample.from_on, sample.until_on)
    candidates = cleared_population(period, sample.strata, before=sample.at, restricted=sample.secret)
    again = [(each.move, each.stratum) for each in draw_sample(candidates, seed=sample.seed, size=sample.size)]
    stored = list(sample.cases.order_by("position").values_list("move_id", "stratum"))
    return RedrawnSample(population_hash(candidates) == sample.population_sha256, again == stored)


def add_note(drawn_case: SampledCase, note: str, *, account: Account) -> SampleNote:
    """Record the review of a drawn case. Earlier notes stay."""
    said = note.replace("\0", "").strip()
    if not said:
        raise SampleRefusedError({"note": NothingDescribed()})
    if len(said) > LONGEST_NOTE:
        raise SampleRefusedError({"note": NoteTooLong(most=PlainNumber(LONGEST_NOTE))})
    if hidden := hidden_character_in(said):
        raise SampleRefusedError({"note": InvisibleCharacter(number=hidden)})
    with transaction.atomic():
        row = SampleNote.objects.create(drawn=drawn_case, note=said, account=account, at=timezone.now())
        told = {"position": drawn_case.position, "note": row.pk, "note_sha256": hash_text(said)}
        note_event(account, "sample_noted", drawn_case.sample, told)
    return row


def note_event(account: Account, verb: str, sample: AuditSample, after: dict[str, Any]) -> None:  # Any: plain data
    """Record an event about a sample; one that was drawn from restricted partnerships too tells of their number."""
    record_event(
        actor=actor_of(account),
        verb=verb,
        what=f"sample:{sample.pk}",
        after=after,
        request_id=request_id.get(),
        chain=RESTRICTED_REST if sample.secret else REST,
    )
