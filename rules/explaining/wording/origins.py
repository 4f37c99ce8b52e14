"""The origin of a row of the register for pages: a document, submission or import; and its certainty."""

from dataclasses import dataclass, replace
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from institutions.access import imports, partnerships
from institutions.access.callers import Reader
from institutions.formats.bods.reading.sources import source_title_parts
from institutions.lists.edition_head import edition_of
from institutions.models import Bitemporal, Source
from institutions.values.written_day import is_written_day
from rules.engine.language.statements import Language, date_text
from rules.explaining.catalogue.certainty import BasisCertainty
from rules.explaining.wording.days import shown_day
from rules.explaining.wording.words import words_in_brackets

FROM_WHERE: Final = ("source", "submission__partnership", "imported__job")  # relations that a page reads with its rows
# For rows of the register itself. Rows that were read are not marked; a statement's own certainty is shown beside it.
CONFIDENCE: Final = {
    "seen_2013": {
        "en": "text of December 2013; check whether it was amended",
        "ja": "2013年12月時点の記載。その後の改正を要確認",
    },
    "derived": {"en": "inferred, not stated in the source", "ja": "出典の記載からの推定"},
    "memory": {"en": "not read in a document; to be checked", "ja": "文書による確認なし。要確認"},
}
MARKS: Final = {"seen_2013": "text_of_2013", "derived": "not_read", "memory": "not_read"}


@dataclass(frozen=True, slots=True)
class OriginLine:
    """The origin of a row. `page`: its page on this site; `url`: the document itself, on another site.

    `stated_in`: the origin is the submission or import that states the row, shown on the page of the document.
    """

    text: str
    page: str = ""
    url: str = ""
    about: str = ""
    certainty: str = ""
    mark: str = ""
    claim: bool = False
    stated_in: bool = False


def origin_line(row: Bitemporal, reader: Reader, language: Language, today: str) -> OriginLine:
    """Return the origin of one row; a submission or import is named only to readers who may read it."""
    certainty, mark = certainty_in_words(row.confidence, getattr(row, "review_on", None), language, today)
    if row.source:
        said = document_origin(row.source, language)
    else:
        text, page = stating_document(row, reader)
        said = OriginLine(text, page)
    return replace(said, certainty=certainty, mark=mark, claim=row.confidence == "claim")


def document_origin(source: Source, language: Language) -> OriginLine:
    """Return a document as origin."""
    page = reverse("source", args=[source.pk])
    return OriginLine(source_title(source, language), page, outside_address(source.url), about_source(source, language))


def document_origin_line(row: Bitemporal, reader: Reader) -> OriginLine:
    """Return the submission or import that relies on a document, for the page of the document."""
    text, page = stating_document(row, reader)
    return OriginLine(text, page, claim=row.confidence == "claim", stated_in=True)


def stating_document(row: Bitemporal, reader: Reader) -> tuple[str, str]:
    """Return the submission or import that states a row, and its page."""
    if row.submission:
        partnership = row.submission.partnership
        if not partnerships.partnerships_rule(reader).test()(partnership):
            return _("A submission"), ""
        page = reverse("partnership", args=[partnership.pk])
        return _("Submission %(reference)s") % {"reference": partnership.reference}, page
    if row.imported and reader.reads_of(row.imported.job.body_id):
        job = row.imported.job
        page = reverse("import", args=[job.pk]) if imports.imports_rule(reader).test()(job) else ""
        return _("Import of %(file)s") % {"file": job.file_name}, page
    return _("An import"), ""


def certainty_in_words(confidence: str, review_on: object, language: Language, today: str) -> tuple[str, str]:
    """Return a row's certainty and next review in words, and its mark; both empty if its source was read."""
    said = [CONFIDENCE[confidence][language]] if confidence in CONFIDENCE else []
    review = BasisCertainty(None, str(review_on) if review_on else None)
    words = [*said, *filter(None, [review.words(language, today)])]
    mark = "review_due" if review.overdue(today) else MARKS.get(confidence, "")
    return {"en": "; ", "ja": "。"}[language].join(words), mark


def source_title(source: Source, language: Language) -> str:
    """Return the title in the reader's language, if the document has one in it."""
    return source.title_ja if language == "ja" and source.title_ja else title_words(source.title, language)


def title_words(title: str, language: Language) -> str:
    """Return a composed title, of a list's edition or from BODS, in the reader's words and calendar."""
    if (edition := edition_of(title)) and is_written_day(edition[1]):
        return f"{edition[0]}{words_in_brackets(shown_day(edition[1], language), language=language)}"
    if stated := source_title_parts(title):
        statement, day, by = stated
        declared = _("declared on %(day)s") % {"day": shown_day(day, language)} if day and is_written_day(day) else day
        said = _("stated by %(names)s") % {"names": by} if by else ""
        return f"{_('BODS statement %(id)s') % {'id': statement}}{words_in_brackets(declared, said, language=language)}"
    return title


def about_source(source: Source, language: Language) -> str:
    """Return publisher and day of retrieval."""
    read = (
        _("retrieved %(day)s") % {"day": date_text(source.retrieved_on.isoformat(), language)}
        if source.retrieved_on
        else ""
    )
    return words_in_brackets(source.publisher, read, language=language)


def outside_address(url: str) -> str:
    """Return an address that a browser may be sent to; empty for anything but a web page."""
    return url if url.startswith(("https://", "http://")) else ""
