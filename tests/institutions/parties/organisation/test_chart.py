"""Charts of small made-up governments: order, circles, and bodies that are not there."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.models import BodyParent, GovernmentBody, PartyName, Source
from institutions.parties.organisation.changes import chart_changes
from institutions.parties.organisation.chart import Chart, ChartNode
from institutions.parties.organisation.register import ChartHistory, japanese_bodies, japanese_bodies_once

pytestmark = pytest.mark.django_db
DAY = date(2020, 4, 1)


def body(code: str, founded: str | None = "2001-01-06", **rest: Any) -> GovernmentBody:
    """Return a fictional body of Japan."""
    founded_on = date.fromisoformat(founded) if founded else None
    return GovernmentBody.objects.create(
        code=code, name_en=code, founded_on=founded_on, **{"country": "JP", "type": "ministry", **rest}
    )


def source() -> Source:
    return Source.objects.get_or_create(title="A fictional gazette")[0]


def under(child: GovernmentBody, parent: GovernmentBody, **days: Any) -> None:
    BodyParent.objects.create(body=child, parent=parent, source=source(), **days)


def named(of: GovernmentBody, text: str, language: str = "en", **days: Any) -> None:
    PartyName.objects.create(party=of, language=language, text=text, folded=text.casefold(), source=source(), **days)


def chart(day: date = DAY) -> Chart:
    return ChartHistory.read(japanese_bodies()).chart(day)


def nested(nodes: tuple[ChartNode, ...]) -> list[Any]:
    return [[node.body.key, nested(node.under)] if node.under else node.body.key for node in nodes]


def test_siblings_stand_by_kind_then_age_then_code() -> None:
    top = body("TOP", type="cabinet_organ")
    for code, founded, kind in (
        ("Z-OLD", "1990-01-01", "council"), ("B", "2001-01-06", "ministry"), ("A", "2001-01-06", "ministry"),
        ("C", "1995-01-01", "ministry"), ("WITHOUT", "2001-01-06", ""),
    ):  # fmt: skip
        under(body(code, founded, type=kind), top)
    assert nested(chart().tree()) == [["TOP", ["C", "A", "B", "Z-OLD", "WITHOUT"]]]


def test_of_two_parents_the_one_that_began_last_counts() -> None:
    old, new, child = body("OLD"), body("NEW"), body("CHILD")
    under(child, old)
    under(child, new, from_on=date(2010, 1, 1))
    assert nested(chart().tree()) == [["NEW", ["CHILD"]], "OLD"]
    assert nested(chart(date(2009, 12, 31)).tree()) == ["NEW", ["OLD", ["CHILD"]]]


def test_a_body_is_there_on_its_first_and_its_last_day() -> None:
    body("SHORT", "2010-01-01", dissolved_on=date(2010, 12, 31))
    for day, there in (("2009-12-31", 0), ("2010-01-01", 1), ("2010-12-31", 1), ("2011-01-01", 0)):
        assert len(chart(date.fromisoformat(day)).bodies) == there


def test_a_body_whose_parent_is_gone_stands_at_the_top() -> None:
    gone = body("GONE", dissolved_on=date(2010, 1, 1))
    under(body("LEFT"), gone)
    assert nested(chart().tree()) == ["LEFT"]


def test_a_circle_is_shown_once_and_ends() -> None:
    one, other, below = body("ONE"), body("OTHER"), body("BELOW")
    under(one, other)
    under(other, one)
    under(below, other)
    found = chart()
    assert nested(found.tree()) == [["ONE", [["OTHER", ["BELOW"]]]]]
    assert [each.key for each in found.line(found.bodies[below.pk])] == ["ONE", "OTHER"]


def test_bodies_of_other_countries_and_of_parties_are_not_in_the_chart_of_japan() -> None:
    body("US-DOC", country="US", type="foreign")
    body("PARTY", type="party_organ")
    body("CITY", None, country="", type="other")
    assert (chart().bodies, [each.key for each in chart().not_known.values()]) == ({}, ["CITY"])
    assert {each.code for each in japanese_bodies_once()} == {"US-DOC", "PARTY", "CITY"}


def test_a_body_that_was_found_to_be_another_is_that_other_as_a_parent_too() -> None:
    true = body("TRUE")
    under(body("CHILD"), body("DOUBLE", same_as=true))
    assert nested(chart().tree()) == [["TRUE", ["CHILD"]]]


def test_without_a_name_of_the_day_it_stands_under_its_present_one() -> None:
    named(body("LATE"), "Late Office", from_on=date(2022, 1, 1))
    assert [each.name("en") for each in chart().bodies.values()] == ["LATE"]
    assert [each.name("ja") for each in chart(date(2022, 1, 1)).bodies.values()] == ["Late Office"]


def test_a_body_that_is_gone_or_renamed_is_in_the_changes() -> None:
    named(body("NAMED"), "First Office", until_on=date(2009, 12, 31))
    named(GovernmentBody.objects.get(code="NAMED"), "Second Office", from_on=date(2010, 1, 1))
    body("GONE", dissolved_on=date(2010, 6, 30))
    history = ChartHistory.read(japanese_bodies())
    found = chart_changes(history.chart(date(2009, 1, 1)), history.chart(DAY))
    assert [each.key for each in found.dissolved] == ["GONE"]
    assert [(each.before.en, each.after.en) for each in found.renamed] == [("First Office", "Second Office")]


def test_it_takes_three_queries_however_many_bodies_there_are() -> None:
    top = body("TOP")
    for number in range(12):
        child = body(f"B-{number}")
        under(child, top)
        named(child, f"Office {number}")
    with CaptureQueriesContext(connection) as captured:
        assert len(chart().bodies) == 13
    assert len(captured) == 3
