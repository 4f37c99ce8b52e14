"""The page of the data protection officer: what is due, what was done, who read, and the register of processing."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from institutions.audit.words import actor_words
from institutions.codes.wording import code_words
from institutions.models import Account
from rules.explaining.wording.words import reader_language
from rules.review.data_protection.overview import may_oversee, read_overview
from rules.review.data_protection.processing import REVIEW_BY, counted_files, items_in, listed
from rules.review.keeping.troubles import OverviewNotShown
from rules.web.pages.keeping.retention import NO_STORE

ACCOUNT = "account:"


class DataProtectionPage(View):
    """The state of data protection, for those who oversee it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the state of this moment."""
        account = cast("Account", request.user)
        if not may_oversee(account):
            raise PermissionDenied(code_words(OverviewNotShown()))
        found = read_overview(account)
        keys = [key for each in found.reads if (key := each.actor.removeprefix(ACCOUNT)).isdigit()]
        names = dict(Account.objects.filter(pk__in=keys).values_list("pk", "username"))
        context = {
            "section": "data-protection",
            "found": found,
            "reads": [(actor_words(each.actor, names), each) for each in found.reads],
            "files": [file_row(file, number) for file, number in counted_files(account)],
            "review_by": REVIEW_BY,
        }
        answer = render(request, "rules/keeping/data_protection.html", context)
        answer.headers["Cache-Control"] = NO_STORE
        return answer


def file_row(file: Any, number: int) -> dict[str, Any]:  # Any: a file of the register; what a template shows
    """Return a file of the register of processing, as the page shows it."""
    language = reader_language()
    sensitive = listed([each.of(language) for each in file.sensitive], language)
    return {"file": file, "number": number, "items": items_in(file, language), "sensitive": sensitive}
