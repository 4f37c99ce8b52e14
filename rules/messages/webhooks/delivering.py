"""One attempt at one delivery: claimed by a conditional UPDATE with a lease, sent outside of transactions, noted.

A worker that dies between sending and noting leaves a lease that ends: the message is then sent once more with the same
id.
"""

import logging
import time
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from institutions.access.partnerships import is_restricted
from institutions.accounts.sign_in.secret_text import decrypt_secret
from institutions.jobs.claiming import Claim, claim_job
from rules.messages.webhooks.address import UnreachableError, target_of
from rules.messages.webhooks.outbox import DELIVERIES, TRIES
from rules.messages.webhooks.posting import DeliveryAttempt, post_message
from rules.messages.webhooks.signing import signed_headers
from rules.messages.webhooks.switching import has_failed_for_long, switch_off_failing
from rules.models import DeliveryState, DeliveryTrouble, Webhook, WebhookDelivery

logger = logging.getLogger(__name__)

LONGEST_REST: Final = timedelta(minutes=10)
# A receiver that answers late takes the time of workers, which also assess: its webhook then rests for several times
# as long, so that it never takes more than a fifth of it.
PROMPT_SECONDS: Final = 2.0
RESTS_PER_SECOND: Final = 4


def deliver(delivery: UUID) -> DeliveryAttempt | None:
    """Try a waiting delivery once; None if there is none, another worker has it, or its webhook rests or is off."""
    taken = claim_job(DELIVERIES, delivery)
    if taken is None:
        return None
    row = taken.job
    restricted = row.partnership is not None and is_restricted(row.partnership)
    began = time.monotonic()
    outcome = DeliveryAttempt(trouble=DeliveryTrouble.SECRET) if restricted else sign_and_post(row)
    note_delivery(taken, outcome, rest_after(time.monotonic() - began))
    return outcome


def sign_and_post(row: WebhookDelivery) -> DeliveryAttempt:
    """Sign the message with every valid secret, and post it."""
    content, now = row.content.encode(), timezone.now()
    sent = {
        "Content-Type": "application/json",
        "User-Agent": "policyengine",
        **signed_headers(secrets_of(row.webhook, now), row.message_id, int(now.timestamp()), content),
    }
    try:
        return post_message(target_of(row.webhook.address), sent, content)
    except UnreachableError as unreachable:
        return DeliveryAttempt(trouble=unreachable.trouble)


def secrets_of(webhook: Webhook, now: datetime) -> list[str]:
    """Return the present secret, and the former one while both are valid."""
    former = webhook.former_secret and webhook.former_until and webhook.former_until > now
    return [decrypt_secret(each) for each in (webhook.secret, webhook.former_secret if former else "") if each]


def rest_after(seconds: float) -> timedelta:
    """Return the rest of a webhook after an attempt that took so long; none after a prompt one."""
    return timedelta(seconds=seconds * RESTS_PER_SECOND if seconds > PROMPT_SECONDS else 0)


@transaction.atomic
def note_delivery(taken: Claim[WebhookDelivery], outcome: DeliveryAttempt, rest: timedelta) -> None:
    """Record the outcome, if the attempt is still valid; switch off a webhook that has failed for long."""
    now, row = timezone.now(), taken.job
    webhook = Webhook.objects.select_for_update(no_key=True).get(pk=row.webhook_id)
    ours, resting_until = taken.rows(), now + rest if rest else None
    over = {"lease_until": None, "told_at": None, "status": outcome.status}
    if not outcome.trouble:
        done = ours.update(state=DeliveryState.DELIVERED, delivered_at=now, trouble="", **over)
        if done:
            Webhook.objects.filter(pk=webhook.pk).update(failures=0, failing_since=None, resting_until=resting_until)
        return
    if outcome.trouble == DeliveryTrouble.SECRET:
        ours.update(state=DeliveryState.SET_ASIDE, trouble=outcome.trouble, **over)
        return
    left = row.tries_left - 1
    state = DeliveryState.WAITING if left else DeliveryState.SET_ASIDE
    if not ours.update(state=state, **over, **TRIES.after_failure(left, now, outcome.trouble)):
        return
    logger.warning("Delivery %s failed (%s, %s); %d tries are left.", row.pk, outcome.trouble, outcome.status, left)
    webhook.failures += 1
    webhook.failing_since = webhook.failing_since or now
    if outcome.nobody_there:
        rest = max(rest, min(TRIES.first_wait * 2 ** min(webhook.failures - 1, 10), LONGEST_REST) / 2)
    if rest:
        webhook.resting_until = now + rest
    webhook.save(update_fields=["failures", "failing_since", "resting_until"])
    if has_failed_for_long(webhook, now):
        switch_off_failing(webhook)
