"""The cases that another rulebook lets assess again: open ones that state no day of their own."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from institutions.models import Partnership, Submission
from institutions.models.sql_lists import among
from rules.assessing.daily_look import OPEN


def open_without_day(partnerships: Iterable[str]) -> list[UUID]:
    """Return those of the partnerships whose case is open and whose present document fixes no day."""
    unacted = Q(review_case__isnull=True) | Q(review_case__state__in=OPEN)
    free = Submission.objects.filter(superseded_at__isnull=True, document__assess_as_of__isnull=True)
    rows = Partnership.objects.filter(unacted, among("pk", map(UUID, partnerships)))
    return list(rows.filter(pk__in=free.values("partnership")).order_by("pk").values_list("pk", flat=True))
