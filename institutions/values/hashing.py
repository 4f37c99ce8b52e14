"""Canonical JSON, and the two hashes: of a text as it is, and of plain data as canonical JSON.

An event of the audit trail names a text that it does not hold by a key that ends in `_sha256`: the `hash_text` of the
text. Three such keys were once written with `hash_json`, that is with the quotes of the text: `reason_sha256` in events
of possible matches (`lead_…`), `address_sha256` in those of e-mail choices and of webhooks, and `external_id_sha256` in
those of accounts. An event is never changed, so these keys got a second version: the same events now say
`reason_text_sha256`, `address_text_sha256` and `external_id_text_sha256`. To find out which text an older event
names, compare its key with `hash_json(text)`; every other key is compared with `hash_text(text)`.
"""

import orjson

from institutions.values.canonical import canonical_json, hash_json, hash_text

__all__ = ["canonical_json", "hash_json", "hash_text", "quick_json"]


def quick_json(data: object) -> str:
    """Return what `canonical_json` returns, faster, for plain data without fractions.

    A fraction is the one value that the two write differently. Integers beyond 64 bits go the slow way.
    """
    try:
        return orjson.dumps(data, option=orjson.OPT_SORT_KEYS).decode()
    except TypeError:
        return canonical_json(data)
