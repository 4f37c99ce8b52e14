"""The pages that list what would remain of a person after an erasure; `manage.py erase_person` prints the same."""

from collections.abc import Mapping
from typing import Any, Final, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views import View

from institutions.access.callers import reader_for
from institutions.access.parties import hidden_from
from institutions.codes.restoring import restore_code
from institutions.codes.wording import code_words
from institutions.models import Account, Person
from institutions.query.parameters import id_parameter
from institutions.web.divided_list import part_of
from rules.models import ErasurePreview, PreviewState
from rules.review.erasing.place_words import places_in_words
from rules.review.erasing.preview import shown_preview
from rules.review.erasing.preview_job import OPEN, PreviewRefusedError, ask_preview, preview_of
from rules.review.erasing.remaining_troubles import NotShownToThisRole
from rules.review.erasing.scope import may_preview
from rules.review.person_data.troubles import UnknownPerson
from rules.web.pages.cases.posted_fields import posted_texts
from rules.web.pages.person_data.files import NO_STORE, person_of

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
TEMPLATES: Final = "rules/person_data/erasure"


class ErasurePage(View):
    """The form that asks for a preview: a search of the places that an erasure would leave. Nothing is erased."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form, with the id in the address."""
        signed_in_previewer(request)
        given = id_parameter(request.GET, "person")
        return shown(request, f"{TEMPLATES}.html", {"given": str(given) if given else ""})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Queue the search and lead to its page; 422 for an id of nobody, or if too many are open."""
        account, given = signed_in_previewer(request), posted_texts(request).get("person", "")
        person = findable_person(account, given)
        if person is None:
            unknown = {"given": given, "error": code_words(UnknownPerson())}
            return shown(request, f"{TEMPLATES}.html", unknown, status=422)
        try:
            asked = ask_preview(person, account)
        except PreviewRefusedError as refused:
            return shown(request, f"{TEMPLATES}.html", {"given": given, "trouble": refused.words}, status=422)
        return redirect("person-erasure-preview", pk=asked.pk)


class PreviewPage(View):
    """The page of one preview: its progress, then each place with the reason."""

    template = f"{TEMPLATES}_preview.html"

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Show it to the account that asked for it; 404 for others, and for whom the person is hidden now."""
        account = signed_in_previewer(request)
        preview = preview_of(account, pk)
        if preview is None or findable_person(account, str(preview.person_id)) is None:
            raise Http404
        return shown(request, self.template, preview_context(preview, account, request.GET.dict()))


class PreviewProgress(PreviewPage):
    """The part of the page that changes while a worker searches."""

    template = f"{TEMPLATES}_part.html"


def preview_context(preview: ErasurePreview, account: Account, given: Mapping[str, str]) -> Context:
    """Return a preview as its page shows it: of the places the part that the address names, in words."""
    done, reader = preview.state == PreviewState.DONE, reader_for(account)
    # The number of rows counts those of restricted partnerships too.
    counts = preview.rows and reader.bodies is None and reader.restricted
    found = shown_preview(preview, account) if done else None
    part = part_of(found.places, given, "places", anchor="remaining") if found else None
    return {
        "preview": preview,
        "person": preview.person,
        "waiting": preview.state in OPEN,
        "progress": (min(preview.searched, preview.rows), preview.rows) if counts else None,
        "found": found,
        "part": part,
        "places": places_in_words(part.rows) if part else (),
        "error": code_words(restore_code(preview.error_said), audience="form") if preview.error_said else "",
    }


def shown(request: HttpRequest, template: str, more: Context, status: int = 200) -> HttpResponse:
    """Render a page that no cache keeps."""
    answer = render(request, template, {"section": "erasure", **more}, status=status)
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
