"""The outcomes of assessments, read alike whether they are packed or, of older assessments, rows of their own."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from django.db.models import Case, Count, F, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Length, Replace, Substr

from institutions.models.sql_lists import among
from rules.models.assessment import Assessment
from rules.models.outcome import Outcome, OutcomeRow, RuleOutcome
from rules.models.packed_outcomes import LETTERS, OF_LETTER, RuleSequence, unpacked_outcomes, words_of_letters

COULD_NOT_TELL: Final = (Outcome.NOT_ASSESSABLE, Outcome.ERROR)
CODES: Final = "rulebook__sequence__codes"
LETTERS_OF: Final = "packed_outcomes__letters"
AT_ONCE: Final = 2_000
ByRule = dict[str, RuleOutcome]
Counts = dict[str, dict[str, int]]  # by rule and outcome


def outcomes_of(assessment: Assessment) -> ByRule:
    """Return the outcomes of an assessment by rule, sorted; none if it has no result. One query, two if it is older."""
    return outcomes_by_assessment([assessment.pk])[assessment.pk]


def outcomes_by_assessment(assessments: Iterable[UUID]) -> dict[UUID, ByRule]:
    """Return the outcomes of each assessment by rule, sorted. One query, one more if one of them is older."""
    given = list(assessments)
    found: dict[UUID, ByRule] = {pk: {} for pk in given}
    packed = with_packed(given).values_list("pk", CODES, LETTERS_OF, "packed_outcomes__content")
    for pk, codes, letters, content in packed:
        found[pk] = {each.code: each for each in unpacked_outcomes(codes, letters, content)}
    for row in older_rows(found):
        found[row.assessment_id][row.code] = RuleOutcome(row.code, row.outcome, row.missing, row.reason, row.silence)
    return found


def outcome_words(assessments: Iterable[UUID]) -> dict[UUID, dict[str, str]]:
    """Return the outcome of each rule without what it lacks, sorted. One query, one more if one of them is older."""
    given = list(assessments)
    found: dict[UUID, dict[str, str]] = {pk: {} for pk in given}
    for pk, codes, letters in with_packed(given).values_list("pk", CODES, LETTERS_OF):
        found[pk] = words_of_letters(codes, letters)
    for row in older_rows(found).only("assessment_id", "code", "outcome"):
        found[row.assessment_id][row.code] = row.outcome
    return found


def unknown_outcomes(done: str) -> Coalesce:
    """Return the number of rules that could not be assessed, of the assessment in a column of an outer query."""
    left: F | Replace = F(LETTERS_OF)
    for outcome in COULD_NOT_TELL:
        left = Replace(left, Value(LETTERS[outcome]), Value(""))
    packed = Assessment.objects.filter(pk=OuterRef(done)).annotate(n=Length(LETTERS_OF) - Length(left)).values("n")
    rows = OutcomeRow.objects.filter(assessment=OuterRef(done), outcome__in=COULD_NOT_TELL).order_by()
    counted = rows.values("assessment").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(packed), Subquery(counted), Value(0), output_field=IntegerField())


def count_outcomes(assessments: QuerySet[Any, Any], code: str | None = None) -> Counts:  # Any: rows of one column
    """Count the outcomes of each rule, or of one, in the assessments of a subquery. Three queries.

    SQL groups results that are alike, so that few are read of many.
    """
    found: dict[str, Counter[str]] = defaultdict(Counter)
    of_these = Assessment.objects.filter(pk__in=assessments).order_by()
    rules = rules_by_version(code)
    if rules:
        letters = letters_of_rule(rules, code) if code else F(LETTERS_OF)
        packed = of_these.filter(packed_outcomes__isnull=False, rulebook__in=rules)
        alike = packed.annotate(said=letters).values_list("rulebook_id", "said").annotate(number=Count("pk"))
        for version, said, number in alike.iterator(AT_ONCE):
            for rule, letter in zip([code] if code else rules[version], said, strict=True):
                found[rule][OF_LETTER[letter]] += number
    rows = OutcomeRow.objects.filter(assessment__in=of_these.filter(packed_outcomes__isnull=True).values("pk"))
    if code:
        rows = rows.filter(code=code)
    for rule, outcome, number in rows.order_by().values_list("code", "outcome").annotate(number=Count("pk")):
        found[rule][outcome] += number
    return {rule: dict(counts) for rule, counts in found.items()}


def rules_by_version(code: str | None) -> dict[str, list[str]]:
    """Return the rules of each version of the rulebook in their sequence; only of versions with the rule, if given."""
    sequences = {pk: codes.split() for pk, codes in RuleSequence.objects.values_list("pk", "codes")}
    return {pk: rules for pk, rules in sequences.items() if code is None or code in rules}


def letters_of_rule(rules: Mapping[str, list[str]], code: str) -> Case:
    """Return the SQL of the letter of one rule, which has its place in each version of the rulebook."""
    return Case(
        *(When(rulebook=version, then=Substr(LETTERS_OF, codes.index(code) + 1, 1)) for version, codes in rules.items())
    )


def with_packed(assessments: Iterable[UUID]) -> QuerySet[Assessment]:
    """Return the assessments among these whose outcomes are packed."""
    return Assessment.objects.filter(among("pk", assessments), packed_outcomes__isnull=False)


def older_rows(found: Mapping[UUID, Mapping[str, object]]) -> QuerySet[OutcomeRow]:
    """Return the rows of assessments of which nothing was found packed; no query if there are none."""
    missing = [pk for pk, outcomes in found.items() if not outcomes]
    rows = OutcomeRow.objects.filter(among("assessment", missing)) if missing else OutcomeRow.objects.none()
    return rows.order_by("assessment_id", "code")
