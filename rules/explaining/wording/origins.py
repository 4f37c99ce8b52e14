"""Where a row of the register comes from, as a page says it: a document, submission or import; and how sure it is."""

from dataclasses import dataclass, replace
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from institutions.access import imports, partnerships
from institutions.access.callers import Reader
from institutions.formats.bods.reading.sources import stated_in as bods_statement
from institutions.lists.head import edition_of
from institutions.models import Bitemporal, Source
from institutions.values.written_day import is_day
from rules.engine.language.statements import Language, date_text
from rules.explaining.catalogue.certainty import Certainty
from rules.explaining.wording.shown_day import shown_day
from rules.explaining.wording.words import in_brackets

FROM_WHERE: Final = ("source", "submission__partnership", "imported__job")  # what a page reads with its rows
# Of rows of the register itself. What was read is not marked, and what a statement says of itself stands beside it.
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
class Origin:
    """`page`: where this site says more of it. `url`: the document itself, on another site.

    `stated_in`: it is the submission or import that says so, beside the document of whose page it is.
    """

    text: str
    page: str = ""
    url: str = ""
    about: str = ""
    certainty: str = ""
    mark: str = ""
    claim: bool = False
    stated_in: bool = False


def origin_of(row: Bitemporal, reader: Reader, language: Language, today: str) -> Origin:
    """Of one row; a submission or import is named only to those who may read it."""
    certainty, mark = certainty_of(row.confidence, getattr(row, "review_on", None), language, today)
    if row.source:
        said = stated_on(row.source, language)
    else:
        text, page = stated_in(row, reader)
        said = Origin(text, page)
    return replace(said, certainty=certainty, mark=mark, claim=row.confidence == "claim")


def stated_on(source: Source, language: Language) -> Origin:
    """A document."""
    page = reverse("source", args=[source.pk])
    return Origin(source_title(source, language), page, outside(source.url), about_source(source, language))


def stated_by(row: Bitemporal, reader: Reader) -> Origin:
    """Who says something on the strength of a document, for the page of the document."""
    text, page = stated_in(row, reader)
    return Origin(text, page, claim=row.confidence == "claim", stated_in=True)


def stated_in(row: Bitemporal, reader: Reader) -> tuple[str, str]:
    """The submission or import that states a row, and its page."""
    if row.submission:
        partnership = row.submission.partnership
        if not partnerships.readable(reader).test()(partnership):
            return _("A submission"), ""
        page = reverse("partnership", args=[partnership.pk])
        return _("Submission %(reference)s") % {"reference": partnership.reference}, page
    if row.imported and reader.reads_of(row.imported.job.body_id):
        job = row.imported.job
        page = reverse("import", args=[job.pk]) if imports.readable(reader).test()(job) else ""
        return _("Import of %(file)s") % {"file": job.file_name}, page
    return _("An import"), ""


def certainty_of(confidence: str, review_on: object, language: Language, today: str) -> tuple[str, str]:
    """How sure a row is and when it is looked at again, in words, and its mark; both empty where it was read."""
    said = [CONFIDENCE[confidence][language]] if confidence in CONFIDENCE else []
    review = Certainty(None, str(review_on) if review_on else None)
    words = [*said, *filter(None, [review.words(language, today)])]
    mark = "review_due" if review.overdue(today) else MARKS.get(confidence, "")
    return {"en": "; ", "ja": "。"}[language].join(words), mark


def source_title(source: Source, language: Language) -> str:
    """The title in the reader's language, where the document was given one in it."""
    return source.title_ja if language == "ja" and source.title_ja else title_words(source.title, language)


def title_words(title: str, language: Language) -> str:
    """A title that was made of parts, in the reader's words and calendar: of an edition of a list, or from BODS."""
    if (edition := edition_of(title)) and is_day(edition[1]):
        return f"{edition[0]}{in_brackets(shown_day(edition[1], language), language=language)}"
    if stated := bods_statement(title):
        statement, day, by = stated
        declared = _("declared on %(day)s") % {"day": shown_day(day, language)} if day and is_day(day) else day
        said = _("stated by %(names)s") % {"names": by} if by else ""
        return f"{_('BODS statement %(id)s') % {'id': statement}}{in_brackets(declared, said, language=language)}"
    return title


def about_source(source: Source, language: Language) -> str:
    """Who published it and when it was read."""
    read = (
        _("retrieved %(day)s") % {"day": date_text(source.retrieved_on.isoformat(), language)}
        if source.retrieved_on
        else ""
    )
    return in_brackets(source.publisher, read, language=language)


def outside(url: str) -> str:
    """An address that a browser may be sent to; empty for anything but a web page."""
    return url if url.startswith(("https://", "http://")) else ""
