"""The list of imports: a page of it, filtered by state and format."""

from typing import Any, Final

from django.http import HttpRequest

from institutions.imports.all_formats import FORMATS
from institutions.imports.numbering import collection_named
from institutions.lists.declared_lists import OF_FORMAT
from institutions.models import Account, Import, ImportState, RecordOutcome
from institutions.query.parameters import page_of_rows, word_parameter
from institutions.web.sorted_list import ORDER, asked_order, both_ways, orders_of, sort_links
from rules.access.readable_results import imports_for
from rules.explaining.wording.words import reader_language, text_in_language
from rules.models import FilteredPage
from rules.web.pages.saved_filters import saved_filters_context

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
PER_PAGE: Final = 50
COLUMNS, DECLARED = orders_of(
    [
        both_ways("created", "created_at", descends=True),
        both_ways("file", "file_name"),
        both_ways("state", "state", "created_at"),
        both_ways("records", "place", descends=True),
        both_ways("refused", "refused", descends=True),
        both_ways("body", "body__code", "created_at"),
    ]
)
NEWEST_FIRST: Final = "-created"
ORDERS: Final = {NEWEST_FIRST: DECLARED[NEWEST_FIRST], **DECLARED}  # the order of a list that nobody sorted comes first


def imports_context(request: HttpRequest, account: Account) -> Context:
    """Return the newest imports that an account may see, filtered as the address says."""
    order = asked_order(request.GET, ORDERS)
    found = imports_for(account).select_related("body").order_by(*ORDERS[order])
    if state := word_parameter(request.GET, "state", ImportState.values):
        found = found.filter(state=state)
    if name := word_parameter(request.GET, "of", {**FORMATS, **OF_FORMAT}):
        found = found.filter(format=name)
    page = page_of_rows(found, PER_PAGE, request.GET)
    return {
        "imports": [import_row_context(each) for each in page],
        "page_obj": page,
        "paginator": page.paginator,
        "narrowed": bool(state or name),
        "order": word_parameter(request.GET, ORDER, ORDERS),
        "saved": saved_filters_context(request, FilteredPage.IMPORTS),
        "sorting": sort_links({"state": state, "of": name}, COLUMNS, order),
        "shown_state": state,
        "shown_format": name,
        "states": ImportState.choices,
        "shown_formats": [(each, format_label(each)) for each in (*FORMATS, *OF_FORMAT)],
    }


def import_row_context(job: Import) -> Context:
    """Return an import as lists and its own page show it."""
    return {
        "pk": job.pk,
        "job": job,
        "label": format_label(job.format),
        "collection": collection_named(job.options),
        "state": ImportState(job.state).label,
        "counts": [(str(RecordOutcome(word).label), getattr(job, word)) for word in RecordOutcome.values],
        "waiting": job.state in (ImportState.QUEUED, ImportState.RUNNING),
        "unconfirmed": job.state == ImportState.UNCONFIRMED,
    }


def format_label(name: str) -> str:
    """Return the label of a format; for an edition of an official list that of the list."""
    declared = FORMATS.get(name) or OF_FORMAT.get(name)
    return text_in_language(declared.label, reader_language()) if declared else name
