"""Notices to administrators of keys that expire within a month and have no successor."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from institutions.access.key_making import NOTICE_BEFORE
from institutions.models import ApiKey
from rules.messages.notices.recipients import administrators_to_notify
from rules.messages.notices.writing import write_notices_of_matters
from rules.models import DayNoticed, NoticeKind

LOOKED_AT: Final = 500  # keys a sweep; the rest is for the next one


def sweep_keys(now: datetime) -> int:
    """Notify administrators once of each key that expires within a month (`NOTICE_BEFORE`); return their number.

    Five queries for any number of keys, two more where administrators chose e-mail; the keys beyond `LOOKED_AT` are
    for the next sweep.
    """
    matter = Concat(Value("key:"), Cast(OuterRef("pk"), CharField()), output_field=CharField())
    noticed = DayNoticed.objects.filter(kind=NoticeKind.KEY_EXPIRING, matter=matter)
    keys = ApiKey.objects.filter(
        revoked_at=None, replaced_by=None, expires_at__gt=now, expires_at__lte=now + NOTICE_BEFORE
    )
    with transaction.atomic():
        found = keys.filter(~Exists(noticed)).select_related("body").order_by("pk")
        # Sweeps that come together take one another's keys only after the marks below are stored.
        return notify_of_keys(list(found.select_for_update(of=("self",), no_key=True)[:LOOKED_AT]))


def notify_of_keys(keys: Collection[ApiKey]) -> int:
    """Write the notices of keys, and the marks that they are written; return how many had none yet."""
    if not keys:
        return 0
    matters = {f"key:{key.pk}": key for key in keys}
    marks = DayNoticed.objects.filter(kind=NoticeKind.KEY_EXPIRING)
    known = set(marks.filter(matter__in=matters).values_list("matter", flat=True))
    new = {matter: key for matter, key in matters.items() if matter not in known}
    DayNoticed.objects.bulk_create(
        [DayNoticed(kind=NoticeKind.KEY_EXPIRING, matter=matter) for matter in new], ignore_conflicts=True
    )
    said = {
        matter: {
            "key": key.prefix,
            "body": key.body.code,
            "day": timezone.localdate(key.expires_at).isoformat(),
        }
        for matter, key in new.items()
    }
    write_notices_of_matters(NoticeKind.KEY_EXPIRING, said, administrators_to_notify(), None)
    return len(new)
