"""Troubles with the address of a webhook."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded


@coded("webhook.address_too_long", gettext_noop("Shorten it to %(longest)s characters."))
class AddressTooLong(Coded):
    longest: PlainNumber


@coded(
    "webhook.address_not_ascii",
    gettext_noop("Write it in ASCII without spaces: other letters of a host name as xn--…, of a path as %%e3…."),
)
class AddressNotAscii(Coded):
    pass


@coded(
    "webhook.no_address",
    gettext_noop("This is not an address. Write it as in https://hooks.example.go.jp/policyengine."),
)
class NoWebhookAddress(Coded):
    pass


@coded("webhook.no_https", gettext_noop("Write an address that begins with https:// and names a host."))
class NoHttps(Coded):
    pass


@coded(
    "webhook.names_somebody",
    gettext_noop("Leave out the user name, the password and everything after #. The signature shows the sender."),
)
class NamesSomebody(Coded):
    pass


@coded(
    "webhook.private_address",
    gettext_noop(
        "This address is private. Write a public one, or ask for its network to be allowed (WEBHOOK_NETWORKS)."
    ),
)
class PrivateAddress(Coded):
    pass


@coded("webhook.dot_after_host", gettext_noop("The host ends with a dot. Write it without: %(host)s."))
class DotAfterHost(Coded):
    host: str


@coded(
    "webhook.this_machine",
    gettext_noop(
        "%(host)s is a name of this machine. Write a host that others reach, or ask for its network to be allowed "
        "(WEBHOOK_NETWORKS)."
    ),
)
class ThisMachine(Coded):
    host: str


@coded(
    "webhook.leads_to_private",
    gettext_noop(
        "%(host)s leads to a private address or to this machine. Write a host with public addresses only, or ask for "
        "its network to be allowed (WEBHOOK_NETWORKS)."
    ),
)
class LeadsToPrivate(Coded):
    host: str
