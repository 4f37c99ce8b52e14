"""Views of a screening: only the screened person, reviewers and auditors read whom a tie names."""

from institutions.access.callers import READS_ALL, READS_NOTHING_SENSITIVE
from institutions.models import Account
from rules.explaining.wording.days import reader_language
from rules.models import ReviewerScreening
from rules.review.casework.screening.tie import LACK_LABELS, SAID_TO_ALL, GapReason, TieKind

READS_TIES = READS_ALL - READS_NOTHING_SENSITIVE


def reads_ties(screening: ReviewerScreening, account: Account | None) -> bool:
    """Return whether an account may read whom a tie names. A body's system (None) never may."""
    return account is not None and (account.pk == screening.account_id or account.role in READS_TIES)


def ties_in_words(screening: ReviewerScreening, account: Account | None) -> list[str]:
    """Return the ties in the reader's language: in full for readers who may see them, else only that there is one."""
    if reads_ties(screening, account):
        language = reader_language()
        return [f"{each['code']}: {each[language]}" if each["code"] else each[language] for each in screening.ties]
    return [str(text) for text in dict.fromkeys(SAID_TO_ALL[TieKind(each["how"])] for each in screening.ties)]


def gaps_of(screening: ReviewerScreening) -> list[str]:
    """Return the failed look-ups, with the codes of rules that lack something. It names nobody."""
    found: dict[str, list[str]] = {}
    for each in screening.gaps:
        codes = found.setdefault(str(LACK_LABELS[GapReason(each["lack"])]), [])
        if each["code"]:
            codes.append(each["code"])
    return [f"{text} ({', '.join(codes)})" if codes else text for text, codes in found.items()]
