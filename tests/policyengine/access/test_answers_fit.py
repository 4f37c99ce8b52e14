"""Every answer of the REST interface to somebody who may ask is of the shape that OpenAPI publishes."""

import pytest

from institutions.web.openapi import openapi_document
from tests.every import every, undone
from tests.policyengine.access.table import Row
from tests.policyengine.access.walking import TABLE, address_of
from tests.policyengine.access.world import World
from tests.rules.web.api.conformity import check_answer
from tests.rules.web.report.reading import makes_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.long]
DONE = frozenset({200, 201, 202})
ANSWERED = [
    (row, method)
    for row in TABLE.rows
    for method, answers in row.answers.items()
    if row.section == "interface" and DONE & {*answers.values()}
]
PDF = [cell for cell in ANSWERED if cell[0].address.endswith(".pdf")]


@every("row, method", [cell for cell in ANSWERED if cell not in PDF], name=address_of)
def test_an_answer_is_of_the_published_shape(world: World, row: Row, method: str) -> None:
    answers_as_published(world, row, method)


@makes_pdf
@every("row, method", PDF, name=address_of)
def test_a_report_is_of_the_published_type(world: World, row: Row, method: str) -> None:
    answers_as_published(world, row, method)


def answers_as_published(world: World, row: Row, method: str) -> None:
    """Ask as the first of each kind of caller, with a key and with a session, who gets an answer."""
    able = [caller for caller, status in row.answers[method].items() if status in DONE]
    for caller in {caller in world.keys: caller for caller in reversed(able)}.values():
        with undone():
            answer = world.ask(row, method, caller)
            assert answer.status_code in DONE
            check_answer(openapi_document(), method, answer.request["PATH_INFO"], answer)
