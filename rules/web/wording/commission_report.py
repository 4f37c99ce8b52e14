"""The public report of a sitting in the words of a language, as a page, a PDF and a table."""

import csv
import io
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy, pgettext_lazy

from rules.commission.public_report import BY_MEMBERS
from rules.commission.public_values import SOURCES
from rules.explaining.wording.words import reader_language, text_in_language
from rules.models import MinuteSort, OpinionResult, ProposalWay
from rules.web.report.printing import print_pdf

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
CSV: Final = "text/csv; charset=utf-8"
FORMATS: Final = ("pdf", "csv")
WAYS: Final = {
    **{each.value: each.label for each in ProposalWay},
    BY_MEMBERS: pgettext_lazy("proposal", "chosen by members"),
}
HEADINGS: Final = (
    pgettext_lazy("contract", "Number"),
    pgettext_lazy("contract", "Contract"),
    pgettext_lazy("contract", "Day"),
    gettext_lazy("Amount (yen)"),
    pgettext_lazy("contract", "Way"),
    pgettext_lazy("minutes", "Entry"),
    pgettext_lazy("minutes", "Result"),
    pgettext_lazy("minutes", "Text"),
    pgettext_lazy("minutes", "On"),
)


def report_words(report: Context) -> Context:
    """Return a report with its words in the reader's language."""
    language = reader_language()
    sorts, results = dict(MinuteSort.choices), dict(OpinionResult.choices)
    items = [
        {
            **each,
            "way": WAYS[each["way"]],
            "minutes": [
                {**one, "sort": sorts[one["sort"]], "result": results.get(one["result"], "")} for one in each["minutes"]
            ],
        }
        for each in report["items"]
    ]
    return {
        "report": report,
        "body": text_in_language(report["body"], language),
        "source": text_in_language(SOURCES[report["source"]].label, language),
        "where": text_in_language(report["where"], language),
        "items": items,
        "left_out": [{**each, "way": WAYS[each["way"]]} for each in report["left_out"]],
        "language": language,
    }


def report_pdf(words: Context) -> bytes:
    """Return the report as a tagged PDF. ReportTrouble where this server makes none."""
    return print_pdf(render_to_string("rules/commission/report.html", words))


def report_csv(words: Context) -> bytes:
    """Return the report as a table: an entry of the minutes a row, for a spreadsheet."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([str(each) for each in HEADINGS])
    for item in words["items"]:
        head = [item["number"], item["title"], item["day"] or "", item["amount_yen"] or "", item["way"]]
        for each in item["minutes"]:
            writer.writerow(map(plain, [*head, each["sort"], each["result"], each["text"], each["on"]]))
    return written.getvalue().encode("utf-8-sig")


def plain(value: object) -> str:
    """Return a cell that a spreadsheet does not take for a formula."""
    text = str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
