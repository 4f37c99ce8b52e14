"""Shares and days in words. Unknown values are called unknown, so that nobody takes them for zero."""

from datetime import date

from django.utils.translation import gettext as _

from institutions.parties.ownership.owners import OwnerShare
from rules.engine.language.statements import Language, number_with_unit
from rules.explaining.wording.words import valid_words


def share_words(share_bp: int | None, language: Language, *, partly_unknown: bool) -> str:
    """Return a share in words: 51%, at least 30%, or unknown."""
    if share_bp is None or (partly_unknown and not share_bp):
        return _("share unknown")
    shown = number_with_unit(share_bp, "bp", language)
    return _("at least %(share)s") % {"share": shown} if partly_unknown else shown


def effective_words(owner: OwnerShare, language: Language) -> str:
    """Return everything that somebody owns, directly and through others, in words."""
    if owner.share is None:
        return _("share unknown")
    return share_words(owner.share.share_bp, language, partly_unknown=owner.share.partly_unknown)


def control_words(owner: OwnerShare) -> str:
    """Say whether somebody controls the company; empty if nothing says so."""
    if owner.disputed:
        return _("Controls it by the stated shares, which add up to more than 100 percent")
    if owner.controls:
        return _("Controls it")
    return _("Controls it with the votes of parties that it controls") if owner.controls_with_others else ""


def days_in_words(from_on: date | str | None, until_on: date | str | None, language: Language) -> str:
    """Return the days on which something is true, or say that none are stated."""
    begin, end = (each.isoformat() if isinstance(each, date) else each for each in (from_on, until_on))
    return valid_words({"from": begin, "until": end}, language) or _("no dates stated")
