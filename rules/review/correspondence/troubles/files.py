"""Troubles with a file that somebody attaches."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import OutsideValue, PlainNumber
from institutions.codes.registry import coded


@coded("attachment.none_chosen", gettext_noop("No file was sent. Choose one."))
class NoFileChosen(Coded):
    pass


@coded("attachment.empty", gettext_noop("The file is empty. Choose another one."))
class AttachmentEmpty(Coded):
    pass


@coded(
    "attachment.too_large",
    gettext_noop("The file has %(size)s bytes; %(most)s are the most. Make it smaller, or divide it."),
)
class AttachmentTooLarge(Coded):
    size: PlainNumber
    most: PlainNumber


@coded("attachment.too_many", gettext_noop("The case has %(most)s files already, which is the most."))
class TooManyFiles(Coded):
    most: PlainNumber


@coded("attachment.too_many_at_once", gettext_noop("Attach at most %(most)s files at once."))
class TooManyFilesAtOnce(Coded):
    most: PlainNumber


@coded("attachment.one_of_several", gettext_noop("%(name)s: %(trouble)s"))
class OneOfSeveral(Coded):
    name: OutsideValue
    trouble: Coded


@coded(
    "attachment.kind_not_allowed",
    gettext_noop(
        "The content of this file is no PDF, Word (.docx), Excel (.xlsx) or PowerPoint (.pptx) file and no PNG or JPEG "
        "picture, whatever its name says. Save it as one of these."
    ),
)
class KindNotAllowed(Coded):
    pass


@coded(
    "attachment.old_office",
    gettext_noop(
        "This is a file of an older Office version, or one that a password protects, so its content cannot be checked. "
        "Save it without a password as .docx, .xlsx, .pptx or PDF."
    ),
)
class OldOrProtectedOffice(Coded):
    pass


@coded(
    "attachment.macros",
    gettext_noop(
        "This Office file holds macros or embedded programs (%(part)s), which are not accepted. Save it without them, "
        "or as PDF."
    ),
)
class HoldsMacros(Coded):
    part: str


@coded(
    "attachment.damaged",
    gettext_noop("The file is damaged or incomplete, so its content cannot be checked. Save it again, or as PDF."),
)
class FileDamaged(Coded):
    pass


@coded(
    "attachment.scanner_refused",
    gettext_noop("The scanner of this installation refused the file: %(said)s. Nothing was stored."),
)
class ScannerRefused(Coded):
    said: str


@coded(
    "attachment.not_scanned",
    gettext_noop(
        "The file could not be scanned, so it was not stored. Try again later. If that fails, tell an administrator."
    ),
)
class CouldNotScan(Coded):
    pass


@coded("attachment.name_needed", gettext_noop("The file has no name. Send it with its name."))
class FileWithoutName(Coded):
    pass


@coded(
    "attachment.protected_information",
    gettext_noop(
        "The name of this file has “%(marking)s”, a marking of protected security information, and this system is not "
        "approved for such information. If the file holds any, do not attach it: use the channel that your "
        "organisation has for it. If it holds none, give it a name without the marking and attach it again."
    ),
)
class FileSeemsProtected(Coded):
    marking: str


@coded("attachment.audience", gettext_noop("Choose who may read it: one of the audiences that are offered to you."))
class AudienceNotOffered(Coded):
    pass


@coded(
    "attachment.hearing",
    gettext_noop("Choose a hearing of this case that was recorded as held in another way."),
)
class NoSuchHearing(Coded):
    pass


@coded(
    "attachment.content_differs",
    gettext_noop(
        "The stored content of this file is not what was attached, so it is not given out. Tell an administrator: "
        "manage.py verify_audit names it."
    ),
)
class ContentDiffers(Coded):
    pass
