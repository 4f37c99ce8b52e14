"""Parts of names, by which a search finds a party (`institutions.parties.names.parts`)."""

from django.db import models

from institutions.models.party import PartyName


class NamePart(models.Model):
    """One part of one name, as UTF-8. `manage.py fold_names` makes the parts again, so nothing else depends on them."""

    name = models.ForeignKey(PartyName, models.CASCADE, related_name="parts")
    part = models.BinaryField(max_length=49)

    class Meta:
        indexes = [models.Index(name="names_by_part", fields=["part", "name"])]

    def __str__(self) -> str:
        return bytes(self.part).decode()
