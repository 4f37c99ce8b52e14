"""The address that a request comes from, as far as the proxies of the settings name it, and the network of that."""

from ipaddress import ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest

# What a provider gives one customer at most times: whoever has one address of it has all of them.
BITS = {4: 24, 6: 48}


def address_of(request: HttpRequest) -> str:
    """Return the address that the request comes from; empty if it has none, as over a socket of this machine."""
    try:
        return str(get_adapter().get_client_ip(request))
    except ImproperlyConfigured:  # fewer addresses than TRUSTED_PROXIES: it came past a proxy
        return str(request.META.get("REMOTE_ADDR", ""))
    except PermissionDenied:
        return ""


def network_of(address: str) -> str:
    """Return the network of an address, `198.51.100.0/24` for 198.51.100.7; the text itself if it is no address."""
    try:
        version = ip_address(address).version
    except ValueError:
        return address
    return str(ip_network(f"{address}/{BITS[version]}", strict=False))
