"""Codes of the reasons why a report cannot be made now."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded


@coded(
    "report.cannot_be_made_here",
    gettext_noop(
        "This server cannot create PDF files: it lacks Pango or a Japanese font. Its administrator installs "
        "the packages libpango-1.0-0, libpangoft2-1.0-0, libharfbuzz-subset0 and fonts-noto-cjk, and starts "
        "it again."
    ),
)
class CannotMakePdf(Coded):
    pass


@coded("report.too_many_at_once", gettext_noop("Several reports are being created. Ask again in a few seconds."))
class TooManyReports(Coded):
    pass


@coded(
    "report.took_too_long",
    gettext_noop("The report took too long to create. The pages of the case show the same."),
)
class ReportTookTooLong(Coded):
    pass


@coded(
    "report.too_large",
    gettext_noop(
        "The report of this case is too large: it needs more than %(seconds)s seconds of computing or %(megabytes)s MB "
        "of memory. The pages of the case show the same in parts, and its findings can be downloaded as a file there."
    ),
)
class ReportTooLarge(Coded):
    seconds: int
    megabytes: PlainNumber
