"""Pages of stored drafts: the list, the forms that begin one, one draft with its acts, and its copy and end."""

import json
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View

from institutions.audit.logs import request_id
from institutions.drafts.errors import DraftInvalid
from institutions.drafts.reading import parse_json_text
from institutions.kinds.reorganisation import ACT_LABELS
from institutions.query.parameters import page_of_rows
from rules.access.reorganisations import drafts_reorganisations, enacts_reorganisations, may_change, reorganisations_for
from rules.explaining.wording.words import reader_language, text_in_language
from rules.models import ReorganisationDraft
from rules.planning.drafting import (
    begin_reorganisation,
    check_reorganisation,
    copy_reorganisation,
    newest_revision,
    own_draft,
    save_reorganisation,
    with_documents,
    withdraw_draft,
)
from rules.planning.enacting import waiting_on
from rules.planning.states import state_label
from rules.planning.troubles import ReorganisationRefusedError
from rules.web.pages.reorganisations.documents import (
    acts_in_words,
    day_in_words,
    errors_in_words,
    head_errors,
    head_of,
    head_values,
    shape_errors,
)
from rules.web.pages.reorganisations.reader import own_open_draft, planner_of, readable_draft, reorganisation_reader

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
PER_PAGE: Final = 50
LONGEST_DOCUMENT: Final = 200_000  # characters


class ReorganisationDrafts(View):
    """The list of drafts, and the form that begins one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the drafts, the last changed first."""
        return drafts_page(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin a draft without acts and show it; 422 with the errors beside the inputs."""
        account = planner_of(request)
        document = {**head_of(request.POST), "acts": []}
        errors = head_errors(document)
        if not errors:
            try:
                checked = check_reorganisation(document)
                made, created = begin_reorganisation(account, checked, request_id=request_id.get())
            except ReorganisationRefusedError as refused:
                errors = {"reference": refused.words}
            else:
                if not created:
                    messages.info(request, _("You had begun this draft already."))
                return redirect("reorganisation", pk=made.pk)
        return drafts_page(request, {"given": head_values(document), "errors": errors}, status=422)


class PastedReorganisation(View):
    """A document that is pasted or uploaded: a new draft, or the next revision of the own one of its reference."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Store it and show it; 422 with the errors. Errors that only the register shows are stored with it."""
        account = planner_of(request)
        text = posted_text(request)
        try:
            document = parse_json_text(text)
        except DraftInvalid:  # also a number that is infinite, a field twice, a text that no database stores
            document = None
        if not isinstance(document, dict):
            wrong = [
                {"place": "", "words": _("This is no JSON object. Paste one document, or choose a file with one.")}
            ]
            return drafts_page(request, {"pasted": text, "paste_errors": wrong}, status=422)
        errors = shape_errors(document)
        if not errors:
            checked = check_reorganisation(document)
            try:
                held = own_draft(account, checked.document["reference"])
                if held is None:
                    held, _new = begin_reorganisation(account, checked, request_id=request_id.get())
                else:
                    save_reorganisation(held.pk, checked, seen=None, owner=account, request_id=request_id.get())
            except ReorganisationRefusedError as refused:
                errors = {"": refused.words}
            else:
                return redirect("reorganisation", pk=held.pk)
        listed = [{"place": place, "words": words} for place, words in errors.items()]
        return drafts_page(request, {"pasted": text, "paste_errors": listed}, status=422)


def posted_text(request: HttpRequest) -> str:
    """Return the text of the uploaded file, else the pasted one; what is no UTF-8 or too long is no document."""
    sent = request.FILES.get("file")
    if isinstance(sent, UploadedFile) and (sent.size or 0) <= LONGEST_DOCUMENT:
        try:
            return bytes(sent.read()).decode("utf-8-sig")
        except UnicodeDecodeError:
            return ""
    pasted = request.POST.get("document", "")
    return pasted if len(pasted) <= LONGEST_DOCUMENT else ""


def drafts_page(request: HttpRequest, more: Context | None = None, status: int = 200) -> HttpResponse:
    """Return the list."""
    account, language = reorganisation_reader(request), reader_language()
    page = page_of_rows(with_documents(reorganisations_for(account)), PER_PAGE, request.GET)
    shown: Context = {
        "section": "reorganisations",
        "drafts": [draft_row(each) for each in page],
        "page_obj": page,
        "paginator": page.paginator,
        "may_draft": drafts_reorganisations(account),
        "given": {},
        "errors": {},
        "language": language,
        **(more or {}),
    }
    return render(request, "rules/reorganisations/drafts.html", shown, status=status)


def draft_row(draft: ReorganisationDraft) -> Context:
    """Return a draft as lists show it."""
    language, document = reader_language(), newest_revision(draft).document
    return {
        "draft": draft,
        "title": text_in_language(document.get("title"), language) or draft.reference,
        "on": day_in_words(document.get("on"), language),
        "owner": draft.account.username if draft.account else draft.body.code if draft.body else "",
        "state": draft.state,
        "state_label": state_label(draft.state, has_acts=bool(document.get("acts"))).of(language),
    }


class ReorganisationPage(View):
    """One draft: its head, its acts with their errors, and what can be done with it."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Show it."""
        return draft_page(request, readable_draft(request, pk))

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Save another head; 422 with the errors beside the inputs."""
        account, draft = own_open_draft(request, pk)
        document = {**newest_revision(draft).document, **head_of(request.POST)}
        errors = head_errors(document)
        if not errors:
            try:
                save_reorganisation(
                    pk,
                    check_reorganisation(document),
                    seen=number_posted(request.POST.get("seen", "")),
                    owner=account,
                    request_id=request_id.get(),
                )
            except ReorganisationRefusedError as refused:
                errors = {"reference": refused.words}
            else:
                return redirect("reorganisation", pk=pk)
        return draft_page(request, draft, {"given": head_values(document), "errors": errors}, status=422)


def number_posted(text: str) -> int:
    """Return the number of the revision that a form was opened with; 0, which none has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def draft_page(
    request: HttpRequest, draft: ReorganisationDraft, more: Context | None = None, status: int = 200
) -> HttpResponse:
    """Return the page of a draft."""
    account, language = reorganisation_reader(request), reader_language()
    revision = newest_revision(draft)
    errors = errors_in_words(revision.errors)
    shown: Context = {
        "section": "reorganisations",
        **draft_row(draft),
        "revision": revision,
        "given": head_values(revision.document),
        "errors": {},
        "acts": acts_in_words(revision.document, language, errors, draft.pk),
        "errors_elsewhere": [words for place, words in errors.items() if not place.startswith("/acts/")],
        "may_change": may_change(account, draft),
        "may_draft": drafts_reorganisations(account),
        "waiting": waiting_on(draft),
        "may_enact": enacts_reorganisations(account),
        "kinds": act_kinds(language),
        "next_act": len(revision.document.get("acts") or []) + 1,
        **(more or {}),
    }
    return render(request, "rules/reorganisations/draft.html", shown, status=status)


def act_kinds(language: str) -> list[Context]:
    """Return the acts that can be added."""
    return [{"value": kind, "label": label.of(language)} for kind, label in ACT_LABELS.items()]


class CopyReorganisation(View):
    """The button that copies a draft."""

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Copy it under a free reference, and show the copy; the draft with the reason where it cannot be copied."""
        account, draft = planner_of(request), readable_draft(request, pk)
        try:
            made = copy_reorganisation(draft, owner=account, request_id=request_id.get())
        except ReorganisationRefusedError as refused:
            messages.warning(request, refused.words)
            return redirect("reorganisation", pk=pk)
        return redirect("reorganisation", pk=made.pk)


class WithdrawReorganisation(View):
    """The button that withdraws a draft."""

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Withdraw it, and show it as it is then."""
        account, _draft = own_open_draft(request, pk)
        try:
            withdraw_draft(pk, owner=account, request_id=request_id.get())
        except ReorganisationRefusedError as refused:
            messages.warning(request, refused.words)
        return redirect("reorganisation", pk=pk)


class ReorganisationDocument(View):
    """The document of a draft as a file."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Return the JSON of the newest revision."""
        draft = readable_draft(request, pk)
        text = json.dumps(newest_revision(draft).document, ensure_ascii=False, indent=1) + "\n"
        answer = HttpResponse(text, content_type="application/json; charset=utf-8")
        answer.headers["Content-Disposition"] = f'attachment; filename="{file_stem(draft.reference)}.json"'
        answer.headers["Cache-Control"] = "private, no-store"
        return answer


def file_stem(reference: str) -> str:
    """Return a reference with characters alone that any file system takes."""
    kept = "".join(each if each.isascii() and (each.isalnum() or each in "-_.") else "_" for each in reference)
    return kept[:60] if kept.strip("._") else "reorganisation"
