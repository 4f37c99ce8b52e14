"""Libraries and fonts of the machine that PDFs need: they are found without loading WeasyPrint."""

import ctypes
from functools import cache
from typing import Final

FONT: Final = "Noto Sans CJK JP"
PACKAGES: Final = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk"
# Libraries that WeasyPrint opens by name; with the subsetter a report is made five times as fast.
LIBRARIES: Final = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")


@cache
def has_libraries() -> bool:
    """Return whether the libraries can be opened. Asked once a process."""
    try:
        for name in LIBRARIES:
            ctypes.CDLL(name)
    except OSError:
        return False
    return True


@cache
def has_font(family: str) -> bool:
    """Return whether fontconfig knows a font of this family. Asked once a process."""
    try:
        library = ctypes.CDLL("libfontconfig.so.1")
    except OSError:
        return False
    pointer, text = ctypes.c_void_p, ctypes.c_char_p
    for name in ("FcInitLoadConfigAndFonts", "FcPatternCreate", "FcObjectSetCreate"):
        getattr(library, name).restype = pointer
    library.FcFontList.restype = ctypes.POINTER(ctypes.c_int)  # a set of fonts begins with their number
    config, pattern = pointer(library.FcInitLoadConfigAndFonts()), pointer(library.FcPatternCreate())
    fields = pointer(library.FcObjectSetCreate())
    library.FcPatternAddString(pattern, text(b"family"), text(family.encode()))
    library.FcObjectSetAdd(fields, text(b"family"))
    found = library.FcFontList(config, pattern, fields)
    known = bool(found) and found[0] > 0
    library.FcFontSetDestroy(found)
    library.FcObjectSetDestroy(fields)
    library.FcPatternDestroy(pattern)
    library.FcConfigDestroy(config)
    return known
