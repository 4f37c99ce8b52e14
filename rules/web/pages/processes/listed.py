"""The list of published processes of a body, narrowed by the address, and the same as a file."""

from typing import Any, Final

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views import View

from institutions.models import Account
from institutions.query.parameters import page_of_rows, word_parameter
from rules.access.processes import processes_for
from rules.explaining.wording.findings import rule_title
from rules.explaining.wording.words import reader_language, text_in_language
from rules.models import Outcome, Severity, StoredProcess
from rules.process_files.exporting import FORMATS, SEVERITIES, export_of
from rules.process_files.joining import registered_from
from rules.process_files.reading import OUTCOMES, ProcessFilter, codes, filter_from
from rules.web.exporting.begun_file import BegunFile
from rules.web.exporting.entitled_parts import while_entitled
from rules.web.pages.form.draft import may_propose
from rules.web.pages.reader import signed_in_reader

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
PER_PAGE: Final = 50


class ProcessesPage(View):
    """The list."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show a page of the processes that the filters leave, the worst first. A fixed number of queries."""
        account = signed_in_reader(request)
        readable = processes_for(account)
        given = filter_from(request.GET, readable)
        rows = given.rows(readable).select_related("body").defer("release", "answer")
        page = page_of_rows(rows.prefetch_related("outcomes"), PER_PAGE, request.GET)
        shown: Context = {
            "section": "processes",
            "rows": process_rows(list(page), account),
            "page_obj": page,
            "paginator": page.paginator,
            "narrowed": given != ProcessFilter(),
            "given": given,
            "severities": Severity.choices,
            "rules": rule_choices(reader_language()),
            "outcomes": [(each, Outcome(each).label) for each in OUTCOMES],
            "may_send": may_propose(account),
            "query": request.GET.urlencode(),
        }
        return render(request, "rules/processes/list.html", shown)


def process_rows(processes: list[StoredProcess], account: Account) -> list[Context]:
    """Return rows of the list, each with its flagged rules and the partnership that was registered from it."""
    partnerships = registered_from(processes, account)
    return [
        {
            "process": each,
            "severity": SEVERITIES.get(each.worst, ""),
            "severity_label": Severity(SEVERITIES[each.worst]).label if each.worst else "",
            "codes": sorted(one.code for one in each.outcomes.all() if one.outcome == Outcome.FLAGGED),
            "partnership": partnerships.get((each.body_id, each.ocid)),
        }
        for each in processes
    ]


def rule_choices(language: str) -> list[tuple[str, str]]:
    """Return the rules and indicators with their titles."""
    return [(code, f"{code} {title_of(code, language)}".strip()) for code in codes()]


def title_of(code: str, language: str) -> str:
    """Return the title of a rule; empty for an indicator, whose code is its name."""
    title = text_in_language(rule_title(code), language)
    return "" if title == code else title


class ProcessesFile(View):
    """The processes that the filters leave, as a file."""

    def get(self, request: HttpRequest) -> StreamingHttpResponse:
        """Return CSV or JSON lines. ParameterError for a wrong filter, as the page has it."""
        account = signed_in_reader(request)
        form = word_parameter(request.GET, "format", FORMATS, needed=True)
        readable = processes_for(account)
        return file_answer(filter_from(request.GET, readable).rows(readable), form, account)


def file_answer(rows: QuerySet[StoredProcess], form: str, account: Account) -> StreamingHttpResponse:
    """Return processes as a file to keep."""
    parts = BegunFile(while_entitled(export_of(rows, form), account))
    answer = StreamingHttpResponse(parts, content_type=FORMATS[form])
    answer["Content-Disposition"] = f'attachment; filename="processes.{form}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
