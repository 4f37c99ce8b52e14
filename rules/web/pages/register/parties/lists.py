"""The lists of companies and of people, with a search by name or number."""

from typing import TYPE_CHECKING, Any, ClassVar, Final

from django.db.models import QuerySet
from django.views.generic import ListView

from institutions.access.callers import reader_for
from institutions.access.parties import parties_for
from institutions.models import Party, PartyKind
from institutions.models.sql_lists import among
from institutions.parties.search import MOST_LISTED, search_parties
from institutions.query.parameters import word_parameter
from institutions.query.rows_in_turn import RowsInTurn
from institutions.web.query_page import PagedList
from institutions.web.sorted_list import ORDER, both_ways, orders_of, sort_links
from rules.explaining.wording.statement_values import country_words
from rules.explaining.wording.words import reader_language
from rules.models import FilteredPage
from rules.web.pages.reader import signed_in_reader
from rules.web.pages.register.parties.names import other_name_in
from rules.web.pages.register.parties.party_page import SECTIONS
from rules.web.pages.saved_filters import saved_filters_context

if TYPE_CHECKING:  # Django's views take no type argument at run time
    List = ListView[Party]
else:
    List = ListView

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
COLUMNS, ORDERS = orders_of(
    [
        both_ways("name", "name_ja", "name_en", last="id", filled=True),
        both_ways("number", "corporate_number", last="id"),
        both_ways("lei", "lei", last="id"),
        both_ways("country", "country", "name_ja", last="id", filled=True),
    ]
)
FIRST_ORDER: Final = "name"
NUMBERS: Final = {"number": "corporate_number", "lei": "lei"}  # most parties have none: these come last, by name
LONGEST = 200  # characters of a search: no name is longer


class PartyList(PagedList, List):
    """Parties of one kind by name, or those that match the text typed, the best first."""

    kind: ClassVar[str]
    page: ClassVar[FilteredPage]
    paginate_by = 50
    order = ""
    more = False  # whether the text has more matches than are listed

    def get_queryset(self) -> QuerySet[Party] | RowsInTurn | list[Party]:  # type: ignore[override]  # Django takes any list
        """Return the parties that the reader may see, except those found to be another party."""
        account = signed_in_reader(self.request)
        self.order = word_parameter(self.request.GET, ORDER, ORDERS)
        if self.typed():
            found = search_parties(self.typed(), PartyKind(self.kind), reader_for(account), most=MOST_LISTED + 1)
            self.more, ids = len(found) > MOST_LISTED, [each.pk for each in found[:MOST_LISTED]]
            if not self.order:
                return found[:MOST_LISTED]
            parties = Party.objects.filter(among("pk", ids))
        else:
            parties = parties_for(account).filter(kind=self.kind, same_as__isnull=True)
            if (name := self.order.removeprefix("-")) in NUMBERS:
                return by_number(parties, NUMBERS[name], descends=self.order.startswith("-"))
        return parties.order_by(*ORDERS[self.order or FIRST_ORDER])

    def typed(self) -> str:
        """Return the text of the search."""
        return self.request.GET.get("q", "").strip()[:LONGEST]

    def get_context_data(self, **kwargs: Any) -> Context:
        """Return rows with the words that the table shows."""
        context, language = super().get_context_data(**kwargs), reader_language()
        for row in context["object_list"]:
            row.other_name = other_name_in(row, language)
            row.country_name = country_words(row.country, language)
        order = self.order or ("" if self.typed() else FIRST_ORDER)
        sorting = sort_links({"q": self.typed()}, COLUMNS, order)
        return {
            **context,
            "saved": saved_filters_context(self.request, self.page),
            "sorting": sorting,
            "order": self.order,
            "typed": self.typed(),
            "more": self.more,
            "section": SECTIONS[PartyKind(self.kind)],
        }


def by_number(parties: QuerySet[Party], column: str, *, descends: bool) -> RowsInTurn:
    """Return parties in the order of a number that many lack: each part reads an index."""
    sign = "-" if descends else ""
    numbered = parties.filter(**{f"{column}__isnull": False})
    return RowsInTurn(
        parties,
        numbered.order_by(f"{sign}{column}", f"{sign}id"),
        parties.filter(**{f"{column}__isnull": True}).order_by(*ORDERS[FIRST_ORDER]),
    )


class CompaniesPage(PartyList):
    """Every company of the register."""

    kind: ClassVar[str] = PartyKind.COMPANY
    page = FilteredPage.COMPANIES
    template_name = "rules/parties/companies.html"


class PeoplePage(PartyList):
    """The people named by the reader's own body; those of all bodies for readers of everything."""

    kind: ClassVar[str] = PartyKind.PERSON
    page = FilteredPage.PEOPLE
    template_name = "rules/parties/people.html"
