"""The content of a report for one reader and day, from the same parts as the pages of partnership, case and finding."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from institutions.access.partnerships import is_restricted
from institutions.models import Partnership, Submission
from rules.access.readable_results import SEVERITY_RANK
from rules.assessing.code_answers import remark_json
from rules.engine.language.statements import Language
from rules.explaining.wording.days import TO_SECONDS, shown_moment
from rules.explaining.wording.evidence import EvidenceLine, submission_title
from rules.explaining.wording.findings import finding_blocks, outcome_rows, rule_title
from rules.explaining.wording.words import nothing_flagged, text_in_language, words_in_brackets
from rules.models import Acknowledgement, Assessment, CaseCondition, FindingDecision, Outcome, Severity
from rules.models.outcome_reading import COULD_NOT_TELL
from rules.review.calendar.calendar import calendar_of
from rules.review.calendar.signing_sentence import signing_sentence
from rules.review.casework.case_view import CaseView, read_case
from rules.review.casework.deadlines import Named
from rules.review.casework.people_concerned.hearing import hearings_of
from rules.review.casework.proposal import proposal_context
from rules.review.casework.standing import FindingStanding
from rules.web.case_words.graph_part import graph_part_of
from rules.web.case_words.hearings import declaration_rows, person_row
from rules.web.case_words.rows import CaseWords
from rules.web.case_words.withdrawn_findings import withdrawn_cards
from rules.web.report.audience import ReportReader
from rules.web.report.papers import papers_part

Json = dict[str, Any]  # Any: what the template shows
# Facts in a whole report, with those that they were derived from: some 160 pages, which take half a minute to set.
MOST_FACTS: Final = 1000
QUIET: Final = (Outcome.CLEAR, Outcome.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class ReportContent:
    """The data for the template, and its sensitive parts: SHA-256 by id of the row."""

    shown: Json
    view: CaseView
    read: dict[str, str]


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One fact in a table: 2.1 is the first of those that fact 2 was derived from."""

    number: str
    line: EvidenceLine
    sources: tuple[Json, ...]

    @property
    def depth(self) -> int:
        """The depth below the facts of the finding, at most 3: deeper facts are not indented further."""
        return min(self.number.count("."), 3)


def report_content(partnership: Partnership, audience: ReportReader, language: Language) -> ReportContent:
    """Collect everything, in a number of queries that does not depend on the case. The language is active already."""
    view, sensitive = read_case(partnership), audience.sensitive
    words = CaseWords(view, audience.account, language, sensitive=sensitive)
    submission = Submission.objects.select_related("sponsor", "partnership__submitted_by").get(
        pk=view.submissions[-1].pk
    )
    done = view.done
    outcomes = outcome_rows(done, language, sensitive=sensitive)["all"] if done else []
    blocks = finding_blocks(done, language, sensitive=sensitive) if done else []
    cards = [card for block in blocks for card in block["cards"]]
    named = hearings_of([each.match for each in view.findings], view.today)
    add_decisions(cards, view, named, words)
    shortened = shorten_origins(cards)
    declarations, beside = declaration_rows(view, submission, words)
    graph, tied = graph_part(done, audience, language)
    calendar = calendar_of(partnership, audience.reader, view=view, named=named)
    shown = {
        "graph": graph,
        **proposal_context(submission, language),
        "language": language,
        "partnership": partnership,
        "restricted": is_restricted(partnership),
        "received_on": words.moment(submission.received_at),
        "made_on": words.day(view.today),
        "made_for": audience.name,
        "withholds": not sensitive,
        "state": words.state(),
        "signing": signing_sentence(calendar, language),
        **assessment_part(view, words),
        "worst_label": worst_in_words(cards, outcomes),
        "counts": counts_of(outcomes),
        "blocks": blocks,
        "shortened": shortened,
        "most_facts": MOST_FACTS,
        "unassessed": unassessed_rows(view, outcomes, words),
        "gone": withdrawn_cards(view, words, view.gone),
        "closed": view.closed,
        "quiet": quiet_of(outcomes),
        "earlier": earlier_decisions(view, words),
        "reviewers": [words.reviewer(each) for each in view.assigned],
        "tied": words.screenings(),
        "declarations": declarations,
        "conditions": [words.condition(each) for each in view.conditions],
        "history": words.history(view.moves().reverse()),
        **papers_part(view, audience, words),
    }
    read = {place: value for row in (*cards, *outcomes) for place, value in row["read"].items()}
    return ReportContent(shown, view, {**read, **tied, **beside, **calendar.read})


def graph_part(done: Assessment | None, audience: ReportReader, language: Language) -> tuple[Json, dict[str, str]]:
    """Return the picture of connections, where there is an assessment, and its sensitive parts."""
    if done is None:
        return {}, {}
    return graph_part_of(done, sensitive=audience.sensitive, reader=audience.register_reader, language=language)


def assessment_part(view: CaseView, words: CaseWords) -> Json:
    """Describe the assessment of the report, with the data that verify it."""
    done, newest = view.done, view.newest
    if done is None:
        return {"done": None, "newest_state": newest.get_state_display() if newest else "", "remarks": []}
    return {
        "done": done,
        "as_of": words.day(done.as_of),
        "known_at": moment_with_zone(done.known_at),
        "finished_at": moment_with_zone(done.finished_at),
        # The findings are of an older one: the newest waits, or it has failed.
        "newest_state": newest.get_state_display() if newest and newest.pk != done.pk else "",
        "older_revision": done.submission_id != view.submissions[-1].pk,
        "remarks": [text_in_language(remark_json(each), words.language) for each in done.remarks],
    }


def moment_with_zone(moment: Any) -> str:  # Any: a moment or None
    """Write a moment to the second with its zone, so that it can be compared; empty if there is none."""
    return shown_moment(moment, clock=f"{TO_SECONDS} %Z") if moment else ""


def worst_in_words(cards: list[Json], outcomes: list[Json]) -> str:
    """Return the worst severity in words, or that nothing was found, with what was not assessable."""
    worst = max((card["severity"] for card in cards), key=SEVERITY_RANK.__getitem__, default="")
    unknown = sum(row["outcome"] in COULD_NOT_TELL for row in outcomes)
    return str(Severity(worst).label) if worst else nothing_flagged(unknown)


def counts_of(outcomes: list[Json]) -> list[Json]:
    """Count the rules by outcome; errors only where there are any."""
    numbers = [(value, label, sum(row["outcome"] == value for row in outcomes)) for value, label in Outcome.choices]
    return [{"label": label, "number": n} for value, label, n in numbers if n or value != Outcome.ERROR]


def quiet_of(outcomes: list[Json]) -> list[Json]:
    """Return the codes of the rules that are clear and of those that do not apply."""
    return [
        {"label": Outcome(value).label, "codes": sorted(row["code"] for row in outcomes if row["outcome"] == value)}
        for value in QUIET
    ]


def add_decisions(cards: list[Json], view: CaseView, named: Named, words: CaseWords) -> None:
    """Add to each finding its standing, hearings, decisions, and its evidence as rows."""
    with_measures([row for each in view.findings for row in each.decisions])
    standings = {each.match.finding_id: each for each in view.findings}
    own = own_submission(view, words)
    codes = Counter(card["code"] for card in cards)
    for card in cards:
        card["alike"] = codes[card["code"]] > 1
        standing = standings[card["finding"]]
        card["rows"] = list(evidence_rows(card["evidence"], own))
        card["standing"] = words.finding(standing)
        card["people"] = [person_row(each, words) for each in named[card["finding"]]]
        card["disputed"] = any(each.disputes for each in named[card["finding"]])
        card["decisions"] = decisions_of(standing, words)


def with_measures(decisions: list[FindingDecision]) -> None:
    """Read the measures of all decisions at once, and the answers to those that asked for information."""
    prefetch_related_objects(
        decisions, Prefetch("measures", CaseCondition.objects.order_by("due_on", "pk")), "answers__account"
    )


def decisions_of(standing: FindingStanding, words: CaseWords) -> list[Json]:
    """Return every decision of a finding, oldest first, and whether it counts."""
    counting = {row.pk for row in standing.standing_decisions}
    return [decision_row(row, words, counts=row.pk in counting) for row in standing.decisions]


def decision_row(row: FindingDecision, words: CaseWords, *, counts: bool) -> Json:
    """Describe one decision, with its author and role."""
    return {**words.decision(row, counts=counts), "role": row.account.get_role_display()}


def shorten_origins(cards: list[Json]) -> bool:
    """Leave out the origins of facts where there are too many facts. Return whether that was so."""
    if sum(len(card["rows"]) for card in cards) <= MOST_FACTS:
        return False
    for card in cards:
        card["rows"] = [row for row in card["rows"] if row.depth == 0]
    return True


def own_submission(view: CaseView, words: CaseWords) -> dict[str, str]:
    """Return the submission that was assessed, as evidence names it, with the day on which it was received."""
    done = view.done
    assessed = next((each for each in view.submissions if done and each.pk == done.submission_id), None)
    if assessed is None:
        return {}
    received = _("received %(day)s") % {"day": words.moment(assessed.received_at)}
    return {submission_title(view.partnership.reference): words_in_brackets(received, language=words.language)}


def evidence_rows(lines: tuple[EvidenceLine, ...], own: dict[str, str], above: str = "") -> Iterator[EvidenceRow]:
    """Yield the facts with their origins, numbered, each below the fact it led to."""
    for place, line in enumerate(lines, start=1):
        number = f"{above}{place}"
        sources = tuple({**each, "about": each.get("about") or own.get(each["title"], "")} for each in line.sources)
        yield EvidenceRow(number, line, sources)
        yield from evidence_rows(line.derived_from, own, f"{number}.")


def unassessed_rows(view: CaseView, outcomes: list[Json], words: CaseWords) -> list[Json]:
    """Return the rules that were not assessable, the data that they lack, and their acknowledgements."""
    rows = {row["code"]: row for row in outcomes}
    return [
        {
            **rows[each.outcome.code],
            "said": acknowledgement_row(each.acknowledged, words) if each.acknowledged else None,
        }
        for each in view.unassessed
    ]


def acknowledgement_row(said: Acknowledgement, words: CaseWords) -> Json:
    """Describe an acknowledgement of a rule: the person and the reason."""
    account = said.account
    return {
        "reason": words.text(said.reason),
        "by": account.username,
        "role": account.get_role_display(),
        "on": words.moment(said.at),
    }


def earlier_decisions(view: CaseView, words: CaseWords) -> list[Json]:
    """Return the decisions on findings that the assessment no longer has."""
    now = [each.match.finding_id for each in view.findings]
    rows = FindingDecision.objects.with_state().filter(finding__partnership=view.partnership).exclude(finding__in=now)
    gone = list(rows.select_related("finding", "account").order_by("finding__code", "finding", "number"))
    with_measures(gone)
    return [
        {
            **decision_row(row, words, counts=False),
            "code": row.finding.code,
            "title": text_in_language(rule_title(row.finding.code), words.language),
        }
        for row in gone
    ]
