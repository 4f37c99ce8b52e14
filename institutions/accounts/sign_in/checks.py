"""Checks of a server's settings for sign-in (`manage.py check --deploy`)."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004 - Django's word
from django.db import connection

from institutions.accounts.protected import PROTECTED_ROLES
from institutions.models import Account, Role, reviewers_without_person


@register(Tags.security)
def roles_exist(**_kwargs: Any) -> list[CheckMessage]:  # Any: as Django calls it
    """Report misspelled roles: such a role would go without a second factor."""
    strange = sorted(set(settings.SECOND_FACTOR_ROLES) - set(Role.values))
    hint = f"Known are {', '.join(Role.values)}."
    return [Error(f"SECOND_FACTOR_ROLES names no role: {', '.join(strange)}.", hint, id="sign_in.E001")] * bool(strange)


@register(Tags.database)
def reviewers_have_persons(
    databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[CheckMessage]:  # Any: as above
    """Warn, with `migrate` and `check --database default`, of reviewers who cannot act until they are linked."""
    if not databases or Account._meta.db_table not in connection.introspection.table_names():  # noqa: SLF001 - Django's own way
        return []
    names = list(
        reviewers_without_person().values_list("username", flat=True)
    )  # the only column that an upgrade has yet
    said = f"These reviewers are linked to no person in the register, so they can read and not act: {', '.join(names)}."
    hint = "An administrator enters the id of their person under Accounts, and another one confirms."
    return [Warning(said, hint, id="sign_in.W003")] * bool(names)


@register(Tags.security, deploy=True)
def second_factor_is_on(**_kwargs: Any) -> list[CheckMessage]:  # Any: as above
    """Warn of a server on which roles that take two administrators sign in with a password alone."""
    missing = sorted(PROTECTED_ROLES - set(settings.SECOND_FACTOR_ROLES))
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
