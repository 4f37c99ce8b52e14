"""The lists of companies and of people, with a search by name or number."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import QuerySet
from django.views.generic import ListView

from institutions.access.callers import reader_for
from institutions.access.parties import parties_for
from institutions.models import Party, PartyKind
from institutions.parties.search import matching_parties
from institutions.web.query_page import PagedList
from rules.explaining.wording.statement_values import country_words
from rules.explaining.wording.words import reader_language
from rules.web.pages.reader import signed_in_reader
from rules.web.pages.register.parties.names import names_for, other_name_in
from rules.web.pages.register.parties.party_page import SECTIONS

if TYPE_CHECKING:  # Django's views take no type argument at run time
    List = ListView[Party]
else:
    List = ListView

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
LONGEST = 200  # characters of a search: no name is longer


class PartyList(PagedList, List):
    """Parties of one kind by name, or those that match the text typed, the best first."""

    kind: ClassVar[str]
    paginate_by = 50

    def get_queryset(self) -> QuerySet[Party]:
        """Return the parties that the reader may see, except those found to be another party."""
        account = signed_in_reader(self.request)
        parties = parties_for(account).filter(kind=self.kind, same_as__isnull=True)
        if not self.typed():
            return parties.order_by("name_ja", "name_en", "id")
        return matching_parties(parties, self.typed(), names_for(reader_for(account), self.kind))

    def typed(self) -> str:
        """Return the text of the search."""
        return self.request.GET.get("q", "").strip()[:LONGEST]

    def get_context_data(self, **kwargs: Any) -> Context:
        """Return rows with the words that the table shows."""
        context, language = super().get_context_data(**kwargs), reader_language()
        for row in context["object_list"]:
            row.other_name = other_name_in(row, language)
            row.country_name = country_words(row.country, language)
        return {**context, "typed": self.typed(), "section": SECTIONS[PartyKind(self.kind)]}


class CompaniesPage(PartyList):
    """Every company of the register."""

    kind: ClassVar[str] = PartyKind.COMPANY
    template_name = "rules/parties/companies.html"


class PeoplePage(PartyList):
    """The people named by the reader's own body; those of all bodies for readers of everything."""

    kind: ClassVar[str] = PartyKind.PERSON
    template_name = "rules/parties/people.html"
