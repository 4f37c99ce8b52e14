"""Keys shared by names that may belong to one party (`institutions.parties.identities.blocking`)."""

from django.db import models

from institutions.models.party import PartyName


class NameKey(models.Model):
    """One key of one name. `manage.py fold_names` makes the keys again, so nothing else depends on them."""

    name = models.ForeignKey(PartyName, models.CASCADE, related_name="keys")
    key = models.CharField(max_length=12)

    class Meta:
        indexes = [models.Index(name="names_by_key", fields=["key", "name"])]

    def __str__(self) -> str:
        return self.key
