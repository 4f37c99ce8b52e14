"""The connection of a party with another: the shortest chain of statements between the two, each with its source."""

from typing import Any, ClassVar, Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from institutions.access.parties import parties_for
from institutions.kinds import KINDS
from institutions.models import Party, PartyKind
from institutions.models.sql_lists import among
from institutions.parties.ownership.connection import MOST_LINKS, ConnectingStatement, Link, find_connection
from institutions.parties.search import found_ids
from institutions.values.written_id import written_id
from rules.explaining.wording.shares import days_in_words
from rules.explaining.wording.statement_values import FieldText, values_in_words
from rules.explaining.wording.words import text_in_language
from rules.web.pages.register.parties.party_page import Context, PartyRequest, PartyView
from rules.web.pages.register.parties.sources import RowOrigins, statement_source_shown, submissions_read_by

Json = dict[str, Any]  # Any: what a template shows
MOST_CHOICES: Final = 20
LONGEST: Final = 200


class ConnectionPage(PartyView):
    """A form that takes another party, and the connection of the two on the day."""

    template: ClassVar[str] = "rules/parties/connections.html"

    def context(self, looked: PartyRequest) -> Context:
        """Return the chain; several parties to choose from if the text typed fits several."""
        typed = self.request.GET.get("to", "").strip()[:LONGEST]
        shown: Context = {"to": typed, "most_links": MOST_LINKS}
        if not typed:
            return shown
        found = list(parties_meant(looked, typed)[: MOST_CHOICES + 1])
        if not found:
            trouble = _("No party that you may see has this name, number, code or id. Find it in the lists of parties.")
            return {**shown, "trouble": trouble}
        if len(found) > 1:
            return {**shown, "choices": found[:MOST_CHOICES], "more_choices": len(found) > MOST_CHOICES}
        return {**shown, **chain_context(looked, found[0])}


class ConnectionOfPerson(ConnectionPage):
    """The connections of a person."""

    kind: ClassVar[str] = PartyKind.PERSON


class ConnectionOfBody(ConnectionPage):
    """The connections of a government body."""

    kind: ClassVar[str] = PartyKind.BODY


def parties_meant(looked: PartyRequest, typed: str) -> QuerySet[Party]:
    """Return the parties that may be meant: one by its id, code or number, else those whose names fit."""
    readable = parties_for(looked.account)
    if "\0" in typed:
        return readable.none()
    if written_id(typed):
        return readable.filter(pk=UUID(typed))
    exact = readable.filter(Q(code=typed) | Q(corporate_number=typed) | Q(lei__iexact=typed), same_as__isnull=True)
    if exact.exists():
        return exact
    found = [found_ids(typed, kind, looked.reader, most=MOST_CHOICES + 1) for kind in PartyKind]
    others = readable.filter(among("pk", {pk for of_kind in found for pk in of_kind} - {*looked.ids}))
    return others.order_by("name_ja", "name_en", "id")


def chain_context(looked: PartyRequest, other: Party) -> Json:
    """Return the connection of the two on the day."""
    found = find_connection(looked.party.pk, other.pk, on=looked.on, reader=looked.reader)
    links = found.links or ()
    undocumented = [each for link in links for each in link.statements if each.source is None]
    submissions = submissions_read_by(looked.account, undocumented)
    return {
        "other": other,
        "same": found.links == (),
        "links": [shown_link(each, submissions, looked) for each in links],
        "connected": found.links is not None,
        "looked_at": found.looked_at,
        "cut": found.cut,
    }


def shown_link(link: Link, submissions: RowOrigins, looked: PartyRequest) -> Json:
    """Return two parties and every statement that connects them; none if they were found to be one."""
    return {
        "one": link.one,
        "other": link.other,
        "ties": [connecting_tie(each, link, submissions, looked) for each in link.statements],
    }


def connecting_tie(told: ConnectingStatement, link: Link, submissions: RowOrigins, looked: PartyRequest) -> Json:
    """Return one statement, and in which of its fields each of the two parties is."""
    language = looked.language
    between = {each.key: each for each in (link.one, link.other)}
    fields = KINDS[told.kind].by_name
    return {
        "label": text_in_language(KINDS[told.kind].label, language),
        "said": [
            *(
                FieldText(text_in_language(fields[name].label, language), between[str(party)].name)
                for name, party in told.parties.items()
                if str(party) in between
            ),
            *values_in_words(told.kind, told.says, language),
        ],
        "days": days_in_words(told.from_on, told.until_on, language),
        "claim": told.confidence == "claim",
        "source": statement_source_shown(told.source, told, submissions, language),
    }
