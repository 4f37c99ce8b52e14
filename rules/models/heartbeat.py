"""The last moment at which a regular job ran: /readyz reads it as the last beat."""

from django.db import models


class Heartbeat(models.Model):
    """One regular job, sent by beat and run by a worker: a fresh moment shows that both are alive."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.at:%Y-%m-%d %H:%M:%S}"
