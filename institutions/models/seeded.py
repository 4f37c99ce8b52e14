"""The tables that the seed fills, with the words for their rows; each row states its confidence."""

from collections.abc import Mapping
from typing import Final

from institutions.models.bitemporal import Bitemporal
from institutions.models.body import BodyParent, Mandate, Post
from institutions.models.brief_statement import BriefStatement
from institutions.models.party import PartyDetails, PartyName
from institutions.models.tables import table_of
from institutions.models.treaty import Treaty, TreatyCoverage, TreatyParty

SEEDED: Final[Mapping[type[Bitemporal], str]] = {
    PartyDetails: "bodies",
    PartyName: "names of bodies",
    BodyParent: "parents",
    Mandate: "mandates",
    Post: "posts",
    table_of("seat"): "seats in councils",
    table_of("posting"): "officials from elsewhere",
    table_of("budget_line"): "budget lines",
    Treaty: "treaties",
    TreatyParty: "parties of treaties",
    TreatyCoverage: "coverage of treaties",
    BriefStatement: "statements of the brief",
}
