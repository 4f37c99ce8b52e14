"""Questions of stored results to the register, so that a change of it finds the partnerships that it touches."""

from django.db import models
from django.db.models import Q


class AskedPlaces(models.Model):
    """Places in which one value was asked for together (`gathering.questions`). Few sets serve all cases."""

    sha256 = models.CharField(max_length=64, unique=True)
    places = models.JSONField()

    class Meta:
        verbose_name_plural = "asked places"

    def __str__(self) -> str:
        return ", ".join(self.places)


class Asking(models.Model):
    """The questions of the newest stored result of a partnership to the register, as known at a moment.

    Its values are in `AskedValue`. Acts of the sponsor are asked for by their dates: see
    `rules.facts.gathering.questions.HistoryAsked`.
    """

    partnership = models.OneToOneField("institutions.Partnership", on_delete=models.CASCADE, related_name="asking")
    known_at = models.DateTimeField()
    sponsor = models.CharField(max_length=40)
    domain = models.CharField(max_length=40)
    object = models.CharField(max_length=40)
    before = models.DateField()
    calls_since = models.DateField(null=True, blank=True)
    awards_since = models.DateField()

    class Meta:
        verbose_name_plural = "askings"
        indexes = [models.Index(fields=["sponsor", "domain"], name="asking_by_domain")]

    def __str__(self) -> str:
        return f"{self.partnership_id} as known at {self.known_at:%Y-%m-%d %H:%M:%S}"


class AskedValue(models.Model):
    """A party, domain, call or country that was asked for. There are many rows: the constraint is the index too."""

    asking = models.ForeignKey(Asking, on_delete=models.CASCADE, related_name="values")
    value = models.CharField(max_length=100)
    places = models.ForeignKey(AskedPlaces, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["value", "places", "asking"], name="asked_value_once")]

    def __str__(self) -> str:
        return self.value


class NotedChange(models.Model):
    """A change of the register, kept until everything that was gathered before it is stored.

    It is also the order to assess again: a walk goes through the stored questions of a change that touches many cases.
    """

    at = models.DateTimeField(db_index=True, help_text="what was recorded or superseded then")
    touch = models.JSONField(help_text="rules.facts.gathering.touch")
    walk_after = models.PositiveBigIntegerField(
        null=True, blank=True, help_text="number of the questions that its walk has reached; empty: nothing is left"
    )

    class Meta:
        indexes = [models.Index(fields=["id"], condition=Q(walk_after__isnull=False), name="changes_to_walk")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S}"


class ChangeGate(models.Model):
    """A table without rows, which changes and results lock in different modes (`rules.assessing.gate`)."""

    def __str__(self) -> str:
        return str(self.pk)
