"""The address that a request comes from, as far as the proxies of the settings name it, and the network of that."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest

# What a provider gives one customer at most times: whoever has one address of it has all of them.
BITS = {4: 24, 6: 48}
IPV4 = 4


def address_of(request: HttpRequest) -> str:
    """Return the address that the request comes from; empty if it has none, as over a socket of this machine.

    Of IPv6 it is the first address of the network: whoever has a network would otherwise count anew with each request.
    """
    try:
        return str(get_adapter().get_client_ip(request))
    except ImproperlyConfigured:  # fewer addresses than TRUSTED_PROXIES: it came past a proxy
        return counted_address(str(request.META.get("REMOTE_ADDR", "")))
    except PermissionDenied:
        return ""


def counted_address(address: str) -> str:
    """Return the address by which a caller is counted: of IPv6 the first of its network; another text as it is.

    An address of IPv4 that a socket of IPv6 reports (::ffff:198.51.100.7) is that of IPv4: all of them would be one.
    """
    found = read_address(address)
    if found is None:
        return address
    return str(found) if found.version == IPV4 else str(network_around(found).network_address)


def network_of(address: str) -> str:
    """Return the network of an address, `198.51.100.0/24` for 198.51.100.7; the text itself if it is no address."""
    found = read_address(address)
    return address if found is None else str(network_around(found))


def read_address(address: str) -> IPv4Address | IPv6Address | None:
    """Return an address, one of IPv4 within IPv6 as that of IPv4; None for another text."""
    try:
        found = ip_address(address)
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found


def network_around(address: IPv4Address | IPv6Address) -> IPv4Network | IPv6Network:
    """Return the network of an address; a zone (fe80::1%eth0) does not count."""
    plain = str(address).partition("%")[0]
    return ip_network(f"{plain}/{BITS[address.version]}", strict=False)
