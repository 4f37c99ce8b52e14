"""The newest finished assessments of the register under two rulebooks, one by one, and what cannot be compared."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from institutions.models import Partnership
from rules.assessing.derived_anew import DerivedAnew, derive_anew
from rules.assessing.material import AssessmentMaterial, PlainFact, material_from_text
from rules.engine.evaluating.errors import EngineError
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.explaining.catalogue.firings import newest_done_ids
from rules.explaining.comparing.rule_reads import (
    Read,
    cannot_have,
    fields_lacking,
    readers_by_field,
    vocabulary_when_made,
)
from rules.explaining.comparing.verdicts import VerdictDifference, verdict_differences
from rules.explaining.comparing.versions import NoSuchVersionError, load_version
from rules.models import Assessment, RulebookVersion

CHUNK = 100  # assessments whose snapshots are held in memory at once


@dataclass(frozen=True, slots=True)
class ComparedCase:
    """One assessment under both rulebooks; `trouble` says why it could not be evaluated."""

    assessment: UUID
    reference: str
    differences: tuple[VerdictDifference, ...]
    trouble: str = ""


@dataclass
class CaseComparison:
    """The comparison of the newest finished assessment of each partnership, the latest request first."""

    old: LoadedRulebook
    new: LoadedRulebook
    limit: int | None = None
    known: dict[str, frozenset[Read]] = field(default_factory=dict)  # by version that made the assessments
    lacking: dict[Read, int] = field(default_factory=dict)  # facts that were made before a field existed

    def ids(self) -> list[UUID]:
        """Return the ids of the assessments to compare."""
        newest = Assessment.objects.filter(pk__in=newest_done_ids(Partnership.objects.all())).newest_first()
        found = newest.values_list("pk", flat=True)
        return list(found if self.limit is None else found[: self.limit])

    def compared(self, ids: list[UUID]) -> Iterator[ComparedCase]:
        """Yield the comparison of each assessment, with a constant number of queries a hundred."""
        for start in range(0, len(ids), CHUNK):
            wanted = ids[start : start + CHUNK]
            rows = Assessment.objects.select_related("snapshot", "partnership").in_bulk(wanted)
            derived = derive_anew(wanted)
            yield from (self.one(rows[pk], derived.get(pk)) for pk in wanted)

    def one(self, assessment: Assessment, derived: DerivedAnew | None) -> ComparedCase:
        """Compare one assessment under both rulebooks; the facts of one of an earlier format are derived anew."""
        reference = assessment.partnership.reference
        made_under = str(assessment.rulebook_id) if derived is None else ""  # whose records are as they were stored
        try:
            material = self.material(assessment, derived)
            found = verdict_differences(material, made_under, self.old, self.new)
        except (EngineError, ValueError, KeyError) as trouble:
            return ComparedCase(assessment.pk, reference, (), f"{type(trouble).__name__}: {trouble}")
        return ComparedCase(assessment.pk, reference, tuple(found))

    def material(self, assessment: Assessment, derived: DerivedAnew | None) -> AssessmentMaterial:
        """Return the material of an assessment; what its facts lack is recorded. ValueError if there is none."""
        if derived is not None:
            return derived.given()
        material = material_from_text(assessment.snapshot.content if assessment.snapshot else "")
        self.note(material, str(assessment.rulebook_id))
        return material

    def note(self, material: AssessmentMaterial, made_under: str) -> None:
        """Record kinds and fields that existed when this case was made, and fields that its facts lack today."""
        if made_under not in self.known:
            self.known[made_under] = vocabulary_when_made((), self.own(made_under))
        self.known[made_under] |= vocabulary_when_made(material.facts, None)
        for fact in material.facts:
            self.count_lacking(fact)

    def count_lacking(self, fact: PlainFact) -> None:
        """Count the fields that every fact of its kind has today and this one lacks."""
        for name in fields_lacking(fact):
            self.lacking[fact.type, name] = self.lacking.get((fact.type, name), 0) + 1

    def own(self, version: str) -> LoadedRulebook | None:
        """Return the rulebook that made an assessment; None if this program can no longer read it."""
        for each in (self.old, self.new, current_rulebook()):
            if each.version == version:
                return each
        try:
            return load_version(RulebookVersion.objects.get(version=version))
        except NoSuchVersionError:
            return None

    def notes(self) -> Iterator[str]:
        """Yield notes on reads of the new rulebook that stored cases cannot have; call it after the comparison."""
        reads = readers_by_field(self.new)
        for version, known in sorted(self.known.items()):
            for (kind, name), codes in sorted(cannot_have(reads, known).items()):
                read = ".".join(filter(None, (kind, name)))
                yield (
                    f"{', '.join(codes)} reads {read}. No rule of version {version[:12]} does, and no snapshot made "
                    "under it has it: it may be newer than they are. Have their partnerships assessed again."
                )
        for (kind, name), number in sorted(self.lacking.items()):
            if (kind, name) in reads:
                yield (
                    f"{', '.join(reads[kind, name])} reads {kind}.{name}: {number} stored facts were made before it "
                    "existed and have no value. Have their partnerships assessed again."
                )
