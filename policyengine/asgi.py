"""ASGI entry point."""

import os

from django.core.asgi import get_asgi_application

from institutions.values.late_modules import load_late_modules
from policyengine.garbage import look_past_what_stays, look_rarely

look_rarely()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policyengine.settings")
application = get_asgi_application()
load_late_modules()  # before the first request, which would wait for them
look_past_what_stays()
