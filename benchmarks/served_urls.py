"""The project's addresses and the peer of a registration: a bare view that inserts and commits one row."""

import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.urls import include, path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from rules.models import Heartbeat


@csrf_exempt
@login_not_required
def insert_row(_request: HttpRequest) -> JsonResponse:
    """Insert one row; nothing is read, checked or signed in."""
    name = uuid.uuid4().hex
    Heartbeat.objects.create(name=name, at=timezone.now())
    return JsonResponse({"name": name}, status=201)


urlpatterns = [path("benchmark/row/", insert_row), path("", include("policyengine.urls"))]
