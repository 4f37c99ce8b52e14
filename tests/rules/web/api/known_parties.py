"""The schema for an existing caller and parties that are in the register.

Without it nearly every document ends at 403 or 422, and the code that stores and assesses it is never reached.
"""

from copy import deepcopy
from typing import Any, Final

from institutions.kinds import KINDS, Field, FieldSort, PartyType
from institutions.kinds.document import DOCUMENT, LEADS, OFFICIALS, PARTICIPANTS, SELECTION
from institutions.models import Company, GovernmentBody, Person

Json = dict[str, Any]
COMPONENT: Final = "SubmissionDocument"
BODY: Final = "METI"
IDS: Final = {
    "hikari": "0b5b2b0e-7d7c-4b0e-9d52-0d6d5f6f1a01",
    "kita": "0b5b2b0e-7d7c-4b0e-9d52-0d6d5f6f1a02",
    "sato": "0b5b2b0e-7d7c-4b0e-9d52-0d6d5f6f1a03",
    "abe": "0b5b2b0e-7d7c-4b0e-9d52-0d6d5f6f1a04",
}
COMPANIES: Final = ("hikari", "kita")
PEOPLE: Final = ("sato", "abe")
KEYS: Final = {PartyType.BODY: (BODY,), PartyType.COMPANY: COMPANIES, PartyType.PERSON: PEOPLE}
GIVEN: Final[Json] = {
    "companies": [{"key": each, "id": IDS[each]} for each in COMPANIES],
    "people": [{"key": each, "id": IDS[each]} for each in PEOPLE],
    "bodies": [],
    "sources": [{"key": "report", "title": "A report, fictional"}],
}


def enter_parties() -> GovernmentBody:
    """Put the parties into the register; return the calling body."""
    for key in COMPANIES:
        Company.objects.create(pk=IDS[key], name_en=key)
    for key in PEOPLE:
        Person.objects.create(pk=IDS[key], name_en=key)
    return GovernmentBody.objects.create(code=BODY, name_en="Ministry of Economy, Trade and Industry", type="ministry")


def of_one_body(openapi: Json) -> Json:
    """Return the OpenAPI document with the caller's body as submitter and sponsor."""
    own = deepcopy(openapi)
    fields = own["components"]["schemas"][COMPONENT]["properties"]
    for name in ("submitted_by", "sponsor"):
        fields[name] = {"type": "string", "enum": [BODY]}
    return own


def with_known_parties(openapi: Json) -> Json:
    """Return it with documents that all describe the same parties and name no others."""
    known = of_one_body(openapi)
    schemas = known["components"]["schemas"]
    document = schemas[COMPONENT]
    for name, rows in GIVEN.items():
        document["properties"][name] = {"const": rows}
    document["required"] = [*document["required"], *GIVEN]
    document["properties"]["reference"] = {"type": "string", "pattern": "^R-[0-9]{1,9}$"}
    tables = {table.name: table.fields for table in (SELECTION, PARTICIPANTS, OFFICIALS, LEADS)}
    kinds = {f"statement_{kind.name}": kind.fields for kind in KINDS.values()}
    for name, fields in {**tables, **kinds}.items():
        narrow(schemas[f"{COMPONENT}.{name}"], fields)
    narrow(document, DOCUMENT.fields)
    return known


def narrow(schema: Json, fields: tuple[Field, ...]) -> None:
    """Restrict the fields that refer to a party, a call or a source to existing ones."""
    properties = schema["properties"]
    if "source" in properties:
        properties["source"] = {"enum": ["report", None]}
    for field in fields:
        if field.sort is FieldSort.CALL:
            del properties[field.name]  # a call is named by its key, which this statement cannot know
        elif field.sort is FieldSort.PARTY:
            properties[field.name] = {"enum": choices(field)}
        elif field.sort is FieldSort.PARTIES:
            properties[field.name] = {"type": "array", "items": {"enum": choices(field)}, "maxItems": 2}


def choices(field: Field) -> list[str | bool | None]:
    """Return the possible values of a party's field."""
    allowed = field.allows or PartyType
    keys: list[str | bool | None] = [key for kind in sorted(allowed) for key in KEYS[kind]]
    keys += ["CN"] if field.or_country else []
    keys += [True, False] if field.or_flag else []
    return keys if field.required or field.sort is FieldSort.PARTIES else [*keys, None]
