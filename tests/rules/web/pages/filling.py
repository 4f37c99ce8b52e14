"""The filling of the web form from a submission document: through the test client, or key by key in a browser."""

from typing import Any

from django.test import Client
from django.utils.text import slugify
from playwright.sync_api import Page

from institutions.kinds import KINDS, Field, FieldSort
from institutions.kinds.statement import COMMON
from institutions.models import FormDraft
from rules.web.pages.form.posted_values import NONE, NOTHING, PARTS, bp_as_typed
from rules.web.pages.form.steps import STEPS, table_of_field
from tests.rules.web.pages.keyboard import press, to_content, write

Json = dict[str, Any]
TABLES = ("companies", "people", "bodies")
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
    """Propose the document in a browser with the keyboard alone; end on the partnership's page."""
    document = with_form_keys(document)
    page.goto("/propose/")
    press(page, "Start a proposal")
    for step in STEPS[:-1]:
        rows = max(
            (len(document.get(field.name, [])) for field in step.fields if field.sort is FieldSort.ROWS), default=0
        )
        wanted = step_inputs(step, document)
        for number in range(max(rows, 1)):
            to_content(page)
            write(page, {name: text for name, text in wanted.items() if row_of(name) in (None, number)})
            if number + 1 < rows:
                press(page, "Save and add another")
        press(page, "Save and continue")
    for number, statement in enumerate(document.get("statements", [])):
        to_content(page)
        write(page, {"kind": statement["kind"]})
        press(page, "Add")
        fields = (*KINDS[statement["kind"]].fields, *COMMON)
        to_content(page)
        write(page, inputs(fields, f"/statements/{number}", statement))
        press(page, "Save")
    press(page, "Save and continue")
    press(page, "Submit the proposal")


def row_of(name: str) -> int | None:
    """Return the row of a table that an input belongs to; None outside of tables."""
    parts = name.split("/")
    return int(parts[2]) if len(parts) > 3 and parts[2].isdecimal() else None
