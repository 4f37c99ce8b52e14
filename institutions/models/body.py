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

    POLICY = "policy", _("Makes policy")
    PROMOTES = "promotes", _("Promotes")
    REGULATES = "regulates", _("Regulates")
    LICENSES = "licenses", _("Licenses")
    PROCURES = "procures", _("Procures")
    FUNDS = "funds", _("Funds")
    SELECTS = "selects", _("Selects recipients")
    EVALUATES = "evaluates", _("Evaluates")
    SUPERVISES = "supervises", _("Supervises")
    AUDITS = "audits", _("Audits")
    COORDINATES = "coordinates", _("Coordinates")
    POLICES = "polices", _("Polices")


class MandateLead(models.TextChoices):
    """The part of a body in a function that others may have too."""

    SOLE = "sole", _("Leads alone")
    JOINT = "joint", _("Leads jointly")
    ASSISTS = "assists", _("Assists")


class Consent(models.TextChoices):
    """The consent that an appointment needs."""

    DIET = "diet", _("Both Houses of the Diet")
    CABINET = "cabinet", _("The Cabinet")
    NONE = "none", _("No consent needed")


class Mandate(Bitemporal):
    """A body's function in a domain, on a legal basis; without a domain it covers all. It gives no person duties.

    `in_law`: the basis names a law or Cabinet Order. `target` is the body that a supervisor or auditor looks at.
    `duty_to_answer`: others have to answer, or to heed, the one who coordinates. None: not known. `basis_until_on` is
    the last day of the basis, where it ended and the mandate is still exercised.
    """

    body = models.ForeignKey(GovernmentBody, models.PROTECT, related_name="mandates")
    domain = models.CharField(max_length=40, blank=True)
    function = models.CharField(max_length=20, choices=MandateFunction)
    lead = models.CharField(max_length=10, choices=MandateLead, default=MandateLead.SOLE)
    target = models.ForeignKey(GovernmentBody, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    duty_to_answer = models.BooleanField(null=True, blank=True)
    in_law = models.BooleanField(null=True, blank=True)
    basis_until_on = models.DateField(null=True, blank=True)
    basis_en = models.TextField(blank=True)
    basis_ja = models.TextField(blank=True)
    note = models.TextField(blank=True)
    review_on = models.DateField(null=True, blank=True)

    class Meta(Bitemporal.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.body_id} {self.function} {self.domain or '*'}"


class Post(Bitemporal):
    """A post in a body, with its grade. An appointment says who holds it.

    `number`: how many hold it at once; `term_years`: how long, by law. `tenure`: a law protects the holder from
    dismissal before the term ends. None and empty: not known.
    """

    body = models.ForeignKey(GovernmentBody, models.PROTECT, related_name="posts")
    name_en = models.CharField(max_length=200, blank=True)
    name_ja = models.CharField(max_length=200, blank=True)
    grade = models.CharField(max_length=40, blank=True)
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    term_years = models.PositiveSmallIntegerField(null=True, blank=True)
    appointed_by = models.ForeignKey(
        GovernmentBody, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    dismissed_by = models.ForeignKey(
        GovernmentBody, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    consent = models.CharField(max_length=10, choices=Consent, blank=True)
    tenure = models.BooleanField(null=True, blank=True)
    basis_en = models.TextField(blank=True)
    basis_ja = models.TextField(blank=True)
    review_on = models.DateField(null=True, blank=True)

    class Meta(Bitemporal.Meta):
        pass

    def __str__(self) -> str:
        return self.name_en or self.name_ja
