"""The way from missing data to the question of the form that asks for it: a revision is opened there."""

from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import resolve, reverse
from django.views import View

from institutions.kinds import KINDS, FieldSort
from institutions.kinds.document import DOCUMENT
from institutions.models import FormDraft
from rules.web.pages.form.asked_before import fields_of, question_of
from rules.web.pages.form.asked_inputs import ASKED
from rules.web.pages.form.questions import Question
from rules.web.pages.form.revising import RevisionStart
from rules.web.pages.form.shown_inputs import element_id
from rules.web.pages.form.steps import BY_NAME, STEPS, WAY, FormStep, step_of

STATEMENTS: Final = "statements"
SELECTION: Final = "selection"
RESERVE_PRICE: Final = "selection/reserve_price_yen"
AMOUNT: Final = "bid/amount_yen"  # compared with the reserve price, once that is stated


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

    A field of a statement leads to the only statement of its kind that lacks it; with several, to the list of them.
    """
    document = draft.document
    if asked == RESERVE_PRICE and "reserve_price_yen" in document.get(SELECTION, {}):
        asked = AMOUNT
    name, _, field = asked.partition("/")
    if name in BY_NAME and name not in DOCUMENT.by_name:
        owned = field and BY_NAME[name].owns(f"/{field}")
        return input_address(draft, BY_NAME[name], f"/{field}") if owned else step_address(draft, BY_NAME[name])
    if name not in KINDS:
        return field_address(draft, name, field)
    statements = document.get(STATEMENTS, [])
    held = [place for place, each in enumerate(statements) if each.get("kind") == name] if field else []
    lacking = [place for place in held if field not in statements[place]]
    if len(lacking) == 1 or len(held) == 1:
        return statement_address(draft, (lacking or held)[0], field)
    if held:
        return step_address(draft, BY_NAME[STATEMENTS])
    if found := guided_question(name, document):
        step, question = found
        return f"{step_address(draft, step)}#q-{question.key}"
    query = urlencode({"kind": name})
    return reverse("propose-statement", args=[draft.pk, len(statements)]) + f"?{query}"


def step_address(draft: FormDraft, step: FormStep) -> str:
    """Return the address of a page of the form."""
    return reverse("propose-step", args=[draft.pk, step.name])


def input_address(draft: FormDraft, step: FormStep, pointer: str) -> str:
    """Return the address of an input, which its page shows whatever the method and the scheme."""
    return f"{step_address(draft, step)}?{urlencode({ASKED: pointer}, safe='/')}#{element_id(pointer)}"


def field_address(draft: FormDraft, name: str, field: str) -> str:
    """Return the address of a field of the document, or of a field of one of its tables.

    Of a table with rows it is that of the only row that lacks the field, else of the table.
    """
    step = next(each for each in STEPS if each.owns(f"/{name}"))
    declared = DOCUMENT.by_name[name]
    if declared.of is None:
        return input_address(draft, step, f"/{name}")
    if declared.sort is not FieldSort.ROWS:
        known = field in declared.of.by_name
        return input_address(draft, step, f"/{name}/{field}") if known else step_address(draft, step)
    rows = draft.document.get(name, [])
    lacking = [place for place, each in enumerate(rows) if field not in each] if field in declared.of.by_name else []
    if len(lacking) == 1:
        return input_address(draft, step, f"/{name}/{lacking[0]}/{field}")
    return f"{step_address(draft, step)}#{element_id(f'/{name}')}"


def statement_address(draft: FormDraft, number: int, field: str) -> str:
    """Return the address of a field of a statement: where its question is asked, else on the page of the statement."""
    pointer = f"/{STATEMENTS}/{number}/{field}"
    question = question_of(draft.document[STATEMENTS][number], draft.document, draft.answers)
    if question and any(each.name == field for part in fields_of(question, draft.document) for each in part):
        return input_address(draft, step_of(question), pointer)
    return reverse("propose-statement", args=[draft.pk, number]) + f"#{element_id(pointer)}"


def guided_question(kind: str, document: dict[str, Any]) -> tuple[FormStep, Question] | None:
    """Return the question that asks for statements of a kind, with its page; None if none fits the proposal.

    One that states something itself, such as that a bidder was excluded, comes last.
    """
    found = [(step, each) for step in WAY for each in step.questions if each.kind == kind and each.applies(document)]
    return min(found, key=lambda each: bool(each[1].given), default=None)
