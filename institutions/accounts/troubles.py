"""Reasons why a change of an account is refused."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
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
