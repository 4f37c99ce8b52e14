"""The page that lists what would remain of a person after an erasure; `manage.py erase_person` prints the same."""

import threading
from typing import Final, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from institutions.access.callers import reader_for
from institutions.access.parties import hidden_from
from institutions.codes.wording import code_words
from institutions.models import Account, Person
from institutions.query.parameters import id_parameter
from rules.review.erasing.remaining_troubles import NotShownToThisRole, SearchRunning
from rules.review.erasing.scope import may_preview, preview_erasure
from rules.review.person_data.troubles import UnknownPerson
from rules.web.pages.cases.posted_fields import posted_texts
from rules.web.pages.person_data.files import NO_STORE, person_of

AGAIN_SECONDS: Final = 120

searching = threading.Lock()  # it searches every snapshot, minutes at 100,000: one at a time in each web process


class ErasurePage(View):
    """The page of one search: the places that an erasure of a person would leave. Nothing is erased."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form, with the id in the address."""
        signed_in_previewer(request)
        given = id_parameter(request.GET, "person")
        return self.show(request, {"given": str(given) if given else ""})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Search, and show each place with the reason; 422 for an id of nobody, 503 while another search runs."""
        account, given = signed_in_previewer(request), posted_texts(request).get("person", "")
        person = findable_person(account, given)
        if person is None:
            return self.show(request, {"given": given, "error": code_words(UnknownPerson())}, status=422)
        if not searching.acquire(blocking=False):
            answer = self.show(request, {"given": given, "trouble": code_words(SearchRunning())}, status=503)
            answer.headers["Retry-After"] = str(AGAIN_SECONDS)
            return answer
        try:
            found = preview_erasure(person, account)
        finally:
            searching.release()
        return self.show(request, {"given": given, "found": found, "person": person})

    def show(self, request: HttpRequest, more: dict[str, object], status: int = 200) -> HttpResponse:
        """Render the page."""
        answer = render(request, "rules/person_data/erasure.html", {"section": "erasure", **more}, status=status)
        answer.headers["Cache-Control"] = NO_STORE
        return answer


def signed_in_previewer(request: HttpRequest) -> Account:
    """Return the reader; PermissionDenied for other roles."""
    account = cast("Account", request.user)
    if not may_preview(account):
        raise PermissionDenied(code_words(NotShownToThisRole()))
    return account


def findable_person(account: Account, text: str) -> Person | None:
    """Return the person of a written id; None for the reader themselves, and for one whom they must not find."""
    person, reader = person_of(text), reader_for(account)
    if person is None or hidden_from(reader).filter(pk=person.pk).exists():
        return None
    about_themselves = account.true_person is not None and account.true_person == (person.same_as_id or person.pk)
    return None if about_themselves else person
