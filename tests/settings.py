"""The project's settings as the tests need them: no secret, a state folder of its own, quick password hashes."""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("DEBUG", "true")
if "POLICYENGINE_VAR" not in os.environ:
    # One folder a run: the processes that tests start inherit it, and only this process removes it.
    os.environ["POLICYENGINE_VAR"] = tempfile.mkdtemp(prefix="policyengine-tests-")
    atexit.register(shutil.rmtree, os.environ["POLICYENGINE_VAR"], ignore_errors=True)

from policyengine.settings import *  # noqa: F403 - everything else is as it runs

DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
SECOND_FACTOR_ROLES = []  # most tests sign in without a password; those of the second factor set it
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405 - WhiteNoise warns of a folder that is not there
SCREENING_HOUR = -1  # no test starts a screening because of the hour; those of the night set it
MAIL_CONFIGURED = False  # whatever this machine has; tests of e-mail have a server of their own
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True  # a file is looked for when it is asked for, not all of them for each test client
REQUESTS_A_MINUTE = dict.fromkeys(REQUESTS_A_MINUTE, 0)  # noqa: F405 - tests of limits set their own
# A count in each process: a shared one would add queries to those that tests count, once a second.
CACHES = {**CACHES, "rates": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}  # noqa: F405 - as above
# Nothing of a test has to outlast the machine, so no commit waits for the disk.
OPTIONS = DATABASES["default"]["OPTIONS"]  # noqa: F405 - as above
if DATABASES["default"]["ENGINE"].endswith("postgresql"):  # noqa: F405 - as above
    OPTIONS["options"] += " -c synchronous_commit=off"
else:
    OPTIONS["init_command"] = OPTIONS["init_command"].replace("synchronous=NORMAL", "synchronous=OFF")
