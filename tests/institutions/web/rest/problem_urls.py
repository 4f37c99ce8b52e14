"""Addresses that raise each kind of trouble, for test_problems."""

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404
from django.urls import path
from rest_framework import exceptions
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from institutions.codes.sentences import AsWritten
from institutions.web.rest.bodies import BoundedJSON
from institutions.web.rest.problems import Conflict
from policyengine.urls import handler400, handler404, handler500
from policyengine.urls import urlpatterns as real

__all__ = ["handler400", "handler404", "handler500"]

RAISED = {
    "missing": Http404(),
    "denied": PermissionDenied(),
    "conflict": Conflict(AsWritten(text="It differs."), members={"differs": ["/title"]}),
    "filter": exceptions.ValidationError({"state": ["Select a valid choice."]}),
    "locked": OperationalError("database is locked"),
    "bug": ZeroDivisionError(),
}


class Trouble(APIView):
    authentication_classes = ()
    permission_classes = (AllowAny,)
    parser_classes = (BoundedJSON,)

    def get(self, request: Request, name: str) -> Response:
        raise RAISED[name]

    def post(self, request: Request, name: str) -> Response:
        return Response(request.data)


urlpatterns = [path("api/v1/trouble/<str:name>/", Trouble.as_view()), *real]
