"""Parts of references and titles of partnerships, by which a search finds them (`rules.review.summaries.titles`)."""

from django.db import models

from rules.models.summary import CaseSummary


class TitlePart(models.Model):
    """One part of the reference or title of a case, as UTF-8. It follows from the text of the summary alone."""

    case = models.ForeignKey(CaseSummary, models.CASCADE, related_name="parts")
    part = models.BinaryField(max_length=49)

    class Meta:
        indexes = [models.Index(name="titles_by_part", fields=["part", "case"])]

    def __str__(self) -> str:
        return bytes(self.part).decode()
