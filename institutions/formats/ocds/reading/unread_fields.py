"""Fields of a release that are not read: named in one note, so that nothing is lost silently."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from institutions.formats.ocds.reading.node import ReleaseNode
from institutions.formats.ocds.reading.notes import UnreadInRelease
from institutions.values.quoting import shown_in_message

Read = Mapping[str, Any]  # Any: the fields that are read, each with its own; an empty mapping is the whole value

MOST_NAMES: Final = 200  # listed in a note
ALL: Final[Read] = {}
IDENTIFIER: Final[Read] = {"scheme": ALL, "id": ALL, "legalName": ALL, "uri": ALL}
ADDRESS: Final[Read] = dict.fromkeys(
    ("streetAddress", "locality", "region", "postalCode", "countryName", "country"), ALL
)
ORGANIZATION: Final[Read] = {
    "id": ALL,
    "name": ALL,
    "identifier": IDENTIFIER,
    "additionalIdentifiers": IDENTIFIER,
    "address": ADDRESS,
    "contactPoint": {"telephone": ALL},
}
OWNER: Final[Read] = {"id": ALL, "name": ALL, "identifier": ALL, "nationality": ALL, "nationalities": ALL}
VALUE: Final[Read] = {"amount": ALL, "currency": ALL}
PERIOD: Final[Read] = {"startDate": ALL, "endDate": ALL}
RELEASE: Final[Read] = {
    **dict.fromkeys(("ocid", "id", "date", "tag", "language", "initiationType"), ALL),
    "parties": {
        **ORGANIZATION,
        "roles": ALL,
        "shareholders": {"id": ALL, "shareholder": ORGANIZATION, "shareholding": ALL, "votingRights": ALL},
        "beneficialOwners": OWNER,
    },
    "buyer": {"id": ALL, "name": ALL},
    "planning": {"budget": {"id": ALL, "amount": VALUE}, "project": {"id": ALL, "title": ALL}},
    "tender": {
        **dict.fromkeys(("id", "title", "status", "procurementMethod", "mainProcurementCategory"), ALL),
        "numberOfTenderers": ALL,
        "tenderers": ORGANIZATION,
        "procuringEntity": {"id": ALL, "name": ALL},
        "value": VALUE,
        "tenderPeriod": PERIOD,
        "contractPeriod": PERIOD,
    },
    "bids": {
        "details": {
            **dict.fromkeys(("id", "date", "status"), ALL),
            "tenderers": ORGANIZATION,
            "value": VALUE,
            "subcontracting": {
                "minimumPercentage": ALL,
                "maximumPercentage": ALL,
                "subcontracts": {"id": ALL, "subcontractor": ORGANIZATION, "mainContractors": ORGANIZATION},
            },
        }
    },
    "awards": {
        **dict.fromkeys(("id", "title", "status", "date", "relatedBid"), ALL),
        "suppliers": ORGANIZATION,
        "value": VALUE,
        "contractPeriod": PERIOD,
    },
    "contracts": {
        **dict.fromkeys(("id", "awardID", "title", "status", "dateSigned"), ALL),
        "suppliers": ORGANIZATION,
        "value": VALUE,
        "period": PERIOD,
        "finance": {"id": ALL, "financingParty": ORGANIZATION, "assetClass": ALL, "financeCategory": ALL},
        "riskAllocation": {"id": ALL, "category": ALL, "allocation": ALL},
    },
}


def note_unread_fields(release: ReleaseNode) -> None:
    """Note the names of all fields with content that are not read, in one note."""
    if unread := sorted(set(unread_paths(release.value, RELEASE, ""))):
        release.report.note("", UnreadInRelease(what=first_names(unread)))


def first_names(unread: list[str]) -> str:
    """Return the names of fields for a note: the first ones, where there are very many."""
    return ", ".join([*unread[:MOST_NAMES], *(["…"] if len(unread) > MOST_NAMES else [])])


def unread_paths(given: object, read: Read, before: str) -> Iterator[str]:
    """Yield fields with content that are not read, as `tender.items`, no deeper than the read ones."""
    for row in given if isinstance(given, list) else [given]:
        if not isinstance(row, dict):
            continue
        for name, value in row.items():
            if value in (None, "", [], {}):
                continue
            if name not in read:
                yield f"{before}{shown_in_message(name)}"
            elif read[name]:
                yield from unread_paths(value, read[name], f"{before}{name}.")
