"""The parties in cells of published lists: a name broken over lines, its address in the same cell."""

import re
from itertools import pairwise
from typing import Final

from institutions.formats.tables.cell_text import plain_cell

PREFECTURES: Final = r"東京都|北海道|京都府|大阪府|[^\s\d]{2,3}県"
# Signs between name and address count from the last letter before them: else each of very many would begin anew.
ADDRESS: Final = re.compile(rf"^(.+?)(?<![\s、,])[\s、,]++(〒?[\d\-]*+\s*+(?:{PREFECTURES}).+)$", re.DOTALL)
PLACE: Final = re.compile(rf"〒|[0-9]{{3}}-[0-9]{{4}}|{PREFECTURES}")  # how a line begins that is an address
FORMS: Final = r"(?:(?:株式|有限|合同|合資|合名|相互)会社|法人|組合|協会|財団|機構)"
# How a line goes on with a name: with a legal form at one of its ends, or in brackets.
GOES_ON: Final = re.compile(rf"[(]|{FORMS}|[^0-9]*(?:{FORMS}|Inc\.?|Ltd\.?|LLC|Corp\.?)$")
FORM_ALONE: Final = re.compile(rf"[^0-9]{{0,4}}{FORMS}")
FIRST_JAPANESE: Final = "\u2e80"  # kanji, kana and full-width letters are behind it
REPRESENTATIVE: Final = "代表"  # a line of a cell that names a person besides the company


def name_and_address(cell: str) -> tuple[str, str]:
    """Return the name of a party and its address, which a new line or a blank before the prefecture keeps apart.

    Where nothing does, the whole cell is the name. A line that names the representative is in neither.
    """
    lines = [" ".join(each.split()) for each in cell.splitlines() if each.strip()]
    plain = [plain_cell(each) for each in lines]
    at = next((place for place, line in enumerate(plain) if place and PLACE.match(line)), None)
    if at is None:
        at = 2 if len(lines) > 1 and FORM_ALONE.fullmatch(plain[0]) else min(1, len(lines))
        while at < len(lines) and GOES_ON.match(plain[at]):
            at += 1
    name, address = joined_lines("\n".join(without_representative(lines[:at]))), lines[at:]
    if not address and (found := ADDRESS.match(name)):
        return found[1], found[2]
    return name, " ".join(without_representative(address))


def without_representative(lines: list[str]) -> list[str]:
    """Return the lines of a cell after the first without those that name who represents the company."""
    return [each for place, each in enumerate(lines) if not place or not plain_cell(each).startswith(REPRESENTATIVE)]


def joined_lines(cell: str) -> str:
    """Return a text that was broken over lines on one line: with a blank only where its letters are Latin ones."""
    lines = [" ".join(each.split()) for each in cell.splitlines() if each.strip()]
    for place, (one, other) in enumerate(pairwise(lines)):
        if not (one[-1] > FIRST_JAPANESE and other[0] > FIRST_JAPANESE):
            lines[place] += " "
    return "".join(lines)
