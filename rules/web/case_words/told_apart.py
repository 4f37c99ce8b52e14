"""Sentences that tell the findings of one rule in a case apart, where a list shows no more than rule and title."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from rules.engine.language.statements import Language
from rules.explaining.wording.finding_order import finding_in_brief
from rules.explaining.wording.findings import finding_head
from rules.models import Assessment, FindingSummary, Match, State
from rules.review.casework.case_view import CaseView
from rules.review.casework.standing import FindingStanding


@dataclass(frozen=True, slots=True)
class ToldApart:
    """Sentences by id of the finding, and the sensitive values that they say (`read`), which the page records."""

    sentences: dict[int, str]
    read: dict[str, str]


def told_apart(view: CaseView, listed: Iterable[FindingStanding], language: Language, *, sensitive: bool) -> ToldApart:
    """Return the sentence of each listed finding whose rule has another finding in the case."""
    rules = Counter(each.match.finding.code for each in view.findings)
    alike = (each.match for each in listed if rules[each.match.finding.code] > 1)
    return sentences_of(alike, language, sensitive=sensitive)


def told_apart_in_list(rows: Sequence[FindingSummary], language: Language, *, sensitive: bool) -> ToldApart:
    """Return the sentence of each finding of a list over many cases whose rule has another one in its case.

    Two queries for any number of rows.
    """
    cases, codes = {row.partnership_id for row in rows}, {row.code for row in rows}
    counted = FindingSummary.objects.filter(partnership__in=cases, code__in=codes).values_list("partnership", "code")
    several = {(case, code) for case, code, _ in counted.annotate(number=Count("*")).filter(number__gt=1)}
    alike = [row.pk for row in rows if (row.partnership_id, row.code) in several]
    matches = newest_matches(alike) if alike else []
    return sentences_of(matches, language, sensitive=sensitive)


def newest_matches(findings: Iterable[int]) -> Iterable[Match]:
    """Return the matches of findings in the newest finished assessment of each partnership."""
    newer = Assessment.objects.filter(
        Q(requested_at__gt=OuterRef("assessment__requested_at"))
        | Q(requested_at=OuterRef("assessment__requested_at"), pk__gt=OuterRef("assessment__pk")),
        partnership=OuterRef("assessment__partnership"),
        state=State.DONE,
    )
    of_findings = Match.objects.filter(~Exists(newer), finding__in=findings, assessment__state=State.DONE)
    return of_findings.select_related("finding")


def sentences_of(matches: Iterable[Match], language: Language, *, sensitive: bool) -> ToldApart:
    """Return the sentences of matches, with the sensitive values that they say."""
    found = ToldApart({}, {})
    for match in matches:
        head = finding_head(match, finding_in_brief(match), language, sensitive=sensitive)
        found.sentences[match.finding_id] = head["statement"]
        found.read.update(head["read"])
    return found
