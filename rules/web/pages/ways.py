"""The first page's list of what each role can do here, also while nothing waits; no query.

Each line leads to a page that the role may open: a test opens all of them.
"""

from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from institutions.models import Account, Role

Way = tuple[str, Promise, Promise]  # the name of an address, what one does there, and what it is for

PROPOSE: Final = (
    "propose",
    _("Propose a partnership"),
    _("a form that saves itself and shows findings at once"),
)
WATCH: Final = (
    "partnerships",
    _("Follow a partnership"),
    _("its findings, missing data and next steps"),
)
RULEBOOK: Final = (
    "rulebook",
    _("Read the rulebook"),
    _("every question that is asked, with its law and its numbers"),
)
FIRST_CASE: Final = ("first-case", _("Walk through a first case"), _("step by step, on demonstration data"))
GLOSSARY: Final = (
    "glossary",
    _("Look up a word"),
    _("the words of these pages in English and Japanese, and the law"),
)
COUNTS: Final = ("dashboard", _("See the figures"), _("findings over time, and where cases wait"))
WAYS: Final[dict[Role, tuple[Way, ...]]] = {
    Role.OFFICER: (
        PROPOSE,
        (
            "imports",
            _("Upload a file"),
            _("tables of bidders, holdings or declarations, checked first"),
        ),
        WATCH,
        RULEBOOK,
        FIRST_CASE,
        GLOSSARY,
    ),
    Role.MINISTRY_CLIENT: (PROPOSE, WATCH, RULEBOOK, FIRST_CASE, GLOSSARY),
    Role.REVIEWER: (
        (
            "partnerships",
            _("Review a partnership"),
            _("accept it, decide its findings, then conclude it"),
        ),
        ("findings", _("Find a finding"), _("all that you may see, by severity, rule and age")),
        COUNTS,
        RULEBOOK,
        FIRST_CASE,
        GLOSSARY,
    ),
    Role.RULEBOOK_EDITOR: (
        RULEBOOK,
        ("screenings", _("See what a new version of the rulebook changes"), _("bulk checks of the whole register")),
        COUNTS,
        GLOSSARY,
    ),
    Role.AUDITOR: (
        ("audit-samples", _("Draw a sample"), _("cleared cases to review, drawn so that anyone can repeat it")),
        ("audit-overrides", _("Read the decisions"), _("dismissed and mitigated findings with their reasons")),
        ("audit", _("Search the audit trail"), _("every act and every reading of sensitive data")),
        COUNTS,
        GLOSSARY,
    ),
    Role.ADMINISTRATOR: (
        ("accounts", _("Manage accounts"), _("make one, end one; the other administrator confirms")),
        ("keys", _("Make a key"), _("for the system of a government body")),
        ("webhooks", _("Notify a system"), _("messages to the system of a body about its cases")),
        GLOSSARY,
    ),
}


def ways_of(account: Account) -> list[dict[str, object]]:
    """Return what an account can do here: address, text and purpose of each."""
    return [
        {"url": reverse(address), "text": text, "note": note}
        for address, text, note in WAYS.get(Role(account.role), ())
    ]
