"""The sources that the reader may know of, and the page of one: the document, and the statements resting on it."""

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView

from institutions.access.callers import reader_for
from institutions.access.sources import sources_for
from institutions.kinds import KINDS
from institutions.kinds.words import DOMAINS
from institutions.models import (
    Account,
    BodyParent,
    BriefStatement,
    GovernmentBody,
    Mandate,
    PartyDetails,
    PartyName,
    Post,
    Source,
    StatementStanding,
    Treaty,
)
from institutions.query.parameters import word_parameter
from institutions.sources.certainty import SourceCertainty, certainty_by_source
from institutions.sources.visible_statements import (
    first_of_each,
    rests_on_condition,
    statement_counts,
    visible_to_reader,
)
from institutions.web.query_page import PagedList
from institutions.web.sorted_list import ORDER, asked_order, both_ways, orders_of, sort_links
from rules.access.sensitive_reads import note_read, sensitive_in_statements
from rules.engine.language.statements import Language, date_text
from rules.explaining.wording import origins
from rules.explaining.wording.party_links import party_url
from rules.explaining.wording.statement_lines import StatementWriter
from rules.explaining.wording.words import reader_language, text_in_language
from rules.models import FilteredPage
from rules.web.pages.reader import signed_in_reader
from rules.web.pages.saved_filters import saved_filters_context

if TYPE_CHECKING:  # Django's views take no type argument at run time
    List = ListView[Source]
    Detail = DetailView[Source]
else:
    List, Detail = ListView, DetailView

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
# The first one is the order of a list that nobody sorted.
COLUMNS, ORDERS = orders_of(
    [
        both_ways("title", "title"),
        both_ways("publisher", "publisher", "title"),
        both_ways("retrieved", "retrieved_on", descends=True),
    ]
)
MOST_OF_A_KIND: Final = 20
MOST_BODIES: Final = 50


def readable_sources(request: HttpRequest) -> QuerySet[Source]:
    """Return the sources that the reader may know of."""
    return sources_for(reader_for(signed_in_reader(request)))


class SourcesPage(PagedList, List):
    """Every source that the reader may know of, by title."""

    template_name = "rules/sources.html"
    paginate_by = 50

    def get_queryset(self) -> QuerySet[Source]:
        """Return the sources whose title, publisher or address contains the text of the search."""
        found = readable_sources(self.request)
        if text := self.asked():
            named = Q(title__icontains=text) | Q(title_ja__icontains=text)
            found = found.filter(named | Q(publisher__icontains=text) | Q(url__icontains=text))
        return found.order_by(*ORDERS[asked_order(self.request.GET, ORDERS)])

    def asked(self) -> str:
        """Return the text of the search."""
        return self.request.GET.get("q", "").replace("\0", "").strip()[:200]

    def get_context_data(self, **kwargs: Any) -> Context:
        """Return each source with the certainty of the register's own rows that rest on it."""
        context = super().get_context_data(**kwargs)
        language, page = reader_language(), list(context["object_list"])
        certain = certainty_by_source([each.pk for each in page])
        return {
            **context,
            "section": "sources",
            "q": self.asked(),
            "order": word_parameter(self.request.GET, ORDER, ORDERS),
            "saved": saved_filters_context(self.request, FilteredPage.SOURCES),
            "sorting": sort_links({"q": self.asked()}, COLUMNS, asked_order(self.request.GET, ORDERS)),
            "sources": [source_context(each, certain.get(each.pk), language) for each in page],
        }


def source_context(source: Source, certain: SourceCertainty | None, language: Language) -> Context:
    """Return a source as the pages show it."""
    said, mark = "", ""
    if certain:
        today = timezone.localdate().isoformat()
        said, mark = origins.certainty_in_words(certain.confidence, certain.review_on, language, today)
    return {
        "pk": source.pk,
        "title": origins.source_title(source, language),
        "publisher": source.publisher,
        "url": source.url,
        "outside": origins.outside_address(source.url),
        "retrieved_on": date_text(source.retrieved_on.isoformat(), language) if source.retrieved_on else "",
        "certainty": said,
        "mark": mark,
    }


class SourcePage(Detail):
    """One source."""

    template_name = "rules/source.html"

    def get_queryset(self) -> QuerySet[Source]:
        """Return the sources that the reader may know of."""
        return readable_sources(self.request)

    def get_context_data(self, **kwargs: Any) -> Context:
        """Return the document, the register's rows that rest on it, and the statements that the reader may see."""
        source, language = self.object, reader_language()
        certain = certainty_by_source([source.pk]).get(source.pk)
        return {
            **super().get_context_data(**kwargs),
            "section": "sources",
            "shown": source_context(source, certain, language),
            "rows": rows_of_register(certain),
            "bodies": bodies_on(source),
            "mandates": mandates_on(source, language),
            "treaties": treaties_on(source, language),
            "brief": brief_statements_on(source, language),
            "statements": statements_on(source, signed_in_reader(self.request), language),
        }


def rows_of_register(certain: SourceCertainty | None) -> list[Context]:
    """Return how many rows of each table of the register rest on a source."""
    labels = {
        "PartyDetails": _("Government bodies"),
        "PartyName": _("Names of government bodies"),
        "BodyParent": _("Superior bodies"),
        "Mandate": _("Mandates"),
        "Post": _("Posts"),
        "Treaty": _("Treaties"),
        "TreatyParty": _("Parties of treaties"),
        "TreatyCoverage": _("Countries with complete treaty data"),
        "BriefStatement": _("Statements of the policy brief of 2021"),
    }
    rows = certain.rows if certain else {}
    return [{"label": label, "number": rows[name]} for name, label in labels.items() if name in rows]


def bodies_on(source: Source) -> Context:
    """Return the bodies with facts that rest on a source; only rows of the seed rest facts about bodies on sources."""
    tables: tuple[tuple[Any, str], ...] = (  # Any: each table has its own manager
        (PartyDetails, "party"),
        (PartyName, "party"),
        (BodyParent, "body"),
        (Mandate, "body"),
        (Post, "body"),
    )
    named = [Q(pk__in=table.objects.current().filter(source=source).values(body)) for table, body in tables]
    bodies = GovernmentBody.objects.filter(reduce(or_, named), same_as__isnull=True).order_by("code")
    found = list(bodies[: MOST_BODIES + 1])
    rows = [{"name": each.name or each.key, "url": party_url(each)} for each in found[:MOST_BODIES]]
    return {"rows": rows, "more": len(found) > MOST_BODIES}


def mandates_on(source: Source, language: Language) -> list[Context]:
    """Return the mandates of bodies according to a source."""
    rows = Mandate.objects.current().filter(source=source).select_related("body").order_by("body__code", "pk")
    return [
        {
            "body": row.body.name,
            "url": party_url(row.body),
            "function": row.get_function_display(),
            "domain": text_in_language(DOMAINS.get(row.domain), language) or row.domain or _("every domain"),
            "basis": text_in_language({"en": row.basis_en, "ja": row.basis_ja}, language),
        }
        for row in rows
    ]


def treaties_on(source: Source, language: Language) -> list[str]:
    """Return the treaties that rest on a source, or for which it was also read."""
    return [
        text_in_language({"en": row.name_en, "ja": row.name_ja}, language)
        for row in Treaty.objects.current().order_by("code")
        if row.source_id == source.pk or source.key in row.also
    ]


def brief_statements_on(source: Source, language: Language) -> list[Context]:
    """Return the statements of the policy brief that rest on a source, or that it confirms."""
    return [
        {
            "code": row.code,
            "text": text_in_language({"en": row.text_en, "ja": row.text_ja}, language),
            "claim": row.standing == StatementStanding.CLAIM,
            "confirmed": row.source_id != source.pk,
        }
        for row in BriefStatement.objects.current().order_by("code")
        if row.source_id == source.pk or source.key in row.confirmed_by
    ]


def statements_on(source: Source, account: Account, language: Language) -> list[Context]:
    """Return the statements resting on a source, by kind, that the reader may see; their reading is recorded."""
    eyes = reader_for(account)
    asked = {kind: rests_on_condition(source.pk) & visible_to_reader(kind, eyes, cases=True) for kind in KINDS}
    numbers = statement_counts(asked)
    rows = first_of_each({kind: asked[kind] for kind in numbers}, MOST_OF_A_KIND)
    found = [row for each in rows.values() for row in each]
    stating = {row.partnership_id for row in found if row.partnership_id}
    note_read(account, f"source:{source.pk}", sensitive_in_statements(found), partnerships=stating)
    words = StatementWriter.of(found, eyes, language, timezone.localdate().isoformat())
    return [
        {
            "kind": kind,
            "label": text_in_language(KINDS[kind].label, language),
            "number": numbers[kind],
            "lines": [words.line(row, on_page_of_source=True) for row in rows[kind]],
            "more": numbers[kind] - len(rows[kind]),
        }
        for kind in KINDS
        if kind in numbers
    ]
