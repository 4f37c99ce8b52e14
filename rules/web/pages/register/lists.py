"""Pages of the official lists: the lists and the day of each, their entries, and empty files to fill in."""

from datetime import date
from typing import Any, Final

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views import View

from institutions.formats.tables.templates import Template
from institutions.lists import template_file
from institutions.lists.declared_lists import LISTS, DeclaredList, ListContent
from institutions.lists.kept_lists import editions_of, held_company_entries, newest_editions, treaties_held
from institutions.lists.template_file import list_template_csv
from institutions.models import ListEdition, TreatyStatus
from institutions.query.parameters import page_of_rows, text_parameter, word_parameter
from rules.access.readable_results import keeps_lists
from rules.engine.language.statements import Language, date_text
from rules.explaining.lists.threshold_rows import TEMPLATE as THRESHOLDS
from rules.explaining.wording.origins import source_title
from rules.explaining.wording.statement_values import country_words
from rules.explaining.wording.words import reader_language, text_in_language
from rules.web.pages.reader import signed_in_reader

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
TEMPLATES: Final[dict[ListContent, Template]] = {**template_file.TEMPLATES, ListContent.THRESHOLDS: THRESHOLDS}
A_PAGE: Final = 50
EDITIONS_SHOWN: Final = 20
LONGEST_ASKED: Final = 200


class OfficialListsPage(View):
    """Every list that may be kept, with its editions, including lists that nobody has brought yet."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show two tables: the current lists, and the empty files to fill in."""
        language = reader_language()
        held = sorted(newest_editions(), key=lambda each: (list(LISTS).index(each.official_list.word), each.publisher))
        words = {each.official_list.word for each in held}
        return render(
            request,
            "rules/lists.html",
            {
                "section": "lists",
                "keeps_lists": keeps_lists(signed_in_reader(request)),
                "held": [list_context(each, language) for each in held],
                "declared": [
                    {"word": each.word, "label": text_in_language(each.label, language), "held": each.word in words}
                    for each in LISTS.values()
                ],
            },
        )


class OfficialListPage(View):
    """One list: its newest edition, its entries, and the earlier editions."""

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show the entries of today, or all that ever were, filtered by a name."""
        language = reader_language()
        newest = get_object_or_404(newest_editions(), official_list=pk)
        declared = LISTS[newest.official_list.word]
        every = bool(word_parameter(request.GET, "every", ("yes",)))
        asked = text_parameter(request.GET, "q")[:LONGEST_ASKED]
        found = (
            treaty_rows(asked) if declared.content is ListContent.TREATIES else company_rows(newest, asked, every=every)
        )
        page = page_of_rows(found, A_PAGE, request.GET)
        row_of = treaty_row if declared.content is ListContent.TREATIES else company_row
        return render(
            request,
            "rules/list.html",
            {
                "section": "lists",
                **list_context(newest, language),
                "of_treaties": declared.content is ListContent.TREATIES,
                "page_obj": page,
                "paginator": page.paginator,
                "rows": [row_of(each, language) for each in page.object_list],
                "asked": {"q": asked, "every": every},
                "editions": [
                    {"row": each, "as_of": date_text(each.as_of.isoformat(), language)}
                    for each in editions_of(newest.official_list)[:EDITIONS_SHOWN]
                ],
            },
        )


class ListTemplateFile(View):
    """An empty file of a list."""

    def get(self, _request: HttpRequest, word: str) -> HttpResponse:
        """Return CSV with the lines that describe the list and the headings, in the reader's language."""
        declared = LISTS.get(word)
        if declared is None:
            raise Http404
        content = b"".join(list_template_csv(declared, TEMPLATES[declared.content], reader_language()))
        headers = {"Content-Disposition": f'attachment; filename="{word}.csv"'}
        return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def list_context(edition: ListEdition, language: Language) -> Context:
    """Return a list as both pages show it."""
    declared: DeclaredList = LISTS[edition.official_list.word]
    return {
        "pk": edition.official_list_id,
        "label": text_in_language(declared.label, language),
        "edition": edition,
        "as_of": date_text(edition.as_of.isoformat(), language),
        "kept_by": edition.official_list.collection.body.name,
        "word": declared.word,
    }


def company_rows(edition: ListEdition, asked: str, *, every: bool) -> Any:  # Any: the columns of a listing
    """Return the entries of a list of companies."""
    rows = held_company_entries(edition.official_list, None if every else timezone.localdate())
    if asked:
        rows = rows.filter(
            Q(company__name_ja__icontains=asked)
            | Q(company__name_en__icontains=asked)
            | Q(company__corporate_number=asked)
        )
    return rows.order_by("company__name_ja", "company__name_en", "from_on", "pk")


def company_row(row: Any, language: Language) -> Context:  # Any: the columns of a listing
    """Return one entry."""
    company = row.company
    beside = (country_words(company.country, language), company.corporate_number or company.lei)
    return {
        "name": company.name,
        "beside": " · ".join(filter(None, beside)),
        "from": day_or_empty(row.from_on, language),
        "until": day_or_empty(row.until_on, language),
        "source": source_title(row.source, language) if row.source else "",
    }


def treaty_rows(asked: str) -> Any:  # Any: treaties
    """Return the current treaties."""
    rows = treaties_held()
    return rows.filter(Q(name_ja__icontains=asked) | Q(name_en__icontains=asked) | Q(code=asked)) if asked else rows


def treaty_row(row: Any, language: Language) -> Context:  # Any: a treaty
    """Return one treaty."""
    return {
        "name": (row.name_ja if language == "ja" else row.name_en) or row.name_en,
        "code": row.code,
        "status": TreatyStatus(row.status).label,
        "from": day_or_empty(row.in_force_on, language),
        "until": day_or_empty(row.terminated_on, language),
        "source": source_title(row.source, language) if row.source else "",
    }


def day_or_empty(day: date | None, language: Language) -> str:
    """Return a day in words; empty if none is stated."""
    return date_text(day.isoformat(), language) if day else ""
