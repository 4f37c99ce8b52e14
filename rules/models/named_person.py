"""The index of the people whom results name."""

from django.db import models

from institutions.models import Person


class NamedPerson(models.Model):
    """A person whose id is in a snapshot of a partnership's results: an erasure finds the results by it.

    `verify_audit` computes the rows again. No row goes: a snapshot stays, and keeps the id of an erased person.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    partnership = models.ForeignKey("institutions.Partnership", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "named people"
        constraints = [models.UniqueConstraint(fields=["person", "partnership"], name="named_person_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.partnership_id}"
