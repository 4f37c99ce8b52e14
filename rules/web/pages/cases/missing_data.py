"""The way from missing data to the question of the form that asks for it: a revision is opened there."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import resolve, reverse
from django.views import View

from institutions.kinds import KINDS
from institutions.kinds.document import DOCUMENT
from institutions.models import FormDraft
from rules.web.pages.form.asked_before import question_of
from rules.web.pages.form.questions import Question
from rules.web.pages.form.revising import RevisionStart
from rules.web.pages.form.shown_inputs import element_id
from rules.web.pages.form.steps import BY_NAME, STEPS, WAY, FormStep

STATEMENTS: Final = "statements"
# Fields of facts about the selection, by the field of the document that they are read from.
READ_FROM: Final[Mapping[str, str]] = {
    "days": "notice_days",
    "call_days": "notice_days",
    "awarded": "awarded_on",
    "price_yen": "reserve_price_yen",
    "price_with_tax_yen": "tax",
    "at_most_yen": "tax",
}


class AddMissingData(View):
    """The question for one missing item, in a revision of this officer."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponseBase:
        """Open the revision as its own button does, and lead to the question; 404 for one that the form lacks."""
        asked = request.POST.get("asked", "")
        name = asked.partition("/")[0]
        if name not in KINDS and name not in BY_NAME and not any(step.owns(f"/{name}") for step in STEPS):
            raise Http404
        answer = RevisionStart.as_view()(request, pk=pk)
        if not isinstance(answer, HttpResponseRedirect):
            return answer
        draft = FormDraft.objects.get(pk=resolve(answer.url).kwargs["pk"])
        return HttpResponseRedirect(question_address(draft, asked))


def question_address(draft: FormDraft, asked: str) -> str:
    """Return the address of a question: `declaration`, `bid/amount_yen`, `selection/notice_days`, or a step.

    A field of a statement leads to the only statement of its kind; with several, to the list of statements.
    """
    name, _, field = asked.partition("/")
    if name in BY_NAME and name != "selection":
        return reverse("propose-step", args=[draft.pk, name])
    if name not in KINDS:
        return field_address(draft, name, field)
    statements = draft.document.get(STATEMENTS, [])
    held = [place for place, each in enumerate(statements) if each.get("kind") == name] if field else []
    if len(held) > 1:
        return reverse("propose-step", args=[draft.pk, STATEMENTS])
    if held:
        return statement_address(draft, held[0], field)
    if found := guided_question(name, draft.document):
        step, question = found
        return reverse("propose-step", args=[draft.pk, step.name]) + f"#q-{question.key}"
    query = urlencode({"kind": name})
    return reverse("propose-statement", args=[draft.pk, len(statements)]) + f"?{query}"


def field_address(draft: FormDraft, name: str, field: str) -> str:
    """Return the address of a field of the document, or of a field of one of its tables.

    Where it is no field of the table, several decide it: the address is that of the page.
    """
    step = next(each for each in STEPS if each.owns(f"/{name}"))
    page = reverse("propose-step", args=[draft.pk, step.name])
    table = DOCUMENT.by_name[name].of
    if not field or table is None:
        return f"{page}#{element_id(f'/{name}')}"
    stated = READ_FROM.get(field, field)
    return f"{page}#{element_id(f'/{name}/{stated}')}" if stated in table.by_name else page


def statement_address(draft: FormDraft, number: int, field: str) -> str:
    """Return the address of a field of a statement: where its question is asked, else on the page of the statement."""
    anchor = "#" + element_id(f"/{STATEMENTS}/{number}/{field}")
    question = question_of(draft.document[STATEMENTS][number], draft.document)
    for step in WAY:
        if question in step.questions:
            return reverse("propose-step", args=[draft.pk, step.name]) + anchor
    return reverse("propose-statement", args=[draft.pk, number]) + anchor


def guided_question(kind: str, document: dict[str, Any]) -> tuple[FormStep, Question] | None:
    """Return the question that asks for statements of a kind, with its page; None if none fits the proposal.

    One that states something itself, such as that a bidder was excluded, comes last.
    """
    found = [(step, each) for step in WAY for each in step.questions if each.kind == kind and each.applies(document)]
    return min(found, key=lambda each: bool(each[1].given), default=None)
