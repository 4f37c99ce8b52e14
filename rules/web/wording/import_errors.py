"""The refused records of an import as a download, in the requester's language: for pages and REST."""

from django.http import StreamingHttpResponse

from institutions.codes.wording import reader_language
from institutions.imports.error_file import error_file
from institutions.models import Import


def error_answer(job: Import) -> StreamingHttpResponse:
    """Return the error file in the reader's language, as a stream."""
    headers = {"Content-Disposition": f'attachment; filename="errors-{job.pk}.csv"'}
    content = error_file(job, reader_language())
    return StreamingHttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)
