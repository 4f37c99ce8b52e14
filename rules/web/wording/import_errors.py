"""The refused records of an import as a download, in the language of who asks for it: for pages and REST."""

from django.http import StreamingHttpResponse
from django.utils import translation

from institutions.imports.error_file import error_file
from institutions.models import Import
from rules.explaining.wording.words import reader_language
from rules.web.wording.import_remedies import import_remedy


def error_answer(job: Import) -> StreamingHttpResponse:
    """The error file. It is written when the request is over, so that the language is taken along."""
    language = reader_language()

    def say(message: str) -> str:
        with translation.override(language):
            return import_remedy(message)

    headers = {"Content-Disposition": f'attachment; filename="errors-{job.pk}.csv"'}
    content = error_file(job, language, say)
    return StreamingHttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)
