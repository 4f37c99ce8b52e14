"""An assessment that nobody asked for, beside the newest result of its partnership: it stops where it finds the same.

The facts of a result are those of its own day, and graph, timeline and screenings read them. So they must be what the
register says of that day now, whatever the assessment finds as of its own: otherwise its result is stored in full.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from institutions.models import Partnership
from institutions.models.sql_lists import among
from institutions.values.hashing import hash_text
from rules.assessing.case_result import CaseResult
from rules.assessing.claim import OF_ITSELF
from rules.assessing.material import AssessmentMaterial
from rules.assessing.run import conclude_material, material_of_case
from rules.assessing.signature import (
    Signature,
    result_signature,
    shown_findings,
    stored_shown_findings,
    stored_signatures,
)
from rules.assessing.stored_format import FORMAT
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.facts.derivation.limits import CaseTooLargeError
from rules.facts.gathering.statements import CaseInput
from rules.models import Assessment, State

ENDED: Final = (State.DONE, State.ERROR, State.SET_ASIDE)
Said = tuple[Signature, Signature]  # the signature of a result, and what readers see of its findings


@dataclass(frozen=True, slots=True)
class StandingResult:
    """The newest result of a partnership: of the same revision, rulebook and format as an assessment now.

    `said` is read only where the assessment is as of a later day.
    """

    assessment: UUID
    snapshot: str
    as_of: date
    said: Said | None


@dataclass(frozen=True, slots=True)
class RepeatedCase:
    """A case gathered again: as of its own day, and as of the day of the standing result (the same if that is)."""

    standing: StandingResult
    case: CaseInput
    then: CaseInput


def newest_results(partnerships: Iterable[UUID]) -> QuerySet[Assessment]:
    """Return the newest result of each partnership; none of one whose assessment has failed since."""
    ended = Assessment.objects.filter(partnership=OuterRef("pk"), state__in=ENDED).newest_first()
    of_these = Partnership.objects.filter(among("pk", partnerships)).values(newest=Subquery(ended.values("pk")[:1]))
    return Assessment.objects.filter(pk__in=of_these, state=State.DONE)


def standing_results(jobs: Sequence[Assessment], rulebook: str) -> dict[UUID, StandingResult]:
    """Return, by partnership, the results that these assessments may confirm.

    One query, five where one of them is as of a later day, none where somebody asked for each.
    """
    of_itself = {each.partnership_id: each for each in jobs if each.trigger in OF_ITSELF}
    if not of_itself:
        return {}
    columns = ("pk", "partnership_id", "submission_id", "snapshot_id", "as_of")
    rows = newest_results(of_itself).filter(rulebook=rulebook, format=FORMAT).values_list(*columns)
    same = [
        (pk, partnership, snapshot, as_of)
        for pk, partnership, submission, snapshot, as_of in rows
        if submission == of_itself[partnership].submission_id and as_of <= of_itself[partnership].as_of
    ]
    said = stored_words([pk for pk, partnership, _sha, as_of in same if as_of != of_itself[partnership].as_of])
    return {partnership: StandingResult(pk, sha, as_of, said.get(pk)) for pk, partnership, sha, as_of in same if sha}


def stored_words(assessments: Collection[UUID]) -> Mapping[UUID, Said]:
    """Return what stored results say; no query where none is asked for."""
    if not assessments:
        return {}
    signatures, shown = stored_signatures(assessments), stored_shown_findings(assessments)
    return {pk: (signatures[pk], shown[pk]) for pk in assessments}


def conclude_repeated(repeated: RepeatedCase, rulebook: LoadedRulebook) -> tuple[CaseResult | None, bool]:
    """Return the result of a case, and whether it confirms the standing one; None if it was not even evaluated.

    As of the same day, the same facts, columns, names, sources, claims and remarks give the same result: a replay shows
    it. A later day is a fact of the case itself, so it is evaluated, and the two results are compared.
    """
    material = material_of_case(repeated.case, rulebook)
    then = material_then(repeated, material, rulebook)
    if then is material:
        return None, True
    result = conclude_material(material, rulebook)
    if then is None or material.remarks != then.remarks:
        return result, False
    return result, (result_signature(result), shown_findings(result)) == repeated.standing.said


def material_then(
    repeated: RepeatedCase, now: AssessmentMaterial, rulebook: LoadedRulebook
) -> AssessmentMaterial | None:
    """Return the material as of the day of the standing result; None if it is not what that result rests on."""
    try:
        then = now if repeated.then is repeated.case else material_of_case(repeated.then, rulebook)
    except CaseTooLargeError:
        return None
    return then if hash_text(then.to_text()) == repeated.standing.snapshot else None
