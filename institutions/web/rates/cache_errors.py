"""Errors that say that the shared cache is away: the table of the database, or Redis where it is configured."""

import sys

from django.db import DatabaseError


def cache_errors(*besides: type[Exception]) -> tuple[type[Exception], ...]:
    """Return the classes of these errors, and of some besides, for `except`.

    Commands load the modules that count; Redis' library is loaded only where Redis is asked, and raises only then.
    """
    redis = sys.modules.get("redis")
    found: tuple[type[Exception], ...] = (DatabaseError, OSError, *besides)
    return found if redis is None else (*found, redis.RedisError)
