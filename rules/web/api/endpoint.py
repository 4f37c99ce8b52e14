"""The base of all endpoints: the caller, their rights, and the reading of a body."""

from collections.abc import Mapping
from typing import Any, cast

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_vary_headers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.access.callers import Reader, reader_for, reads_sensitive
from institutions.access.keys import KeyHolder
from institutions.access.partnerships import partnerships_for
from institutions.models import ROLES_OF_A_BODY, Account, GovernmentBody, Partnership
from institutions.query.troubles import EmptyParameter, UnknownParameter
from institutions.web.rest.bodies import BoundedJSON
from institutions.web.rest.declared.takes import TakesBody
from institutions.web.rest.problems import FieldTrouble, Forbidden, coded_trouble, invalid_parameters
from institutions.web.rest.scopes import HasScope
from rules.models import Finding
from rules.web.api.api_troubles import CallerWithoutBody, RoleRegistersNothing

Json = dict[str, Any]  # Any: plain data on its way to the caller
# An auditor reads and changes nothing, an administrator decides nothing, a reviewer cannot review what they submitted.


class Endpoint(TakesBody):
    """An endpoint that needs a key or a session and reads JSON of bounded size, as the method declares it."""

    permission_classes = (IsAuthenticated, HasScope)
    parser_classes = (BoundedJSON,)

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        """Keep answers out of shared caches; the caller's own cache must ask each time whether its copy is current."""
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        patch_vary_headers(response, ("Authorization", "Cookie"))
        return response

    def partnerships(self) -> QuerySet[Partnership]:
        """Return the partnerships that the caller may read: a key those of its body, an account by its role."""
        return partnerships_for(caller_of(self.request))

    def reader(self) -> Reader:
        """Return the reader, who decides which statements about people are visible: a key those of its body."""
        return reader_for(caller_of(self.request))

    def reads_sensitive(self) -> bool:
        """Return whether the caller may read sensitive evidence. A key reads that of its own body."""
        return reads_sensitive(caller_of(self.request))


class FindingEndpoint(Endpoint):
    """An endpoint about one finding."""

    def finding(self, pk: int) -> Finding:
        """Return a finding of a partnership that the caller may read; else Http404."""
        rows = Finding.objects.filter(partnership__in=self.partnerships())
        return get_object_or_404(rows.select_related("partnership"), pk=pk)


def caller_of(request: Request) -> KeyHolder | Account:
    """Return the caller. Permissions have refused everybody else already."""
    return cast("KeyHolder | Account", request.user)


def account_of(request: Request) -> Account | None:
    """Return the caller's account; None if a body's system asks with its key."""
    user = caller_of(request)
    return user if isinstance(user, Account) else None


def submitting_body(request: Request) -> GovernmentBody:
    """Return the body in whose name the caller may submit; Forbidden if there is none."""
    user = caller_of(request)
    if isinstance(user, Account) and user.role not in ROLES_OF_A_BODY:
        raise Forbidden(RoleRegistersNothing(role=user.role))
    if user.body is None:
        raise Forbidden(CallerWithoutBody())
    return user.body


def refuse_strange_parameters(given: Mapping[str, str], known: frozenset[str]) -> None:
    """Refuse unknown and empty parameters by name: a misspelled or empty filter would show everything."""
    errors: list[FieldTrouble] = []
    for name, value in sorted(given.items()):
        if name not in known:
            errors.append(coded_trouble(name, UnknownParameter(known=tuple(sorted(known)))))
        elif not value.strip():
            errors.append(coded_trouble(name, EmptyParameter()))
    if errors:
        raise invalid_parameters(errors)
