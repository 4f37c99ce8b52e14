"""Settings for storage: the database, and the cache that all processes share."""

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
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# One cache for all processes and machines: it counts failed sign-ins and requests. Redis where CACHE_URL names it,
# else a table of the database, made by a migration.
CACHE_URL = env.str("CACHE_URL", default="")
SHARED_CACHE = (
    {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL, "KEY_PREFIX": "policyengine"}
    if CACHE_URL
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "policyengine_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # over it entries are thrown away, counts of failures among them
    }
)
CACHES = {"default": SHARED_CACHE, "rates": SHARED_CACHE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
