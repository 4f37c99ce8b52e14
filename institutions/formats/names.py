"""The names of formats and encodings of exports, apart from the code that writes them."""

from typing import Final

EXPORT_FORMATS: Final = ("bods", "csv", "ftm", "json", "ocds", "xlsx")
ENCODINGS: Final = ("utf-8-sig", "utf-8", "cp932")  # of CSV
