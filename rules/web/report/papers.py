"""The files and comments of a case in its report, as far as its reader may read them. Files are named, not printed."""

from typing import Any

from rules.access.audiences import paper_reader
from rules.models import Attachment, Comment
from rules.review.casework.case_view import CaseView
from rules.review.correspondence.reading import attachments_for, comments_for, shown_text
from rules.web.case_words.rows import CaseWords
from rules.web.report.audience import ReportReader

Json = dict[str, Any]  # Any: what the template shows


def papers_part(view: CaseView, audience: ReportReader, words: CaseWords) -> Json:
    """Return the rows of files and comments, and whether the reader may read any."""
    reader = paper_reader(audience.reader, view.partnership)
    return {
        "reads_papers": bool(reader.everything or reader.of_body or reader.people),
        "files": [file_part(each, words) for each in attachments_for(reader, view.partnership)],
        "comments": [comment_part(each, audience, words) for each in comments_for(reader, view.partnership)],
    }


def file_part(each: Attachment, words: CaseWords) -> Json:
    """Return one file: by its size in bytes and its SHA-256 anyone can tell whether a file is this one."""
    return {
        "name": each.name,
        "kind": each.get_kind_display(),
        "size": each.size,
        "sha256": each.sha256,
        "audience": each.get_audience_display(),
        "person": each.person.name if each.person else "",
        "minutes_of": each.hearing.finding.code if each.hearing else "",
        "answer_on": each.answer.decision.finding.code if each.answer else "",
        "by": each.account.username,
        "on": words.moment(each.at),
    }


def comment_part(each: Comment, audience: ReportReader, words: CaseWords) -> Json:
    """Return one comment; of a withdrawn one its withdrawal, and its text for auditors alone."""
    withdrawal = getattr(each, "withdrawal", None)
    return {
        "by": each.account.username,
        "on": words.moment(each.at),
        "code": each.finding.code if each.finding else "",
        "audience": each.get_audience_display(),
        "person": each.person.name if each.person else "",
        "text": shown_text(each, audience.reader),
        "withdrawn": {
            "by": withdrawal.account.username,
            "on": words.moment(withdrawal.at),
            "reason": withdrawal.reason,
        }
        if withdrawal
        else None,
    }
