"""Requests to the person behind an account: declarations for their cases, and answers to findings."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from institutions.access.callers import reader_for
from institutions.access.partnerships import of_partnership
from institutions.models import Account, Submission
from rules.models import Heard, Hearing, OfficialDeclaration
from rules.review.casework.named.question import with_question
from rules.review.casework.named.standing import DeclarationStanding, about, company_names, parties_of, standing_of
from rules.review.casework.person import OfficialCase, ids_of
from rules.review.casework.recusing import recused_on


@dataclass(frozen=True, slots=True)
class MyCase:
    """A case in which the person is an official."""

    case: OfficialCase
    submission: Submission
    standing: DeclarationStanding
    recused: str | None  # since when they are recused, empty where that is not stated; None: not recused


def my_cases(account: Account, cases: Sequence[OfficialCase], today: date) -> list[MyCase]:
    """Return some of the person's cases with their declarations: five queries, however many they are."""
    submissions = Submission.objects.select_related("sponsor", "partnership__submitted_by").in_bulk(
        [each.submission for each in cases]
    )
    ids = {str(each) for each in ids_of(account)}
    parties = parties_of(submissions.values())
    rows = OfficialDeclaration.objects.filter(
        case__partnership__in=[each.partnership for each in cases], person__in=ids_of(account)
    )
    last = {row.case.partnership_id: row for row in rows.select_related("case").order_by("number")}
    now = {each.submission: about(submissions[each.submission], each.roles, parties[each.submission]) for each in cases}
    names = company_names(now.values())
    return [
        MyCase(
            each,
            submissions[each.submission],
            standing_of(
                last.get(each.partnership),
                now[each.submission],
                submissions[each.submission].document,
                today,
                names,
            ),
            recused_of(submissions[each.submission], each.key, ids, today),
        )
        for each in cases
    ]


def recused_of(submission: Submission, key: str, ids: Collection[str], today: date) -> str | None:
    """Return the day since which a person is recused; they are known by a key of the document or an id."""
    rows = recused_on(submission.document, today).items()
    return next((on for person, on in rows if person == key or person in ids), None)


def my_hearings(account: Account) -> QuerySet[Hearing]:
    """Return every finding that the person was asked about, the latest first.

    Those of restricted cases only with the right to them.

    The rows know the state of their question: see `question_of`.
    """
    ids = ids_of(account)
    rows: QuerySet[Hearing] = Hearing.objects.filter(how=Heard.ASKED, person__in=ids)
    rows = rows.filter(of_partnership("finding__partnership", reader_for(account)).q())
    rows = with_question(rows.select_related("finding__partnership", "person"), ids)
    return rows.annotate(answered=Count("answers")).order_by("-at", "-pk")
