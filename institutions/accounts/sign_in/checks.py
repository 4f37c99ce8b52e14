"""Checks of a server's settings for sign-in (`manage.py check --deploy`)."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004 - Django's word

from institutions.models import Role


@register(Tags.security)
def roles_exist(**_kwargs: Any) -> list[CheckMessage]:  # Any: as Django calls it
    """Report misspelled roles: such a role would go without a second factor."""
    strange = sorted(set(settings.SECOND_FACTOR_ROLES) - set(Role.values))
    hint = f"Known are {', '.join(Role.values)}."
    return [Error(f"SECOND_FACTOR_ROLES names no role: {', '.join(strange)}.", hint, id="sign_in.E001")] * bool(strange)


@register(Tags.security, deploy=True)
def second_factor_is_on(**_kwargs: Any) -> list[CheckMessage]:  # Any: as above
    """Warn of a server on which reviewers, auditors or administrators sign in with a password alone."""
    missing = sorted({Role.REVIEWER, Role.AUDITOR, Role.ADMINISTRATOR} - set(settings.SECOND_FACTOR_ROLES))
    hint = "Leave SECOND_FACTOR_ROLES unset, or add them."
    said = f"{', '.join(missing)} sign in without a second factor."
    return [Warning(said, hint, id="sign_in.W001")] * bool(missing)


@register(Tags.security, deploy=True)
def proxies_are_counted(**_kwargs: Any) -> list[CheckMessage]:  # Any: as above
    """Report a proxy whose word on addresses nobody trusts: everybody would share the limits of its one address."""
    hint = "Set TRUSTED_PROXIES to the number of proxies that add to X-Forwarded-For, 1 for a single one."
    said = "BEHIND_TLS_PROXY is on and TRUSTED_PROXIES is 0: every request seems to come from the proxy."
    behind = settings.SECURE_PROXY_SSL_HEADER is not None and settings.ALLAUTH_TRUSTED_PROXY_COUNT < 1
    return [Error(said, hint, id="sign_in.E002")] * behind
