"""HTML becomes a PDF that a screen reader can read, in a process that can be ended, or the reader is told why not."""

import sys
from typing import Any

import pytest

from institutions.values import pdf_requirements as requirements
from rules.web.report import printing
from rules.web.report.printing import print_pdf
from rules.web.report.trouble import ReportTrouble
from tests.rules.web.report.reading import elements, makes_pdf, opened, root, text_in

pytestmark = pytest.mark.bare

PAGE = """<!doctype html><html lang="ja"><head><title>報告書</title></head><body><h1>報告書</h1>
<p>見直し期限 text</p><img src="file:///etc/hostname" alt="a picture">
<table><thead><tr><th scope="col">A</th></tr></thead>
<tbody><tr><td>1</td></tr></tbody></table></body></html>"""


@makes_pdf
def test_a_page_is_tagged_has_its_language_and_embeds_its_fonts_and_fetches_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)  # another test of this process may have loaded it
    made = print_pdf(PAGE)
    pdf = opened(made)
    assert root(pdf)["/Lang"] == "ja"
    assert root(pdf)["/MarkInfo"]["/Marked"]
    assert root(pdf)["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata is not None
    assert pdf.metadata.title == "報告書"
    found = [each["/S"] for each in elements(pdf)]
    for name in ("/H1", "/P", "/Table", "/TH", "/TD"):
        assert name in found
    resources: Any = pdf.pages[0]["/Resources"]
    fonts = [font.get_object() for font in resources["/Font"].values()]
    assert fonts
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
        assert "NotoSansCJK" in descriptor["/FontName"].replace("-", "")
    assert "見直し期限text" in text_in(made)
    assert not pdf.pages[0].images
    assert "weasyprint" not in sys.modules


@makes_pdf
def test_what_takes_too_long_is_ended_and_leaves_room_for_the_next() -> None:
    with pytest.raises(ReportTrouble, match="too long") as told:
        print_pdf("<p>slow", seconds=0)
    assert told.value.again is None
    assert print_pdf(PAGE).startswith(b"%PDF")


@makes_pdf
def test_a_report_that_takes_too_much_computing_is_refused_with_the_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """It was a fault of the server: the process is ended by a signal, and says nothing."""
    monkeypatch.setattr(printing, "PROCESSOR_SECONDS", 1)
    with pytest.raises(ReportTrouble, match="needs more than 1 seconds of computing or 2048 MB"):
        print_pdf("<p>Fictional text.</p>" * 20_000)


@makes_pdf
def test_a_page_that_needs_more_memory_than_there_is_is_refused_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "MEMORY_BYTES", 2**20)
    with pytest.raises(ReportTrouble, match="or 1 MB of memory"):
        print_pdf(PAGE)
    requirements.has_font.cache_clear()
    assert requirements.has_font(requirements.FONT), "the fonts of the machine are as they were"


@makes_pdf
def test_of_too_many_at_once_one_is_told_when_to_ask_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "WAIT_SECONDS", 0)
    for _ in range(printing.AT_ONCE):
        assert printing.free.acquire(blocking=False)
    try:
        with pytest.raises(ReportTrouble) as told:
            print_pdf(PAGE)
    finally:
        printing.free.release(printing.AT_ONCE)
    assert told.value.headers == {"Retry-After": "5"}


def test_a_machine_without_pango_or_the_font_says_which_packages_help(monkeypatch: pytest.MonkeyPatch) -> None:
    requirements.has_libraries.cache_clear()
    monkeypatch.setattr(requirements, "LIBRARIES", ("libnothing-of-the-kind.so.0",))
    with pytest.raises(ReportTrouble) as told:
        print_pdf(PAGE)
    requirements.has_libraries.cache_clear()
    for package in requirements.PACKAGES.split():
        assert package in str(told.value)
    assert not requirements.has_font("No Such Font Anywhere")
