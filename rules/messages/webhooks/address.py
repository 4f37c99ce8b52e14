"""Allowed addresses of webhooks: https on a public address, looked up when sending and then used as found.

So a name that gets another address between look-up and connection changes nothing. It is also looked up when the
address is entered, to report mistakes at once; but a name need not be known yet.
"""

import ipaddress
import queue
import socket
import threading
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from rules.models import DeliveryTrouble

LONGEST: Final = 500
LOOK_UP_SECONDS: Final = 2.0  # the wait for a name when an address is entered
HTTPS_PORT: Final = 443
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# Networks of IPv6 that lead to an IPv4 address named in the last 32 bits (RFC 6052).
TRANSLATED: Final = ipaddress.ip_network("64:ff9b::/96")


class UnreachableError(Exception):
    """An address that cannot be sent to, and why."""

    def __init__(self, trouble: DeliveryTrouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Target:
    """A host by its name, and the IP address that is used."""

    host: str
    port: int
    address: str
    path: str


def address_trouble(text: str) -> str | None:
    """Return the error in an address that somebody entered, in the reader's language; None if it is right."""
    if len(text) > LONGEST:
        return _("Shorten it to %(longest)d characters.") % {"longest": LONGEST}
    if not text.isascii() or not text.isprintable() or " " in text:
        return _("Write it in ASCII without spaces: other letters of a host name as xn--…, of a path as %%e3….") % {}
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return _("This is not an address. Write it as in https://hooks.example.go.jp/policyengine.")
    if parts.scheme != "https" or not parts.hostname or port == 0:
        return _("Write an address that begins with https:// and names a host.")
    if parts.username is not None or parts.password is not None or parts.fragment:
        return _("Leave out the user name, the password and everything after #. The signature shows the sender.")
    literal = literal_of(parts)
    if literal and not is_allowed_address(literal):
        return _(
            "This address is private. Write a public one, or ask for its network to be allowed (WEBHOOK_NETWORKS)."
        )
    return None


def trouble_now(text: str) -> str | None:
    """Return the error in what a valid address's name resolves to now; None if there is none or it is unknown."""
    parts = urlsplit(text)
    host = parts.hostname or ""
    if all(
        is_allowed_address(ipaddress.ip_address(each)) for each in look_up_addresses(host, parts.port or HTTPS_PORT)
    ):
        return None
    said = _(
        "%(host)s leads to a private address or to this machine. Write a host with public addresses only, or "
        "ask for its network to be allowed (WEBHOOK_NETWORKS)."
    )
    return said % {"host": host}


def look_up_addresses(host: str, port: int, seconds: float = LOOK_UP_SECONDS) -> list[str]:
    """Return the addresses of a name if it is known within the seconds, else none: a resolver itself has no limit."""
    found: queue.SimpleQueue[list[str]] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found.put(addresses_of(host, port))
        except UnreachableError:
            found.put([])

    threading.Thread(target=ask, daemon=True).start()
    try:
        return found.get(timeout=seconds)
    except queue.Empty:
        return []


def addresses_of(host: str, port: int) -> list[str]:
    """Return the addresses of a name, at least one; UnreachableError if it is not known."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise UnreachableError(DeliveryTrouble.NAME) from None
    if not found:
        raise UnreachableError(DeliveryTrouble.NAME)
    return [str(each[4][0]) for each in found]


def literal_of(parts: SplitResult) -> Address | None:
    """Return the IP address if the host is one; None if it is a name."""
    try:
        return ipaddress.ip_address(parts.hostname or "")
    except ValueError:
        return None


def target_of(text: str) -> Target:
    """Look the host up. UnreachableError if it is unknown, or any of its addresses may not be sent to."""
    parts = urlsplit(text)
    host, port = parts.hostname or "", parts.port or HTTPS_PORT
    addresses = addresses_of(host, port)
    if not all(is_allowed_address(ipaddress.ip_address(each)) for each in addresses):
        raise UnreachableError(DeliveryTrouble.ADDRESS)
    query = f"?{parts.query}" if parts.query else ""
    return Target(host, port, addresses[0], (parts.path or "/") + query)


def is_allowed_address(address: Address) -> bool:
    """Return whether an address is public, also an embedded IPv4 address, or in a network that the settings allow."""
    meant = embedded_ipv4(address)
    if any(meant in ipaddress.ip_network(each) for each in settings.WEBHOOK_NETWORKS):
        return True
    return meant.is_global and not meant.is_multicast and not meant.is_reserved and not meant.is_unspecified


def embedded_ipv4(address: Address) -> Address:
    """Return the IPv4 address embedded in an IPv6 address, else the address itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in TRANSLATED:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else address)
