"""The main navigation: one table of groups and their pages, and the accounts that see each. A page has a `section`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


def everybody(_user: Any) -> bool:  # Any: this and the next look at an account, which is the register's
    """Match everyone who has signed in."""
    return True


def staff(user: Any) -> bool:
    """Match everybody but officials who are here to speak for themselves alone."""
    return bool(user.role != "named")


def linked(user: Any) -> bool:
    """Match accounts linked to a person of the register."""
    return user.person_id is not None


def only(*roles: str) -> Callable[[Any], bool]:
    """Match these roles alone."""
    return lambda user: user.role in roles


@dataclass(frozen=True, slots=True)
class Entry:
    """A page: the section that it marks, its label, the name of its address, and the accounts that see it."""

    section: str
    label: Promise
    address: str
    seen_by: Callable[[Any], bool] = staff


@dataclass(frozen=True, slots=True)
class Group:
    """A group of pages under one label; a group of one page is shown as that page."""

    name: str
    label: Promise
    entries: tuple[Entry, ...]


def alone(entry: Entry) -> Group:
    """Make a group of a single page."""
    return Group(entry.section, entry.label, (entry,))


GROUPS: Final = (
    alone(Entry("my", _("My page"), "my", linked)),
    alone(Entry("work", _("Work queue"), "home")),
    Group(
        "cases",
        _("Partnerships"),
        (
            Entry("partnerships", _("All partnerships"), "partnerships"),
            Entry("findings", _("Findings"), "findings"),
            Entry("dashboard", _("Dashboard"), "dashboard"),
        ),
    ),
    Group(
        "register",
        pgettext_lazy("navigation", "Register"),
        (
            Entry("companies", _("Companies"), "companies"),
            Entry("people", _("People"), "people"),
            Entry("bodies", _("Government bodies"), "bodies"),
            Entry("lists", _("Lists"), "lists"),
            Entry("sources", _("Sources"), "sources"),
        ),
    ),
    Group(
        "data",
        pgettext_lazy("navigation", "Data"),
        (
            Entry("imports", _("Imports"), "imports"),
            Entry("exports", _("Exports"), "exports"),
            Entry("leads", _("Possible matches"), "leads"),
        ),
    ),
    alone(Entry("rulebook", _("Rulebook"), "rulebook", everybody)),
    alone(Entry("audit", _("Audit"), "audit", only("auditor"))),
    Group(
        "administration",
        pgettext_lazy("navigation", "Admin"),
        (
            Entry("accounts", _("Accounts"), "accounts", only("administrator")),
            Entry("webhooks", _("Webhooks"), "webhooks", only("administrator")),
        ),
    ),
)


def navigation(request: HttpRequest) -> dict[str, Any]:  # Any: a template's context
    """Return, for templates, the part of the table that the reader sees. Nothing before sign-in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": []}
    return {"navigation": [shown for group in GROUPS if (shown := seen(group, user))]}


def seen(group: Group, user: Any) -> dict[str, Any] | None:  # Any: what the template shows
    """Return a group with the pages that an account sees; None where it sees none."""
    entries = [
        {"section": each.section, "label": each.label, "url": reverse(each.address)}
        for each in group.entries
        if each.seen_by(user)
    ]
    if not entries:
        return None
    return {"label": group.label, "entries": entries, "sections": [each["section"] for each in entries]}
