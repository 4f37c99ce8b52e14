"""E-mails about notices: the choice of an account, and the outbox. The row is the job, and holds no text."""

import uuid
from typing import Final

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from institutions.models import Account
from rules.models.notice import URGENT, Notice


class MailWhen(models.TextChoices):
    """The time at which an account receives a notice by e-mail."""

    NONE = "none", pgettext_lazy("e-mail", "No e-mail")
    AT_ONCE = "at_once", pgettext_lazy("e-mail", "At once")
    DAILY = "daily", pgettext_lazy("e-mail", "Once a day, all together")


class MailKind(models.TextChoices):
    """The kind of an e-mail."""

    NOTICE = "notice", pgettext_lazy("e-mail", "Notice")
    DIGEST = "digest", pgettext_lazy("e-mail", "Notices of a day")
    CONFIRM = "confirm", pgettext_lazy("e-mail", "Code for an address")
    LINK = "link", pgettext_lazy("e-mail", "Link to set a password")
    MOVED = "moved", pgettext_lazy("e-mail", "Another address was entered")


class MailState(models.TextChoices):
    """The state of an e-mail."""

    WAITING = "waiting", pgettext_lazy("e-mail", "Waiting")
    SENDING = "sending", pgettext_lazy("e-mail", "Being sent")
    SENT = "sent", pgettext_lazy("e-mail", "Sent")
    SET_ASIDE = "set_aside", pgettext_lazy("e-mail", "Set aside")
    DROPPED = "dropped", pgettext_lazy("e-mail", "Nothing was left to send")


class MailTrouble(models.TextChoices):
    """The reason why an attempt failed."""

    CONNECTION = "connection", pgettext_lazy("e-mail", "The mail server could not be reached")
    SIGN_IN = "sign_in", pgettext_lazy("e-mail", "The mail server refused the sign-in")
    ANSWER = "answer", pgettext_lazy("e-mail", "The mail server refused the e-mail")
    ADDRESS = "address", pgettext_lazy("e-mail", "The mail server does not accept this address")
    WORKER = "worker", pgettext_lazy("e-mail", "The worker ended while it was sending")
    DATABASE = "database", pgettext_lazy("e-mail", "The database failed again and again while it was sent")


LANGUAGES: Final = [("en", _("English")), ("ja", _("Japanese"))]


class MailChoice(models.Model):
    """The address and the times that an account chose for e-mail. `own` overrides `every` for single kinds of notices.

    Until the owner has entered the code sent to an address, nothing else is sent there; then it is `confirmed`.
    """

    account = models.OneToOneField(Account, models.PROTECT, related_name="mail_choice")
    address = models.EmailField(max_length=254, blank=True)
    confirmed = models.EmailField(max_length=254, blank=True)
    language = models.CharField(max_length=2, choices=LANGUAGES, default="ja")
    every = models.CharField(max_length=10, choices=MailWhen, default=MailWhen.NONE)
    own = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed="") | Q(confirmed=F("address")), name="what_is_confirmed_is_the_address"
            ),
            models.CheckConstraint(condition=Q(every__in=MailWhen.values), name="e_mail_comes_at_once_daily_or_never"),
        ]

    def __str__(self) -> str:
        return f"{self.every} for {self.account_id}"

    def when(self, kind: str) -> str:
        """Return when notices of this kind are sent; never to an address that is not confirmed.

        Urgent matters come at once unless they chose otherwise for them.
        """
        usual = MailWhen.AT_ONCE.value if kind in URGENT else self.every
        return str(self.own.get(kind, usual)) if self.confirmed else MailWhen.NONE.value

    @property
    def address_for_link(self) -> str:
        """The address that may get a link: a confirmed one, or that of an account which nobody has used yet."""
        return self.confirmed or ("" if self.account.last_login else self.address)


class Mail(models.Model):
    """One e-mail to one account. Its text is made at sending, from what the account may then read.

    `attempt` fences: an attempt writes its end only while the row still names it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="mails")
    kind = models.CharField(max_length=10, choices=MailKind)
    day = models.DateField(null=True, blank=True, help_text="of a digest: at whose hour it was gathered")
    address = models.EmailField(max_length=254, blank=True, help_text="the former address, until it was sent there")
    state = models.CharField(max_length=10, choices=MailState, default=MailState.WAITING)
    attempt = models.PositiveIntegerField(default=0)
    tries_left = models.PositiveSmallIntegerField()
    next_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True, help_text="when the workers were last told of a waiting row")
    trouble = models.CharField(max_length=12, choices=MailTrouble, blank=True)
    requested_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sending", lease_until__isnull=False)
                | (~Q(state="sending") & Q(lease_until__isnull=True)),
                name="an_e_mail_being_sent_has_a_lease",
            ),
            models.CheckConstraint(
                condition=Q(kind="digest", day__isnull=False) | (~Q(kind="digest") & Q(day__isnull=True)),
                name="a_digest_has_its_day",
            ),
            models.UniqueConstraint(fields=["account", "day"], name="one_digest_a_day"),
        ]
        indexes = [
            models.Index(fields=["state", "next_at"], name="mail_by_state"),
            models.Index(fields=["account", "-requested_at"], name="mail_by_account"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.account_id} ({self.state})"


class MailedNotice(models.Model):
    """A notice to be sent: with its own e-mail, or with the next digest, which does not exist yet."""

    notice = models.OneToOneField(Notice, models.PROTECT, related_name="mailed")
    mail = models.ForeignKey(Mail, models.PROTECT, null=True, blank=True, related_name="notices")

    def __str__(self) -> str:
        return f"{self.notice_id} with {self.mail_id or 'the next digest'}"
