"""Functions of government bodies and their place among each other: parents over time, mandates, posts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from institutions.models.bitemporal import Bitemporal
from institutions.models.party import GovernmentBody


class BodyParent(Bitemporal):
    """The parent of a body, while the row is true."""

    body = models.ForeignKey(GovernmentBody, models.PROTECT, related_name="parents")
    parent = models.ForeignKey(GovernmentBody, models.PROTECT, related_name="children")

    class Meta(Bitemporal.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.body_id} under {self.parent_id}"


class MandateFunction(models.TextChoices):
    """The function of a body in a domain."""

    PROMOTES = "promotes", _("Promotes")
    REGULATES = "regulates", _("Regulates")
    PROCURES = "procures", _("Procures")
    FUNDS = "funds", _("Funds")
    SUPERVISES = "supervises", _("Supervises")
    POLICES = "polices", _("Polices")


class Mandate(Bitemporal):
    """A body's function in a domain, on a legal basis; without a domain it covers all. It gives no person duties."""

    body = models.ForeignKey(GovernmentBody, models.PROTECT, related_name="mandates")
    domain = models.CharField(max_length=40, blank=True)
    function = models.CharField(max_length=20, choices=MandateFunction)
    basis_en = models.TextField(blank=True)
    basis_ja = models.TextField(blank=True)
    note = models.TextField(blank=True)
    review_on = models.DateField(null=True, blank=True)

    class Meta(Bitemporal.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.body_id} {self.function} {self.domain or '*'}"


class Post(Bitemporal):
    """A post in a body, with its grade. An appointment says who holds it."""

    body = models.ForeignKey(GovernmentBody, models.PROTECT, related_name="posts")
    name_en = models.CharField(max_length=200, blank=True)
    name_ja = models.CharField(max_length=200, blank=True)
    grade = models.CharField(max_length=40, blank=True)

    class Meta(Bitemporal.Meta):
        pass

    def __str__(self) -> str:
        return self.name_en or self.name_ja
