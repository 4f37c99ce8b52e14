"""Settings of the web server, for `make run`, the systemd units and the container: gunicorn --config FILE.

WEB_BIND             address and port, or unix:FILE; default: 127.0.0.1:8000, where the proxy of the same machine asks
WEB_WORKERS          processes; default 2
WEB_THREADS          threads of each, and so the requests it serves at once; default 4
"""

import os

import environ

env = environ.Env()
# It serves pages: no library needs a thread of its own here, and a process with one is not safely copied.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

wsgi_app = "policyengine.wsgi"
bind = env.str("WEB_BIND", default="127.0.0.1:8000")
worker_class = "gthread"  # a plain worker is ended in the middle of a request that takes longer than the time limit
workers = env.int("WEB_WORKERS", default=2)
threads = env.int("WEB_THREADS", default=4)
# Read once, before the workers are made, which share its memory. It opens no connection and starts no thread. So a new
# version needs a restart: a reload (HUP) would keep the old program.
preload_app = True

# Longer than a proxy keeps an unused connection (60 seconds in docs/installing), so that the proxy closes it first:
# otherwise it may send a request into a connection that is just being closed, and its reader gets an error.
keepalive = 75
timeout = 30  # for a worker that gives no sign of life, however long a request takes
graceful_timeout = 30  # for the requests of a stopping worker; the largest PDF report takes about 20 seconds

# Addresses of readers and the names that they searched for are personal data, and every act and every sensitive read is
# in the audit trail already. The proxy logs requests without either.
accesslog = None
errorlog = "-"
logger_class = "policyengine.web_logs.JsonLogger"
loglevel = "warning"
control_socket_disable = True  # it would lie in a home folder, and nothing here uses it
