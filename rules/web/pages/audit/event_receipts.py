"""Links to the receipts of the findings and decisions that an event names, for the page of the event."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from institutions.models import AuditEvent
from rules.models import Finding, FindingDecision, Match
from rules.web.pages.audit.auditor import Context

SHOWN: Final = 20  # links; the page of the case has all


def event_receipts(event: AuditEvent) -> list[Context]:
    """Return address and label of each receipt, one more than `SHOWN` at most."""
    written = (event.rows or {}).get("written", {})
    keys = {table: [int(key) for key in written.get(table, {})] for table in ("rules_match", "rules_findingdecision")}
    shown = SHOWN + 1
    decisions = FindingDecision.objects.filter(pk__in=keys["rules_findingdecision"]).select_related("finding")
    matches = Match.objects.filter(pk__in=keys["rules_match"]).values("finding")
    findings = Finding.objects.filter(pk__in=matches).order_by("code", "pk")
    links = [
        {
            "url": reverse("decision-receipt", args=[each.finding_id, each.number]),
            "label": _("Receipt of decision %(n)s on %(code)s") % {"n": each.number, "code": each.finding.code},
        }
        for each in decisions.order_by("pk")[:shown]
    ]
    links += [
        {
            "url": reverse("finding-receipt", args=[each.pk]),
            "label": _("Receipt of %(code)s, finding %(id)s") % {"code": each.code, "id": each.pk},
        }
        for each in findings[:shown]
    ]
    return links[:shown]
