"""Troubles of the installation, for administrators and whoever runs the server: the trouble, then the remedy."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.registry import coded
from institutions.kinds.base import Label


@coded(
    "watching.broker_away",
    gettext_noop(
        "The broker does not answer. Registrations are accepted, and their assessments begin once it is back. Start "
        "it, and check CELERY_BROKER_URL."
    ),
)
class BrokerAway(Coded):
    pass


@coded(
    "watching.beat_silent",
    gettext_noop(
        "Scheduled tasks have not run lately, so lost work is not sent again, and nothing is sealed. Check that the "
        "process “beat” and a worker of assessments are running."
    ),
)
class BeatSilent(Coded):
    pass


@coded(
    "watching.waits_for_assessment_workers",
    gettext_noop(
        "%(kinds)s: the oldest has waited for %(minutes)s minutes. Check that the workers of assessments are running. "
        "If they are, start more of them."
    ),
)
class WaitsForAssessmentWorkers(Coded):
    kinds: tuple[Label, ...]
    minutes: int


@coded(
    "watching.waits_for_import_workers",
    gettext_noop(
        "%(kinds)s: the oldest has waited for %(minutes)s minutes. Check that a worker of imports is running. Each "
        "does one long job at a time: if all are busy, start another."
    ),
)
class WaitsForImportWorkers(Coded):
    kinds: tuple[Label, ...]
    minutes: int


@coded(
    "watching.overdue",
    gettext_noop(
        "%(kind)s: %(number)s lost the worker. The next scheduled sweep returns such work to the queue. If the number "
        "stays, check the process “beat”; if it comes back, read the log of the workers."
    ),
)
class LostWorkers(Coded):
    kind: Label
    number: int


@coded(
    "watching.failed",
    gettext_noop(
        "%(kind)s: %(number)s ended without a result within the last hour. The reason is shown where they are listed, "
        "and in the log of the workers. Remove the cause, then start them again."
    ),
)
class EndedWithoutResult(Coded):
    kind: Label
    number: int


@coded(
    "watching.cases_failed",
    gettext_noop(
        "Some assessments, searches for possible matches or e-mails lost their worker or ended without a result. The "
        "log of the workers has the reasons. Remove the cause, then start them again."
    ),
)
class CasesFailed(Coded):
    """The same without a number, for whoever may not know how many restricted partnerships are among them."""


@coded(
    "watching.webhooks_failing",
    gettext_noop(
        "Webhooks to which nothing could be delivered lately: %(number)s. Their pages say why. Tell the ministry that "
        "runs the receiver."
    ),
)
class WebhooksFailing(Coded):
    number: int


@coded(
    "watching.sign_in_failures",
    gettext_noop(
        "Refused sign-ins within the last hour: %(number)s. Somebody may be guessing passwords. Names and accounts "
        "lock by themselves. Find the address in the log of the proxy, and block it there."
    ),
)
class ManyFailures(Coded):
    number: int


@coded(
    "watching.sign_in_failures_unknown",
    gettext_noop(
        "The number of refused sign-ins is not known: the cache does not answer, or it holds an entry in the place of "
        "a count that this program did not write. Guessed passwords would not be noticed here. The log names the cause."
    ),
)
class FailuresUnknown(Coded):
    pass


@coded(
    "watching.trail_troubles",
    gettext_noop(
        "The last verification of the audit trail found problems: %(number)s. Run `manage.py verify_audit`, which "
        "names each row, and report it to the auditor."
    ),
)
class TrailTroubles(Coded):
    number: int


@coded(
    "watching.trail_unverified",
    gettext_noop(
        "The audit trail has not been verified for more than eight days. Run `manage.py verify_audit` now, and once a "
        "week from then on."
    ),
)
class TrailUnverified(Coded):
    pass
