"""An e-mail in its reader's language: kinds, references and links. Who opens a link signs in and reads the rest.

Servers on the way read an e-mail. So nobody is named, no rule and no day, and of a restricted partnership no reference.
To whom something waits as a person it says that alone: not that a finding names them, and no case.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, ngettext, override

from institutions.access.partnerships import is_restricted
from rules.messages.mail.code import code_of
from rules.models import PERSONAL, Mail, MailChoice, MailKind, Notice

LISTED: Final = 50  # lines of a digest


@dataclass(frozen=True, slots=True)
class Text:
    """What is sent."""

    subject: str
    body: str


def text_of(mail: Mail, choice: MailChoice, notices: Sequence[Notice]) -> Text:
    """Worded now: what has become secret meanwhile is not named."""
    with override(choice.language):
        if mail.kind == MailKind.CONFIRM:
            return code(choice)
        n = len(notices)
        subject = kind(notices[0]) if mail.kind == MailKind.NOTICE else unread(n)
        lines = [line(each) for each in notices[:LISTED]]
        if n > LISTED:
            lines.append(gettext("%(n)d more: %(link)s") % {"n": n - LISTED, "link": link("notices")})
        return Text(f"policyengine: {subject}", "\n\n".join([*lines, footer()]) + "\n")


def unread(n: int) -> str:
    """How many a digest has."""
    return ngettext("%(n)d unread notice", "%(n)d unread notices", n) % {"n": n}


def kind(notice: Notice) -> str:
    """What a notice is about, as an e-mail may say it."""
    return gettext("Something waits for you") if notice.kind in PERSONAL else str(notice.get_kind_display())


def line(notice: Notice) -> str:
    """What a notice is about, of which case, and where to read it."""
    said = kind(notice)
    if notice.partnership and not is_restricted(notice.partnership) and notice.kind not in PERSONAL:
        said = gettext("%(kind)s: case %(case)s") % {"kind": said, "case": notice.partnership.reference}
    return f"{said}\n{link('notice', notice.pk)}"


def code(choice: MailChoice) -> Text:
    """The code by which an account shows that it reads at this address."""
    said = gettext("Your code is %(code)s. Enter it under Notices, E-mail: %(link)s") % {
        "code": code_of(choice.account_id, choice.address),
        "link": link("mail-choices"),
    }
    unasked = gettext("If you did not ask for this, do nothing: nothing more is sent to this address.")
    return Text(f"policyengine: {gettext('Confirm your e-mail address')}", f"{said}\n\n{unasked}\n")


def footer() -> str:
    """Where to choose otherwise."""
    return gettext("Choose which e-mails you get: %(link)s") % {"link": link("mail-choices")}


def link(name: str, *place: object) -> str:
    """An address with its host; settings are refused that configure a server and no host."""
    return f"{settings.SITE_URL.rstrip('/')}{reverse(name, args=place)}"
