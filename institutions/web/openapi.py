"""The OpenAPI 3.1 description of the REST interface, and the page that shows it without foreign hosts.

The description is public; the page, like every page, is for those who have signed in.
"""

import functools
from collections.abc import Callable
from typing import Any

from csp.decorators import csp_update
from django.contrib.auth.decorators import login_required
from django.utils import translation
from drf_spectacular.extensions import OpenApiAuthenticationExtension, OpenApiSerializerExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiJsonRenderer2, OpenApiYamlRenderer
from drf_spectacular.utils import OpenApiResponse, extend_schema
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from institutions.drafts.reorganisation.schema import reorganisation_schema
from institutions.drafts.schema import submission_schema
from institutions.web.rest import problems
from institutions.web.rest.components import components_of
from institutions.web.rest.problems import PROBLEM_JSON, TYPE_PREFIX

PROBLEM_REF = "#/components/schemas/Problem"
CODED_PROPERTIES: dict[str, Any] = {
    "code": {"type": "string", "description": "Code of the error."},
    "parameters": {"type": "object", "description": "The parameters of the code's text."},
    "text": {
        "type": "object",
        "description": "The message in English and Japanese.",
        "properties": {"en": {"type": "string"}, "ja": {"type": "string"}},
    },
}
PROBLEM_SCHEMA = {
    "type": "object",
    "description": "What is wrong and what to do about it (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "enum": [TYPE_PREFIX + kind.slug for kind in problems.KINDS]},
        "title": {"type": "string", "description": "The cause in a few words. Programs compare `type` and `code`."},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string", "description": "The error and its remedy in words."},
        "instance": {"type": "string", "description": "The id of this request, as in the service's log."},
        **CODED_PROPERTIES,
        "errors": {
            "type": "array",
            "description": "One line for each field that is wrong.",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {
                    "field": {"type": "string", "description": "JSON pointer into the body, or name of a parameter."},
                    "message": {"type": "string"},
                    **CODED_PROPERTIES,
                },
            },
        },
        "reasons": {
            "type": "array",
            "description": "If an act on a case is not possible now: everything that prevents it.",
            "items": {"type": "string"},
        },
        "reasons_said": {
            "type": "array",
            "description": "The same as codes.",
            "items": {"type": "object", "required": ["code", "parameters", "text"], "properties": CODED_PROPERTIES},
        },
        "differs": {
            "type": "array",
            "description": "In a conflict: the parts of the document that differ from the stored one.",
            "items": {"type": "string"},
        },
        "reference": {"description": "Of a refused draft of a reorganisation: its reference, as it was sent."},
        "state": {"type": "string", "description": "Of the same: refused."},
        "theirs": {
            "type": "string",
            "description": "In a conflict about a file of a rulebook: the text that is stored.",
        },
        "number": {"type": "integer", "description": "Of the same: its revision."},
    },
}


class KeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # the package is typed in part
    """The name of our keys in OpenAPI."""

    target_class = "institutions.access.keys.KeyAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:  # noqa: ARG002 - the parent's signature
        """Return the scheme: a bearer token in the Authorization header."""
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A key of a body, made on the page /keys/ or with `manage.py api_key BODY`.",
        }


class ClosedBody(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]  # as above
    """A declared body takes no field but its own."""

    target_class = "institutions.web.rest.declared.body.Body"
    match_subclasses = True

    def map_serializer(self, auto_schema: AutoSchema, direction: Any) -> dict[str, Any]:  # Any: of the package
        """Return the schema of its fields, closed."""
        mapped: Callable[..., dict[str, Any]] = auto_schema._map_serializer  # noqa: SLF001 - there is no public one
        return {**mapped(self.target, direction, bypass_extensions=True), "additionalProperties": False}


def problem_answers(*kinds: type[problems.Problem]) -> dict[tuple[int, str], OpenApiResponse]:
    """Return the problems that an endpoint may answer, for `extend_schema(responses=...)`."""
    by_status: dict[int, list[str]] = {}
    for kind in kinds:
        by_status.setdefault(kind.status_code, []).append((kind.__doc__ or kind.title).splitlines()[0])
    return {
        (status, PROBLEM_JSON): OpenApiResponse({"$ref": PROBLEM_REF}, " Or: ".join(meanings))
        for status, meanings in by_status.items()
    }


class Generator(SchemaGenerator):
    """A generator that adds what no single endpoint declares: the problem, and every endpoint's possible answers."""

    everywhere = (
        problems.Unauthenticated,
        problems.Forbidden,
        problems.NotAcceptable,
        problems.TooManyRequests,
        problems.Busy,
    )

    def get_schema(self, request: Request | None = None, public: bool = False) -> dict[str, Any]:  # noqa: FBT001, FBT002 - the parent's signature
        """Return the complete document."""
        document: dict[str, Any] = super().get_schema(request, public)  # type: ignore[no-untyped-call]  # as above
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        schemas.update({"Problem": PROBLEM_SCHEMA, **components_of("SubmissionDocument", submission_schema())})
        schemas.update(components_of("ReorganisationDocument", reorganisation_schema()))
        for operation in (each for path in document["paths"].values() for each in path.values()):
            if "requestBody" in operation:
                operation["requestBody"]["required"] = True
            filtered = any(each["in"] == "query" for each in operation.get("parameters", ()))
            for kind in (*self.everywhere, *((problems.InvalidParameter,) if filtered else ())):
                content = {PROBLEM_JSON: {"schema": {"$ref": PROBLEM_REF}}}
                operation["responses"].setdefault(
                    str(kind.status_code), {"description": kind.__doc__, "content": content}
                )
        return document


@functools.cache
def openapi_document() -> dict[str, Any]:
    """Return the whole document; it is the same for everyone, so it is made once a process."""
    with translation.override("en"):
        return Generator().get_schema(public=True)  # type: ignore[no-untyped-call]  # as above


class SchemaDocument(APIView):
    """The public document: a ministry's programmers read it before they have a key."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    renderer_classes = (OpenApiJsonRenderer2, OpenApiJsonRenderer, OpenApiYamlRenderer)

    @extend_schema(exclude=True)
    def get(self, _request: Request) -> Response:
        """Return OpenAPI 3.1 as JSON, or as YAML where Accept asks for it."""
        return Response(openapi_document())


class DocsPage(SpectacularSwaggerSplitView):
    """Swagger's page from the package's own files. `docs_page` requires sign-in."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    http_method_names = ("get", "head")
    url_name = "schema"


schema_document = SchemaDocument.as_view()
# Swagger draws its icons from data: addresses; no other page is allowed to.
with_icons = csp_update({"img-src": ["'self'", "data:"]})
docs_page = login_required(with_icons(DocsPage.as_view()))
