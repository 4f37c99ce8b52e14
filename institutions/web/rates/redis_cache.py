"""Redis as a cache that keeps JSON; Django's own keeps pickles (`cached_json`)."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.core.cache.backends.redis import RedisCache, RedisCacheClient

from institutions.web.rates.cached_json import from_json, to_json, unreadable

# How Redis says that an entry is not of the type that was asked for. Other errors say that it is full, read-only or so.
OF_ENTRY: Final = ("WRONGTYPE", "value is not an integer", "increment or decrement would overflow")


class JsonSerializer:
    """The serializer of Django's client. A whole number is its digits, so that Redis can add to it."""

    def dumps(self, obj: object) -> bytes:
        """Return a value as JSON."""
        return to_json(obj).encode()

    def loads(self, data: object) -> Any:  # Any: whatever was kept
        """Return a value from JSON; the client below names its key."""
        return from_json("?", data)


class JsonRedisClient(RedisCacheClient):
    """Django's client, which reads JSON alone and names the key of an entry that is none."""

    _lib: Any  # the library, as Django's class has it

    def __init__(self, servers: list[str], **options: Any) -> None:  # Any: passed on to Redis' library
        super().__init__(servers, **{**options, "serializer": JsonSerializer})

    def get(self, key: Any, default: Any) -> Any:  # Any: as Django's
        """Return what is kept under a key, or `default`. UnreadableEntryError if it is no JSON."""
        with self._naming(key):
            kept = self.get_client(key).get(key)
        return default if kept is None else from_json(key, kept)

    def get_many(self, keys: Iterable[Any]) -> dict[Any, Any]:  # Any: as above
        """Return what is kept under these keys. UnreadableEntryError if one of the entries is no JSON."""
        asked = list(keys)
        with self.get_client(None).pipeline(transaction=False) as reading:  # MGET passes over entries of another type
            for key in asked:
                reading.get(key)
            kept = reading.execute(raise_on_error=False)
        found = {}
        for key, each in zip(asked, kept, strict=True):
            with self._naming(key):
                if isinstance(each, Exception):
                    raise each
            if each is not None:
                found[key] = from_json(key, each)
        return found

    def incr(self, key: Any, delta: int) -> Any:  # Any: as above
        """Add to a count, and return it. UnreadableEntryError if the entry is none."""
        with self._naming(key):
            return super().incr(key, delta)

    @contextmanager
    def _naming(self, key: str) -> Iterator[None]:
        """Turn Redis' refusal of an entry of another type into an error that names its key."""
        try:
            yield
        except self._lib.ResponseError as error:
            if str(error).startswith(OF_ENTRY):
                raise unreadable(key) from error
            raise


class JsonRedisCache(RedisCache):
    """Django's cache in Redis, with that client."""

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:  # Any: the settings
        super().__init__(server, params)
        self._class = JsonRedisClient
