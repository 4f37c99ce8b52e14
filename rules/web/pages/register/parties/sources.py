"""The origins of statements for a reader: the document, else the submission or import that stated them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from institutions.access.partnerships import partnerships_for
from institutions.models import Account, Source, Submission
from rules.engine.language.statements import Language, date_text
from rules.explaining.wording.origins import about_source, source_title
from rules.explaining.wording.party_links import source_url
from rules.web.import_links import ImportedFrom, imported_from


@dataclass(frozen=True, slots=True)
class ShownSource:
    """The origin of a statement: its title and address, and for a document publisher and day of retrieval."""

    title: str
    url: str = ""
    about: str = ""


class SourcedRow(Protocol):
    """A row of the register, or a tie that was read from one."""

    @property
    def submission_id(self) -> int | None:
        """The submission that states it."""
        ...

    @property
    def imported_id(self) -> int | None:
        """The record of an import that states it."""
        ...


@dataclass(frozen=True, slots=True)
class RowOrigins:
    """The submissions by id, and imports by record id, that state rows, as far as the reader may read them."""

    readable: Mapping[int, tuple[UUID, str]]
    imports: Mapping[int, ImportedFrom] = field(default_factory=dict)

    def stated(self, row: SourcedRow, language: Language) -> ShownSource:
        """Return the origin of a row without a document: a submission, else an import."""
        if row.submission_id:
            return self.shown(row.submission_id)
        found = self.imports.get(row.imported_id or 0)
        if found is None:
            return ShownSource(_("An import"))
        said = {"file": found.file, "body": found.body.name, "day": date_text(found.on.isoformat(), language)}
        title = _("Import of %(file)s by %(body)s on %(day)s") % said
        return ShownSource(title, reverse("import", args=[found.import_id]))

    def shown(self, submission: int) -> ShownSource:
        """Return a submission; that of another body without its reference."""
        if submission not in self.readable:
            return ShownSource(_("A submission of another body"))
        partnership, reference = self.readable[submission]
        return ShownSource(
            _("Submission %(reference)s") % {"reference": reference}, reverse("partnership", args=[partnership])
        )


def submissions_read_by(account: Account, rows: Iterable[SourcedRow]) -> RowOrigins:
    """Return those submissions and imports stating the rows that the reader may read. Two queries."""
    stated = list(rows)
    wanted = {each.submission_id for each in stated if each.submission_id}
    found = Submission.objects.filter(pk__in=wanted, partnership__in=partnerships_for(account))
    columns = found.values_list("pk", "partnership_id", "partnership__reference")
    imports = imported_from(account, (each.imported_id for each in stated))
    return RowOrigins({pk: (partnership, reference) for pk, partnership, reference in columns}, imports)


def statement_source_shown(
    source: Source | None, row: SourcedRow, submissions: RowOrigins, language: Language
) -> ShownSource:
    """Return the source of a statement."""
    return shown_document(source, language) if source is not None else submissions.stated(row, language)


def shown_document(source: Source, language: Language) -> ShownSource:
    """Return a document."""
    return ShownSource(source_title(source, language), source_url(source), about_source(source, language))
