"""Notices to administrators of keys that expire within a month and have no successor."""

from datetime import datetime

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from institutions.access.key_making import NOTICE_BEFORE
from institutions.models import ApiKey
from rules.messages.notices.recipients import administrators_to_notify
from rules.messages.notices.writing import write_notices
from rules.models import DayNoticed, NoticeKind


def sweep_keys(now: datetime) -> int:
    """Notify administrators once of each key that expires within a month (`NOTICE_BEFORE`); return their number."""
    matter = Concat(Value("key:"), Cast(OuterRef("pk"), CharField()), output_field=CharField())
    noticed = DayNoticed.objects.filter(kind=NoticeKind.KEY_EXPIRING, matter=matter)
    keys = ApiKey.objects.filter(
        revoked_at=None, replaced_by=None, expires_at__gt=now, expires_at__lte=now + NOTICE_BEFORE
    )
    found = list(keys.filter(~Exists(noticed)).select_related("body").order_by("pk"))
    for key in found:
        with transaction.atomic():
            notify_of_key(key)
    return len(found)


def notify_of_key(key: ApiKey) -> None:
    """Write the notices of a key, and the mark that they are written."""
    matter = f"key:{key.pk}"
    _row, new = DayNoticed.objects.get_or_create(kind=NoticeKind.KEY_EXPIRING, matter=matter)
    if new:
        day = timezone.localdate(key.expires_at).isoformat()
        data = {"key": key.prefix, "body": key.body.code, "day": day}
        write_notices(NoticeKind.KEY_EXPIRING, matter, administrators_to_notify(), None, **data)
