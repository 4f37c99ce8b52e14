"""The revision of a partnership in the form: a draft of its current document, with the next revision number."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views import View

from institutions.access.partnerships import partnerships_for
from institutions.models import Account, FormDraft, Partnership, Submission
from rules.access.sensitive_reads import note_read, sensitive_in_document
from rules.web.pages.form.draft import may_propose, signed_in_officer
from rules.web.pages.form.drafts import has_too_many, refuse_draft
from rules.web.pages.form.steps import STEPS


def may_revise(account: Account, partnership: Partnership) -> bool:
    """Return whether an account may revise a partnership: as officer of the body that submitted it."""
    return may_propose(account) and account.body_id == partnership.submitted_by_id


class RevisionStart(View):
    """The start of a revision."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Open a draft of this officer; one begun already for the same revision is opened again."""
        account = signed_in_officer(request)
        partnership = get_object_or_404(partnerships_for(account).filter(submitted_by=account.body_id), pk=pk)
        current = Submission.objects.get(partnership=partnership, superseded_at__isnull=True)
        following = current.revision + 1
        note_read(account, f"partnership:{pk}", sensitive_in_document(current.pk, current.document), partnership.pk)
        begun = FormDraft.objects.filter(owner=account, partnership=partnership, document__revision=following)
        draft = begun.first()
        if draft is None:
            if has_too_many(account):
                return refuse_draft(request)
            document = {**current.document, "revision": following}
            draft = FormDraft.objects.create(
                owner=account, partnership=partnership, document=document, step=STEPS[0].name
            )
        return redirect("propose-step", pk=draft.pk, step=STEPS[0].name)
