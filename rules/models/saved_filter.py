"""Filters of lists that an account saved under a name."""

from typing import Final

from django.conf import settings
from django.db import models

LONGEST_NAME: Final = 60


class FilteredPage(models.TextChoices):
    """A list whose filters can be saved: the name of its address."""

    PARTNERSHIPS = "partnerships", "partnerships"
    FINDINGS = "findings", "findings"
    COMPANIES = "companies", "companies"
    PEOPLE = "people", "people"
    LEADS = "leads", "leads"
    SOURCES = "sources", "sources"
    IMPORTS = "imports", "imports"


class SavedFilter(models.Model):
    """The filters and the order of a list, as its address has them. Nobody but its account reads or changes it."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters")
    page = models.CharField(max_length=20, choices=FilteredPage)
    name = models.CharField(max_length=LONGEST_NAME)
    given = models.JSONField(help_text="parameters of the address")

    class Meta:
        constraints = [models.UniqueConstraint(name="one_saved_filter_a_name", fields=["account", "page", "name"])]

    def __str__(self) -> str:
        return self.name
