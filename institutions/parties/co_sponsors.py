"""The bodies that would sign a partnership together with its sponsor."""

from uuid import UUID

from institutions.models import Party, Submission


def co_sponsors_of(submission: Submission) -> list[Party]:
    """Return the co-sponsors of a submission in the order of its document, without its sponsor; one query at most.

    A caller with several submissions prefetches `parties__party__same_as`.
    """
    named = list(dict.fromkeys(submission.document.get("co_sponsors") or ()))
    if not named:
        return []
    parties = {each.key: each.party.same_as or each.party for each in submission.parties.all()}
    return [parties[key] for key in named if key in parties and parties[key].pk != submission.sponsor_id]


def signatory_ids(submission: Submission) -> frozenset[UUID]:
    """Return the ids of the bodies that would sign: the sponsor and the co-sponsors."""
    return frozenset({submission.sponsor_id, *(each.pk for each in co_sponsors_of(submission))})
