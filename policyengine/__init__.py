"""The Django project: wiring only. Importing it makes the Celery app known to every process."""

from policyengine.celery import app as celery_app

__all__ = ["celery_app"]
