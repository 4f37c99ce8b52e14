"""Reasons why an act on an account is refused."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded


@coded("account.own_rights", gettext_noop("You cannot change your own rights. Ask another administrator."))
class OwnRights(Coded):
    pass


@coded(
    "account.own_authenticator",
    gettext_noop("You cannot remove your own authenticator here. Ask another administrator."),
)
class OwnAuthenticator(Coded):
    pass


@coded(
    "account.link_of_inactive", gettext_noop("This account is switched off, so no link was sent. Switch it on first.")
)
class LinkOfInactive(Coded):
    pass


@coded(
    "account.link_over",
    gettext_noop(
        "This link was used, has expired, or was replaced by a newer one. Ask an administrator for a new link."
    ),
)
class LinkOver(Coded):
    pass


@coded(
    "account.links_of_a_day",
    gettext_noop(
        "No link was sent: this account was sent %(most)s links within a day. Whoever runs the server can print a link "
        "with: manage.py password_link %(name)s"
    ),
)
class LinksOfADay(Coded):
    most: int
    name: str


@coded(
    "account.no_address",
    gettext_noop(
        "No link was sent: the account has no confirmed e-mail address, or no mail server is set up. Whoever runs the "
        "server can print a link with: manage.py password_link %(name)s"
    ),
)
class NoAddressForLink(Coded):
    name: str


@coded(
    "request.waits_already",
    gettext_noop("A request of this kind about the account already waits. It must be confirmed or refused first."),
)
class RequestWaitsAlready(Coded):
    pass


@coded("request.over", gettext_noop("This request no longer waits. Make a new one if it is still needed."))
class RequestOver(Coded):
    pass


@coded("request.own", gettext_noop("You made this request, so another administrator must confirm it."))
class OwnRequest(Coded):
    pass


@coded("request.about_yourself", gettext_noop("This request is about you, so another administrator must confirm it."))
class AboutYourself(Coded):
    pass


@coded(
    "request.same_person",
    gettext_noop("The request was made with another account of yours, so another person must confirm it."),
)
class SamePersonAsked(Coded):
    pass


@coded(
    "request.without_person",
    gettext_noop(
        "Two administrators are two people only if both accounts are linked to a person in the register. Link them, or "
        "let whoever runs the server confirm with: manage.py account_requests --confirm %(number)s"
    ),
)
class WithoutPerson(Coded):
    number: PlainNumber | int


@coded(
    "request.asker_left",
    gettext_noop("The administrator who made this request no longer is one. Refuse it and make a new one."),
)
class AskerLeft(Coded):
    pass


@coded(
    "request.name_taken",
    gettext_noop(
        "Another account has this user name, or this name at the organisation's server, by now. Choose another one; a "
        "request for it can only be refused."
    ),
)
class AccountNameTaken(Coded):
    pass


@coded(
    "request.changed_meanwhile",
    gettext_noop("The account was changed after the request was made. Refuse the request and make a new one."),
)
class AccountChangedMeanwhile(Coded):
    pass
