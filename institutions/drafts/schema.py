"""The JSON Schema (2020-12) of the submission document, made from the declarations of kinds and tables.

It states all that a schema can. Check digits, keys and ids, the order of dates and references to the register are
checked by `institutions.drafts.check` alone; that check also refuses everything that the schema refuses.
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, Final

from institutions.drafts.objects import LANGUAGES, MAX_REFERENCE, MAX_ROWS, MAX_STATEMENTS, MAX_TITLE
from institutions.kinds import KINDS, Field, FieldSort, Kind, ObjectKind
from institutions.kinds.base import MAX_BODY_CODE, MAX_INTEGER, MAX_KEY, MAX_LIST, MAX_NAME, MAX_SHARE_BP, MAX_TEXT
from institutions.kinds.countries import COUNTRIES
from institutions.kinds.document import DOCUMENT
from institutions.kinds.statement import COMMON, FROM_AND_UNTIL

Schema = dict[str, Any]  # Any: a JSON Schema is plain JSON

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
NOT_EMPTY: Final = r"\S"
ONE_LINE: Final = r"^[^\u0000-\u001f\u007f]*\S[^\u0000-\u001f\u007f]*$"
NEW_CODE: Final = "^[A-Za-z0-9][A-Za-z0-9._-]*$"
UUID_TEXT: Final = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"


def text_schema(longest: int, pattern: str = NOT_EMPTY) -> Schema:
    """Return the schema of a text that is not blank."""
    return {"type": "string", "minLength": 1, "maxLength": longest, "pattern": pattern}


def number_schema(field: Field, highest: int = MAX_INTEGER) -> Schema:
    """Return the schema of a whole number that is not negative; a revision begins at 1."""
    return {"type": "integer", "minimum": 1 if field.name == "revision" else 0, "maximum": highest}


def date_schema(field: Field) -> Schema:  # noqa: ARG001 - one signature for the table
    """Return the schema of an ISO 8601 date."""
    return {"type": "string", "format": "date", "pattern": "^[12][0-9]{3}-[0-9]{2}-[0-9]{2}$"}


def texts_by_language(field: Field) -> Schema:
    """Return the schema of a name or title in several languages."""
    longest = MAX_TITLE if field.sort is FieldSort.TITLE else MAX_NAME
    return {
        "type": "object",
        "properties": {language: text_schema(longest, ONE_LINE) for language in LANGUAGES[field.sort]},
        "additionalProperties": False,
        "minProperties": 1,
    }


def rows_schema(field: Field) -> Schema:
    """Return the schema of a list of objects of one table."""
    if field.of is None:
        message = f"{field.name} names no table"
        raise TypeError(message)
    items = {"$ref": f"#/$defs/{field.of.name}"}
    return {"type": "array", "items": items, "minItems": field.of.min_rows, "maxItems": MAX_ROWS}


def party_schema(field: Field) -> Schema:
    """Return the schema of a key, code or id; true or false where they may be given in its place."""
    party = text_schema(MAX_KEY, ONE_LINE)
    return {"anyOf": [party, {"type": "boolean"}]} if field.or_flag else party


BY_SORT: Final[dict[FieldSort, Callable[[Field], Schema]]] = {
    FieldSort.PARTY: party_schema,
    FieldSort.PARTIES: lambda _: {"type": "array", "items": text_schema(MAX_KEY, ONE_LINE), "maxItems": MAX_LIST},
    FieldSort.DATE: date_schema,
    FieldSort.YEN: number_schema,
    FieldSort.BP: lambda field: number_schema(field, MAX_SHARE_BP),
    FieldSort.DAYS: number_schema,
    FieldSort.COUNT: number_schema,
    FieldSort.FLAG: lambda _: {"type": "boolean"},
    FieldSort.WORD: lambda field: {"type": "string", "enum": list(field.words)},
    FieldSort.COUNTRY: lambda _: {"$ref": "#/$defs/country"},
    FieldSort.COUNTRIES: lambda _: {"type": "array", "items": {"$ref": "#/$defs/country"}, "maxItems": MAX_LIST},
    FieldSort.TEXT: lambda field: (
        text_schema(MAX_REFERENCE, ONE_LINE) if field.name == "reference" else text_schema(field.longest)
    ),
    FieldSort.KEY: lambda _: text_schema(MAX_KEY, ONE_LINE),
    FieldSort.CALL: lambda _: text_schema(MAX_KEY, ONE_LINE),
    FieldSort.SOURCE: lambda _: text_schema(MAX_KEY, ONE_LINE),
    FieldSort.BODY_CODE: lambda _: text_schema(MAX_KEY, ONE_LINE),
    FieldSort.NEW_CODE: lambda _: text_schema(MAX_BODY_CODE, NEW_CODE),
    FieldSort.PARTY_ID: lambda _: {"type": "string", "pattern": UUID_TEXT},
    FieldSort.CORPORATE_NUMBER: lambda _: {"type": "string", "pattern": "^[0-9]{13}$"},
    FieldSort.LEI: lambda _: {"type": "string", "pattern": "^[A-Z0-9]{18}[0-9]{2}$"},
    FieldSort.URL: lambda _: {**text_schema(MAX_TEXT, "^[hH][tT][tT][pP][sS]?://[^ ]+$")},
    FieldSort.MONEY: lambda _: {"type": "string", "pattern": r"^[0-9]{1,18}(\.[0-9]{1,6})? [A-Z]{3}$"},
    FieldSort.NAME: texts_by_language,
    FieldSort.TITLE: texts_by_language,
    FieldSort.PERIOD: lambda _: object_schema(FROM_AND_UNTIL),
    FieldSort.TABLE: lambda field: {"$ref": f"#/$defs/{field.of.name if field.of else ''}"},
    FieldSort.ROWS: rows_schema,
    FieldSort.STATEMENTS: lambda _: {
        "type": "array",
        "items": {"$ref": "#/$defs/statement"},
        "maxItems": MAX_STATEMENTS,
    },
}


def field_schema(field: Field) -> Schema:
    """Return the schema of one field with its label; null is allowed unless the field is required."""
    schema = BY_SORT[field.sort](field)
    shown: Schema = {"title": field.label.en, "description": " / ".join(filter(None, (field.label.ja, field.help.en)))}
    if field.default is not None:
        shown["default"] = field.default
    return {**shown, **(schema if field.required else {"anyOf": [schema, {"type": "null"}]})}


def object_schema(fields: Iterable[Field], one_of: tuple[tuple[str, ...], ...] = ()) -> Schema:
    """Return the schema of an object with these fields only. Each group of `one_of` needs at least one field."""
    declared = list(fields)
    groups = [
        {"anyOf": [{"required": [name], "properties": {name: {"not": {"type": "null"}}}} for name in group]}
        for group in one_of
    ]
    return {
        "type": "object",
        "properties": {each.name: field_schema(each) for each in declared},
        "required": [each.name for each in declared if each.required],
        "additionalProperties": False,
        **({"allOf": groups} if groups else {}),
    }


def kind_schema(kind: Kind) -> Schema:
    """Return the schema of a statement of one kind."""
    schema = object_schema((*kind.fields, *COMMON), kind.one_of)
    schema["properties"] = {"kind": {"const": kind.name, "type": "string"}, **schema["properties"]}
    schema["required"] = ["kind", *schema["required"]]
    return {"title": kind.label.en, "description": f"{kind.label.ja} / {kind.help.en}", **schema}


def tables_below(table: ObjectKind) -> Iterable[ObjectKind]:
    """Return the tables that the fields of a table refer to."""
    return (each.of for each in table.fields if each.of)


@cache
def submission_schema() -> Schema:
    """Return the complete schema of the document. Callers share the result: copy it before changing it."""
    return {
        "$schema": DIALECT,
        "$id": "https://policyengine.invalid/schemas/submission-1.json",
        "title": "Submission document, version 1",
        **object_schema(DOCUMENT.fields),
        "$defs": {
            "country": {"type": "string", "enum": sorted(COUNTRIES), "description": "ISO 3166-1 alpha-2"},
            "statement": {
                "oneOf": [{"$ref": f"#/$defs/statement_{name}"} for name in KINDS],
            },
            **{f"statement_{name}": kind_schema(kind) for name, kind in KINDS.items()},
            **{each.name: object_schema(each.fields, each.one_of) for each in tables_below(DOCUMENT)},
        },
    }
