"""/connections/: the connections between two parties as of a day."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.db.models import Q
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.access.kin import WITHHELD
from institutions.access.parties import party_by_id_or_code
from institutions.models import Party, PartyKind
from institutions.parties.ownership.connection import MOST_LINKS, ConnectingStatement, Connection, Link, find_connection
from institutions.query.troubles import NoSuchParty
from institutions.values.hashing import hash_json
from institutions.values.written_id import written_id
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.problems import InvalidParameter, coded_trouble
from rules.access.sensitive_reads import note_read
from rules.web.api.days import ON, day_or_today
from rules.web.api.endpoint import Endpoint, Json, caller_of, refuse_strange_parameters
from rules.web.api.register.parties import people_for_endpoint, shown_to_caller
from rules.web.api.register.tie_shapes import PartyAlong, StatedShape, import_json, party_json, source_json
from rules.web.import_links import ImportedFrom, imported_from

ENDS: Final = ("a", "b")


@extend_schema_field({"type": "object", "additionalProperties": {"type": ["string", "integer", "boolean"]}})
class SaysField(serializers.JSONField):
    """The values of a statement besides its parties."""


class LinkStatement(StatedShape):
    """One statement that connects two parties."""

    says = SaysField(help_text="Values such as share_bp, post or degree, named as in the submission document.")


class LinkShape(serializers.Serializer[Any]):  # Any: plain data
    """Two parties that statements connect directly; without statements if a person found them to be one party."""

    one = PartyAlong()
    other = PartyAlong()
    statements = LinkStatement(many=True)


class ConnectionShape(serializers.Serializer[Any]):  # Any: plain data
    """The shortest chain of statements between two parties."""

    on = serializers.DateField()
    connected = serializers.BooleanField(help_text=f"There is a chain of at most {MOST_LINKS} links.")
    links = LinkShape(many=True, help_text="From a to b; empty if they are not connected or are the same party.")
    looked_at = serializers.IntegerField(help_text="Number of parties searched.")
    cut = serializers.BooleanField(help_text="There were more parties, so a chain may have been missed.")


class ConnectionDetail(Endpoint):
    """The connection of two parties."""

    @extend_schema(
        operation_id="connections",
        parameters=[
            OpenApiParameter("a", str, required=True, description="Id of a party, or code of a government body."),
            OpenApiParameter("b", str, required=True, description="Id of another party, or code of a body."),
            ON,
        ],
        responses={200: ConnectionShape, **problem_answers(problems.InvalidParameter)},
    )
    def get(self, request: Request) -> Response:
        """Return the connection as of a day, using statements on people and kin as far as the caller may read them."""
        refuse_strange_parameters(request.query_params, frozenset({*ENDS, ON.name}))
        one, other = (self.party(request, name) for name in ENDS)
        day = day_or_today(request)
        found = find_connection(one, other, on=day, reader=self.reader())
        told = (each for link in found.links or () for each in link.statements if each.kind in WITHHELD)
        ends = (end.key for link in found.links or () for end in (link.one, link.other))
        note_read(
            caller_of(request),
            "connection",
            {each.ref: hash_json(statement_json(each)) for each in told},
            parties=[party for end in ends if (party := written_id(end))],
        )
        undocumented = (each.imported_id for link in found.links or () for each in link.statements if not each.source)
        imports = imported_from(caller_of(request), undocumented)
        return Response({"on": day.isoformat(), **connection_json(found, imports)})

    def party(self, request: Request, name: str) -> UUID:
        """Return one end, which the caller must be able to read; InvalidParameter names the parameter."""
        given = request.query_params.get(name, "")
        people = people_for_endpoint(self).values("pk")
        readable = shown_to_caller(self, Party.objects.filter(~Q(kind=PartyKind.PERSON) | Q(pk__in=people)))
        found = (
            readable.filter(party_by_id_or_code(given)).values_list("pk", flat=True).first()
            if "\0" not in given
            else None
        )
        if found is None:
            raise InvalidParameter(NoSuchParty(), errors=[coded_trouble(name, NoSuchParty())])
        return found


def connection_json(found: Connection, imports: Mapping[int, ImportedFrom]) -> Json:
    """Return the answer without its day."""
    links = [link_json(each, imports) for each in found.links or ()]
    return {"connected": found.links is not None, "links": links, "looked_at": found.looked_at, "cut": found.cut}


def link_json(link: Link, imports: Mapping[int, ImportedFrom]) -> Json:
    """Return one link."""
    statements = [{**statement_json(each), "import": imported_json(each, imports)} for each in link.statements]
    return {"one": party_json(link.one), "other": party_json(link.other), "statements": statements}


def imported_json(told: ConnectingStatement, imports: Mapping[int, ImportedFrom]) -> Json | None:
    """Return the import that brought a statement, if it has no document and the caller may read the import."""
    return None if told.source else import_json(imports.get(told.imported_id or 0))


def statement_json(told: ConnectingStatement) -> Json:
    """Return one statement of a link."""
    return {
        "kind": told.kind,
        "statement": told.ref,
        "says": dict(told.says),
        "from_on": told.from_on.isoformat() if told.from_on else None,
        "until_on": told.until_on.isoformat() if told.until_on else None,
        "confidence": told.confidence,
        "source": source_json(told.source),
        "submission": told.submission,
    }
