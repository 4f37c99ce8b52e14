"""The page of a company."""

from typing import ClassVar

from django.utils.translation import gettext as _

from institutions.access.parties import reads_contact_details
from institutions.kinds.parties import COMPANY_TYPES
from institutions.models import Party, PartyKind
from rules.engine.language.statements import FLAGS, date_text
from rules.explaining.wording.statement_values import country_words
from rules.explaining.wording.words import text_in_language
from rules.web.pages.register.parties.direct_holdings import held_context
from rules.web.pages.register.parties.leads import leads_context
from rules.web.pages.register.parties.listings import listings_context
from rules.web.pages.register.parties.names import names_context
from rules.web.pages.register.parties.owners import owners_context
from rules.web.pages.register.parties.partnerships import partnerships_context
from rules.web.pages.register.parties.party_page import Context, PartyRequest, PartyView
from rules.web.pages.register.parties.ties import ties_context
from rules.web.pages.register.parties.unstated_owners import unstated_context


class CompanyPage(PartyView):
    """Names and numbers, owners, holdings, official lists, partnerships, and every other tie of one company."""

    kind: ClassVar[str] = PartyKind.COMPANY
    template: ClassVar[str] = "rules/parties/company.html"

    def context(self, looked: PartyRequest) -> Context:
        """Return everything about it; each part takes a fixed number of queries."""
        owned = owners_context(looked)
        return {
            "facts": company_facts_shown(looked),
            **names_context(looked),
            **owned,
            **unstated_context(looked),
            **held_context(looked),
            **listings_context(looked, owned["found"]),
            **ties_context(looked),
            **partnerships_context(looked),
            **leads_context(looked),
        }


def company_facts_shown(looked: PartyRequest) -> list[tuple[str, str]]:
    """Return the company's identifying facts. Only the body that stated address and telephone reads these."""
    party, language = looked.party, looked.language
    known = [
        (_("Corporate number"), party.corporate_number),
        (_("LEI"), party.lei),
        (_("Country"), country_words(party.country, language) if party.country else _("not known")),
        (_("Type"), text_in_language(COMPANY_TYPES.get(party.type), language) or party.type),
        (_("Listed"), _("not known") if party.listed is None else FLAGS[language][party.listed]),
        (_("Founded on"), date_text(party.founded_on.isoformat(), language) if party.founded_on else ""),
        (_("Dissolved on"), date_text(party.dissolved_on.isoformat(), language) if party.dissolved_on else ""),
    ]
    if reads_contact_details(looked.reader, party):
        known += contact_rows(party)
    return [(label, value) for label, value in known if value]


def contact_rows(party: Party) -> list[tuple[str, str | None]]:
    """Return the contact details of the company."""
    return [(_("Address"), party.address), (_("Telephone"), party.phone)]
