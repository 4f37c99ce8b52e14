"""Pages of adoptions: versions that were in force, the proposal of a draft, and its reading by a second editor."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views import View

from institutions.access.callers import reader_for
from institutions.audit.logs import request_id
from institutions.codes.restoring import restore_code
from institutions.codes.wording import code_words
from institutions.models import Account
from institutions.query.parameters import page_of_rows
from rules.access.readable_results import edits_rulebooks
from rules.engine.language.errors import RuleError
from rules.engine.language.statements import Language
from rules.explaining.catalogue.certainty import BasisCertainty, law_text
from rules.explaining.wording.words import reader_language
from rules.models import AdoptionState, RulebookAdoption, RulebookDraft
from rules.review.timeline.change_note import rulebook_lines
from rules.review.timeline.rulebooks import compare_rulebooks
from rules.web.pages.cases.posted_fields import posted_texts
from rules.web.pages.workshop.organisation import history_context
from rules.web.pages.workshop.reader import draft_editor, draft_of, draft_reader
from rules.web.pages.workshop.trials import tables_of
from rules.workshop.adopting.candidate import DraftAtRevision, candidate_of
from rules.workshop.adopting.deciding import (
    approve_adoption,
    candidate_of_adoption,
    is_own,
    refuse_adoption,
    withdraw_adoption,
)
from rules.workshop.adopting.history import shown_history, version_shown
from rules.workshop.adopting.of_the_program import begin_draft_of_program, program_change, program_moved_on
from rules.workshop.adopting.proposing import propose_adoption
from rules.workshop.adopting.readiness import PARTS, LawRead, Readiness, readiness_of
from rules.workshop.adopting.returning import begin_draft_of_version
from rules.workshop.differing_files import differing_files
from rules.workshop.reading import effect_for
from rules.workshop.rebasing import KEEP, TAKE
from rules.workshop.troubles import DraftRefusedError

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
PER_PAGE: Final = 50
LABELS: Final = {
    "text": gettext_lazy("Text of the changes"),
    "law": gettext_lazy("Law"),
    "cases": gettext_lazy("Cases of the rules"),
    "mutants": gettext_lazy("Cases against changes of the rules"),
    "effect": gettext_lazy("Effect on the register"),
}


class RulebookVersions(View):
    """The versions that were adopted, the one in force, and what the program brings."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them, the newest first."""
        return versions_page(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin a draft that holds an earlier version, or the changes of the program; 422 with what is to be chosen."""
        account, sent = draft_editor(request), posted_texts(request)
        version = sent.get("version", "")
        try:
            if sent.get("act") == "program":
                choices = {path: value for path, value in request.POST.items() if value in (KEEP, TAKE)}
                name = gettext("Changes of the program, %(day)s") % {
                    "day": timezone.localtime().strftime("%Y-%m-%d %H:%M")
                }
                made = begin_draft_of_program(account, name, choices, request_id=request_id.get())
            else:
                found = version_shown(version)
                name = gettext("Return to version %(version)s, %(day)s") % {
                    "version": found[:12],
                    "day": timezone.localtime().strftime("%Y-%m-%d %H:%M"),
                }
                made = begin_draft_of_version(account, found, name, request_id=request_id.get())
        except DraftRefusedError as refused:
            return versions_page(request, {"trouble": refused.words}, status=422)
        return redirect("workshop-draft", pk=made.pk)


def versions_page(request: HttpRequest, more: Context | None = None, status: int = 200) -> HttpResponse:
    """Return the page of the versions."""
    account, history = draft_reader(request), shown_history()
    moved_on = program_moved_on()
    adoptions = RulebookAdoption.objects.select_related("draft", "proposed_by", "decided_by")
    page = page_of_rows(adoptions, PER_PAGE, request.GET)
    shown: Context = {
        "section": "workshop",
        "history": history,
        "adoptions": list(page),
        "page_obj": page,
        "paginator": page.paginator,
        "moved_on": code_words(moved_on) if moved_on else "",
        "program_change": program_change() if moved_on else None,
        "may_edit": edits_rulebooks(account),
        **(more or {}),
    }
    return render(request, "rules/workshop/versions.html", shown, status=status)


class ProposeAdoption(View):
    """The form by which an editor proposes a draft."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Show what a second editor will read, with what is missing, and the form."""
        draft_reader(request)
        given = {"applies_from": timezone.localdate().isoformat(), "reason": ""}
        return propose_page(request, draft_of(pk), given)

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Propose it and show the proposal; 422 with the reason why it cannot be."""
        account, draft, sent = draft_editor(request), draft_of(pk), posted_texts(request)
        given = {name: sent.get(name, "") for name in ("reason", "applies_from")}
        try:
            made = propose_adoption(draft.pk, account, request_id=request_id.get(), **given)
        except DraftRefusedError as refused:
            return propose_page(request, draft, given, {"trouble": refused.words}, status=422)
        return redirect("workshop-adoption", pk=made.pk)


def propose_page(
    request: HttpRequest, draft: RulebookDraft, given: dict[str, str], more: Context | None = None, status: int = 200
) -> HttpResponse:
    """Return the page of a proposal that is to be made."""
    account = draft_reader(request)
    shown: Context = {
        "section": "workshop",
        "draft": draft,
        "given": given,
        "may_edit": edits_rulebooks(account) and draft.closed_at is None,
        "today": timezone.localdate().isoformat(),
        **read_context(account, candidate_of(draft)),
        **(more or {}),
    }
    return render(request, "rules/workshop/propose.html", shown, status=status)


class AdoptionPage(View):
    """One proposal: what there is to read, and the acts of a second editor."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Show it."""
        draft_reader(request)
        return adoption_page(request, adoption_of(pk))

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Approve, refuse or withdraw it; 422 with the reason why that cannot be done."""
        account, adoption, sent = draft_editor(request), adoption_of(pk), posted_texts(request)
        note, act = sent.get("note", ""), sent.get("act", "")
        try:
            if act == "approve":
                confirmed = [part for part in PARTS if part in request.POST.getlist("confirmed")]
                approve_adoption(adoption.pk, account, confirmed=confirmed, note=note, request_id=request_id.get())
            else:
                decide = refuse_adoption if act == "refuse" else withdraw_adoption
                decide(adoption.pk, account, note=note, request_id=request_id.get())
        except DraftRefusedError as refused:
            given = {"trouble": refused.words, "note": note, "confirmed": request.POST.getlist("confirmed")}
            return adoption_page(request, adoption_of(pk), given, status=422)
        messages.success(request, gettext("Recorded."))
        return redirect("workshop-adoption", pk=adoption.pk)


def adoption_of(pk: UUID) -> RulebookAdoption:
    """Return an adoption; Http404 without one."""
    rows = RulebookAdoption.objects.select_related("draft__account", "proposed_by__person", "decided_by", "screening")
    return get_object_or_404(rows, pk=pk)


def adoption_page(
    request: HttpRequest, adoption: RulebookAdoption, more: Context | None = None, status: int = 200
) -> HttpResponse:
    """Return the page of an adoption."""
    account = draft_reader(request)
    edits, is_open = edits_rulebooks(account), adoption.state == AdoptionState.PROPOSED
    planned = adoption.state == AdoptionState.APPROVED and adoption.begun_at is None
    shown: Context = {
        "section": "workshop",
        "adoption": adoption,
        "draft": adoption.draft,
        "own": is_own(adoption, account),
        "may_decide": edits and is_open and not is_own(adoption, account),
        "may_withdraw": edits and (is_open or planned),
        "was_missing": [
            {"label": LABELS[each["part"]], "missing": [code_words(restore_code(said)) for said in each["missing"]]}
            for each in adoption.confirmed
            if each["missing"]
        ],
        **read_context(account, candidate_of_adoption(adoption), adoption),
        **(more or {}),
    }
    return render(request, "rules/workshop/adoption.html", shown, status=status)


def read_context(account: Account, candidate: DraftAtRevision, adoption: RulebookAdoption | None = None) -> Context:
    """Return what there is to read about a candidate, in the reader's language; or why it cannot be read."""
    language = reader_language()
    try:
        ready = readiness_of(candidate, language)
    except RuleError as unreadable:
        return {"unreadable": unreadable.sentence(language), "parts": []}
    trial = (adoption.trial if adoption else None) or ready.trial
    change = compare_rulebooks(candidate.base_rulebook.text, candidate.rulebook.text)
    return {
        "candidate": candidate,
        "ready": ready,
        "parts": parts_of(ready),
        "lines": [each.text[language] for each in rulebook_lines(change)] if ready.files else [],
        "changed_rules": [each for each in ready.rules if each.lines],
        "laws": [law_in_words(each, candidate, language) for each in ready.laws],
        "differing": differing_files(candidate.base_files, candidate.files),
        "effect_trial": trial,
        "effect_tables": tables_of(effect_for(trial, reader_for(account))) if trial else [],
        **(history_context(trial.summary) if trial else {}),
    }


def law_in_words(read: LawRead, candidate: DraftAtRevision, language: Language) -> Context:
    """Return a law on which a change rests, and how sure that is, in words; a law that is stated wrongly as it is."""
    named = candidate.rulebook.law(read.law).get("name") if read.law else None
    certainty = BasisCertainty(read.confidence or None, None).beside_law(language, None)
    return {
        "name": read.name,
        "law": law_text(read.law or None, read.article or None, named if isinstance(named, dict) else {}, language),
        "certainty": certainty,
    }


def parts_of(ready: Readiness) -> list[Context]:
    """Return the five parts with their names, and what is missing in each."""
    return [
        {"part": part, "label": LABELS[part], "missing": [code_words(each) for each in said]}
        for part, said in ready.missing.items()
    ]
