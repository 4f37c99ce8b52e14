"""Troubles with a comment."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded


@coded(
    "comment.protected_information",
    gettext_noop(
        "This text has “%(marking)s”, a marking of protected security information, and this system is not approved for "
        "such information. If the text holds any, do not enter it here: use the channel that your organisation has for "
        "it. If it holds none, confirm that and save it again."
    ),
)
class SeemsProtected(Coded):
    marking: str


@coded("comment.audience", gettext_noop("Choose who may read the comment, from what is offered to you."))
class CommentAudienceNotOffered(Coded):
    pass


@coded(
    "comment.person_not_asked",
    gettext_noop("Choose a person who was asked about this finding, or heard on it. Nobody else reads about it here."),
)
class PersonNotAskedAboutFinding(Coded):
    pass


@coded("comment.finding", gettext_noop("Choose a finding of this case, or the case as a whole."))
class FindingOfOtherCase(Coded):
    pass


@coded("comment.too_many_mentions", gettext_noop("Mention at most %(most)s accounts in one comment."))
class TooManyMentions(Coded):
    most: PlainNumber


@coded("comment.not_yours", gettext_noop("Only its author withdraws a comment."))
class CommentOfOther(Coded):
    pass


@coded("comment.withdrawn_already", gettext_noop("This comment is withdrawn already."))
class WithdrawnAlready(Coded):
    pass
