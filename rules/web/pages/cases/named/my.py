"""My page: the open questions to the person behind the account."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from institutions.models import Account
from institutions.values.query import page_of
from institutions.values.shown_list import listed
from rules.engine.language.statements import Language, date_text
from rules.explaining.wording.findings import title_of
from rules.explaining.wording.words import in_language, reader_language, role_words
from rules.messages.mail.choosing import choice_of
from rules.models import Hearing
from rules.review.casework.named.mine import MyCase, my_cases, my_hearings
from rules.review.casework.named.question import LABELS as QUESTIONS
from rules.review.casework.named.question import Question, later_of, question_of
from rules.review.casework.named.standing import LABELS, DeclarationState
from rules.review.casework.person import official_cases
from rules.web.pages.reader import Context, reader

PER_PAGE = 20


def person_behind(request: HttpRequest) -> Account:
    """Return the reader's account if linked to a person; else PermissionDenied with the remedy."""
    account = reader(request)
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
        cases = page_of(official_cases(account), PER_PAGE, request.GET)
        hearings = page_of(my_hearings(account), PER_PAGE, request.GET, "hearings")
        context = {
            "section": "my",
            "mail_hint": settings.MAIL_CONFIGURED and not choice_of(account).confirmed,
            "person": account.person,
            "page_obj": cases,
            "hearing_page": hearings,
            "cases": [case_row(each, language) for each in my_cases(account, list(cases), today)],
            "hearings": [hearing_row(each, language, today.isoformat()) for each in hearings],
        }
        return render(request, "rules/my/page.html", context)


def case_row(each: MyCase, language: Language) -> Context:
    """Return one case with the state of the declaration."""
    standing = each.standing
    return {
        "pk": each.case.partnership,
        "reference": each.submission.partnership.reference,
        "title": each.submission.shown_title,
        "sponsor": each.submission.sponsor.name,
        "roles": listed((role_words(role, language) for role in each.case.roles), language),
        "state": LABELS[standing.state],
        "asked": standing.state != DeclarationState.CURRENT,
        "on": date_text(timezone.localdate(standing.last.at).isoformat(), language) if standing.last else "",
        "reasons": standing.reasons,
        "recused": recused_words(each.recused, language),
    }


def recused_words(since: str | None, language: Language) -> str:
    """Say that the person no longer takes part; empty if they do."""
    if since is None:
        return ""
    return _("recused since %(day)s") % {"day": date_text(since, language)} if since else _("recused")


def hearing_row(hearing: Hearing, language: Language, today: str) -> Context:
    """Return one finding that the person was asked about."""
    until = hearing.answer_by.isoformat() if hearing.answer_by else ""
    answered, question = bool(getattr(hearing, "answered", 0)), question_of(hearing)
    return {
        "pk": hearing.pk,
        "title": in_language(title_of(hearing.finding.code), language),
        "reference": hearing.finding.partnership.reference,
        "until": date_text(until, language) if until else "",
        "answered": answered,
        "over": until < today,
        "open": question == Question.OPEN,
        "question": QUESTIONS[question],
        "later": later_of(hearing),
    }
