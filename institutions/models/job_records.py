"""Records of jobs of every kind: when each was last swept, and which rows an outage of the database returned."""

from django.db import models
from django.utils import timezone


class JobSweep(models.Model):
    """The last sweep of one kind of job. A lease that lapsed while nobody swept says nothing about its worker."""

    task = models.CharField(max_length=60, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.task} at {self.at:%Y-%m-%d %H:%M:%S}"


class JobReturn(models.Model):
    """A job that came back to its queue because of outages, and how often; removed when the job ends."""

    task = models.CharField(max_length=60)
    job = models.CharField(max_length=40, help_text="key of its row")
    times = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "job"], name="one_count_of_returns_a_job")]

    def __str__(self) -> str:
        return f"{self.task} {self.job}: {self.times}"
