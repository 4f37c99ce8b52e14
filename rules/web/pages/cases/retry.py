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
from rules.assessing.retry import RetryRefusedError, may_retry, retry_assessment
from rules.models import Assessment
from rules.web.pages.reader import signed_in_reader


class RetryAssessment(View):
    """The retry of an assessment, which then shows its partnership."""

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Queue the assessment again; 403 except for administrators, a message if there is nothing to retry."""
        account = signed_in_reader(request)
        if not may_retry(account):
            raise PermissionDenied(_("Only an administrator can start an assessment again. Ask one."))
        assessment = get_object_or_404(Assessment, pk=pk, partnership__in=partnerships_for(account))
        try:
            retry_assessment(assessment.pk, actor=actor_of(account), request_id=request_id.get())
        except RetryRefusedError:
            messages.warning(
                request, _("This assessment is no longer failed, or another one of the partnership is waiting.")
            )
        return HttpResponseRedirect(reverse("partnership", args=[assessment.partnership_id]))
