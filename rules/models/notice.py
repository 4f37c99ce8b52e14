"""Notices: events that an account should look at. They are worded when shown; no text is kept."""

from typing import Final

from django.db import models
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from institutions.models import Account


class NoticeKind(models.TextChoices):
    """The kind of a notice."""

    ASSIGNED = "assigned", pgettext_lazy("notice", "You are assigned")
    ASSIGNMENT_ENDED = "assignment_ended", pgettext_lazy("notice", "Your assignment ended")
    REVIEWER_LEFT = "reviewer_left", pgettext_lazy("notice", "A reviewer left")
    CONDITION_SOON = "condition_soon", pgettext_lazy("notice", "Condition due soon")
    CONDITION_OVERDUE = "condition_overdue", pgettext_lazy("notice", "Condition overdue")
    ANSWER_OVERDUE = "answer_overdue", pgettext_lazy("notice", "Information overdue")
    DISMISSAL_ENDING = "dismissal_ending", pgettext_lazy("notice", "Dismissal ends soon")
    REOPENED = "reopened", pgettext_lazy("notice", "Case re-opened")
    CASE_DECIDED = "case_decided", pgettext_lazy("notice", "Case decided")
    NEW_FINDINGS = "new_findings", pgettext_lazy("notice", "New findings")
    PERSON_ANSWERED = "person_answered", pgettext_lazy("notice", "Person concerned answered")
    INFORMATION_ASKED = "information_asked", pgettext_lazy("notice", "Information requested")
    INFORMATION_ANSWERED = "information_answered", pgettext_lazy("notice", "Information received")
    MENTIONED = "mentioned", pgettext_lazy("notice", "You are mentioned")
    COMMENTED = "commented", pgettext_lazy("notice", "Comment for you")
    COMMENT_FOR_PERSON = "comment_for_person", pgettext_lazy("notice", "Comment for you as a person concerned")
    OFFICIAL_DECLARED = "official_declared", pgettext_lazy("notice", "An official declared")
    DECISIONS_DIFFER = "decisions_differ", pgettext_lazy("notice", "Reviewers disagree")
    HEARING_ASKED = "hearing_asked", pgettext_lazy("notice", "You are asked to answer")
    HEARING_SOON = "hearing_soon", pgettext_lazy("notice", "Your answer is due soon")
    HEARING_OVERDUE = "hearing_overdue", pgettext_lazy("notice", "The deadline for your answer has passed")
    RECUSAL_ENTERED = "recusal_entered", pgettext_lazy("notice", "Your recusal is on record")
    DECLARATION_ASKED = "declaration_asked", pgettext_lazy("notice", "You are asked to declare")
    DECLARATION_SOON = "declaration_soon", pgettext_lazy("notice", "Your declaration expires soon")
    ASSESSMENT_FAILED = "assessment_failed", pgettext_lazy("notice", "Assessment failed")
    WEBHOOK_OFF = "webhook_off", pgettext_lazy("notice", "Webhook switched off")
    KEY_EXPIRING = "key_expiring", pgettext_lazy("notice", "Key expires soon")
    KEY_MADE = "key_made", pgettext_lazy("notice", "A system got a key")
    ACCOUNT_CHANGED = "account_changed", pgettext_lazy("notice", "Your account was changed")
    ACCOUNT_JOINED = "account_joined", pgettext_lazy("notice", "Another account acts for your body")
    ACCOUNT_REQUEST = "account_request", pgettext_lazy("notice", "A request about an account waits")
    RULEBOOK_PROPOSED = "rulebook_proposed", pgettext_lazy("notice", "A version of the rulebook waits for approval")
    RULEBOOK_DECIDED = "rulebook_decided", pgettext_lazy("notice", "A proposed version of the rulebook was decided")
    RULEBOOK_IN_FORCE = "rulebook_in_force", pgettext_lazy("notice", "Another version of the rulebook is in force")
    ENACTMENT_WAITING = "enactment_waiting", pgettext_lazy("notice", "An enactment waits for a second person")
    PREVIEW_READY = "preview_ready", pgettext_lazy("notice", "The preview of a reorganisation is over")
    RULEBOOK_CASE = "rulebook_case", pgettext_lazy("notice", "The rulebook in force answers your case differently")


# Matters that wait for the reader as a person, on their own page, even if they read nothing else of the case.
PERSONAL: Final = frozenset(
    {
        NoticeKind.HEARING_ASKED,
        NoticeKind.HEARING_SOON,
        NoticeKind.HEARING_OVERDUE,
        NoticeKind.DECLARATION_ASKED,
        NoticeKind.DECLARATION_SOON,
        NoticeKind.RECUSAL_ENTERED,
        NoticeKind.COMMENT_FOR_PERSON,
    }
)

# Matters of administrators, who keep the service running: they belong to no case.
OF_THE_SERVICE: Final = frozenset(
    {NoticeKind.WEBHOOK_OFF, NoticeKind.KEY_EXPIRING, NoticeKind.ACCOUNT_REQUEST, NoticeKind.ENACTMENT_WAITING}
)

# Matters of those who read drafts of reorganisations: they belong to no case.
OF_REORGANISATIONS: Final = frozenset({NoticeKind.PREVIEW_READY})

# Matters of rulebook editors: they belong to no case.
OF_THE_RULEBOOK: Final = frozenset(
    {NoticeKind.RULEBOOK_PROPOSED, NoticeKind.RULEBOOK_DECIDED, NoticeKind.RULEBOOK_IN_FORCE}
)

# Matters of an account itself, whatever it may read.
OF_THE_ACCOUNT: Final = frozenset({NoticeKind.ACCOUNT_CHANGED, NoticeKind.ACCOUNT_JOINED, NoticeKind.KEY_MADE})
# Matters that an account is sent at once unless it chose otherwise for them: a deadline starts, or something is wrong.
URGENT: Final = PERSONAL | {
    NoticeKind.INFORMATION_ASKED,
    NoticeKind.INFORMATION_ANSWERED,
    NoticeKind.ACCOUNT_CHANGED,
    NoticeKind.ACCOUNT_REQUEST,
}


class Notice(models.Model):
    """One matter, once an account. `matter` is kind and id of the row that it is about; `data` has codes and days.

    Neither ever names a person: the page that opens the matter decides what may be read of it.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=20, choices=NoticeKind)
    matter = models.CharField(max_length=60)
    partnership = models.ForeignKey(
        "institutions.Partnership", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    data = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "kind", "matter"], name="one_notice_a_matter"),
            models.CheckConstraint(
                condition=models.Q(partnership__isnull=False)
                | models.Q(kind__in=sorted(OF_THE_SERVICE | OF_THE_ACCOUNT | OF_THE_RULEBOOK | OF_REORGANISATIONS)),
                name="a_notice_of_a_case_names_it",
            ),
        ]
        indexes = [models.Index(fields=["account", "read_at", "-id"], name="notice_by_account")]

    def __str__(self) -> str:
        return f"{self.kind} {self.matter} for {self.account_id}"


class DayNoticed(models.Model):
    """A day that has come: the sweep wrote its notices, or saw that it no longer counts, and skips it from then on."""

    kind = models.CharField(max_length=20, choices=NoticeKind)
    matter = models.CharField(max_length=60)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "days noticed"
        constraints = [models.UniqueConstraint(fields=["kind", "matter"], name="a_day_is_noticed_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.matter}"
