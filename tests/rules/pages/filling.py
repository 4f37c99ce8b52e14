"""Fills in the web form from a submission document: through the test client, or key by key in a browser."""

from typing import Any

from django.test import Client
from django.utils.text import slugify
from playwright.sync_api import Page

from institutions.kinds import KINDS, Field, Sort
from institutions.kinds.statement import COMMON
from institutions.models import FormDraft
from rules.pages.form.posted import NONE, NOTHING, PARTS
from rules.pages.form.steps import STEPS, table_of_field

Json = dict[str, Any]
TABLES = ("companies", "people", "bodies")


def with_form_keys(document: Json) -> Json:
    """The document as the form would write it: keys made from names. The parties keep their places."""
    keys = {}
    for table in TABLES:
        for row in document.get(table, []):
            keys[row["key"]] = slugify(row["name"]["en"])[:40]
    for row in document.get("sources", []):
        keys[row["key"]] = slugify(row["title"])[:40]
    return renamed(document, keys)


def renamed(value: Any, keys: dict[str, str]) -> Any:
    """The same value with other keys; a measure's own key is nobody's party."""
    if isinstance(value, dict):
        return {name: renamed(inner, keys) for name, inner in value.items()}
    if isinstance(value, list):
        return [renamed(inner, keys) for inner in value]
    return keys.get(value, value) if isinstance(value, str) else value


def typed(field: Field, value: Any) -> dict[str, str]:
    """What is typed for one value, by the rest of its pointer."""
    if field.sort in PARTS:
        return {f"/{part}": text for part, text in value.items()}
    if value is None:
        return {"": NONE}
    if isinstance(value, bool):
        return {"": "true" if value else "false"}
    if isinstance(value, list):
        return {"": ", ".join(value) or NOTHING}
    return {"": str(value)}


def inputs(fields: tuple[Field, ...], prefix: str, values: Json) -> dict[str, str]:
    """Every input of an object with its text."""
    return {
        f"{prefix}/{field.name}{rest}": text
        for field in fields
        if field.name in values
        for rest, text in typed(field, values[field.name]).items()
    }


def step_inputs(step: Any, document: Json) -> dict[str, str]:
    """Every input of one step with its text."""
    found: dict[str, str] = {}
    for field in step.fields:
        if field.sort is Sort.ROWS:
            for number, row in enumerate(document.get(field.name, [])):
                found |= inputs(table_of_field(field).fields, f"/{field.name}/{number}", row)
        elif field.sort is Sort.TABLE:
            found |= inputs(table_of_field(field).fields, f"/{field.name}", document.get(field.name, {}))
        elif field.sort is not Sort.STATEMENTS:
            found |= inputs((field,), "", document)
    return found


def fill_by_client(client: Client, document: Json) -> str:
    """Propose the document as a signed-in officer without JavaScript; the address of the partnership's page."""
    document = with_form_keys(document)
    client.post("/propose/")
    draft = FormDraft.objects.latest("created_at")
    for step in STEPS[:-1]:
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


def fill_by_browser(page: Page, address: str, document: Json) -> None:
    """Propose the document in a browser, with the keyboard alone; ends on the partnership's page."""
    document = with_form_keys(document)
    page.goto(f"{address}/propose/")
    press(page, "Start a proposal")
    for step in STEPS[:-1]:
        rows = max((len(document.get(field.name, [])) for field in step.fields if field.sort is Sort.ROWS), default=0)
        wanted = step_inputs(step, document)
        for last in range(max(rows, 1)):
            for name, text in wanted.items():
                parts = name.split("/")
                if len(parts) > 2 and parts[2].isdecimal() and int(parts[2]) != last:
                    continue
                write(page, name, text)
            if last + 1 < rows:
                press(page, "Save and add another")
        press(page, "Save and continue")
    for number, statement in enumerate(document.get("statements", [])):
        page.locator("#kind").select_option(statement["kind"])
        page.get_by_role("button", name="Add", exact=True).press("Enter")
        fields = (*KINDS[statement["kind"]].fields, *COMMON)
        for name, text in inputs(fields, f"/statements/{number}", statement).items():
            write(page, name, text)
        press(page, "Save")
    press(page, "Save and continue")
    press(page, "Submit the proposal")


def write(page: Page, name: str, text: str) -> None:
    """Write or choose in the input of that name; keys are the form's own affair."""
    box = page.locator(f'[name="{name}"]')
    if box.get_attribute("type") == "hidden":
        return
    details = box.locator("xpath=ancestor::details[not(@open)]")
    if details.count():
        details.locator("summary").press("Enter")
    if box.evaluate("e => e.tagName") == "SELECT":
        box.select_option(text)
    else:
        box.fill(text)


def press(page: Page, name: str) -> None:
    """Press a button with the keyboard."""
    page.get_by_role("button", name=name).first.press("Enter")
    page.wait_for_load_state()
