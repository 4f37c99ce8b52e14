"""The officer's own drafts, and the start of a new one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from institutions.models import FormDraft
from rules.pages.form.draft import officer
from rules.pages.form.steps import STEPS


class Drafts(View):
    """The officer's own drafts, and the start of a new one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Drafts, the one changed last first."""
        account = officer(request)
        return render(request, "rules/form/drafts.html", {"drafts": account.drafts.all(), "section": "partnerships"})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin a draft in the name of the officer's body."""
        account = officer(request)
        assert account.body is not None  # noqa: S101 - officer() has refused
        document = {
            "submitted_by": account.body.code,
            "sponsor": account.body.code,
            "proposed_on": timezone.localdate().isoformat(),
        }
        draft = FormDraft.objects.create(owner=account, document=document, step=STEPS[0].name)
        return redirect("propose-step", pk=draft.pk, step=STEPS[0].name)
