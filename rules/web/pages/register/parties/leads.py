"""Open possible matches of a party, for readers who may see them."""

from typing import Any, Final

from django.db.models import Q

from institutions.access.leads import leads_for, unsearched_for
from institutions.models import LeadState
from institutions.models.sql_lists import among
from rules.web.pages.register.parties.party_page import PartyRequest

Json = dict[str, Any]  # Any: what a template shows
MOST: Final = 10


def leads_context(looked: PartyRequest) -> Json:
    """Return the likeliest first, and whether others may follow. Two queries."""
    about = Q(party__in=looked.ids) | Q(candidate__in=looked.ids)
    leads = leads_for(looked.account).filter(about, state=LeadState.OPEN)
    found = list(leads.select_related("party", "candidate").order_by("-score", "-pk")[: MOST + 1])
    return {
        "leads": [
            {"lead": each, "name": (each.candidate if each.party_id in looked.ids else each.party).name or each.folded}
            for each in found[:MOST]
        ],
        "unsearched": unsearched_for(looked.account).filter(among("party", looked.ids)).exists(),
        "more_leads": len(found) > MOST,
    }
