"""Fields of a statement that are not read: named in one note, so that nothing is lost silently."""

from typing import Final

from institutions.formats.bods.reading.notes import UnreadInStatement
from institutions.formats.bods.reading.statements import ENTITY, PERSON, RELATIONSHIP
from institutions.formats.ocds.reading.node import ReleaseNode
from institutions.formats.ocds.reading.unread_fields import ALL, Read, first_names, unread_paths

PLACE: Final[Read] = {"code": ALL, "name": ALL}
UNSPECIFIED: Final[Read] = {"reason": ALL, "description": ALL}
STATEMENT: Final[Read] = {
    **dict.fromkeys(
        ("statementId", "statementDate", "declaration", "declarationSubject", "recordId", "recordType", "recordStatus"),
        ALL,
    ),
    "publicationDetails": {
        "publicationDate": ALL,
        "bodsVersion": ALL,
        "license": ALL,
        "publisher": {"name": ALL, "url": ALL},
    },
    "source": {"type": ALL, "url": ALL, "assertedBy": ALL, "retrievedAt": ALL},
}
DETAILS: Final[dict[str, Read]] = {
    ENTITY: {
        "isComponent": ALL,
        "entityType": {"type": ALL, "subtype": ALL},
        "name": ALL,
        "alternateNames": ALL,
        "jurisdiction": PLACE,
        "identifiers": {"scheme": ALL, "schemeName": ALL},
        "foundingDate": ALL,
        "addresses": {"type": ALL, "address": ALL, "postCode": ALL, "country": PLACE},
        "publicListing": {"hasPublicListing": ALL},
        "unspecifiedEntityDetails": UNSPECIFIED,
    },
    PERSON: {
        "isComponent": ALL,
        "personType": ALL,
        "names": {"type": ALL, "fullName": ALL, "givenName": ALL, "familyName": ALL},
        "nationalities": PLACE,
        "unspecifiedPersonDetails": UNSPECIFIED,
    },
    RELATIONSHIP: {
        "isComponent": ALL,
        "subject": UNSPECIFIED,
        "interestedParty": UNSPECIFIED,
        "interests": ALL,
        "componentRecords": ALL,
    },
}
CERTAIN: Final = ("JP-JCN", "XI-LEI")


def note_unread_details(statement: ReleaseNode, kind: str) -> None:
    """Note the names of all fields with content that are not read, in one note."""
    read = {**STATEMENT, "recordDetails": DETAILS[kind]}
    unread = set(unread_paths(statement.value, read, ""))
    identifiers = statement.node("recordDetails").nodes("identifiers") if kind == ENTITY else []
    if all(each.code("scheme") in CERTAIN for each in identifiers):
        unread.discard("recordDetails.identifiers.id")
    if unread:
        statement.report.note("", UnreadInStatement(what=first_names(sorted(unread))))
