"""Check your answers: the last page, which registers the partnership."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View

from institutions.drafts.check import check_document
from institutions.drafts.errors import DraftInvalid
from institutions.drafts.store import DraftConflict, register_partnership
from institutions.models import FormDraft
from rules.pages.form.draft import body_code, errors_of, officer, own_draft
from rules.pages.form.steps import STEPS
from rules.pages.form.summary import summary_of


class CheckPage(View):
    """Check your answers, then submit."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Everything that was written, with what is still to be mended."""
        return self.show(request, own_draft(request, pk))

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Register the partnership; the draft ends with it."""
        draft = own_draft(request, pk)
        if request.POST.get("version") != str(draft.version):
            messages.warning(request, _("The draft was changed meanwhile. Check it again before you submit it."))
            return self.show(request, draft, status=409)
        try:
            checked = check_document(draft.document, account_body=body_code(request))
            with transaction.atomic():
                registered = register_partnership(checked, account=officer(request), way="form")
                draft.delete()
        except DraftInvalid:
            return self.show(request, draft, status=422)
        except DraftConflict as conflict:
            return self.show(request, draft, differs=", ".join(conflict.differs), status=409)
        messages.success(request, _("The partnership is registered. Its assessment has begun."))
        return HttpResponseRedirect(reverse("partnership", args=[registered.partnership.pk]))

    def show(self, request: HttpRequest, draft: FormDraft, *, differs: str = "", status: int = 200) -> HttpResponse:
        """Render all answers; each error links to the page where it is mended."""
        errors = [(page_of(draft, at), at, said) for at, said in errors_of(draft, body_code(request)).items()]
        shown = {
            "draft": draft,
            "summary": summary_of(draft.document, get_language() or "en"),
            "errors": errors,
            "differs": differs,
            "steps": STEPS,
            "section": "partnerships",
        }
        return render(request, "rules/form/check.html", shown, status=status)


def page_of(draft: FormDraft, pointer: str) -> str:
    """The address where an error at a pointer is mended."""
    parts = pointer.split("/")
    if pointer.startswith("/statements/") and parts[2].isdecimal():
        return reverse("propose-statement", args=[draft.pk, int(parts[2])]) + f"#f{pointer.replace('/', '-')}"
    step = next((each for each in STEPS if each.owns(pointer)), STEPS[0])
    return reverse("propose-step", args=[draft.pk, step.name]) + f"#f{pointer.replace('/', '-')}"
