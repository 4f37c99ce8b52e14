"""The filling of the web form from a submission document: through the test client, or key by key in a browser."""

import re
from typing import Any

from django.test import Client
from django.utils.text import slugify
from playwright.sync_api import Page

from institutions.kinds import KINDS, Field, FieldSort
from institutions.kinds.base import Label
from institutions.kinds.statement import COMMON
from institutions.models import FormDraft
from rules.web.pages.form.all_kinds import GROUPS
from rules.web.pages.form.asked_before import question_of
from rules.web.pages.form.posted_values import NONE, NOTHING, PARTS, bp_as_typed
from rules.web.pages.form.questions import Answers, Question
from rules.web.pages.form.steps import BY_NAME, STEPS, WAY, FormStep, table_of_field
from tests.rules.web.pages.keyboard import (
    focused,
    follow,
    language_of,
    press,
    said,
    to_content,
    unfold,
    write,
    write_here,
)

Json = dict[str, Any]
TABLES = ("companies", "people", "bodies")
QUESTIONED = tuple(each for each in WAY if each.questions)
STEPS_WITH_FIELDS = tuple(each for each in STEPS if each.fields and each.name != "statements")


def with_form_keys(document: Json) -> Json:
    """Return the document as the form would write it, with keys made from names, in the same order."""
    keys = {}
    for table in TABLES:
        for row in document.get(table, []):
            keys[row["key"]] = slugify(row["name"]["en"])[:40]
    for row in document.get("sources", []):
        keys[row["key"]] = slugify(row["title"])[:40]
    found: Json = renamed(document, keys)
    return found


def renamed(value: Any, keys: dict[str, str]) -> Any:
    """Return the same value with other keys; a measure's own key is not a party's."""
    if isinstance(value, dict):
        return {name: renamed(inner, keys) for name, inner in value.items()}
    if isinstance(value, list):
        return [renamed(inner, keys) for inner in value]
    return keys.get(value, value) if isinstance(value, str) else value


def typed(field: Field, value: Any) -> dict[str, str]:
    """Return the text to type for one value, by the rest of its pointer."""
    if field.sort in PARTS:
        return {f"/{part}": text for part, text in value.items()}
    if value is None:
        return {"": NONE}
    if isinstance(value, bool):
        return {"": "true" if value else "false"}
    if field.sort is FieldSort.PARTIES:
        return {f"/{place}": each for place, each in enumerate(value or [NOTHING])}
    if isinstance(value, list):
        return {"": ", ".join(value) or NOTHING}
    return {"": bp_as_typed(value) if field.sort is FieldSort.BP else str(value)}


def inputs(fields: tuple[Field, ...], prefix: str, values: Json) -> dict[str, str]:
    """Return every input of an object with its text."""
    return {
        f"{prefix}/{field.name}{rest}": text
        for field in fields
        if field.name in values
        for rest, text in typed(field, values[field.name]).items()
    }


def step_inputs(step: Any, document: Json) -> dict[str, str]:
    """Return every input of one step with its text."""
    found: dict[str, str] = {}
    for field in step.fields:
        if field.sort is FieldSort.ROWS:
            for number, row in enumerate(document.get(field.name, [])):
                found |= inputs(table_of_field(field).fields, f"/{field.name}/{number}", row)
        elif field.sort is FieldSort.TABLE:
            found |= inputs(table_of_field(field).fields, f"/{field.name}", document.get(field.name, {}))
        elif field.sort is not FieldSort.STATEMENTS:
            found |= inputs((field,), "", document)
    return found


def fill_by_client(client: Client, document: Json) -> str:
    """Propose the document as a signed-in officer without JavaScript; return the address of the partnership's page."""
    document = with_form_keys(document)
    client.post("/propose/")
    draft = FormDraft.objects.latest("created_at")
    for step in sorted(STEPS_WITH_FIELDS, key=lambda each: each.name != "parties"):  # described before they are named
        draft.refresh_from_db()
        answer = client.post(
            f"/propose/{draft.pk}/{step.name}/",
            {**step_inputs(step, document), "version": draft.version, "action": "next"},
        )
        assert answer.status_code == 302, answer.content.decode()
    for number, statement in enumerate(document.get("statements", [])):
        draft.refresh_from_db()
        fields = (*KINDS[statement["kind"]].fields, *COMMON)
        answer = client.post(
            f"/propose/{draft.pk}/statements/{number}/",
            {
                **inputs(fields, f"/statements/{number}", statement),
                "kind": statement["kind"],
                "version": draft.version,
                "action": "save",
            },
        )
        assert answer.status_code == 302, answer.content.decode()
    draft.refresh_from_db()
    answer = client.post(f"/propose/{draft.pk}/check/", {"version": draft.version})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def fill_by_keyboard(page: Page, document: Json) -> None:
    """Propose the document in a browser with the keyboard alone; end on the partnership's page.

    Companies and people are named where they are asked for. Their other details and the statements that no question
    asks for come last; sources come before the questions, whose entries name them.
    """
    document = with_form_keys(document)
    page.goto("/propose/")
    press(page, "Start a proposal")
    for step in WAY:
        if step.questions and step == QUESTIONED[0]:
            open_aside(page, BY_NAME["sources"], document)
            to_content(page)
            follow(page, said(page, str(step.title)))
        to_content(page)
        write_rows(page, step, document)
        for question in step.questions:
            answer_by_keyboard(page, question, document)
        press(page, "Save and continue")
    open_aside(page, BY_NAME["parties"], document)
    for statement in document.get("statements", []):
        if question_of(statement, document) is None:
            write_of_all_kinds(page, statement, document)
    press(page, "Submit the proposal")


def open_aside(page: Page, step: FormStep, document: Json) -> None:
    """Open a page that the way leaves out, and write what the document has there."""
    to_content(page)
    follow(page, said(page, str(step.title)))
    to_content(page)
    write_rows(page, step, document)
    press(page, "Save and continue")


def write_rows(page: Page, step: FormStep, document: Json) -> None:
    """Write the fields of a page, row after row; of the selection also what its method does not ask for."""
    rows = max((len(document.get(field.name, [])) for field in step.fields if field.sort is FieldSort.ROWS), default=0)
    wanted = {name: name_of(text, document) for name, text in step_inputs(step, document).items()}
    if step.name == "selection":
        write(page, {name: wanted.pop(name) for name in ("/selection/method", "/selection/object")})
        page.keyboard.press("Tab")
        assert focused(page)["id"] == "every"
        page.keyboard.press("Space")
    for number in range(max(rows, 1)):
        write_from_here(page, {name: text for name, text in wanted.items() if row_of(name) in (None, number)})
        wanted = {name: text for name, text in wanted.items() if row_of(name) is not None}
        if number + 1 < rows:
            press(page, "Save and add another")


def write_from_here(page: Page, wanted: dict[str, str]) -> None:
    """Write into the inputs of this page, from the focused one on."""
    left, at = dict(wanted), focused(page)
    if at["name"] in left:
        write_here(page, at, left.pop(at["name"]))
    write(page, left)


def name_of(text: str, document: Json) -> str:
    """Return the name that stands for a key of the document, as an officer writes it."""
    rows = (row for table in ("companies", "people") for row in document.get(table, []))
    return next((str(row["name"]["en"]) for row in rows if row["key"] == text), text)


def answer_by_keyboard(page: Page, question: Question, document: Json) -> None:
    """Answer a question of which the document has statements with yes, and write them."""
    statements = [each for each in document.get("statements", []) if question_of(each, document) is question]
    if statements and question.answers is not Answers.ENTRIES:
        write(page, {f"answer/{question.key}": "yes"})
    for number, statement in enumerate(statements, 1):
        new = page.locator(f'#q-{question.key} .opens input[name$="~question"]')
        at = str(new.first.get_attribute("name")).removesuffix("~question")
        typed = inputs((*question.of_kind.fields, *COMMON), at, statement)
        given = [f"{at}/{name}" for name in question.given]
        write_from_here(page, {name: name_of(text, document) for name, text in typed.items() if name not in given})
        if number < len(statements):
            press(page, "Save and add another")


def write_of_all_kinds(page: Page, statement: Json, document: Json) -> None:
    """Add a statement from the list of all kinds."""
    kind = KINDS[statement["kind"]]
    group = next(title for title, kinds in GROUPS if kind in kinds)
    to_content(page)
    follow(page, said(page, "Known data about the parties"))
    to_content(page)
    unfold(page, in_language(page, group))
    follow(page, in_language(page, kind.label))
    to_content(page)
    (number,) = re.findall(r"/statements/(\d+)/", page.locator("form[data-autosave]").get_attribute("action") or "")
    typed = inputs((*kind.fields, *COMMON), f"/statements/{number}", statement)
    write(page, {name: name_of(text, document) for name, text in typed.items()})
    press(page, "Save")
    press(page, "Save and continue")


def in_language(page: Page, label: Label) -> str:
    """Return a label in the language of the page."""
    return label.ja if language_of(page) == "ja" else label.en


def row_of(name: str) -> int | None:
    """Return the row of a table that an input belongs to; None outside of tables."""
    parts = name.split("/")
    return int(parts[2]) if len(parts) > 3 and parts[2].isdecimal() else None
