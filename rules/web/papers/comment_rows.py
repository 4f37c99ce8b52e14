"""Comments as rows of pages."""

from collections.abc import Iterable
from typing import Any

from institutions.models import Account
from rules.models import Comment
from rules.review.correspondence.reading import shown_text

Row = dict[str, Any]  # Any: what a template shows


def comment_rows(comments: Iterable[Comment], account: Account) -> list[Row]:
    """Return comments in words, each with its audience, whom it reached, and its withdrawal."""
    return [comment_row(each, account) for each in comments]


def comment_row(each: Comment, account: Account) -> Row:
    """Return one comment."""
    withdrawal = each.withdrawal if hasattr(each, "withdrawal") else None
    return {
        "id": each.pk,
        "by": each.account.username,
        "at": each.at,
        "text": shown_text(each, account),
        "audience": each.get_audience_display(),
        "person": each.person.name if each.person else "",
        "finding": each.finding,
        "mentions": [row.mentioned.username for row in each.mentions.all()],
        "withdrawn": withdrawal,
        "own": each.account_id == account.pk and withdrawal is None,
    }
