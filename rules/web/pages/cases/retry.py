"""The button by which an administrator has a failed assessment tried again."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from institutions.access.partnerships import partnerships_for
from institutions.audit.logs import request_id
from institutions.audit.record import actor_of
from rules.assessing.retry import RetryRefusedError, may_retry, retry
from rules.models import Assessment
from rules.web.pages.reader import reader


class RetryAssessment(View):
    """Queues the assessment again, then shows its partnership."""

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """403 for everybody but administrators; where there is nothing to retry, the page says so."""
        account = reader(request)
        if not may_retry(account):
            raise PermissionDenied(_("Only an administrator can have an assessment tried again. Ask one."))
        assessment = get_object_or_404(Assessment, pk=pk, partnership__in=partnerships_for(account))
        try:
            retry(assessment.pk, actor=actor_of(account), request_id=request_id.get())
        except RetryRefusedError:
            messages.warning(
                request, _("This assessment has not failed any more, or another one of the partnership is waiting.")
            )
        return HttpResponseRedirect(reverse("partnership", args=[assessment.partnership_id]))
