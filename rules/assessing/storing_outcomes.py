"""The storing of the outcomes of results: one packed row a result, shared by assessments of the same input."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from institutions.models.sql_lists import among
from institutions.values.hashing import canonical_json
from rules.assessing.case_result import CaseResult
from rules.assessing.stored_format import FORMAT, packed_content, packed_letters
from rules.models import Assessment, PackedOutcomes, RulebookVersion, RuleSequence
from rules.models.packed_outcomes import SequenceError
from rules.models.packing.dictionaries import OUTCOMES
from rules.models.packing.packed_data import pack, unpack

Said = tuple[UUID, CaseResult, str]  # of a result: its partnership, itself, and the hash of its snapshot


def store_rulebooks(results: Iterable[CaseResult], text: str) -> None:
    """Store the version of the rulebook of these results with the sequence of its rules, unless they are there.

    SequenceError if a result is not about the rules of its rulebook: its outcomes would be read as those of others.
    """
    codes = {(each.rulebook, " ".join(sorted(each.outcomes))) for each in results}
    versions = sorted({version for version, _codes in codes})
    held = dict(RuleSequence.objects.filter(pk__in=versions).values_list("pk", "codes"))
    if missing := [version for version in versions if version not in held]:
        RulebookVersion.objects.bulk_create(
            [RulebookVersion(version=version, text=text) for version in missing], ignore_conflicts=True
        )
        made = [RuleSequence(rulebook_id=version, codes=said) for version, said in sorted(codes) if version in missing]
        RuleSequence.objects.bulk_create(made, ignore_conflicts=True)
        held = dict(RuleSequence.objects.filter(pk__in=versions).values_list("pk", "codes"))
    for version, said in codes:
        if held[version] != said:
            raise SequenceError(len(said.split()), len(held[version].split()))


def store_outcomes(results: Sequence[Said]) -> tuple[list[PackedOutcomes], frozenset[int]]:
    """Store the outcomes of results; return the row of each result, and the keys of new rows.

    A result whose partnership has one of the same input with the same outcomes shares its row: erasing a person
    rewrites both alike. Others never share one, even if theirs are equal.
    """
    held = held_outcomes(results)
    rows = []
    for _partnership, result, snapshot in results:
        made = PackedOutcomes(
            letters=packed_letters(result.outcomes), content=pack(packed_content(result.outcomes), OUTCOMES)
        )
        there = held.get((snapshot, result.rulebook))
        rows.append(there if there and said_by(there) == said_by(made) else made)
    new = PackedOutcomes.objects.bulk_create(each for each in rows if each.pk is None)
    return rows, frozenset(each.pk for each in new)


def held_outcomes(results: Sequence[Said]) -> Mapping[tuple[str | None, str | None], PackedOutcomes]:
    """Return the newest packed outcomes of the same partnerships and format, by snapshot and rulebook. One query."""
    rows = Assessment.objects.filter(
        among("partnership", (partnership for partnership, _result, _sha in results)),
        snapshot__in={snapshot for _partnership, _result, snapshot in results},
        format=FORMAT,
        packed_outcomes__isnull=False,
    )
    columns = rows.select_related("packed_outcomes").only("snapshot_id", "rulebook_id", "packed_outcomes")
    return {
        (each.snapshot_id, each.rulebook_id): each.packed_outcomes
        for each in columns.order_by("packed_outcomes")
        if each.packed_outcomes
    }


def said_by(row: PackedOutcomes) -> str:
    """Return the outcomes of a row as text."""
    return canonical_json([row.letters, unpack(row.content)])
