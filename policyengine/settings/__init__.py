"""Settings, read from the environment. Every variable has a default that suits one machine, but for a server's secrets.

DATABASE_URL         sqlite:///… or postgres://…; default: var/policyengine.sqlite3
CELERY_BROKER_URL    filesystem://, amqp://… or redis://…; default: filesystem:// below var/broker
POLICYENGINE_VAR     folder for state; default: var/ beside manage.py
DEBUG                default off; with it off SECRET_KEY and ALLOWED_HOSTS must be given, and HTTPS alone is served

docs/running.md names the others.
"""

from policyengine.settings.browsers import *  # noqa: F403 - Django reads every name of this module
from policyengine.settings.environment import *  # noqa: F403 - Django reads every name of this module
from policyengine.settings.interface import *  # noqa: F403 - Django reads every name of this module
from policyengine.settings.messages import *  # noqa: F403 - Django reads every name of this module
from policyengine.settings.papers import *  # noqa: F403 - Django reads every name of this module
from policyengine.settings.sign_in import *  # noqa: F403 - Django reads every name of this module
from policyengine.settings.site import *  # noqa: F403 - Django reads every name of this module
from policyengine.settings.storage import *  # noqa: F403 - Django reads every name of this module
from policyengine.settings.watching import *  # noqa: F403 - Django reads every name of this module
from policyengine.settings.work import *  # noqa: F403 - Django reads every name of this module
