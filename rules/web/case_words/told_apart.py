"""Sentences that tell the findings of one rule in a case apart, where a list shows no more than rule and title."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from rules.engine.language.statements import Language
from rules.explaining.wording.finding_order import finding_in_brief
from rules.explaining.wording.findings import finding_head
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
    found = ToldApart({}, {})
    for match in (each.match for each in listed if rules[each.match.finding.code] > 1):
        head = finding_head(match, finding_in_brief(match), language, sensitive=sensitive)
        found.sentences[match.finding_id] = head["statement"]
        found.read.update(head["read"])
    return found
