"""The way into the process that sets type: the web server does not load WeasyPrint, and that process no Django."""

from multiprocessing.connection import Connection


def run_typesetter(answers: Connection, html: str, memory: int, seconds: int) -> None:
    """Run the typesetter in that process."""
    from rules.web.report.typesetter import serve_one_document

    serve_one_document(answers, html, memory, seconds)
