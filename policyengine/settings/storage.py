"""Settings for storage: the database, and the cache that all processes share."""

from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from policyengine.settings.environment import VAR_DIR, env

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'policyengine.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Without IMMEDIATE a transaction that first reads and then writes fails at once when another one writes.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    # Threads of a live server and worker processes share the test database only if it is a file.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # All our queries read few rows. PostgreSQL takes a recursive one for large, and compiles it for half a second.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
    # A connection costs PostgreSQL a process. Each thread of a web process and each process of a worker keeps its own;
    # Celery closes what a process of a worker inherits when it is forked. A server that has restarted is noticed before
    # the first query. `?conn_max_age=` of DATABASE_URL sets another number of seconds, 0 where a pool stands between.
    if "pool" in DATABASES["default"]["OPTIONS"]:
        message = (
            "DATABASE_URL asks for a pool of connections (`pool`), but each process keeps its own. Leave `pool` out; "
            "`conn_max_age` says for how many seconds a connection is kept."
        )
        raise ImproperlyConfigured(message)
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# `manage.py upgrade` divides tables of questions, results and statements with so many rows into so many partitions. 0
# leaves them as they are, 1 makes them whole again.
TABLE_PARTITIONS = env.int("TABLE_PARTITIONS", default=0)
TABLE_PARTITION_ROWS = env.int("TABLE_PARTITION_ROWS", default=10_000_000)
if not 0 <= TABLE_PARTITIONS <= (most := 256):
    raise ImproperlyConfigured(f"TABLE_PARTITIONS is {TABLE_PARTITIONS}. Set it to a number from 0 to {most}.")
if TABLE_PARTITION_ROWS < 0:
    raise ImproperlyConfigured(f"TABLE_PARTITION_ROWS is {TABLE_PARTITION_ROWS}. Set it to a number of rows.")
if TABLE_PARTITIONS and DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    message = (
        f"TABLE_PARTITIONS is {TABLE_PARTITIONS}, but the database is not PostgreSQL, and no other divides its tables. "
        "Leave TABLE_PARTITIONS out, or move to PostgreSQL: a register that needs partitions is too large for SQLite."
    )
    raise ImproperlyConfigured(message)
# One cache for all processes and machines: it counts failed sign-ins and requests. Redis where CACHE_URL names it,
# else a table of the database, made by a migration. Both keep JSON and no pickles: reading an entry runs no code,
# whoever wrote it. VERSION: what an earlier version of the program kept, pickles among it, is never read.
CACHE_URL = env.str("CACHE_URL", default="")
SHARED_CACHE = (
    {
        "BACKEND": "institutions.web.rates.redis_cache.JsonRedisCache",
        "LOCATION": CACHE_URL,
        "KEY_PREFIX": "policyengine",
        "VERSION": 2,
        # Without them a request waits for a Redis behind a dead network as long as the system tries to reach it.
        "OPTIONS": {"socket_connect_timeout": 1.0, "socket_timeout": 1.0},
    }
    if CACHE_URL
    else {
        "BACKEND": "institutions.web.rates.database_cache.JsonDatabaseCache",
        "LOCATION": "policyengine_cache",
        "VERSION": 2,
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # over it entries are thrown away, counts of failures among them
    }
)
CACHES = {"default": SHARED_CACHE, "rates": SHARED_CACHE}
# The fact store, made from the register for evaluations in sets: a folder, or an address that fsspec reads.
FACT_STORE = env.str("FACT_STORE", default=str(VAR_DIR / "facts"))
# The list of erasures, which a restoration repeats: outside the database, and best where nobody can shorten it.
ERASURE_LIST = Path(env.str("ERASURE_LIST", default="") or VAR_DIR / "erasures.list")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Seals of the audit trail as files, each with a request for a timestamp (RFC 3161). If TIMESTAMP_URL is set, that
# authority is asked for it; its root certificate is in TIMESTAMP_CA_FILE (PEM).
SEALS_DIR = Path(env.str("SEALS_DIR", default="") or VAR_DIR / "seals")
SEALS_DIR_SET = bool(env.str("SEALS_DIR", default=""))  # then health checks report seals that are missing there
TIMESTAMP_URL = env.str("TIMESTAMP_URL", default="")
TIMESTAMP_CA_FILE = env.str("TIMESTAMP_CA_FILE", default="")
TIMESTAMP_SECONDS = env.float("TIMESTAMP_SECONDS", default=10.0)  # for the answer of the authority
if TIMESTAMP_URL and urlsplit(TIMESTAMP_URL).scheme not in ("http", "https"):
    raise ImproperlyConfigured("TIMESTAMP_URL is no web address. Set it to that of the authority: https://host/path.")
if TIMESTAMP_URL and not TIMESTAMP_CA_FILE:
    raise ImproperlyConfigured(
        "TIMESTAMP_URL is set. Set TIMESTAMP_CA_FILE to a file with the root certificate of the authority (PEM) too."
    )
