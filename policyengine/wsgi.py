"""WSGI entry point for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from institutions.values.late_modules import load_late_modules
from policyengine.garbage import look_past_what_stays, look_rarely
from policyengine.traces import start_traces
from policyengine.unread_body import reading_whole_bodies

look_rarely()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policyengine.settings")
application = reading_whole_bodies(get_wsgi_application())
start_traces()
load_late_modules()  # before the first request, which would wait for them
look_past_what_stays()
