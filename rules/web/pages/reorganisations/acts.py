"""The page of one act of a draft: added by its kind, changed, moved up, or taken out."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views import View

from institutions.audit.logs import request_id
from institutions.kinds.reorganisation import ACT_LABELS, ACTS
from institutions.models import Account
from institutions.query.parameters import text_parameter, word_parameter
from rules.explaining.wording.words import reader_language
from rules.models import ReorganisationDraft
from rules.planning.drafting import check_reorganisation, newest_revision, save_reorganisation
from rules.planning.troubles import ReorganisationRefusedError
from rules.web.pages.reorganisations.documents import errors_in_words, errors_of_act, shape_errors
from rules.web.pages.reorganisations.drafts import draft_row, number_posted
from rules.web.pages.reorganisations.inputs import Act, act_of, clean, errors_elsewhere, inputs_of
from rules.web.pages.reorganisations.reader import own_open_draft
from rules.web.pages.reorganisations.splitting import rows_of_split, split_of
from rules.web.pages.reorganisations.suggestions import Suggestions, first_body

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
SPLIT = "split"


class ReorganisationAct(View):
    """The form of an act. The number after the last one adds an act of the `kind` of the address."""

    def get(self, request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
        """Show the form, filled in with the act as it is stored and its errors beside the inputs."""
        _account, draft = own_open_draft(request, pk)
        revision = newest_revision(draft)
        acts = acts_of(draft)
        if number == len(acts) + 1:
            kind = word_parameter(request.GET, "kind", ACTS, needed=True)
            body = text_parameter(request.GET, "body")
            return act_page(request, draft, number, {"act": kind, **({"body": body} if body else {})}, {})
        act = act_at(acts, number)
        return act_page(request, draft, number, act, errors_of_act(number - 1, errors_in_words(revision.errors)))

    def post(self, request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
        """Save the act; 422 with the errors beside the inputs. One that only the register refuses may be kept so."""
        account, draft = own_open_draft(request, pk)
        acts = acts_of(draft)
        if number > len(acts) + 1:
            raise Http404
        action = request.POST.get("action", "")
        if action in ("remove", "up"):
            return self.store(request, account, draft, moved(acts, number, action))
        if action == "body":  # a split asks for its body first
            chosen = {"act": SPLIT, "body": clean(request.POST.get("body", ""))}
            return act_page(request, draft, number, chosen, {})
        act = self.posted_act(request, draft, acts, number)
        changed = [*acts[: number - 1], act, *acts[number:]]
        document = {**newest_revision(draft).document, "acts": changed}
        if wrong := errors_of_act(number - 1, shape_errors(document)):
            return act_page(request, draft, number, act, wrong, status=422)
        found = errors_of_act(number - 1, errors_in_words(check_reorganisation(document).errors))
        if found and action != "keep":
            return act_page(request, draft, number, act, found, may_keep=True, status=422)
        return self.store(request, account, draft, changed)

    def posted_act(self, request: HttpRequest, draft: ReorganisationDraft, acts: list[Act], number: int) -> Act:
        """Return the act that the form gives. What the form has no input for stays as it was."""
        kind = request.POST.get("act", "")
        if kind not in ACTS:
            raise Http404
        before = acts[number - 1] if number <= len(acts) else {}
        if kind == SPLIT:
            known = Suggestions.of(newest_revision(draft).document, reader_language())
            made = split_of(clean(request.POST.get("body", "")), request.POST, known)
            return {**made, **{name: before[name] for name in ("on", "basis") if name in before}}
        return act_of(kind, request.POST)

    def store(
        self, request: HttpRequest, account: Account, draft: ReorganisationDraft, acts: list[Act]
    ) -> HttpResponse:
        """Save the document with these acts, and show the draft; 422 where it was saved meanwhile."""
        document = {**newest_revision(draft).document, "acts": acts}
        try:
            save_reorganisation(
                draft.pk,
                check_reorganisation(document),
                seen=number_posted(request.POST.get("seen", "")),
                owner=account,
                request_id=request_id.get(),
            )
        except ReorganisationRefusedError as refused:
            shown = {**draft_row(draft), "section": "reorganisations", "refused": refused.words}
            return render(request, "rules/reorganisations/refused.html", shown, status=422)
        return redirect("reorganisation", pk=draft.pk)


def acts_of(draft: ReorganisationDraft) -> list[Act]:
    """Return the acts of a draft."""
    return list(newest_revision(draft).document.get("acts") or [])


def act_at(acts: list[Act], number: int) -> Act:
    """Return an act by its number from 1; Http404 without one."""
    if not 0 < number <= len(acts):
        raise Http404
    return acts[number - 1]


def moved(acts: list[Act], number: int, action: str) -> list[Act]:
    """Return the acts without one, or with it before the one that it follows."""
    act = act_at(acts, number)
    rest = [*acts[: number - 1], *acts[number:]]
    if action == "remove":
        return rest
    place = max(number - 2, 0)
    return [*rest[:place], act, *rest[place:]]


def act_page(
    request: HttpRequest,
    draft: ReorganisationDraft,
    number: int,
    act: Act,
    errors: Mapping[str, str],
    *,
    may_keep: bool = False,
    status: int = 200,
) -> HttpResponse:
    """Return the form of an act."""
    language, kind = reader_language(), str(act["act"])
    document = newest_revision(draft).document
    known = Suggestions.of(document, language)
    body = first_body(act)
    shown = inputs_of(kind, act, language, errors) if kind != SPLIT else []
    context: Context = {
        "section": "reorganisations",
        **draft_row(draft),
        "number": number,
        "is_new": number > len(acts_of(draft)),
        "kind": kind,
        "label": ACT_LABELS[kind].of(language),
        "inputs": shown,
        "errors_elsewhere": errors_elsewhere(shown, errors),
        "may_keep": may_keep,
        "seen": draft.revision,
        "bodies": known.bodies(),
        "posts": known.posts(),
        "held": known.held(body),
        "body": body,
    }
    if kind == SPLIT:
        context["rows"] = rows_of_split(body, act, known, language) if body in known.organisation.bodies else []
        context["dissolves"] = bool(act.get("dissolves"))
    return render(request, "rules/reorganisations/act.html", context, status=status)
