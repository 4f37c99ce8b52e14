"""Accounts that a comment mentions with @ and their user name. A mention reaches only those who may read it."""

import re
from typing import Final

from institutions.models import Account, Partnership
from rules.access.audiences import ForAudience, paper_reader

# As Django writes user names, after the beginning, a blank or a mark; an address of e-mail mentions nobody.
MENTION: Final = re.compile(r"(?<![\w.+@-])@([\w.+-]+)")
MOST_MENTIONS: Final = 20


def names_mentioned(text: str) -> list[str]:
    """Return the user names after @ in a text, each once, without the full stop that ends a sentence."""
    return list(dict.fromkeys(each.rstrip(".+-") for each in MENTION.findall(text) if each.rstrip(".+-")))


def accounts_reached(names: list[str], comment: ForAudience, partnership: Partnership) -> list[Account]:
    """Return the accounts of these names that can sign in and may read the comment, at most six queries each."""
    accounts = Account.objects.filter(username__in=names, is_active=True).order_by("pk")
    return [each for each in accounts if paper_reader(each, partnership).reads(comment)]
