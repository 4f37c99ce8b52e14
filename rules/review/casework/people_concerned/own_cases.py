"""Requests to the person behind an account: declarations for their cases, and answers to findings."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils import timezone

from institutions.access.callers import reader_for
from institutions.access.partnerships import open_partnership_rule, open_partnerships_rule
from institutions.models import Account, Partnership, Submission
from rules.access.account_ids import ids_of_account
from rules.models import Hearing, HearingWay, OfficialDeclaration
from rules.review.casework.account_person import OfficialCase, official_in
from rules.review.casework.people_concerned.question_state import with_question
from rules.review.casework.people_concerned.standing import (
    DeclarationStanding,
    case_substance,
    company_names_in_cases,
    declaration_standing,
    parties_by_submission,
)
from rules.review.casework.records import rows_of_partnerships
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
    ids = {str(each) for each in ids_of_account(account)}
    parties = parties_by_submission(submissions.values())
    rows = my_declarations(account, *(each.partnership for each in cases))
    last = {row.case.partnership_id: row for row in rows.select_related("case")}
    now = {
        each.submission: case_substance(submissions[each.submission], each.roles, parties[each.submission])
        for each in cases
    }
    names = company_names_in_cases(now.values())
    return [
        MyCase(
            each,
            submissions[each.submission],
            declaration_standing(
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


def my_case(account: Account, partnership: UUID) -> MyCase | None:
    """Return one case of the person; None if they may not open it or are no official of it."""
    is_open = open_partnerships_rule(reader_for(account)).q()
    found = Partnership.objects.filter(is_open, pk=partnership).first()
    if found is None:
        return None
    case = official_in(Submission.objects.get(partnership=found, superseded_at__isnull=True), account)
    return my_cases(account, [case], timezone.localdate())[0] if case else None


def my_declarations(account: Account, *partnerships: UUID) -> QuerySet[OfficialDeclaration]:
    """Return what the person has signed for cases, the earliest first."""
    rows = rows_of_partnerships(OfficialDeclaration, *partnerships)
    return rows.filter(person__in=ids_of_account(account)).order_by("number")


def recused_of(submission: Submission, key: str, ids: Collection[str], today: date) -> str | None:
    """Return the day since which a person is recused; they are known by a key of the document or an id."""
    rows = recused_on(submission.document, today).items()
    return next((on for person, on in rows if person == key or person in ids), None)


def my_hearings(account: Account) -> QuerySet[Hearing]:
    """Return every finding that the person was asked about, the latest first.

    Those of restricted cases only with the right to them.

    The rows know the state of their question: see `question_of`.
    """
    ids = ids_of_account(account)
    rows: QuerySet[Hearing] = Hearing.objects.filter(how=HearingWay.ASKED, person__in=ids)
    rows = rows.filter(open_partnership_rule("finding__partnership", reader_for(account)).q())
    rows = with_question(rows.select_related("finding__partnership", "person"), ids)
    return rows.annotate(answered=Count("answers")).order_by("-at", "-pk")
