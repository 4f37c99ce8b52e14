"""The effect of a draft for one reader: the answer of the contract, or the reasons why the document is refused.

Few partnerships are derived while the reader waits. More are a job, whose progress and answer come from here too.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from institutions.access.callers import ALL_BODIES
from institutions.access.keys import KeyHolder
from institutions.codes.parameters import PlainNumber
from institutions.drafts.reorganisation.enacting.changes import DayOfChange
from institutions.drafts.reorganisation.reading import read_reorganisation
from institutions.models import Account, Party
from institutions.parties.organisation.state import OrganisationHistory
from institutions.values.hashing import canonical_json
from rules.access.reorganisations import counted_for, names_partnerships
from rules.assessing.reorganisation import preview_of
from rules.engine.loading.rulebook_in_force import current_organisation_rulebook, current_rulebook
from rules.models import ReorganisationDraft, ReorganisationPreview, WholePreviewState
from rules.planning.drafting import newest_revision
from rules.planning.troubles import ReorganisationRefusedError, TooManyReorganisationPreviews
from rules.reorganising.case_effect import whole_answer
from rules.reorganising.preview import effects_at_once, laid_with_answer, readable_partnerships
from rules.reorganising.preview_jobs import ask_preview, progress_of
from rules.reorganising.preview_reading import answer_of, newest_preview
from rules.reorganising.touched import touched_partnerships

Json = dict[str, Any]  # Any: plain data
PARTS: Final = ("appear", "gone", "changed")
MOST_OF_OWNER: Final = 5  # previews that workers compute at once of drafts of one planner or body
NOT_BEGUN: Final[Json] = {"state": str(WholePreviewState.COMPUTING), "percent": 0}
AT_ONCE: Final = 60  # partnerships that are derived while somebody waits for the answer: some two seconds


def effect_on_organisation(document: Mapping[str, Any]) -> Json:
    """Return what a document would do to the organisation as it is now. DraftInvalid if it cannot be done."""
    return preview_of(read_reorganisation(document), OrganisationHistory.read(), current_organisation_rulebook())


def effect_of(
    draft: ReorganisationDraft, user: Account | KeyHolder, *, at_once: int = AT_ONCE, anew: bool = False
) -> Json:
    """Return what a draft would do to the register as it is now, as somebody may read it. DraftInvalid if it cannot.

    A draft that touches more than `at_once` partnerships is computed by workers: until they are done the answer has
    `progress` in place of partnerships and obligations, and their answer is used again for a day. `anew` computes again
    what has an answer; ReorganisationRefusedError if workers compute as many previews for the owner as they may.
    """
    document, book, reader = newest_revision(draft).document, current_rulebook(), counted_for(user)
    laid, answer = laid_with_answer(read_reorganisation(document), OrganisationHistory.read(), book)
    readable = readable_partnerships(reader)
    touched = touched_partnerships(laid.days, readable)
    if len(touched) <= at_once:
        return shown_to(user, whole_answer(answer, effects_at_once(touched, laid), readable.count()))
    preview = newest_preview(draft, answer["base"], book.version)
    if preview is None or (anew and preview.state != WholePreviewState.COMPUTING):
        asked = begun_preview(draft, user, document, answer, laid.days, book.version)
        if asked is None and preview is not None:
            raise ReorganisationRefusedError(TooManyReorganisationPreviews(most=PlainNumber(MOST_OF_OWNER)))
        if asked is None:
            return in_progress(answer, user, len(touched), NOT_BEGUN | {"since": timezone.now().isoformat()})
        preview = asked
    if preview.state == WholePreviewState.DONE:
        return shown_to(user, answer_of(preview, reader))
    return in_progress(answer, user, len(touched), progress_shown(preview))


def begun_preview(
    draft: ReorganisationDraft,
    user: Account | KeyHolder,
    document: Mapping[str, Any],  # Any: plain data
    answer: Json,
    days: Sequence[DayOfChange],
    rulebook: str,
) -> ReorganisationPreview | None:
    """Have workers compute a preview; None if they compute as many for the owner of the draft as they may.

    The owner is locked while they are counted, so that two that are asked for at once are not both the last.
    """
    if computed_for_owner(draft) >= MOST_OF_OWNER:
        return None
    touched = touched_partnerships(days, readable_partnerships(ALL_BODIES))
    account = user if isinstance(user, Account) else None
    with transaction.atomic():
        lock_owner(draft)
        if computed_for_owner(draft) >= MOST_OF_OWNER:
            return None
        return ask_preview(document, answer, touched, rulebook=rulebook, draft=draft, account=account)


def lock_owner(draft: ReorganisationDraft) -> None:
    """Lock the row of the account or body whose draft it is, until the transaction ends."""
    if draft.account_id:
        list(Account.objects.select_for_update(no_key=True).filter(pk=draft.account_id).values_list("pk"))
    elif draft.body_id:
        list(Party.objects.select_for_update(no_key=True).filter(pk=draft.body_id).values_list("pk"))


def computed_for_owner(draft: ReorganisationDraft) -> int:
    """Return how many previews workers compute of drafts of one owner. More wait until somebody asks again."""
    of_owner = ReorganisationPreview.objects.filter(draft__account=draft.account_id, draft__body=draft.body_id)
    return of_owner.filter(state=WholePreviewState.COMPUTING).count()


def in_progress(answer: Json, user: Account | KeyHolder, touched: int, progress: Json) -> Json:
    """Return the part of an effect that is there before workers have computed the others."""
    shown = answer if names_partnerships(user) else {**answer, "duties": duties_in_numbers(answer["duties"])}
    return {**shown, "touched": touched, "progress": progress}


def progress_shown(preview: ReorganisationPreview) -> Json:
    """Return how far a preview is, in hundredths: how many partnerships it reads is not for every reader."""
    error = {"error": dict(preview.error_said)} if preview.error_said else {}
    return {
        "state": str(preview.state),
        "percent": progress_of(preview),
        "since": preview.known_at.isoformat(),
        **error,
    }


def shown_to(user: Account | KeyHolder, effect: Json) -> Json:
    """Return an effect as somebody may read it."""
    return effect if names_partnerships(user) else in_numbers(effect)


def in_numbers(effect: Json) -> Json:
    """Return an effect with partnerships, obligations and people as counts, for readers who read no case."""
    cases, obligations = effect["partnerships"], effect["obligations"]
    counts: dict[tuple[str, str], Counter[str]] = {}
    for part in PARTS:
        for each in cases[part]:
            counts.setdefault((each["code"], each["severity"]), Counter())[part] += 1
    owed = Counter((each["what"], each["from"], each["to"]) for each in obligations)
    tied = Counter(how for each in effect["reviewers"] for how in each["ties"])
    orphans = effect["orphans"]
    return {
        **effect,
        "orphans": [each for each in orphans if not each.get("partnership")],
        "partnerships": {
            "screened": cases["screened"],
            "derived": cases["derived"],
            "on_record": cases["on_record"],
            **({"failed": len(cases["failed"])} if "failed" in cases else {}),
            "left_to_nobody": sum(bool(each.get("partnership")) for each in orphans),
            "counts": [
                {"code": code, "severity": severity, **{part: numbers[part] for part in PARTS}}
                for (code, severity), numbers in sorted(counts.items())
            ],
            "by_body": cases["by_body"],
            "by_domain": cases["by_domain"],
        },
        "obligations": [
            {"what": what, "from": before, "to": after, "number": number}
            for (what, before, after), number in sorted(owed.items(), key=repr)
        ],
        "reviewers": [{"ties": [how], "number": number} for how, number in sorted(tied.items())],
        "duties": duties_in_numbers(effect["duties"]),
    }


def duties_in_numbers(duties: Iterable[Json]) -> list[Json]:
    """Return the posts whose holders get other duties, each with the number of its holders and without them."""
    counted = Counter(canonical_json({name: each[name] for name in each if name != "person"}) for each in duties)
    return [{**json.loads(post), "number": number} for post, number in sorted(counted.items())]
