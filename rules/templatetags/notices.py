"""The number of unread notices, for the navigation: `{% unread_notices as count %}`. One query."""

from typing import Any

from django import template

from institutions.models import Account
from rules.messages.readable_notices import unread_count

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_notices(context: dict[str, Any]) -> int:  # Any: a template's context holds whatever the template shows
    """Count the unread notices of the account; 0 for anybody else, and on an error page without a request."""
    user = getattr(context.get("request"), "user", None)
    return unread_count(user) if isinstance(user, Account) else 0
