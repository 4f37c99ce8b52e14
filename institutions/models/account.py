"""Accounts of people, keys of ministries' systems, and the answers kept for repeated requests."""

from typing import Any, ClassVar, Final
from uuid import UUID

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.dispatch import Signal
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from institutions.models.party import GovernmentBody, Person

# Sent with an account whose password has a newer hash; a receiver stores it, together with its event.
password_rehashed = Signal()


class Role(models.TextChoices):
    """The role of an account, which limits its acts. An administrator manages accounts and decides nothing."""

    OFFICER = "officer", _("Policy officer")
    MINISTRY_CLIENT = "ministry_client", _("Ministry client")
    REVIEWER = "reviewer", _("Reviewer")
    RULEBOOK_EDITOR = "rulebook_editor", _("Rulebook editor")
    PLANNER = "planner", _("Planner")  # drafts reorganisations of government, and reads no case
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")
    COMMISSION_MEMBER = "commission_member", _("Commission member")  # reads what its commission was given
    NAMED = "named", _("Person concerned")  # declares and answers on a page of their own, and sees nothing else


ROLES_OF_A_BODY: Final = frozenset({Role.OFFICER, Role.MINISTRY_CLIENT})  # who act for their body
REVIEWING_ROLES: Final = frozenset({Role.REVIEWER})  # who has one judges cases, as a person of the register


class AccountManager(BaseUserManager["Account"]):
    """The manager that creates accounts."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "Account":
        """Create an account with a hashed password. Without a password nobody can sign in to it."""
        account = self.model(username=self.model.normalize_username(username), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> "Account":
        """Create an administrator, for `manage.py createsuperuser`."""
        return self.create_user(username, password, role=Role.ADMINISTRATOR, **fields)


class Account(AbstractBaseUser):
    """A user: their body and role, and their person in the register, if they may be tied to a case."""

    username = models.CharField(_("User name"), max_length=150, unique=True, validators=[UnicodeUsernameValidator()])
    role = models.CharField(_("Role"), max_length=20, choices=Role, default=Role.OFFICER)
    body = models.ForeignKey(GovernmentBody, models.PROTECT, null=True, blank=True, related_name="accounts")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    is_active = models.BooleanField(_("May sign in"), default=True)
    reads_secret = models.BooleanField(_("Sees restricted partnerships"), default=False)
    external_id = models.CharField(_("Name at the organisation's server"), max_length=255, blank=True)
    links_made = models.PositiveIntegerField(default=0, editable=False)  # counted up, it ends links to set a password
    sessions_ended = models.PositiveIntegerField(default=0, editable=False)  # counted up, it ends every session
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_account_an_external_id", fields=["external_id"], condition=~Q(external_id="")
            )
        ]

    def __str__(self) -> str:
        return self.username

    def check_password(self, raw_password: str | None) -> bool:
        """Return whether this is the password; it is stored again where Django asks for a newer form of its hash."""

        def store_again(given: str) -> None:
            self.set_password(given)
            self._password = None  # it is no other password
            password_rehashed.send(sender=Account, account=self)

        return check_password(raw_password, self.password, store_again)

    def clean(self) -> None:
        """Check the name, and that a person of the register stands behind a role that judges, or one person's own."""
        super().clean()
        if self.shares_new_name:
            raise ValidationError(
                {"username": _("Another account already has this user name. Choose a different one.")}
            )
        if self.person_id:
            return
        if self.role in REVIEWING_ROLES:
            raise ValidationError(
                {"person": _("A reviewer must be linked to a person in the register. Enter the id of that person.")}
            )
        if self.role == Role.NAMED:
            raise ValidationError(
                {"person": _("This role is for one person in the register. Enter the id of that person.")}
            )

    @property
    def shares_new_name(self) -> bool:
        """True if another account has the name that this one is to get, in any case: sign-in would find neither.

        One that has its name already may be changed and renamed.
        """
        others = Account.objects.filter(username__iexact=self.username).exclude(pk=self.pk)
        return others.exists() and not Account.objects.filter(pk=self.pk, username=self.username).exists()

    @property
    def true_person(self) -> UUID | None:
        """The id of the person behind the account, or of the person whom this one was found to be."""
        return (self.person.same_as_id or self.person_id) if self.person else None

    def is_same_person(self, other: "Account") -> bool:
        """Return whether this and the other account are one, or one person's."""
        mine = self.true_person
        return (self.pk is not None and self.pk == other.pk) or (mine is not None and mine == other.true_person)

    def is_another_person(self, other: "Account") -> bool:
        """Return whether this and the other account are known to be two people's: both are linked to a person."""
        mine, theirs = self.true_person, other.true_person
        return mine is not None and theirs is not None and mine != theirs

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Return the hash that keeps a session valid.

        A new password or a higher `sessions_ended` ends every session.
        """
        value = f"{self.password}:{self.sessions_ended}"
        return salted_hmac(
            "institutions.session", value, secret=secret or settings.SECRET_KEY, algorithm="sha256"
        ).hexdigest()


def reviewers_without_person() -> models.QuerySet[Account]:
    """Return the accounts that may sign in to review and cannot, since no person of the register stands behind them."""
    return Account.objects.filter(role__in=REVIEWING_ROLES, is_active=True, person=None).order_by("username")


class ApiKey(models.Model):
    """A key of a body's system. Only the digest of its secret is kept; the prefix finds it."""

    body = models.ForeignKey(GovernmentBody, models.PROTECT, related_name="api_keys")
    name = models.CharField(max_length=200, blank=True)
    prefix = models.CharField(max_length=20, unique=True)
    digest = models.CharField(max_length=64)
    scopes = models.JSONField(default=list)  # empty, of before keys needed scopes: everything that the body may do
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.prefix} ({self.name})"


class IdempotencyRecord(models.Model):
    """The answer to a request that carried an Idempotency-Key, stored with what the request changed.

    `status` is empty only in a row of before version 1.2, whose request never ended.
    """

    api_key = models.ForeignKey(ApiKey, models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.JSONField(null=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_answer_a_key", fields=["api_key", "key"])]

    def __str__(self) -> str:
        return f"{self.key}: {self.status or 'running'}"
