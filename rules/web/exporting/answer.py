"""An export as a download, streamed: only the part that is being sent is in memory."""

from collections.abc import Iterator

from django.http import Http404, StreamingHttpResponse

from institutions.access.keys import KeyHolder
from institutions.exports.selection import ExportSelection
from institutions.formats.export_formats import ExportFormat
from institutions.models import Account
from rules.access.sensitive_reads import note_read
from rules.web.exporting.begun_file import BegunFile
from rules.web.exporting.entitled_parts import while_entitled
from rules.web.exporting.sensitive_content import partnerships_in_export, sensitive_in_export


def export_answer(
    form: ExportFormat, selection: ExportSelection, reader: Account | KeyHolder, *, headers_only: bool = False
) -> StreamingHttpResponse:
    """Return the file, after recording who reads its sensitive parts.

    Its first part is made at once: TooManyRowsError comes before anything is sent, and no broken file. Http404 if the
    only partnership that is asked for is none that the reader may read. A request for the headers alone reads nothing,
    and begins nothing that would wait. The file breaks off where the reader's rights change before its end.
    """
    if selection.partnership and not selection.partnerships().exists():
        raise Http404
    parts: Iterator[bytes] = iter(())
    if not headers_only:
        read, named = sensitive_in_export(form, selection), partnerships_in_export(selection)
        note_read(reader, f"export:{form.name}", read, partnerships=named)
        parts = BegunFile(while_entitled(iter(form.write(selection)), reader))
    answer = StreamingHttpResponse(parts, content_type=form.media_type)
    name = "-".join(("export", *selection.lists[:1], selection.made_on.isoformat()))
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form.suffix}"'
    return answer
