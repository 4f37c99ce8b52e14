"""/partnerships/ID/timeline/: the history of a case, newest first."""

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.views.generic import ListView

from institutions.access.callers import reads_sensitive
from institutions.access.partnerships import partnerships_for
from institutions.models import Partnership, Submission
from institutions.web.query_page import PagedList
from rules.explaining.wording.evidence_sources import NONE_KNOWN
from rules.explaining.wording.words import reader_language
from rules.models import Assessment
from rules.review.timeline.chapters import assessments_of, timeline_chapters
from rules.web.pages.cases.timeline.changes import note_read_of, note_sources
from rules.web.pages.cases.timeline.words import TimelineWords
from rules.web.pages.reader import signed_in_reader

if TYPE_CHECKING:  # Django's views take no type argument at run time
    List = ListView[Assessment]
else:
    List = ListView

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
CHAPTERS_A_PAGE = 10  # each is compared from its snapshot


class TimelinePage(PagedList, List):
    """Every assessment of a partnership with its changes, and the acts of the case between them.

    Many acts after one assessment come in parts.
    """

    template_name = "rules/timeline.html"
    paginate_by = CHAPTERS_A_PAGE

    def partnership(self) -> Partnership:
        """Return a partnership that the reader may see; else Http404."""
        return get_object_or_404(partnerships_for(signed_in_reader(self.request)), pk=self.kwargs["pk"])

    def get_queryset(self) -> QuerySet[Assessment]:
        """Return its assessments, newest first."""
        self.of = self.partnership()
        return assessments_of(self.of)

    def get_context_data(self, **kwargs: Any) -> Context:
        """Return the chapters of this page. Reading of sensitive content is recorded."""
        context = super().get_context_data(**kwargs)
        account = signed_in_reader(self.request)
        sensitive = reads_sensitive(account)
        chapters = timeline_chapters(self.of, list(context["object_list"]))
        notes = [each.note for each in chapters if each.note]
        known = note_sources(self.of, *notes) if sensitive else NONE_KNOWN
        for each in chapters:
            if each.note:
                note_read_of(each.note, each.assessment, account, sensitive=sensitive)
        words = TimelineWords(reader_language(), known, sensitive=sensitive)
        return {
            **context,
            "section": "partnerships",
            "partnership": self.of,
            "title": Submission.objects.get(partnership=self.of, superseded_at__isnull=True).shown_title,
            "chapters": [words.chapter(each, self.request.GET) for each in chapters],
        }
