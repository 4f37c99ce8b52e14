"""Comments on a case or a finding, the accounts they mention, and withdrawals. Rows are only added."""

from django.db import models
from django.db.models import Q

from institutions.models import Account, Person
from rules.models.audience import Audience, names_person_where_needed
from rules.models.immutable import WrittenOnce


class Comment(WrittenOnce):
    """A comment for the audience that its author chose; `finding` is None for one on the case as a whole.

    `declared_open`: the author confirmed that it holds no protected security information, since words of it seemed to.
    """

    case = models.ForeignKey("rules.ReviewCase", on_delete=models.PROTECT, related_name="comments")
    finding = models.ForeignKey(
        "rules.Finding", on_delete=models.PROTECT, null=True, blank=True, related_name="comments"
    )
    audience = models.CharField(max_length=16, choices=Audience)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField()
    declared_open = models.BooleanField()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            names_person_where_needed("a_comment_for_a_person_names_them"),
            models.CheckConstraint(condition=~Q(text=""), name="a_comment_says_something"),
        ]
        indexes = [models.Index(fields=["case", "at"], name="comment_by_case")]
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.at:%Y-%m-%d}"


class CommentMention(WrittenOnce):
    """An account that a comment mentions and that may read it: it was notified."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="mentions")
    mentioned = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "mentioned"], name="one_mention_a_comment")]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.mentioned_id}"


class CommentWithdrawal(WrittenOnce):
    """The withdrawal of a comment by its author, with the reason. The text stays, for auditors alone."""

    comment = models.OneToOneField(Comment, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.TextField()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="a_withdrawal_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.reason}"
