"""The main navigation: one table of groups and their pages, and the accounts that see each. A page has a `section`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


def is_signed_in(_user: Any) -> bool:  # Any: this and the next look at an account, which is the register's
    """Match everyone who has signed in."""
    return True


def is_staff_account(user: Any) -> bool:
    """Match everybody but roles to which most pages are closed: officials for themselves, members, and planners."""
    return user.role not in ("named", "commission_member", "planner")


def sees_bodies(user: Any) -> bool:
    """Match everybody but officials who are here to speak for themselves alone, and members of commissions."""
    return user.role not in ("named", "commission_member")


def is_linked_to_person(user: Any) -> bool:
    """Match accounts linked to a person of the register."""
    return user.person_id is not None


def has_role(*roles: str) -> Callable[[Any], bool]:
    """Match these roles alone."""
    return lambda user: user.role in roles


@dataclass(frozen=True, slots=True)
class NavigationPage:
    """A page: the section that it marks, its label, the name of its address, and the accounts that see it."""

    section: str
    label: Promise
    address: str
    seen_by: Callable[[Any], bool] = is_staff_account


@dataclass(frozen=True, slots=True)
class NavigationGroup:
    """A group of pages under one label; a group of one page is shown as that page."""

    name: str
    label: Promise
    entries: tuple[NavigationPage, ...]


def single_page_group(entry: NavigationPage) -> NavigationGroup:
    """Make a group of a single page."""
    return NavigationGroup(entry.section, entry.label, (entry,))


GROUPS: Final = (
    single_page_group(NavigationPage("my", _("My page"), "my", is_linked_to_person)),
    single_page_group(NavigationPage("work", _("Work queue"), "home")),
    NavigationGroup(
        "cases",
        _("Partnerships"),
        (
            NavigationPage("partnerships", _("All partnerships"), "partnerships"),
            NavigationPage("findings", _("Findings"), "findings"),
            NavigationPage("dashboard", _("Dashboard"), "dashboard"),
            NavigationPage("screenings", _("Bulk checks"), "screenings"),
            NavigationPage("processes", _("Published processes"), "processes"),
            NavigationPage("missing-data", _("Missing data"), "missing-data"),
        ),
    ),
    NavigationGroup(
        "register",
        pgettext_lazy("navigation", "Register"),
        (
            NavigationPage("companies", _("Companies"), "companies"),
            NavigationPage("people", _("People"), "people"),
            NavigationPage("bodies", _("Government bodies"), "bodies", sees_bodies),
            NavigationPage(
                "reorganisations",
                _("Reorganisations"),
                "reorganisations",
                has_role("planner", "auditor", "administrator"),
            ),
            NavigationPage("lists", _("Lists"), "lists"),
            NavigationPage("sources", _("Sources"), "sources"),
        ),
    ),
    NavigationGroup(
        "data",
        pgettext_lazy("navigation", "Data"),
        (
            NavigationPage("imports", _("Imports"), "imports"),
            NavigationPage("exports", _("Exports"), "exports"),
            NavigationPage("leads", _("Possible matches"), "leads"),
            NavigationPage("docs", _("REST interface"), "docs", sees_bodies),
            NavigationPage("person-data", _("Personal data requests"), "person-data", has_role("reviewer", "auditor")),
            NavigationPage("erasure", _("Before an erasure"), "person-erasure", has_role("reviewer", "auditor")),
            NavigationPage("retention", _("Retention and legal holds"), "retention", has_role("reviewer", "auditor")),
            NavigationPage("data-protection", _("Data protection"), "data-protection", has_role("auditor")),
        ),
    ),
    NavigationGroup(
        "rules",
        _("Rulebook"),
        (
            NavigationPage("rulebook", _("All rules"), "rulebook", is_signed_in),
            NavigationPage("workshop", _("Workshop for rules"), "workshop", has_role("rulebook_editor", "auditor")),
            NavigationPage("glossary", _("Glossary"), "glossary", is_signed_in),
        ),
    ),
    single_page_group(
        NavigationPage(
            "commissions", _("Commissions"), "commissions", has_role("officer", "auditor", "commission_member")
        )
    ),
    single_page_group(NavigationPage("audit", _("Audit"), "audit", has_role("auditor"))),
    NavigationGroup(
        "administration",
        pgettext_lazy("navigation", "Admin"),
        (
            NavigationPage("accounts", _("Accounts"), "accounts", has_role("administrator")),
            NavigationPage("keys", _("Keys of systems"), "keys", has_role("administrator")),
            NavigationPage("webhooks", _("Webhooks"), "webhooks", has_role("administrator")),
            NavigationPage("erasure", _("Before an erasure"), "person-erasure", has_role("administrator")),
            NavigationPage("retention", _("Retention and legal holds"), "retention", has_role("administrator")),
            NavigationPage("installation", _("State of the installation"), "installation", has_role("administrator")),
        ),
    ),
)


def visible_navigation(request: HttpRequest) -> dict[str, Any]:  # Any: a template's context
    """Return, for templates, the part of the table that the reader sees. Nothing before sign-in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": []}
    return {"navigation": [shown for group in GROUPS if (shown := visible_group(group, user))]}


def visible_group(group: NavigationGroup, user: Any) -> dict[str, Any] | None:  # Any: what the template shows
    """Return a group with the pages that an account sees; None if it sees none."""
    entries = [
        {"section": each.section, "label": each.label, "url": reverse(each.address)}
        for each in group.entries
        if each.seen_by(user)
    ]
    if not entries:
        return None
    return {"label": group.label, "entries": entries, "sections": [each["section"] for each in entries]}
