"""Allowed addresses of webhooks: https on a public address, looked up when sending and then used as found.

So a name that gets another address between look-up and connection changes nothing. It is also looked up when the
address is entered, to report mistakes at once; but a name need not be known yet.
"""

import ipaddress
import queue
import re
import socket
import threading
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from rules.messages.webhooks.address_troubles import (
    AddressNotAscii,
    AddressTooLong,
    DotAfterHost,
    LeadsToPrivate,
    NamesSomebody,
    NoHttps,
    NoWebhookAddress,
    PrivateAddress,
    ThisMachine,
)
from rules.models import DeliveryTrouble

LONGEST: Final = 500
LOOK_UP_SECONDS: Final = 2.0  # the wait for a name when an address is entered
HTTPS_PORT: Final = 443
HOST_NAME: Final = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
# Names that mean this machine on every machine (RFC 6761, and what operating systems add).
THIS_MACHINE: Final = re.compile(r"(?:^|\.)(?:localhost|localdomain)$|^(?:ip6-)?(?:localhost|loopback)$")
LOOPBACK: Final = ipaddress.IPv4Address("127.0.0.1")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# Networks of IPv6 that lead to an IPv4 address named in the last 32 bits (RFC 6052).
TRANSLATED: Final = ipaddress.ip_network("64:ff9b::/96")
# All of IPv6 that is given out to anybody (RFC 4291); what is outside leads to a site, a link or nowhere.
GIVEN_OUT: Final = ipaddress.ip_network("2000::/3")
# Networks for protocols and documents (RFC 6890, 7526, 9637) that versions of Python class differently.
OF_PROTOCOLS: Final = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "3fff::/20")))


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


def address_trouble(text: str) -> Coded | None:
    """Return the error in an address that somebody entered; None if it is right."""
    if len(text) > LONGEST:
        return AddressTooLong(longest=PlainNumber(LONGEST))
    if not text.isascii() or not text.isprintable() or " " in text:
        return AddressNotAscii()
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return NoWebhookAddress()
    if parts.scheme != "https" or not parts.hostname or port == 0:
        return NoHttps()
    if parts.username is not None or parts.password is not None or parts.fragment:
        return NamesSomebody()
    return host_trouble(parts.hostname)


def host_trouble(host: str) -> Coded | None:
    """Return the error in the host of an address that shows without a look-up; None if there is none."""
    literal = literal_of(host)
    if literal:
        return None if is_allowed_address(literal) else PrivateAddress()
    name = host.removesuffix(".")
    if not HOST_NAME.fullmatch(name):
        return NoWebhookAddress()
    if name != host:
        return DotAfterHost(host=name)
    if THIS_MACHINE.search(name) and not is_allowed_address(LOOPBACK):
        return ThisMachine(host=name)
    return None


def trouble_now(text: str) -> Coded | None:
    """Return the error in what a valid address's name resolves to now; None if there is none or it is unknown."""
    parts = urlsplit(text)
    host = parts.hostname or ""
    if all(
        is_allowed_address(ipaddress.ip_address(each)) for each in look_up_addresses(host, parts.port or HTTPS_PORT)
    ):
        return None
    return LeadsToPrivate(host=host)


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


def literal_of(host: str) -> Address | None:
    """Return the IP address if the host is one, also as one number, shortened, octal or hexadecimal; else None.

    A resolver reads all these notations, so a host written in one of them is no name.
    """
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except OSError:
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
    if any(meant in each for each in OF_PROTOCOLS) or (meant.version == 6 and meant not in GIVEN_OUT):
        return False
    return meant.is_global and not meant.is_multicast and not meant.is_reserved and not meant.is_unspecified


def embedded_ipv4(address: Address) -> Address:
    """Return the IPv4 address embedded in an IPv6 address, else the address itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in TRANSLATED:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else address)
