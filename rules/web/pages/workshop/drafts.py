"""Pages of drafts of rulebooks: the list, one draft with what is wrong in its files, and its move to another base."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from institutions.audit.logs import request_id
from institutions.codes.wording import code_words
from institutions.query.parameters import page_of_rows
from rules.access.readable_results import edits_rulebooks
from rules.explaining.wording.words import reader_language, text_in_language
from rules.models import RulebookDraft
from rules.web.pages.workshop.reader import draft_editor, draft_of, draft_reader
from rules.workshop.adopting.of_the_program import program_moved_on
from rules.workshop.checking import troubles_in
from rules.workshop.drafting import begin_draft, close_draft
from rules.workshop.files import OF_CASES, OF_NUMBERS, OF_RULES, PATH, changed_files, files_of, rule_of_path
from rules.workshop.rebasing import KEEP, TAKE, base_in_force, conflicts_of, rebase_draft
from rules.workshop.titles import title_of_rule
from rules.workshop.troubles import DraftRefusedError
from rules.workshop.words_offered import offered_numbers

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
PER_PAGE: Final = 50
TRIALS_SHOWN: Final = 20


class RulebookDrafts(View):
    """The list of drafts, and the form that begins one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the drafts, the newest first."""
        return drafts_page(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin a draft and show it; 422 with the reason if it has no good name."""
        account, name = draft_editor(request), request.POST.get("name", "")
        try:
            made = begin_draft(account, name, request_id=request_id.get())
        except DraftRefusedError as refused:
            return drafts_page(request, {"given": name, "error": refused.words}, status=422)
        return redirect("workshop-draft", pk=made.pk)


def drafts_page(request: HttpRequest, more: Context | None = None, status: int = 200) -> HttpResponse:
    """Return the list."""
    account = draft_reader(request)
    page = page_of_rows(RulebookDraft.objects.select_related("account"), PER_PAGE, request.GET)
    shown: Context = {
        "section": "workshop",
        "drafts": [{"draft": each, "base_in_force": base_in_force(each)} for each in page],
        "page_obj": page,
        "paginator": page.paginator,
        "moved_on": code_words(moved_on) if (moved_on := program_moved_on()) else "",
        "may_edit": edits_rulebooks(account),
        **(more or {}),
    }
    return render(request, "rules/workshop/drafts.html", shown, status=status)


class RulebookDraftPage(View):
    """One draft."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Show its changed files, what is wrong in it, and all files to open."""
        return render(request, "rules/workshop/draft.html", draft_context(request, draft_of(pk)))


def draft_context(request: HttpRequest, draft: RulebookDraft) -> Context:
    """Return a draft as its page shows it."""
    account, files, language = draft_reader(request), files_of(draft), reader_language()
    listed: dict[str, list[Context]] = {OF_RULES: [], OF_NUMBERS: [], OF_CASES: [], "": []}
    for path in sorted(filter(PATH.fullmatch, files)):  # others, such as records, are not written by hand
        of = path.partition("/")[0] + "/" if "/" in path else ""
        title = title_of_rule(files[path]) if of == OF_RULES else None
        named = text_in_language(title, language) if title else ""
        listed[of].append({"path": path, "code": rule_of_path(path), "title": named})
    return {
        "section": "workshop",
        "draft": draft,
        "base_in_force": base_in_force(draft),
        "changed": [
            {"path": path, "revision": each, "removed": each.removed} for path, each in changed_files(draft).items()
        ],
        "troubles": troubles_in(files),
        "trials": draft.trials.all()[:TRIALS_SHOWN],
        "offered": offered_numbers(files),
        "today": timezone.localdate().isoformat(),
        "rules": listed[OF_RULES],
        "numbers": listed[OF_NUMBERS],
        "cases": listed[OF_CASES],
        "others": listed[""],
        "may_edit": edits_rulebooks(account) and draft.closed_at is None,
    }


class CloseRulebookDraft(View):
    """The button that closes a draft."""

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Close it, then show it as it is then."""
        account, draft = draft_editor(request), draft_of(pk)
        try:
            close_draft(draft.pk, account=account, request_id=request_id.get())
        except DraftRefusedError as refused:
            messages.warning(request, refused.words)
        return redirect("workshop-draft", pk=draft.pk)


class RebaseRulebookDraft(View):
    """The move of a draft to the rulebook in force."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Show the conflicts, each with both texts."""
        draft_reader(request)
        return rebase_page(request, draft_of(pk))

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Move it; 422 with the conflicts for which nothing was chosen."""
        account, draft = draft_editor(request), draft_of(pk)
        choices = {path: value for path, value in request.POST.items() if value in (KEEP, TAKE)}
        try:
            rebase_draft(draft.pk, choices, account=account, request_id=request_id.get())
        except DraftRefusedError as refused:
            return rebase_page(request, draft, {"trouble": refused.words, "choices": choices}, status=422)
        return redirect("workshop-draft", pk=draft.pk)


def rebase_page(
    request: HttpRequest, draft: RulebookDraft, more: Context | None = None, status: int = 200
) -> HttpResponse:
    """Return the page of the move."""
    shown: Context = {
        "section": "workshop",
        "draft": draft,
        "base_in_force": base_in_force(draft),
        "conflicts": conflicts_of(draft),
        "may_edit": edits_rulebooks(draft_reader(request)) and draft.closed_at is None,
        **(more or {}),
    }
    return render(request, "rules/workshop/rebase.html", shown, status=status)
