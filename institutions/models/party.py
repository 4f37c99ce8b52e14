"""Parties: government bodies, companies and people. One table, so that a statement's party is one foreign key."""

import uuid
from typing import ClassVar, Final, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from institutions.models.bitemporal import Bitemporal

AnyParty = TypeVar("AnyParty", bound="Party", covariant=True)


class PartyKind(models.TextChoices):
    """The kind of a party."""

    BODY = "body", _("Government body")
    COMPANY = "company", _("Company")
    PERSON = "person", _("Person")


# Parties that restricted partnerships alone name, and that everybody may find by their number: few of the former.
CONFINED_WITH_A_NUMBER: Final = Q(confined=True) & (Q(corporate_number__isnull=False) | Q(lei__isnull=False))


class Party(models.Model):
    """Identity and present description of a party. Earlier descriptions are in `PartyDetails`, names in `PartyName`.

    `confined`: only restricted partnerships name it. Whoever may not read these does not find it, and another party may
    have its numbers (`institutions.drafts.confinement`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=PartyKind)
    code = models.CharField(max_length=40, null=True, blank=True, unique=True)
    corporate_number = models.CharField(max_length=13, null=True, blank=True, db_index=True)  # noqa: DJ001 - unique below
    lei = models.CharField(max_length=20, null=True, blank=True, db_index=True)  # noqa: DJ001 - likewise
    name_en = models.CharField(max_length=200, blank=True)
    name_ja = models.CharField(max_length=200, blank=True)
    name_kana = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=2, blank=True)
    type = models.CharField(max_length=40, blank=True)
    gpa_class = models.CharField(max_length=20, blank=True)
    local = models.BooleanField(null=True, blank=True)
    listed = models.BooleanField(null=True, blank=True)
    address = models.TextField(blank=True)
    phone = models.CharField(max_length=200, blank=True)
    founded_on = models.DateField(null=True, blank=True)
    dissolved_on = models.DateField(null=True, blank=True)
    law_en = models.TextField(blank=True)
    law_ja = models.TextField(blank=True)
    note = models.TextField(blank=True)
    stated_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    same_as = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="also", db_index=False)
    confined = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "parties"
        constraints = [
            models.UniqueConstraint(
                name="one_party_a_corporate_number", fields=["corporate_number"], condition=Q(confined=False)
            ),
            models.UniqueConstraint(name="one_party_a_lei", fields=["lei"], condition=Q(confined=False)),
            models.CheckConstraint(name="party_kind", condition=Q(kind__in=PartyKind.values)),
            models.CheckConstraint(name="party_code_of_a_body", condition=Q(kind="body") | Q(code__isnull=True)),
            models.CheckConstraint(name="party_not_itself", condition=~Q(same_as=models.F("id"))),
        ]
        indexes = [
            # Few parties are found to be another. A database that counts empty entries avoids one with all of them.
            models.Index(name="party_same_as", fields=["same_as", "id"], condition=Q(same_as__isnull=False)),
            # The lists of companies and of people, by name from either end.
            models.Index(
                name="party_by_name",
                fields=["kind", "name_ja", "name_en", "id"],
                condition=Q(same_as__isnull=True),
            ),
            models.Index(
                name="party_by_country",
                fields=["kind", "country", "name_ja", "id"],
                condition=Q(same_as__isnull=True),
            ),
            models.Index(
                name="party_by_number",
                fields=["kind", "corporate_number", "id"],
                condition=Q(same_as__isnull=True, corporate_number__isnull=False),
            ),
            models.Index(
                name="party_by_lei", fields=["kind", "lei", "id"], condition=Q(same_as__isnull=True, lei__isnull=False)
            ),
            models.Index(name="party_confined_numbers", fields=["id"], condition=CONFINED_WITH_A_NUMBER),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """The name of the party in facts and findings: a body's code, anything else's id."""
        return self.code or str(self.id)

    @property
    def name(self) -> str:
        """The present name in the reader's language, else in the other one."""
        names = (self.name_ja, self.name_en) if get_language() == "ja" else (self.name_en, self.name_ja)
        return next(filter(None, (*names, self.code or "")), "")


class PartyKindManager(models.Manager[AnyParty]):
    """Parties of one kind."""

    def __init__(self, kind: PartyKind) -> None:
        super().__init__()
        self.kind = kind

    def get_queryset(self) -> models.QuerySet[AnyParty]:
        """Keep parties of this kind only."""
        return super().get_queryset().filter(kind=self.kind)


class GovernmentBody(Party):
    """A government body: its code, kind (`type`), class under the procurement agreement, founding and founding law."""

    objects: ClassVar[PartyKindManager["GovernmentBody"]] = PartyKindManager(PartyKind.BODY)

    class Meta:
        proxy = True
        verbose_name_plural = "government bodies"

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **(kwargs if args else {"kind": PartyKind.BODY, **kwargs}))


class Company(Party):
    """A company or another private party; universities count too (`type`)."""

    objects: ClassVar[PartyKindManager["Company"]] = PartyKindManager(PartyKind.COMPANY)

    class Meta:
        proxy = True
        verbose_name_plural = "companies"

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **(kwargs if args else {"kind": PartyKind.COMPANY, **kwargs}))


class Person(Party):
    """A person: names and country, and nothing more, since no rule reads more."""

    objects: ClassVar[PartyKindManager["Person"]] = PartyKindManager(PartyKind.PERSON)

    class Meta:
        proxy = True
        verbose_name_plural = "people"

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **(kwargs if args else {"kind": PartyKind.PERSON, **kwargs}))


class PartyDetails(Bitemporal):
    """One description of a party; each change adds a row. `details` holds columns of `Party` by name, as JSON.

    `note_ja` is there beside them: the note in Japanese.
    """

    party = models.ForeignKey(Party, models.PROTECT, related_name="details")
    details = models.JSONField(default=dict)

    class Meta(Bitemporal.Meta):
        verbose_name_plural = "party details"

    def __str__(self) -> str:
        return f"{self.party_id}: {', '.join(self.details)}"


class PartyName(Bitemporal):
    """A name of a party in one language, for the time it was valid. Former names stayso that searches find them."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="names")
    language = models.CharField(max_length=4)  # en, ja or kana
    text = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, db_index=True)  # institutions.parties.names.fold_name

    class Meta(Bitemporal.Meta):
        pass

    def __str__(self) -> str:
        return self.text
