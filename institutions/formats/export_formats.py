"""The formats of an export: the writer of each, its media type, and the lists that it can hold."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from institutions.codes.errors import CodedError
from institutions.exports.selection import KIND_OF_LIST, PARTNERSHIPS, PARTY_LISTS, ExportSelection
from institutions.formats.bods.writing.relationships import TIES as BODS_TIES
from institutions.formats.bods.writing.statements import bods_lines
from institutions.formats.documents.writing import json_lines
from institutions.formats.export_troubles import NeedsOwnFile, OneListOnly, UnfitLists
from institutions.formats.ftm.entities import ftm_lines
from institutions.formats.ftm.ties import TIES as FTM_TIES
from institutions.formats.ocds.writing.release import ocds_lines
from institutions.formats.tables.spreadsheets import CSV, XLSX
from institutions.formats.tables.writing.files import csv_bytes, xlsx_bytes
from institutions.kinds import KINDS

EVERY_LIST: Final = (*PARTY_LISTS, *KIND_OF_LIST)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFormat:
    """One format. `lists` are those that it can hold; `single`: a file holds one of them.

    `apart` are those that need a file of their own.
    """

    name: str
    write: Callable[[ExportSelection], Iterator[bytes]]
    media_type: str
    suffix: str
    lists: tuple[str, ...]
    single: bool = False
    apart: tuple[str, ...] = ()


class UnfitListError(CodedError):
    """The format cannot hold the selected lists."""


FORMATS: Final = {
    each.name: each
    for each in (
        ExportFormat(
            name="json",
            write=json_lines,
            media_type="application/x-ndjson",
            suffix="jsonl",
            lists=(*EVERY_LIST, PARTNERSHIPS),
            apart=(PARTNERSHIPS,),
        ),
        ExportFormat(
            name="ftm",
            write=ftm_lines,
            media_type="application/x-ndjson",
            suffix="ftm.json",
            lists=(*PARTY_LISTS, *(KINDS[each].plural for each in FTM_TIES), PARTNERSHIPS),
        ),
        ExportFormat(
            name="bods",
            write=bods_lines,
            media_type="application/x-ndjson",
            suffix="bods.jsonl",
            lists=(*PARTY_LISTS, *(KINDS[each].plural for each in BODS_TIES)),
        ),
        ExportFormat(
            name="ocds",
            write=ocds_lines,
            media_type="application/x-ndjson",
            suffix="ocds.jsonl",
            lists=(PARTNERSHIPS,),
        ),
        ExportFormat(
            name="csv",
            write=csv_bytes,
            media_type=CSV,
            suffix="csv",
            lists=(*EVERY_LIST, PARTNERSHIPS),
            single=True,
        ),
        ExportFormat(
            name="xlsx",
            write=xlsx_bytes,
            media_type=XLSX,
            suffix="xlsx",
            lists=(*EVERY_LIST, PARTNERSHIPS),
            single=True,
        ),
    )
}


def check_fit(form: ExportFormat, lists: tuple[str, ...]) -> None:
    """Check that the format can hold these lists; UnfitListError otherwise, with the lists that it can."""
    if form.single and len(lists) != 1:
        raise UnfitListError(OneListOnly(name=form.name, lists=form.lists))
    if len(lists) > 1 and (apart := [name for name in lists if name in form.apart]):
        raise UnfitListError(NeedsOwnFile(name=form.name, apart=apart[0]))
    if unfit := [name for name in lists if name not in form.lists]:
        raise UnfitListError(UnfitLists(name=form.name, unfit=tuple(unfit), lists=form.lists))
