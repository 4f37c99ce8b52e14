"""Links to the pages of parties, for templates: `{% party_link party %}`."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from institutions.access.callers import reads_sensitive
from institutions.models import Account, Party, PartyKind
from institutions.parties.ownership.parties import DescribedParty
from rules.explaining.wording.party_links import party_url

register = template.Library()
Context = dict[str, Any]  # Any: a template's context holds whatever the template shows


@register.simple_tag(takes_context=True)
def party_link(context: Context, party: Party | DescribedParty) -> SafeString:
    """Return the name of a party, as a link where it has a page that the reader may see."""
    url = party_address(context, party)
    return format_html('<a href="{}">{}</a>', url, party.name) if url else format_html("{}", party.name)


@register.simple_tag(takes_context=True)
def party_address(context: Context, party: Party | DescribedParty) -> str:
    """Return the address of a party's page; empty if there is none or the reader may not see it."""
    account = context["request"].user
    hidden = party.kind == PartyKind.PERSON and not (isinstance(account, Account) and reads_sensitive(account))
    return "" if hidden else party_url(party)
