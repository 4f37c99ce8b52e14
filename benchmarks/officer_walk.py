"""The way of an officer through the form with one case."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from institutions.kinds import KINDS, FieldSort
from institutions.kinds.statement import COMMON
from rules.web.pages.form.all_kinds import GROUPS
from rules.web.pages.form.asked_before import question_of
from rules.web.pages.form.questions import Answers, Question
from rules.web.pages.form.steps import BY_NAME, WAY, FormStep
from tests.rules.web.pages.filling import QUESTIONED, TABLES, inputs, name_of, row_of, step_inputs, with_form_keys

if TYPE_CHECKING:
    from benchmarks.officer import CountedPage

Json = dict[str, Any]  # Any: a document, or a part of one


def register_case(counted: "CountedPage", document: Json) -> None:
    """Propose the document from the page of drafts to the page of the partnership."""
    document = with_form_keys(document)
    counted.open("/propose/")
    counted.press(counted.page.get_by_role("button", name="Start a proposal"))
    for step in WAY:
        if step == QUESTIONED[0] and document.get("sources"):  # entries name them, so they come first
            write_aside(counted, BY_NAME["sources"], document)
            counted.press(counted.page.get_by_role("link", name=str(step.title), exact=True))
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
        at = str(new.nth(place if question.each else 0).get_attribute("name")).removesuffix("~question")
        for name, text in inputs((*question.of_kind.fields, *COMMON), at, statement).items():
            if name.removeprefix(f"{at}/") not in (*question.given, "key"):
                counted.write(name, name_of(text, document))
        if place + 1 < len(statements) and not (question.each and place + 1 < new.count()):
            counted.press(asked.get_by_role("button", name="Save and add another"))


def write_the_rest(counted: "CountedPage", document: Json) -> None:
    """Write what the way through the form does not ask: details of parties, sources, and kinds without a question."""
    if any(more_than_named(row) for table in TABLES for row in document.get(table, ())):
        write_aside(counted, BY_NAME["parties"], document)
    for statement in document.get("statements", ()):
        if question_of(statement, document) is None:
            kind = KINDS[statement["kind"]]
            counted.press(counted.page.get_by_role("link", name=str(BY_NAME["statements"].title), exact=True))
            counted.page.get_by_text(next(title.en for title, kinds in GROUPS if kind in kinds), exact=True).click()
            counted.clicks += 1
            counted.press(counted.page.get_by_role("link", name=kind.label.en, exact=True))
            address = str(counted.page.locator("form[data-autosave]").get_attribute("action"))
            at = address.rstrip("/").rpartition("/")[2]
            for name, text in inputs((*kind.fields, *COMMON), f"/statements/{at}", statement).items():
                counted.write(name, name_of(text, document))
            counted.press(counted.page.get_by_role("button", name="Save", exact=True))
            save_page(counted)


def write_aside(counted: "CountedPage", step: FormStep, document: Json) -> None:
    """Open a page that the way leaves out, and write what the document has there."""
    counted.press(counted.page.get_by_role("link", name=str(step.title), exact=True))
    write_rows(counted, step, {**document, **{table: in_order(counted, table, document) for table in TABLES}})
    save_page(counted)


def in_order(counted: "CountedPage", table: str, document: Json) -> list[Json]:
    """Return the rows of a table in the order in which they were named, as the page has them; the others behind."""
    rows = document.get(table, [])
    named = counted.page.locator(f'[name^="/{table}/"][name$="/name/en"]')
    names = [named.nth(place).input_value() for place in range(named.count())]
    return sorted(rows, key=lambda row: names.index(row["name"]["en"]) if row["name"]["en"] in names else len(names))


def more_than_named(row: Json) -> bool:
    """Return whether a row holds more than the name by which the party was named elsewhere."""
    return row.keys() > {"key", "name"} or row["name"].keys() > {"en"}
