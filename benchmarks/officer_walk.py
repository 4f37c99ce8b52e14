"""The way of an officer through the form with one case."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from institutions.kinds import KINDS, FieldSort
from institutions.kinds.statement import COMMON
from rules.web.pages.form.asked_before import question_of
from rules.web.pages.form.questions import Answers, Question
from rules.web.pages.form.steps import STEPS, WAY, FormStep
from tests.rules.web.pages.filling import inputs, row_of, step_inputs

if TYPE_CHECKING:
    from benchmarks.officer import CountedPage

Json = dict[str, Any]  # Any: a document, or a part of one


def register_case(counted: "CountedPage", document: Json) -> None:
    """Propose the document from the page of drafts to the page of the partnership."""
    counted.open("/propose/")
    counted.press(counted.page.get_by_role("button", name="Start a proposal"))
    for step in WAY:
        write_rows(counted, step, document)
        for question in step.questions:
            answer_question(counted, question, [*statements_of(question, document)], document)
        save_page(counted)
    write_the_rest(counted, document)
    counted.press(counted.page.get_by_role("button", name="Submit the proposal"))
    assert "/partnerships/" in counted.page.url, counted.page.locator("main").inner_text()[:2000]


def save_page(counted: "CountedPage") -> None:
    """Press the button that leads on."""
    counted.press(counted.page.get_by_role("button", name="Save and continue"))


def write_rows(counted: "CountedPage", step: FormStep, document: Json) -> None:
    """Write the fields of a page, row after row."""
    wanted = step_inputs(step, document)
    rows = max((len(document.get(field.name, ())) for field in step.fields if field.sort is FieldSort.ROWS), default=0)
    for number in range(max(rows, 1)):
        for name, text in wanted.items():
            if row_of(name) in (None, number) and not name.endswith("/key"):
                counted.write(name, name_of(text, document))
        if number + 1 < rows:
            counted.press(counted.page.get_by_role("button", name="Save and add another").first)


def name_of(text: str, document: Json) -> str:
    """Return the name that stands for a key of the document, as an officer would write it."""
    for table in ("companies", "people"):
        for row in document.get(table, ()):
            if row["key"] == text:
                return str(row["name"]["en"])
    return text


def statements_of(question: Question, document: Json) -> Iterator[Json]:
    """Yield the statements that answer a question."""
    return (each for each in document.get("statements", ()) if question_of(each, document) is question)


def answer_question(counted: "CountedPage", question: Question, statements: list[Json], document: Json) -> None:
    """Answer one question: yes with its entries, else no, which an officer says too."""
    if not statements:
        if question.answers is not Answers.ENTRIES and counted.page.locator(f"#q-{question.key}").count():
            counted.write(f"answer/{question.key}", "no")
        return
    if question.answers is not Answers.ENTRIES:
        counted.write(f"answer/{question.key}", "yes")
    for place, statement in enumerate(statements):
        asked = counted.page.locator(f"#q-{question.key}")
        new = asked.locator('.opens input[name$="~question"]')
        at = new.nth(place if question.each else 0).get_attribute("name").removesuffix("~question")
        for name, text in inputs((*question.of_kind.fields, *COMMON), at, statement).items():
            if name.removeprefix(f"{at}/") not in (*question.given, "source", "key"):
                counted.write(name, name_of(text, document))
        if place + 1 < len(statements) and not (question.each and place + 1 < new.count()):
            counted.press(asked.get_by_role("button", name="Save and add another"))


def write_the_rest(counted: "CountedPage", document: Json) -> None:
    """Write what the way through the form does not ask: details of parties, sources, and kinds without a question."""
    for step in (each for each in STEPS if each.aside and each.name != "statements"):
        if any(more_than_named(field.name, row) for field in step.fields for row in document.get(field.name, ())):
            counted.press(counted.page.get_by_role("link", name=str(step.title), exact=True).first)
            write_rows(counted, step, document)
            save_page(counted)
    for number, statement in enumerate(document.get("statements", ())):
        if question_of(statement, document) is None:
            counted.press(counted.page.get_by_role("link", name="Known data about the parties", exact=True).first)
            kind = KINDS[statement["kind"]]
            counted.press(counted.page.get_by_role("link", name=kind.label.en, exact=True))
            for name, text in inputs((*kind.fields, *COMMON), f"/statements/{number}", statement).items():
                counted.write(name, name_of(text, document))
            counted.press(counted.page.get_by_role("button", name="Save", exact=True))


def more_than_named(table: str, row: Json) -> bool:
    """Return whether a row holds more than the name by which the party was named elsewhere."""
    return table == "sources" or row.keys() > {"key", "name"} or row["name"].keys() > {"en"}
