"""My page: the open questions to the person behind the account."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from institutions.models import Account
from institutions.query.parameters import page_of_rows
from institutions.values.text_lists import join_texts
from rules.engine.language.statements import Language, date_text
from rules.explaining.wording.findings import rule_title
from rules.explaining.wording.words import reader_language, role_words, text_in_language
from rules.messages.mail.choices import choice_of
from rules.models import Comment, Hearing
from rules.review.casework.account_person import official_cases
from rules.review.casework.people_concerned.own_cases import MyCase, my_cases, my_hearings
from rules.review.casework.people_concerned.question_state import LABELS as QUESTIONS
from rules.review.casework.people_concerned.question_state import QuestionState, later_of, question_of
from rules.review.casework.people_concerned.standing import LABELS, DeclarationState
from rules.review.correspondence.reading import comments_for_person, files_for_person
from rules.web.pages.reader import Context, signed_in_reader

PER_PAGE = 20


def person_behind(request: HttpRequest) -> Account:
    """Return the reader's account if linked to a person; else PermissionDenied with the remedy."""
    account = signed_in_reader(request)
    if account.person_id is None:
        raise PermissionDenied(
            _("Your account is not linked to a person in the register. An administrator can link it.")
        )
    return account


class MyPage(View):
    """Cases and hearings of one person."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show open questions first, then the cases."""
        account, language, today = person_behind(request), reader_language(), timezone.localdate()
        cases = page_of_rows(official_cases(account), PER_PAGE, request.GET)
        hearings = page_of_rows(my_hearings(account), PER_PAGE, request.GET, "hearings")
        context = {
            "section": "my",
            "mail_hint": settings.MAIL_CONFIGURED and not choice_of(account).confirmed,
            "person": account.person,
            "page_obj": cases,
            "hearing_page": hearings,
            "cases": [my_case_row(each, language) for each in my_cases(account, list(cases), today)],
            "comments": [my_comment_row(each) for each in comments_for_person(account)[:PER_PAGE]],
            "files": files_for_person(account)[:PER_PAGE],
            "hearings": [my_hearing_row(each, language, today.isoformat()) for each in hearings],
        }
        return render(request, "rules/my/page.html", context)


def my_case_row(each: MyCase, language: Language) -> Context:
    """Return one case with the state of the declaration."""
    standing = each.standing
    return {
        "pk": each.case.partnership,
        "reference": each.submission.partnership.reference,
        "title": each.submission.shown_title,
        "sponsor": each.submission.sponsor.name,
        "roles": join_texts((role_words(role, language) for role in each.case.roles), language),
        "state": LABELS[standing.state],
        "asked": standing.state != DeclarationState.CURRENT,
        "on": date_text(timezone.localdate(standing.last.at).isoformat(), language) if standing.last else "",
        "reasons": standing.reasons,
        "recused": my_recusal_words(each.recused, language),
    }


def my_recusal_words(since: str | None, language: Language) -> str:
    """Say that the person no longer takes part; empty if they do."""
    if since is None:
        return ""
    return _("recused since %(day)s") % {"day": date_text(since, language)} if since else _("recused")


def my_comment_row(each: Comment) -> Context:
    """Return one comment for the person."""
    withdrawn = hasattr(each, "withdrawal")
    return {
        "reference": each.case.partnership.reference,
        "at": each.at,
        "text": "" if withdrawn else each.text,
        "withdrawn": withdrawn,
    }


def my_hearing_row(hearing: Hearing, language: Language, today: str) -> Context:
    """Return one finding that the person was asked about."""
    until = hearing.answer_by.isoformat() if hearing.answer_by else ""
    answered, question = bool(getattr(hearing, "answered", 0)), question_of(hearing)
    return {
        "pk": hearing.pk,
        "title": text_in_language(rule_title(hearing.finding.code), language),
        "reference": hearing.finding.partnership.reference,
        "until": date_text(until, language) if until else "",
        "answered": answered,
        "over": until < today,
        "open": question == QuestionState.OPEN,
        "question": QUESTIONS[question],
        "later": later_of(hearing),
    }
