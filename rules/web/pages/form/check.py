"""The last page of the form, "Check your answers", which registers the partnership and attaches papers to its case."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from institutions.access.callers import reader_for
from institutions.accounts.sign_in.kept_form import KeptFormView, typed_before
from institutions.audit.logs import request_id
from institutions.drafts.check import check_document
from institutions.drafts.errors import DraftInvalid
from institutions.drafts.restricted import refuse_restricted
from institutions.drafts.store import DraftConflict, Registration, register_partnership
from institutions.drafts.stored_bytes import DocumentsFullError, take_room
from institutions.kinds import KINDS
from institutions.kinds.statement import COMMON
from institutions.models import FormDraft
from institutions.values.text_lists import join_texts
from rules.engine.language.statements import Language
from rules.explaining.wording.words import reader_language, text_in_language
from rules.process_files.joining import join_with_partnership
from rules.review.casework.errors import CaseworkError
from rules.review.correspondence.attaching import MOST_AT_ONCE, CheckedFile, attach_files, check_files
from rules.review.correspondence.errors import FileRefusedError
from rules.web.pages.form.asked_before import question_of
from rules.web.pages.form.chosen_parties import draft_form_page
from rules.web.pages.form.draft import body_code, draft_errors, signed_in_officer
from rules.web.pages.form.draft_page import DraftPage, note_submitted, own_draft
from rules.web.pages.form.error_links import StepInputs, error_links, of_question
from rules.web.pages.form.questions import QUESTIONS
from rules.web.pages.form.shown_questions import denied, left_open
from rules.web.pages.form.steps import STEPS, WAY, step_of
from rules.web.pages.form.submitted_words import submitted_words
from rules.web.pages.form.summary import summary_of

STATEMENT: Final = re.compile(r"/statements/\d+(/|\Z)")


class DraftChanged(Exception):  # noqa: N818 - not an error: somebody saved while this one submitted
    """A change of the draft during submission, which undoes the registration."""


class CheckPage(KeptFormView, DraftPage):
    """The page of all answers, with the button that submits them."""

    sends_files = True
    takes_text = False

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Show all answers, with the errors left to correct; after a session that ended, say which files were lost."""
        draft = own_draft(request, pk)
        typed_before(request)
        return self.show(request, draft)

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Register the partnership and attach the papers that come with it; the draft ends with it.

        Papers are checked and scanned before, outside the transaction. Any refusal stores nothing.
        """
        draft = own_draft(request, pk)
        if request.POST.get("version") != str(draft.version):
            messages.warning(request, _("The draft was changed in the meantime. Check it again before you submit it."))
            return self.show(request, draft, status=409)
        try:
            registered = submit(request, draft, check_files(request.FILES.getlist("file")))
        except FileRefusedError as refused:
            return self.show(request, draft, of_papers=refused.words, status=422)
        except CaseworkError as refused:
            return self.show(request, draft, refused=refused.words, status=409)
        except DraftChanged:
            if not draft.owner.drafts.filter(pk=pk).exists():  # by a second click, while files were scanned
                messages.warning(request, _("This draft was submitted or deleted in the meantime."))
                return HttpResponseRedirect(reverse("propose"))
            messages.warning(request, _("The draft was changed in the meantime. Check it again before you submit it."))
            return self.show(request, own_draft(request, pk), status=409)
        except DraftInvalid:
            return self.show(request, draft, status=422)
        except DocumentsFullError as full:
            messages.error(request, full.words)
            return self.show(request, own_draft(request, pk), status=413)
        except DraftConflict as conflict:
            return self.show(request, draft, differs=join_texts(conflict.differs), status=409)
        note_submitted(request, draft.pk, registered.partnership.pk)
        messages.success(request, submitted_words(registered, reader_language()))
        return HttpResponseRedirect(reverse("partnership", args=[registered.partnership.pk]))

    def show(
        self,
        request: HttpRequest,
        draft: FormDraft,
        *,
        differs: str = "",
        refused: str = "",
        of_papers: str = "",
        status: int = 200,
    ) -> HttpResponse:
        """Render all answers; each error links to the page where it is corrected.

        `of_papers`: why a file is refused; `refused`: why none can be attached. A browser forgets which files were
        chosen, so after a refusal the page asks for them again.
        """
        errors = draft_errors(draft, body_code(request))
        lost = _("Nothing was submitted, so your files were not kept. Choose them again.") if request.FILES else ""
        shown = {
            "draft": draft,
            "summary": summary_of(draft.document, reader_language(), draft.owner),
            "errors": [*mending_links(draft, errors, reader_language())],
            "differs": differs,
            "refused": refused,
            "of_papers": of_papers,
            "lost": lost,
            "most_files": MOST_AT_ONCE,
            "most_megabytes": settings.ATTACHMENT_MOST_BYTES // (1024 * 1024),
            "way": WAY,
            "asides": [each for each in STEPS if each.aside],
            "denied": denied(unstated(draft), QUESTIONS, reader_language()),
            "left_open": [*open_links(draft, reader_language())],
            "section": "partnerships",
        }
        return render(request, "rules/form/check.html", shown, status=status)


def submit(request: HttpRequest, draft: FormDraft, papers: Sequence[CheckedFile]) -> Registration:
    """Register what a draft says, end the draft, and attach papers to the case, all or nothing.

    DraftInvalid, DraftConflict, DocumentsFullError, DraftChanged or CaseworkError say why nothing was stored.
    """
    officer = signed_in_officer(request)
    checked = check_document(draft.document, account_body=body_code(request), reader=reader_for(officer))
    refuse_restricted(checked)
    with transaction.atomic():
        registered = register_partnership(checked, account=officer, way="form", request_id=request_id.get())
        if not draft.finish():
            raise DraftChanged
        if draft.begun_from:
            join_with_partnership(draft.begun_from, registered.partnership, officer)
        if papers:
            attach_files(registered.partnership, papers, account=officer)
        if registered.created:
            take_room(registered.submission)  # the last: others of the body wait until the end
    return registered


def unstated(draft: FormDraft) -> dict[str, str]:
    """Return the answers to questions that no statement answers, also not one that was added on another page."""
    rows = draft.document.get("statements", ())
    answered = {each.key for row in rows if (each := question_of(row, draft.document, draft.answers))}
    return {key: answer for key, answer in draft.answers.items() if key not in answered}


def open_links(draft: FormDraft, language: Language) -> Iterator[tuple[str, str]]:
    """Yield the address and the text of each question that was left open, in the order of the steps."""
    for question in left_open(draft.document, draft.answers, QUESTIONS):
        step = reverse("propose-step", args=[draft.pk, step_of(question).name])
        yield f"{step}#q-{question.key}", question.text.of(language)


def mending_links(draft: FormDraft, errors: Mapping[str, str], language: Language) -> Iterator[tuple[str, str, str]]:
    """Yield for each error its address, the label of the input, and the remedy, in the order of the steps."""
    page = draft_form_page(draft.document, errors, language, draft.owner)
    for step in STEPS:
        address = reverse("propose-step", args=[draft.pk, step.name])
        mine = {at: said for at, said in errors.items() if step.owns(at) and not STATEMENT.match(at)}
        for each in StepInputs.of(page, step).to_mend(mine):
            yield (
                f"{address}#{each.anchor}",
                join_texts((str(step.title), each.label)) if each.label else str(step.title),
                each.message,
            )
    statements = draft.document.get("statements", [])
    for number, statement in enumerate(statements):
        prefix = f"/statements/{number}"
        mine = {at: said for at, said in errors.items() if at == prefix or at.startswith(f"{prefix}/")}
        kind = KINDS.get(statement.get("kind", ""))
        if mine and kind:
            if question := question_of(statement, draft.document, draft.answers):
                address = reverse("propose-step", args=[draft.pk, step_of(question).name])
                title = question.text.of(language)
            else:
                address = reverse("propose-statement", args=[draft.pk, number])
                title = f"{text_in_language(kind.label, language)} {number + 1}"
            for each in error_links(page.fields((*kind.fields, *COMMON), prefix, statement), (), mine):
                label = of_question(title, each.label) if question else join_texts(filter(None, (title, each.label)))
                yield f"{address}#{each.anchor}", label, each.message
    if (whole := errors.get("")) is not None:
        yield reverse("propose-step", args=[draft.pk, STEPS[0].name]), "", whole
