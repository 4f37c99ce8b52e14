"""Where statements come from, as a reader sees it: the document, else the submission or import that stated them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from institutions.models import Account, Source, Submission
from rules.language.statements import Language
from rules.pages.origins import about_source, source_title
from rules.pages.party_links import source_url
from rules.reading import partnerships_for


@dataclass(frozen=True, slots=True)
class ShownSource:
    """What stands behind a statement: its title, where it is, and who published it and when it was read."""

    title: str
    url: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Submissions:
    """The submissions that the reader may read, by id: their partnership and its reference."""

    readable: Mapping[int, tuple[UUID, str]]

    def shown(self, submission: int) -> ShownSource:
        """A submission; that of another body without its reference."""
        if submission not in self.readable:
            return ShownSource(_("A submission of another body"))
        partnership, reference = self.readable[submission]
        return ShownSource(
            _("Submission %(reference)s") % {"reference": reference}, reverse("partnership", args=[partnership])
        )


def submissions_read_by(account: Account, ids: Iterable[int | None]) -> Submissions:
    """Those among these that the reader may read: one query."""
    wanted = {each for each in ids if each}
    rows = Submission.objects.filter(pk__in=wanted, partnership__in=partnerships_for(account))
    columns = rows.values_list("pk", "partnership_id", "partnership__reference")
    return Submissions({pk: (partnership, reference) for pk, partnership, reference in columns})


def shown_source(
    source: Source | None, submission: int | None, submissions: Submissions, language: Language
) -> ShownSource:
    """What a statement rests on."""
    if source is not None:
        return shown_document(source, language)
    return submissions.shown(submission) if submission else ShownSource(_("An imported record"))


def shown_document(source: Source, language: Language) -> ShownSource:
    """A document."""
    return ShownSource(source_title(source, language), source_url(source), about_source(source, language))
