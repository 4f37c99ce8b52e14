"""The page of a person, for the body that named them and for those who read everything."""

from typing import ClassVar

from institutions.models import PartyKind
from rules.explaining.wording.statement_values import country_words
from rules.web.pages.register.parties.direct_holdings import held_context
from rules.web.pages.register.parties.leads import leads_context
from rules.web.pages.register.parties.names import names_context
from rules.web.pages.register.parties.partnerships import partnerships_context
from rules.web.pages.register.parties.party_page import Context, PartyRequest, PartyView
from rules.web.pages.register.parties.ties import ties_context


class PersonPage(PartyView):
    """Names, posts in time, holdings, declarations, kin for readers with the right to it, partnerships."""

    kind: ClassVar[str] = PartyKind.PERSON
    template: ClassVar[str] = "rules/parties/person.html"

    def context(self, looked: PartyRequest) -> Context:
        """Return everything about them that the reader may read; each part takes a fixed number of queries."""
        return {
            "country": country_words(looked.party.country, looked.language),
            **names_context(looked),
            **held_context(looked),
            **ties_context(looked),
            **partnerships_context(looked),
            **leads_context(looked),
        }
