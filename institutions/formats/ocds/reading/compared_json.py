"""Plain data of a file as a text by which it is compared with other data."""

import json

import orjson


def comparable_json(data: object) -> str:
    """Return JSON with sorted keys, also for halves of letters, large integers and numbers that JSON has not."""
    try:
        return orjson.dumps(data, option=orjson.OPT_SORT_KEYS).decode()
    except TypeError:
        return json.dumps(data, sort_keys=True)
