"""The Django project: wiring only. Importing it makes the Celery app known to every process but the offline verifier.

The verifier (`python -m policyengine.verify_receipt`) runs where neither Celery nor Django is installed.
"""

import sys

__all__ = ["celery_app"]

if "policyengine.verify_receipt" not in sys.orig_argv:
    from policyengine.celery import app as celery_app
