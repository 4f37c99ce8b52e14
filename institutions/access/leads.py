"""The possible matches of parties (`IdentityLead`) that a reader may read."""

from django.db.models import QuerySet

from institutions.access.callers import Reader, reader_for
from institutions.access.column_tests import ColumnSelected, column_among
from institutions.access.keys import KeyHolder
from institutions.access.parties import hidden_from
from institutions.access.rule import EVERYTHING, AccessRule
from institutions.models import Account, IdentityLead, UnsearchedParty


def findable_leads_rule(reader: Reader) -> AccessRule:
    """Return the rule for the matches of all bodies, except those about parties hidden from the reader."""
    hidden = hidden_from(reader)
    return ~ColumnSelected("party", hidden) & ~ColumnSelected("candidate", hidden)


def leads_rule(reader: Reader) -> AccessRule:
    """Return the rule for the matches that a reader may read: findable ones, of all bodies or of theirs."""
    return findable_leads_rule(reader) & (EVERYTHING if reader.bodies is None else column_among("body", reader.bodies))


def leads_for(user: Account | KeyHolder) -> QuerySet[IdentityLead]:
    """Return the matches that somebody may read."""
    return IdentityLead.objects.filter(leads_rule(reader_for(user)).q())


def leads_findable_by(user: Account | KeyHolder) -> QuerySet[IdentityLead]:
    """Return the matches of all bodies, except those about parties hidden from somebody."""
    return IdentityLead.objects.filter(findable_leads_rule(reader_for(user)).q())


def unsearched_for(user: Account | KeyHolder) -> QuerySet[UnsearchedParty]:
    """Return the parties whose possible matches somebody may read once their names are compared with the register."""
    reader = reader_for(user)
    of_theirs = EVERYTHING if reader.bodies is None else column_among("search__body", reader.bodies)
    rule = ~ColumnSelected("party", hidden_from(reader)) & of_theirs
    return UnsearchedParty.objects.filter(rule.q())
