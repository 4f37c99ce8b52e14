"""The possible matches of parties (`IdentityLead`) that a reader may read."""

from django.db.models import Q, QuerySet

from institutions.access.callers import Reader, reader_for
from institutions.access.column_tests import column_among
from institutions.access.keys import KeyHolder
from institutions.access.parties import is_hidden
from institutions.access.rule import EVERYTHING, AccessRule
from institutions.models import Account, IdentityLead, UnsearchedParty


def is_findable_lead(reader: Reader) -> Q:
    """Return the condition for the matches of all bodies, except those about parties hidden from the reader.

    The parties of each match are looked up: a list of all that are hidden would be made for both of them, and grows
    with the register.
    """
    return ~is_hidden(reader, "party_id") & ~is_hidden(reader, "candidate_id")


def of_bodies_of(reader: Reader, path: str) -> AccessRule:
    """Return the rule for rows of the reader's bodies, or of all."""
    return EVERYTHING if reader.bodies is None else column_among(path, reader.bodies)


def leads_readable_by(reader: Reader) -> QuerySet[IdentityLead]:
    """Return the matches that a reader may read: findable ones, of all bodies or of theirs."""
    return IdentityLead.objects.filter(of_bodies_of(reader, "body").q(), is_findable_lead(reader))


def leads_for(user: Account | KeyHolder) -> QuerySet[IdentityLead]:
    """Return the matches that somebody may read."""
    return leads_readable_by(reader_for(user))


def leads_findable_by(user: Account | KeyHolder) -> QuerySet[IdentityLead]:
    """Return the matches of all bodies, except those about parties hidden from somebody."""
    return IdentityLead.objects.filter(is_findable_lead(reader_for(user)))


def unsearched_for(user: Account | KeyHolder) -> QuerySet[UnsearchedParty]:
    """Return the parties whose possible matches somebody may read once their names are compared with the register."""
    reader = reader_for(user)
    return UnsearchedParty.objects.filter(of_bodies_of(reader, "search__body").q(), ~is_hidden(reader, "party_id"))
