"""Requirements of a PDF on the machine: Pango and a Japanese font."""

from institutions.codes.base import Coded
from institutions.values.pdf_requirements import FONT, has_font, has_libraries
from rules.web.report.report_troubles import CannotMakePdf


def report_obstacle() -> Coded | None:
    """Return why this machine cannot make a PDF, with the remedy; None if it can."""
    return None if has_libraries() and has_font(FONT) else CannotMakePdf()
