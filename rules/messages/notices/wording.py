"""A notice in the reader's language: the case by its reference, rules by their codes, days. It names no person."""

from collections.abc import Callable
from typing import Any, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext

from institutions.values.text_lists import join_texts
from rules.engine.language.statements import date_text
from rules.explaining.wording.words import reader_language
from rules.models import OF_THE_ACCOUNT, PERSONAL, CaseState, Notice, NoticeKind

Words = dict[str, Any]  # Any: what a text is filled with

TEXTS: Final[dict[str, Promise]] = {
    NoticeKind.ASSIGNED: gettext_lazy("You are assigned to review case %(case)s."),
    NoticeKind.REVIEWER_LEFT: gettext_lazy("A reviewer has left case %(case)s."),
    NoticeKind.CONDITION_SOON: gettext_lazy("A condition of case %(case)s is due by %(day)s."),
    NoticeKind.CONDITION_OVERDUE: gettext_lazy("A condition of case %(case)s was due by %(day)s."),
    NoticeKind.ANSWER_OVERDUE: gettext_lazy(
        "Information about a finding of %(codes)s in case %(case)s was due by %(day)s."
    ),
    NoticeKind.DISMISSAL_ENDING: gettext_lazy(
        "The dismissal of a finding of %(codes)s in case %(case)s ends on %(day)s."
    ),
    NoticeKind.REOPENED: gettext_lazy("Case %(case)s is under review again."),
    NoticeKind.CASE_DECIDED: gettext_lazy("The review of case %(case)s has ended: %(state)s."),
    NoticeKind.PERSON_ANSWERED: gettext_lazy(
        "The person concerned by a finding of %(codes)s in case %(case)s has answered."
    ),
    NoticeKind.INFORMATION_ASKED: gettext_lazy(
        "Information about a finding of %(codes)s in case %(case)s is requested by %(day)s."
    ),
    NoticeKind.INFORMATION_ANSWERED: gettext_lazy(
        "The submitting body has answered the request for information about a finding of %(codes)s in case %(case)s."
    ),
    NoticeKind.MENTIONED: gettext_lazy("A comment on case %(case)s mentions you."),
    NoticeKind.COMMENTED: gettext_lazy("A comment on case %(case)s is for you."),
    NoticeKind.COMMENT_FOR_PERSON: gettext_lazy("A comment on case %(case)s is for you; it is on your page."),
    NoticeKind.DECISIONS_DIFFER: gettext_lazy(
        "The reviewers have decided differently on a finding of %(codes)s in case %(case)s. "
        "It stays open until they agree."
    ),
    NoticeKind.HEARING_ASKED: gettext_lazy("Please answer by %(day)s to a finding in case %(case)s that names you."),
    NoticeKind.HEARING_SOON: gettext_lazy("Your answer in case %(case)s is due by %(day)s."),
    NoticeKind.HEARING_OVERDUE: gettext_lazy(
        "Your answer in case %(case)s was due by %(day)s. You can still answer while the case is under review."
    ),
    NoticeKind.DECLARATION_SOON: gettext_lazy(
        "Your declaration for case %(case)s is valid until %(day)s. Please declare again before then."
    ),
    NoticeKind.ASSESSMENT_FAILED: gettext_lazy(
        "Case %(case)s could not be assessed. An administrator can start the assessment again."
    ),
    NoticeKind.WEBHOOK_OFF: gettext_lazy("A webhook of %(body)s was switched off, because nothing could be delivered."),
    NoticeKind.KEY_EXPIRING: gettext_lazy("The key %(key)s of %(body)s expires on %(day)s and has no successor yet."),
    NoticeKind.KEY_MADE: gettext_lazy(
        "A system of %(body)s got the key %(key)s. If nobody of the body asked for it, tell an administrator."
    ),
    NoticeKind.ACCOUNT_JOINED: gettext_lazy(
        "An administrator let another account act for %(body)s. If nobody of the body asked for it, tell the other "
        "administrators."
    ),
    NoticeKind.ACCOUNT_CHANGED: gettext_lazy(
        "Your account was changed: %(what)s. If you did not expect this, tell an administrator."
    ),
    NoticeKind.ACCOUNT_REQUEST: gettext_lazy("A request about an account waits for a second administrator."),
    NoticeKind.ENACTMENT_WAITING: gettext_lazy(
        "The enactment of the reorganisation '%(draft)s', or its withdrawal, waits for a second administrator."
    ),
    NoticeKind.PREVIEW_READY: gettext_lazy("The preview of the reorganisation '%(draft)s' is over. Look at it."),
    NoticeKind.RULEBOOK_PROPOSED: gettext_lazy(
        "A version of the rulebook from the draft '%(draft)s', to apply from %(day)s, waits for your approval."
    ),
    NoticeKind.RULEBOOK_IN_FORCE: gettext_lazy(
        "The version of the rulebook from the draft '%(draft)s' is in force. Other drafts now rest on an earlier one."
    ),
}
DECIDED: Final[dict[str, Promise]] = {
    "approved": gettext_lazy("The version from the draft '%(draft)s' was approved. It applies from %(day)s."),
    "refused": gettext_lazy("The version from the draft '%(draft)s' was refused. Its page has the reason."),
    "withdrawn": gettext_lazy("The version from the draft '%(draft)s' was withdrawn. Its page has the reason."),
}
CHANGED: Final[dict[str, Promise]] = {
    "role": gettext_lazy("role"),
    "body_id": gettext_lazy("government body"),
    "person_id": gettext_lazy("linked person"),
    "is_active": gettext_lazy("whether it may sign in"),
    "reads_secret": gettext_lazy("the right to see restricted partnerships"),
    "username": gettext_lazy("user name"),
    "external_id": gettext_lazy("name at the organisation's server"),
    "address": gettext_lazy("e-mail address"),
    "authenticator": gettext_lazy("the authenticator was removed"),
    "asked": gettext_lazy("an administrator asked another one to confirm a change of its rights or its authenticator"),
    "same_person": gettext_lazy("an administrator asked another one to confirm a second account for the same person"),
    "sessions": gettext_lazy("every session was ended"),
    "link": gettext_lazy("a link to set a password was made"),
    "password": gettext_lazy("the password was set by a link"),
}
ENDED: Final[dict[str, Promise]] = {
    "recused": gettext_lazy("Your assignment to case %(case)s has ended with your recusal."),
    "revised": gettext_lazy("Your assignment to case %(case)s has ended: the proposal was revised."),
    "tied": gettext_lazy("Your assignment to case %(case)s has ended: a tie to it was found."),
    "undone": gettext_lazy("Your assignment to case %(case)s was undone by the account that had assigned you."),
}


LAPSED: Final = gettext_lazy("A question to you in case %(case)s is no longer open; its page says why.")


AGREED: Final = gettext_lazy(
    "The reviewers had decided differently on a finding of %(codes)s in case %(case)s. They now agree."
)


def notice_text(notice: Notice, *, lapsed: bool = False, agreed: bool = False) -> str:
    """Return the sentence of a notice.

    `lapsed`: its question is no longer open; `agreed`: the reviewers have agreed since.
    """
    if lapsed or agreed:
        return str(LAPSED if lapsed else AGREED) % filled_words(notice)
    return own[notice.kind](notice) if notice.kind in own else str(TEXTS[notice.kind]) % filled_words(notice)


def filled_words(notice: Notice) -> Words:
    """Return the values that texts are filled with."""
    data = notice.data
    state = data.get("state")
    return {
        "case": notice.partnership.reference if notice.partnership else "",
        "day": date_text(data["day"], reader_language()) if "day" in data else "",
        "codes": join_texts(data.get("codes", ())),
        "state": CaseState(state).label if state else "",
        "body": data.get("body", ""),
        "key": data.get("key", ""),
        "draft": data.get("draft", ""),
        "what": join_texts(str(CHANGED[each]) for each in data.get("what", ())),
    }


def new_findings(notice: Notice) -> str:
    """Return the number of new findings and their rules in words."""
    n = notice.data["n"]
    text = ngettext(
        "A finding of %(codes)s in case %(case)s is new.", "%(n)d findings in case %(case)s are new: %(codes)s.", n
    )
    return text % {**filled_words(notice), "n": n}


def assignment_ended_text(notice: Notice) -> str:
    """Return the end of an assignment with its reason."""
    return str(ENDED[notice.data["because"]]) % filled_words(notice)


def official_declared_text(notice: Notice) -> str:
    """Say that an official has declared, and if so that the register differs: that alone, without names or details."""
    if notice.data.get("differs"):
        text = gettext(
            "An official has declared for case %(case)s. The case is assessed again. The declaration and the "
            "register differ; the page of the case shows how."
        )
    else:
        text = gettext("An official has declared for case %(case)s. The case is assessed again.")
    return text % filled_words(notice)


def declaration_asked(notice: Notice) -> str:
    """Ask for a declaration: the first, or a new one because an earlier one is no longer valid."""
    if day := notice.data.get("again"):
        text = gettext("You are asked to declare again for case %(case)s; you last declared on %(on)s.")
        return text % {**filled_words(notice), "on": date_text(day, reader_language())}
    return gettext("You are asked to declare for case %(case)s, in which you take part.") % filled_words(notice)


def recusal_entered_text(notice: Notice) -> str:
    """Say that a recusal is on record, with its first day if stated."""
    if "day" in notice.data:
        text = gettext("Your recusal from case %(case)s since %(day)s is on record.")
    else:
        text = gettext("Your recusal from case %(case)s is on record.")
    return text % filled_words(notice)


def rulebook_decided_text(notice: Notice) -> str:
    """Return what became of a proposed version of the rulebook."""
    return str(DECIDED[notice.data["decided"]]) % filled_words(notice)


def rulebook_case_text(notice: Notice) -> str:
    """Say that an adopted version answers a case otherwise, and whether it is assessed again."""
    if notice.data.get("again"):
        text = gettext(
            "The rulebook now in force answers case %(case)s otherwise (%(codes)s). The case is assessed again."
        )
    else:
        text = gettext(
            "The rulebook now in force would answer case %(case)s otherwise (%(codes)s). The case is decided or has a "
            "day of its own, so its result stays as it is."
        )
    return text % filled_words(notice)


own: Final[dict[str, Callable[[Notice], str]]] = {
    NoticeKind.NEW_FINDINGS: new_findings,
    NoticeKind.ASSIGNMENT_ENDED: assignment_ended_text,
    NoticeKind.OFFICIAL_DECLARED: official_declared_text,
    NoticeKind.DECLARATION_ASKED: declaration_asked,
    NoticeKind.RECUSAL_ENTERED: recusal_entered_text,
    NoticeKind.RULEBOOK_DECIDED: rulebook_decided_text,
    NoticeKind.RULEBOOK_CASE: rulebook_case_text,
}


def notice_address(notice: Notice) -> str:
    """Return the address of the page that the notice is about."""
    if hearing := notice.data.get("hearing"):
        return reverse("my-hearing", args=[hearing])
    if request := notice.data.get("request"):
        return reverse("information-request", args=[request])
    if notice.kind in (NoticeKind.MENTIONED, NoticeKind.COMMENTED):
        return f"{reverse('papers', args=[notice.partnership_id])}#comments"
    if notice.kind in (NoticeKind.RECUSAL_ENTERED, NoticeKind.COMMENT_FOR_PERSON):
        return reverse("my")
    if notice.kind in PERSONAL:
        return reverse("my-declaration", args=[notice.partnership_id])
    if finding := notice.data.get("finding"):
        return reverse("finding", args=[finding])
    if notice.kind in (NoticeKind.NEW_FINDINGS, NoticeKind.ASSESSMENT_FAILED):
        return reverse("partnership", args=[notice.partnership_id])
    if adoption := notice.data.get("adoption"):
        return reverse("workshop-adoption", args=[adoption])
    if notice.kind == NoticeKind.ENACTMENT_WAITING:
        return reverse("reorganisation", args=[notice.data["reorganisation"]])
    if notice.kind == NoticeKind.PREVIEW_READY:
        return reverse("reorganisation-effect", args=[notice.data["reorganisation"]])
    if notice.kind == NoticeKind.KEY_EXPIRING:
        return reverse("keys")
    if notice.kind == NoticeKind.ACCOUNT_REQUEST:
        return reverse("account-requests")
    if notice.kind in OF_THE_ACCOUNT:
        return reverse("mfa_index")
    if notice.kind == NoticeKind.WEBHOOK_OFF:
        return reverse("webhook", args=[notice.data["webhook"]])
    return reverse("case", args=[notice.partnership_id])
