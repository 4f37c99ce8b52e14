"""The way into the process that sets type: the web server does not load WeasyPrint, and that process no Django."""

from multiprocessing.connection import Connection


def run(answers: Connection, html: str, memory: int, seconds: int) -> None:
    """Run the typesetter in that process."""
    from rules.web.report.typesetter import serve

    serve(answers, html, memory, seconds)
