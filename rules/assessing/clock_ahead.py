"""Results of a clock that was ahead: their cases read the register again once it is set back.

Until then nobody could tell whether such a case knows a change: its moment is later than that of the change.
"""

from datetime import datetime

from django.db import transaction

from institutions.values.portions import split_portions
from rules.assessing.request import request_again
from rules.models import Asking, Trigger

AT_ONCE = 500  # cases in a transaction


def ask_again_ahead(now: datetime) -> None:
    """Request an assessment of each case whose newest result is of a moment that is still to come."""
    ahead = Asking.objects.filter(known_at__gt=now).order_by("partnership_id").values_list("partnership_id", flat=True)
    for together in split_portions(list(ahead), AT_ONCE):
        with transaction.atomic():
            request_again(together, Trigger.REGISTER_CHANGED)
