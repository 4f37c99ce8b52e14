"""Results of an earlier format, with the facts that this program derives from what the register said at their time.

Another program may derive other facts from the same statements. A rulebook that is asked of facts from before an
upgrade would find differences that no rule and no number explains, and miss others. So whatever asks a rulebook of
stored results reads those of an earlier format from here. The results themselves stay as they are.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from uuid import UUID

from django.db import DatabaseError

from institutions.models.sql_lists import among
from institutions.values.portions import split_portions
from rules.assessing.material import AssessmentMaterial, material_from_text, material_of
from rules.assessing.replay import rulebook_from_version
from rules.assessing.stored_format import FORMAT
from rules.engine.language.errors import RuleError
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.facts.derivation.derive import facts_of
from rules.facts.gathering.from_register import gather_cases
from rules.models import Assessment, RulebookVersion

logger = logging.getLogger(__name__)
TOGETHER = 200  # cases with one set of queries, of results that knew the register at one moment


@dataclass(frozen=True, slots=True)
class DerivedAnew:
    """The facts of a result with their names and sources, derived anew; `trouble` says why there are none."""

    material: AssessmentMaterial | None
    trouble: str = ""

    def given(self) -> AssessmentMaterial:
        """Return the material. ValueError with the reason if there is none."""
        if self.material is None:
            raise ValueError(self.trouble)
        return self.material


def derive_anew(assessments: Sequence[UUID]) -> Mapping[UUID, DerivedAnew]:
    """Return those of these results that are of an earlier format, with their facts derived anew.

    Each is read as of its own day, as the register was known at its moment, with the tax rate and the market records of
    its own rulebook: only the program is another. Parties that were found to be one since are one. One query where
    none is of an earlier format.
    """
    rows = Assessment.objects.filter(among("pk", assessments), format__lt=FORMAT)
    found = list(rows.select_related("submission", "submission__partnership"))
    found.sort(key=lambda each: (moment_of(each), str(each.pk)))
    derived: dict[UUID, DerivedAnew] = {}
    for moment, of_moment in groupby(found, moment_of):
        for together in split_portions(of_moment, TOGETHER):
            derived |= gathered_at(together, moment)
    return derived


def material_for_rules(assessment: Assessment) -> AssessmentMaterial:
    """Return the material of a result for a question to a rulebook. ValueError if it has none, with the reason."""
    derived = derive_anew([assessment.pk]).get(assessment.pk)
    if derived is not None:
        return derived.given()
    return material_from_text(assessment.snapshot.content if assessment.snapshot else "")


def moment_of(assessment: Assessment) -> datetime:
    """Return the moment at which a result knew the register; that of its request if an old one did not note it."""
    return assessment.known_at or assessment.requested_at


def gathered_at(assessments: Sequence[Assessment], moment: datetime) -> dict[UUID, DerivedAnew]:
    """Return the facts of results of one moment; where they cannot be gathered together, each by itself."""
    try:
        cases = gather_cases([each.submission for each in assessments], moment, [each.as_of for each in assessments])
        materials = [
            material_of(case, facts_of(case, book.tax_rate, book.markets), ())
            for case, book in zip(cases, map(book_of, assessments), strict=True)
        ]
    except (DatabaseError, OSError, MemoryError):  # another time it may work
        raise
    except Exception as trouble:
        if len(assessments) > 1:
            return dict(apart(assessments, moment))
        (one,) = assessments
        logger.warning("The facts of assessment %s cannot be derived anew.", one.pk, exc_info=True)
        return {one.pk: DerivedAnew(None, f"{type(trouble).__name__}: {trouble}")}
    return {each.pk: DerivedAnew(material) for each, material in zip(assessments, materials, strict=True)}


def apart(assessments: Sequence[Assessment], moment: datetime) -> Iterator[tuple[UUID, DerivedAnew]]:
    """Yield the facts of results one by one."""
    for each in assessments:
        yield from gathered_at([each], moment).items()


def book_of(assessment: Assessment) -> LoadedRulebook:
    """Return the rulebook of a result; the one in force where this program can no longer read it."""
    return (version_or_none(assessment.rulebook_id, assessment.format) if assessment.rulebook_id else None) or (
        current_rulebook()
    )


@lru_cache(maxsize=8)
def version_or_none(version: str, form: int) -> LoadedRulebook | None:
    """Return a stored version of the rulebook; None if this program can no longer read it."""
    try:
        return rulebook_from_version(RulebookVersion.objects.get(version=version).text, form)
    except (ValueError, RuleError):
        return None
