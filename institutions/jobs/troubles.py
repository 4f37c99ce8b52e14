"""The reasons why a job was set aside that outages returned again and again."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded
from institutions.kinds.base import Label


@coded(
    "job.outages",
    gettext_noop(
        "The database failed during %(times)s attempts: %(outage)s. The data is not the cause. The administrator of "
        "the server removes the cause, and can then start it again."
    ),
)
class Outages(Coded):
    times: PlainNumber
    outage: Label


@coded(
    "job.unswept",
    gettext_noop(
        "The database or all workers were away during %(times)s attempts. The data is not the cause. The administrator "
        "of the server removes the cause, and can then start it again."
    ),
)
class Unswept(Coded):
    times: PlainNumber
