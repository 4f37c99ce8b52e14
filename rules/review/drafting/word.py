"""A draft as a Word file: headings and lists as styles, the language of the text set, gaps marked."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Final

from docx import Document
from docx.document import Document as File
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.text.paragraph import Paragraph

from rules.engine.language.statements import Language
from rules.review.drafting.text import DraftLine

STYLES: Final = {"title": "Title", "heading": "Heading 1", "item": "List Bullet", "below": "List Bullet 2"}
CODES: Final = {"en": "en-GB", "ja": "ja-JP"}
JAPANESE_FONT: Final = "MS Mincho"


def word_file(parts: tuple[DraftLine, ...], language: Language) -> bytes:
    """Return the bytes of the file."""
    file = Document()
    set_language(file, language)
    title = next((each.text for each in parts if each.sort == "title"), "")
    file.core_properties.title = title
    file.core_properties.language = CODES[language]
    file.core_properties.author = ""
    file.core_properties.comments = ""
    file.core_properties.created = file.core_properties.modified = datetime.now(UTC).replace(tzinfo=None)
    for part in parts:
        write_draft_line(file.add_paragraph(style=STYLES.get(part.sort)), part)
    stored = BytesIO()
    file.save(stored)
    return stored.getvalue()


def write_draft_line(paragraph: Paragraph, part: DraftLine) -> None:
    """Write one part, with its gaps highlighted."""
    if part.sort == "right":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for piece in part.pieces:
        run = paragraph.add_run(piece.text)
        run.italic = True if part.sort == "remark" else None
        if piece.gap:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def set_language(file: File, language: Language) -> None:
    """Set the language of all text, and a font that has Japanese, in the styles that everything is based on."""
    for name in ("Normal", "Title", "Heading 1"):
        properties = file.styles[name].element.get_or_add_rPr()
        fonts = properties.find(qn("w:rFonts"))
        if fonts is None:
            fonts = OxmlElement("w:rFonts")
            properties.insert(0, fonts)
        fonts.set(qn("w:eastAsia"), JAPANESE_FONT)
        fonts.attrib.pop(qn("w:eastAsiaTheme"), None)
        said = properties.find(qn("w:lang"))
        if said is None:
            said = OxmlElement("w:lang")
            properties.append(said)
        said.set(qn("w:val"), CODES[language])
        said.set(qn("w:eastAsia"), CODES["ja"])
