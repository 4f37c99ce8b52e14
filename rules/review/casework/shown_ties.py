"""Views of a screening: only the screened person, reviewers and auditors read whom a tie names."""

from collections.abc import Mapping
from typing import Any

from institutions.access.callers import READS_ALL, READS_NOTHING_SENSITIVE
from institutions.codes.base import Coded
from institutions.codes.restoring import restore_code
from institutions.codes.wording import code_words
from institutions.kinds.base import Label
from institutions.models import Account
from rules.models import ReviewerScreening
from rules.review.casework.screening.tie import LACKS, SAID_TO_ALL, GapReason, TieKind
from rules.review.casework.troubles.ties import RulesLackData, TieByRule, TieDescribed

READS_TIES = READS_ALL - READS_NOTHING_SENSITIVE


def reads_ties(screening: ReviewerScreening, account: Account | None) -> bool:
    """Return whether an account may read whom a tie names. A body's system (None) never may."""
    return account is not None and (account.pk == screening.account_id or account.role in READS_TIES)


def readable_ties(screening: ReviewerScreening, account: Account | None) -> list[Coded]:
    """Return the ties of a screening: in full for readers who may see them, else only that there is one of a sort."""
    if reads_ties(screening, account):
        return [tie_of_row(each) for each in screening.ties]
    return list(dict.fromkeys(SAID_TO_ALL[TieKind(each["how"])]() for each in screening.ties))


def tie_of_row(row: Mapping[str, Any]) -> Coded:  # Any: plain data
    """Return a stored tie. Those of before there were codes have their words alone."""
    if "said" in row:
        return restore_code(row["said"])
    words = Label(row["en"], row["ja"])
    return TieByRule(rule=row["code"], statement=words) if row["code"] else TieDescribed(description=words)


def ties_in_words(screening: ReviewerScreening, account: Account | None) -> list[str]:
    """Return the readable ties in the reader's language."""
    return [code_words(each) for each in readable_ties(screening, account)]


def screening_gaps(screening: ReviewerScreening) -> list[Coded]:
    """Return the failed look-ups, with the codes of rules that lack something. They name nobody."""
    found: dict[GapReason, list[str]] = {}
    for each in screening.gaps:
        rules = found.setdefault(GapReason(each["lack"]), [])
        if each["code"]:
            rules.append(each["code"])
    return [RulesLackData(rules=tuple(rules)) if rules else LACKS[lack]() for lack, rules in found.items()]


def gaps_of(screening: ReviewerScreening) -> list[str]:
    """Return the failed look-ups in the reader's language."""
    return [code_words(each) for each in screening_gaps(screening)]
