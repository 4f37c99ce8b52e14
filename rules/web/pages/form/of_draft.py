"""What every page of a draft shares: it is its writer's alone, and says where a draft that was submitted has gone."""

from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views import View

from institutions.access.partnerships import partnerships_for
from institutions.models import FormDraft, Partnership
from rules.web.pages.form.draft import officer

SUBMITTED: Final = "submitted_drafts"  # in the session: what this person submitted, and what came of it
MOST_SUBMITTED: Final = 20


class AlreadySubmitted(Http404):
    """A draft that this person submitted in this session; carries the partnership that it became."""

    def __init__(self, partnership: Partnership) -> None:
        super().__init__()
        self.partnership = partnership


class OfDraft(View):
    """A page of a draft."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # Any: of the address
        """The page; where the draft was submitted, one that says so and leads to the partnership."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except AlreadySubmitted as gone:
            return said_submitted(request, gone.partnership)


def said_submitted(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """410: it was here, and is something else now."""
    shown = {"partnership": partnership, "section": "partnerships"}
    return render(request, "rules/form/submitted.html", shown, status=410)


def own_draft(request: HttpRequest, pk: UUID) -> FormDraft:
    """A draft of this officer; those of others are as if they were not there."""
    account = officer(request)
    became = request.session.get(SUBMITTED, {}).get(str(pk))
    if became and not account.drafts.filter(pk=pk).exists():
        raise AlreadySubmitted(get_object_or_404(partnerships_for(account), pk=became))
    return get_object_or_404(FormDraft, pk=pk, owner=account)


def note_submitted(request: HttpRequest, draft: UUID, partnership: UUID) -> None:
    """Remember in the session what a draft became; the last ones only."""
    before = list(request.session.get(SUBMITTED, {}).items())[-MOST_SUBMITTED + 1 :]
    request.session[SUBMITTED] = dict([*before, (str(draft), str(partnership))])
