"""Names inside web addresses: words joined by hyphens or dots, in any order, encoded or not."""

import re
from typing import Final
from urllib.parse import unquote, urlsplit

ADDRESS: Final = re.compile(r"https?://[^\s<>\"'）)」]+", re.IGNORECASE)
BETWEEN: Final = r"[\W_]*"  # what joins the words of a name in an address


def address_names(address: str, name: str) -> bool:
    """Return whether an address contains a name: `sato-haruka`, `Haruka.Sato`, %E4%BD%90…; not a single word of it."""
    words = [re.escape(each) for each in name.split()]
    orders = [BETWEEN.join(words), BETWEEN.join(reversed(words))]
    return any(re.search(rf"(?<![^\W_]){each}(?![^\W_])", unquote(address), re.IGNORECASE) for each in orders)


def address_without(address: str, names: tuple[str, ...], placeholder: str) -> str:
    """Return an address as it is, or one that leads nowhere if it contains a name: its host is kept if it has none."""
    found = [each for each in names if address_names(address, each)]
    if not found:
        return address
    parts = urlsplit(address)
    if any(address_names(parts.netloc, each) for each in found):
        return f"https://{placeholder}.invalid/"  # a domain of nobody's (RFC 2606)
    return f"{parts.scheme}://{parts.netloc}/{placeholder}"
