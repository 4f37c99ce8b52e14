"""A chapter of a timeline in words: the assessment, its trigger, and each act after it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from institutions.models import SubmissionWay
from institutions.web.divided_list import part_of
from rules.assessing.failures import error_words
from rules.engine.language.statements import Language, date_text
from rules.explaining.wording.days import shown_moment
from rules.explaining.wording.evidence_sources import KnownSources
from rules.explaining.wording.words import words_in_brackets
from rules.models import (
    Assessment,
    CaseState,
    DecisionKind,
    DeclarationResult,
    HearingWay,
    ReviewAssignment,
    State,
    Trigger,
)
from rules.review.casework.act_table import LABELS as ACT_LABELS
from rules.review.casework.act_table import Act
from rules.review.timeline.acts import CORRECTS, CaseAct
from rules.review.timeline.chapters import Chapter
from rules.web.case_words.rows import text_for_reader
from rules.web.pages.cases.timeline.changes import changed_words

Json = dict[str, Any]  # Any: what a template shows
BY_SUBMISSION = (Trigger.REGISTERED, Trigger.REVISED, Trigger.RECUSAL)


class TimelineWords:
    """The words of chapters for one reader."""

    def __init__(self, language: Language, known: KnownSources, *, sensitive: bool) -> None:
        self.language = language
        self.known = known
        self.sensitive = sensitive

    def moment(self, moment: datetime) -> str:
        """Return day and time of day."""
        return shown_moment(moment, self.language)

    def chapter(self, chapter: Chapter, given: Mapping[str, str]) -> Json:
        """Return an assessment with its changes, and the part of the acts after it that an address names.

        The last act comes first. ParameterError for a wrong number of a part.
        """
        assessment = chapter.assessment
        name = f"acts-{assessment.pk}"
        part = part_of(chapter.acts[::-1], given, name)
        note = chapter.note
        return {
            "id": assessment.pk,
            "at": self.moment(assessment.requested_at),
            "finished": self.moment(assessment.finished_at) if assessment.finished_at else "",
            "state": assessment.state,
            "state_label": State(assessment.state).label,
            "error": error_words(assessment),
            "why": Trigger(assessment.trigger).label,
            "by": self.submitted_by(assessment) if assessment.trigger in BY_SUBMISSION else "",
            "revision": assessment.submission.revision,
            "as_of": date_text(assessment.as_of.isoformat(), self.language),
            "rulebook": assessment.rulebook_id,
            "done": assessment.state == State.DONE,
            "first": assessment.state == State.DONE and note is None,
            "changes": changed_words(note, self.language, self.known, sensitive=self.sensitive) if note else None,
            "acts": [self.act(each) for each in part.rows],
            "part": part,
        }

    def submitted_by(self, assessment: Assessment) -> str:
        """Return the account that sent the revision, and the way."""
        submission = assessment.submission
        way = str(SubmissionWay(submission.way).label)
        return _("%(account)s, %(way)s") % {"account": submission.account, "way": way} if submission.account else way

    def act(self, act: CaseAct) -> Json:
        """Return one act in words."""
        return {
            "sort": act.sort,
            "at": self.moment(act.at),
            "what": self.what(act),
            "by": self.text(act.by) if "by" in act.private else act.by or _("the system"),
            "text": act.said or self.text(act.text),
            "findings": act.findings,
            "codes": act.codes,
        }

    def text(self, said: str) -> str:
        """Return a text that somebody wrote; withheld without the right to sensitive content, since it may name kin."""
        return text_for_reader(said, self.language, sensitive=self.sensitive)

    def what(self, act: CaseAct) -> str:
        """Say what the act was."""
        if act.sort == "moved":
            return _("%(act)s (state after it: %(state)s)") % {
                "act": ACT_LABELS[Act(act.what)],
                "state": CaseState(act.about).label,
            }
        if act.sort == "decided":
            return _("Finding decided: %(decided)s") % {"decided": DecisionKind(act.what).label}
        if act.sort in ("submitted", "revised"):
            text = _("Registered") if act.sort == "submitted" else _("Revision %(n)s registered") % {"n": act.revision}
            return f"{text}{words_in_brackets(str(SubmissionWay(act.what).label), language=self.language)}"
        if act.sort == "assigned":
            return _("%(reviewer)s was assigned as a reviewer") % {"reviewer": act.about}
        if act.sort == "assignment_ended":
            because = dict(ReviewAssignment._meta.get_field("ended_because").flatchoices)  # noqa: SLF001 - documented
            return _("The assignment of %(reviewer)s ended: %(because)s") % {
                "reviewer": act.about,
                "because": because[act.what],
            }
        if act.sort in ("heard", "answered", "official_declared"):
            return self.named(act)
        if act.sort == "condition":
            return _("Condition set, to be met by %(owner)s") % {"owner": act.about}
        if act.sort == "undone":
            return undone_act(act.what)
        return {
            "acknowledged": pgettext("act", "Acknowledged rules that could not be assessed"),
            "gone_acknowledged": pgettext("act", "Acknowledged that a finding was withdrawn by new data"),
            "condition_done": pgettext("act", "Condition or measure marked as done"),
            "declared": pgettext("act", "Declared to have no tie to the case"),
            "information_answered": pgettext("act", "Request for information answered"),
            "attached": pgettext("act", "File attached"),
            "commented": pgettext("act", "Comment written"),
        }[act.sort]

    def named(self, act: CaseAct) -> str:
        """Say what a person concerned did, or had done to them: a declaring official is always named."""
        if act.sort == "official_declared":
            return _("%(official)s declared for the case: %(says)s") % {
                "official": act.about,
                "says": DeclarationResult(act.what).label,
            }
        name = self.text(act.about) if "about" in act.private else act.about
        if act.sort == "heard":
            return _("Hearing recorded: %(how)s (%(person)s)") % {"how": HearingWay(act.what).label, "person": name}
        if act.what == CORRECTS:
            return _("Answer in a hearing, which says that a fact is wrong: %(person)s") % {"person": name}
        return _("Answer in a hearing: %(who)s") % {"who": name}


def undone_act(sort: str) -> str:
    """Say that an act of a sort was undone."""
    return {
        "decided": pgettext("act", "Decision undone"),
        "acknowledged": pgettext("act", "Acknowledgement of rules that could not be assessed undone"),
        "gone_acknowledged": pgettext("act", "Acknowledgement of a withdrawn finding undone"),
        "condition": pgettext("act", "Setting of a condition undone"),
        "condition_done": pgettext("act", "Note that a condition is done undone"),
    }[sort]
