"""Files attached to a case or to the record of a hearing. Rows are only added; the bytes have a table of their own."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from institutions.models import Account, Person
from rules.models.audience import Audience, names_person_where_needed
from rules.models.immutable import WrittenOnce


class FileKind(models.TextChoices):
    """The kind of an attached file, found from its content."""

    PDF = "pdf", _("PDF")
    WORD = "docx", _("Word document")
    EXCEL = "xlsx", _("Excel workbook")
    POWERPOINT = "pptx", _("PowerPoint presentation")
    PNG = "png", _("PNG picture")
    JPEG = "jpeg", _("JPEG picture")


class Attachment(WrittenOnce):
    """A file in a case: what it is, who attached it when, and who may read it.

    With `hearing` it is the minutes of that hearing, with `answer` a part of that answer.
    `scanned`: a scanner read the file before it was stored.
    """

    case = models.ForeignKey("rules.ReviewCase", on_delete=models.PROTECT, related_name="attachments")
    hearing = models.ForeignKey(
        "rules.Hearing", on_delete=models.PROTECT, null=True, blank=True, related_name="minutes"
    )
    answer = models.ForeignKey(
        "rules.InformationAnswer", on_delete=models.PROTECT, null=True, blank=True, related_name="files"
    )
    audience = models.CharField(max_length=16, choices=Audience)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200, help_text="name of the file, ending as its kind does")
    kind = models.CharField(max_length=4, choices=FileKind)
    size = models.PositiveIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)
    scanned = models.BooleanField()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            names_person_where_needed("an_attachment_for_a_person_names_them"),
            models.CheckConstraint(condition=~Q(name="") & Q(size__gt=0), name="an_attachment_has_a_name_and_bytes"),
        ]
        indexes = [models.Index(fields=["case", "at"], name="attachment_by_case")]
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.name


class AttachmentContent(WrittenOnce):
    """The bytes of an attachment. They are read for a download alone, and compared with its SHA-256 then."""

    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, primary_key=True, related_name="content")
    content = models.BinaryField()

    def __str__(self) -> str:
        return str(self.attachment_id)
