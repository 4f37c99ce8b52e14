"""The picture: nothing overlaps, the same case looks the same, everything is said, and it needs nothing around it."""

import re
import time
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from rules.engine.language.statements import Language
from rules.review.graph.building import build_graph
from rules.review.graph.choosing import choose_view
from rules.review.graph.layout import Box, DrawnTie
from rules.review.graph.picture import draw_picture, draw_view
from rules.review.graph.svg import GraphPicture
from rules.review.graph.text_rows import break_rows, text_width
from tests.every import every
from tests.rules.review.graph.generated import LONG_EN, LONG_JA, entry, finding, graph

SVG = "{http://www.w3.org/2000/svg}"
TITLE = {"en": "Magnets", "ja": "磁石"}
SIZES = [(4, 3), (12, 15), (20, 40), (60, 200), (150, 600)]


def read(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - written by the code under test


def overlap(one: Box, other: Box) -> bool:
    across = one.x < other.x + other.width and other.x < one.x + one.width
    return across and one.y < other.bottom and other.y < one.bottom


def on_the_way(line: DrawnTie) -> list[tuple[float, float]]:
    """Return points along a line, on its levels and along its bends."""
    found = []
    for points in (line.out, line.on):
        for place, ((x1, y1), (x2, y2)) in enumerate(pairwise(points)):
            for step in range(1, 20):
                t = step / 20
                # The bend is a cubic curve whose handles lie half way across, on a level with its ends.
                x = x1 * (1 - t) ** 3 + 1.5 * (x1 + x2) * t * (1 - t) + x2 * t**3
                y = y1 + (y2 - y1) * (3 * t**2 - 2 * t**3) if place % 2 == 0 else y1
                found.append((x, y))
    return found


@every("size", SIZES)
@every("seed", range(2))
@every("language", ["en", "ja"])
def test_no_box_overlaps_another_and_no_line_runs_through_one(
    seed: int, size: tuple[int, int], language: Language
) -> None:
    found = graph(seed, *size)
    layout = GraphPicture(found, choose_view(found), language, "graph", {}, 1).layout()
    boxes = [*layout.boxes.values(), *(line.words for line in layout.lines)]
    for place, one in enumerate(boxes):
        assert not any(overlap(one, other) for other in boxes[place + 1 :])
    for line in layout.lines:
        for x, y in on_the_way(line):
            assert not any(b.x < x < b.x + b.width and b.y < y < b.bottom for b in boxes)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_row_of_text_fits_its_box(language: Language) -> None:
    text = {"en": LONG_EN, "ja": LONG_JA}[language]
    for room in (60.0, 124.0):
        broken = break_rows(text, room, 13, 20)
        assert all(text_width(row, 13) <= room for row in broken)
        assert "".join(broken).replace(" ", "") == text.replace(" ", "")
        cut = break_rows(text, room, 13, 2)
        assert len(cut) == 2
        assert cut[1].endswith("…")
        assert text_width(cut[1], 13) <= room


def test_japanese_rows_begin_and_end_where_they_may() -> None:
    for room in range(40, 200, 7):
        for row in break_rows(LONG_JA, room, 13, 30):
            assert row[0] not in "、。）ーッョ・"
            assert row[-1] not in "（「"


def test_the_same_case_gives_the_same_picture() -> None:
    assert draw_picture(graph(5), "ja") == draw_picture(graph(5), "ja")


def test_a_usual_case_is_drawn_in_well_under_a_tenth_of_a_second() -> None:
    found = graph(2, parties=12, ties=15)
    taken = []
    for _ in range(3):
        start = time.process_time()
        draw_picture(found, "ja")
        taken.append(time.process_time() - start)
    assert min(taken) < 0.1


def test_it_is_an_image_with_a_title_and_a_description_and_brings_nothing_that_the_policy_forbids() -> None:
    text = draw_picture(graph(3), "en", 2, name="case-7")
    root = read(text)
    assert (root.get("role"), root.get("aria-labelledby"), root.get("aria-describedby")) == (
        "img",
        "case-7-title",
        "case-7-description",
    )
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert title.get("id") == "case-7-title"
    assert title.text == "Connected parties behind COI-02: Magnets (fictional)"
    assert description is not None
    assert (description.text or "").startswith("Question 2 Parties: ")
    assert not re.search(r"<style|<script|style=|href=|url\(|\bon\w+=", text)
    assert {each.tag.removeprefix(SVG) for each in root.iter()} == {"svg", "title", "desc", "g", "text", "path", "rect"}


def test_names_are_escaped_and_without_control_characters() -> None:
    nasty = {**entry("participates", "1", company="c1"), "names": {"c1": {"en": '<script>"&\x00\x1b', "ja": ""}}}
    text = draw_picture(build_graph(TITLE, [], [nasty], {}), "ja")
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    read(text)


def test_the_path_stands_out_by_more_than_colour() -> None:
    said = [
        entry("holds_stake", "1", holder="p1", company="c1", share_bp=620),
        entry("participates", "c1", company="c1"),
    ]
    found = build_graph(
        TITLE, [finding(1, said[:1])], [*said, entry("benefit", "2", giver="c1", person="p1", confidence="claim")], {}
    )
    root = read(draw_picture(found, "ja", 1))
    ties = [each for each in root.iter(f"{SVG}g") if (each.get("class") or "").startswith("tie")]
    strong = [each for each in ties if each.get("class") == "tie strong"]
    assert len(ties) == 3
    assert ["持分：6.2%" in "".join(each.itertext()) for each in strong] == [True]
    assert {path.get("stroke-width") for path in strong[0].iter(f"{SVG}path")} >= {"3"}
    (claimed,) = [each for each in ties if "主張：" in "".join(each.itertext())]
    assert any(path.get("stroke-dasharray") for path in claimed.iter(f"{SVG}path"))


def test_with_links_it_is_no_image_and_each_party_leads_on() -> None:
    found = build_graph(TITLE, [], [entry("participates", "c1", company="c1")], {})
    root = read(draw_view(found, choose_view(found), "en", links={"c1": "?party=c1&x=1"}))
    assert root.get("role") == "group"
    assert [each.get("href") for each in root.iter(f"{SVG}a")] == ["?party=c1&x=1"]
