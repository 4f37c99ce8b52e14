"""Suggestions while the user name of a reviewer is typed on the page of a case."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views import View

from institutions.access.partnerships import partnerships_for
from institutions.codes.wording import code_words
from institutions.models import Role
from rules.review.casework.act_table import Act
from rules.review.casework.case_view import read_case
from rules.review.casework.offered_acts import offered_acts
from rules.review.casework.troubles.accounts import NotReviewer
from rules.web.pages.cases.case_people import suggested_reviewers
from rules.web.pages.lookup import number_of_suggestions
from rules.web.pages.reader import signed_in_reader


class ReviewerOptions(View):
    """The reviewers whom the reader may assign, as the options of the input."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Return reviewers whose user names have the typed text; none where nobody can be assigned now."""
        account = signed_in_reader(request)
        partnership = get_object_or_404(partnerships_for(account), pk=pk)
        if account.role != Role.REVIEWER:
            raise PermissionDenied(code_words(NotReviewer()))
        view = read_case(partnership)
        possible = any(each.act == Act.ASSIGN and each.possible for each in offered_acts(view, account))
        text = request.GET.get("q", "").strip()[:150]
        found = suggested_reviewers(view, account, text) if possible else []
        options = [(each.username, each.username, each.body.code if each.body else "") for each in found]
        return render(
            request, "rules/form/options.html", {"options": options, "said": number_of_suggestions(len(options))}
        )
