"""An e-mail in its reader's language: kinds, references and links. The reader signs in for the rest.

Servers on the way can read an e-mail. So it names no person, rule or day, and no reference of a restricted partnership.
An e-mail to a person concerned says only that something waits: no case, and not that a finding names them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.utils.translation import gettext, ngettext, override

from institutions.access.partnerships import is_restricted
from institutions.accounts.password_links import MAILED, place_of_link
from institutions.models import Account
from rules.messages.link import site_link
from rules.messages.mail.address_code import address_code
from rules.models import PERSONAL, Mail, MailChoice, MailKind, Notice

LISTED: Final = 50  # lines of a digest


@dataclass(frozen=True, slots=True)
class MailText:
    """The subject and body of an e-mail."""

    subject: str
    body: str


def mail_text(mail: Mail, choice: MailChoice, notices: Sequence[Notice]) -> MailText:
    """Word the e-mail now, so that a case restricted meanwhile is not named."""
    with override(choice.language):
        if mail.kind == MailKind.CONFIRM:
            return code_mail(choice)
        if mail.kind == MailKind.LINK:
            return link_mail(choice.account)
        if mail.kind == MailKind.MOVED:
            return moved_mail(choice.account)
        n = len(notices)
        subject = notice_subject(notices[0]) if mail.kind == MailKind.NOTICE and n == 1 else unread_in_words(n)
        lines = [notice_line(each) for each in notices[:LISTED]]
        if n > LISTED:
            lines.append(gettext("%(n)d more: %(link)s") % {"n": n - LISTED, "link": site_link("notices")})
        return MailText(f"{gettext('Partnership screening')}: {subject}", "\n\n".join([*lines, mail_footer()]) + "\n")


def unread_in_words(n: int) -> str:
    """Return the number of notices in a digest in words."""
    return ngettext("%(n)d unread notice", "%(n)d unread notices", n) % {"n": n}


def notice_subject(notice: Notice) -> str:
    """Name the kind of a notice as far as an e-mail may."""
    return gettext("Something is waiting for you") if notice.kind in PERSONAL else str(notice.get_kind_display())


def notice_line(notice: Notice) -> str:
    """Return a notice's kind, its case unless restricted, and its link."""
    said = notice_subject(notice)
    if notice.partnership and not is_restricted(notice.partnership) and notice.kind not in PERSONAL:
        said = gettext("%(kind)s: case %(case)s") % {"kind": said, "case": notice.partnership.reference}
    return f"{said}\n{site_link('notice', notice.pk)}"


def code_mail(choice: MailChoice) -> MailText:
    """Word the e-mail with the code that confirms an address."""
    said = gettext("Your code is %(code)s. Enter it under Notices, E-mail: %(link)s") % {
        "code": address_code(choice.account_id, choice.address),
        "link": site_link("mail-choices"),
    }
    unasked = gettext("If you did not ask for this, ignore this e-mail: nothing more will be sent to this address.")
    return MailText(
        f"{gettext('Partnership screening')}: {gettext('Confirm your e-mail address')}", f"{said}\n\n{unasked}\n"
    )


def link_mail(account: Account) -> MailText:
    """Word the e-mail with the link to set a password; the link is made now, and its time begins now."""
    said = gettext("Set the password of your account %(name)s here, once, within %(hours)d hours: %(link)s") % {
        "name": account.username,
        "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
        "link": site_link("password-link", *place_of_link(account, MAILED)),
    }
    unasked = gettext("Nobody else gets this link. If you did not expect it, tell an administrator.")
    return MailText(f"{gettext('Partnership screening')}: {gettext('Set your password')}", f"{said}\n\n{unasked}\n")


def moved_mail(account: Account) -> MailText:
    """Word the e-mail to the former address of an account, which does not name the new one."""
    said = gettext("Another e-mail address was entered for your account %(name)s, so you will get no more e-mail here.")
    unasked = gettext("If this was not you, tell an administrator at once.")
    subject = gettext("Your e-mail address was changed")
    return MailText(
        f"{gettext('Partnership screening')}: {subject}", f"{said % {'name': account.username}}\n\n{unasked}\n"
    )


def mail_footer() -> str:
    """Return the line with the link to the e-mail choices."""
    return gettext("Choose which e-mails you get: %(link)s") % {"link": site_link("mail-choices")}
