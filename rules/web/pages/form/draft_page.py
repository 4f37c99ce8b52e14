"""The common part of all pages of a draft: only its writer sees it, and a submitted draft links to its partnership."""

from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views import View

from institutions.access.drafts import drafts_for
from institutions.access.partnerships import partnerships_for
from institutions.models import FormDraft, Partnership
from rules.web.pages.form.draft import signed_in_officer

SUBMITTED: Final = "submitted_drafts"  # in the session: this person's submitted drafts with their partnerships
MOST_SUBMITTED: Final = 20


class AlreadySubmitted(Http404):
    """A draft that this person submitted in this session; carries the partnership that it became."""

    def __init__(self, partnership: Partnership) -> None:
        super().__init__()
        self.partnership = partnership


class DraftPage(View):
    """A page of a draft."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # Any: of the address
        """Return the page; for a submitted draft one that says so and links to the partnership."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except AlreadySubmitted as gone:
            return submitted_answer(request, gone.partnership)


def submitted_answer(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Render status 410: the draft has become a partnership."""
    shown = {"partnership": partnership, "section": "partnerships"}
    return render(request, "rules/form/submitted.html", shown, status=410)


def own_draft(request: HttpRequest, pk: UUID) -> FormDraft:
    """Return a draft of this officer; AlreadySubmitted for a submitted one, Http404 for one that they may not open."""
    account = signed_in_officer(request)
    became = request.session.get(SUBMITTED, {}).get(str(pk))
    if became and not account.drafts.filter(pk=pk).exists():
        raise AlreadySubmitted(get_object_or_404(partnerships_for(account), pk=became))
    return get_object_or_404(drafts_for(account), pk=pk)


def note_submitted(request: HttpRequest, draft: UUID, partnership: UUID) -> None:
    """Store in the session which partnership a draft became; only the last ones are kept."""
    before = list(request.session.get(SUBMITTED, {}).items())[-MOST_SUBMITTED + 1 :]
    request.session[SUBMITTED] = dict([*before, (str(draft), str(partnership))])
