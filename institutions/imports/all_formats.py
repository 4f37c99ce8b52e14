"""Every format that can be imported."""

from typing import Final

from institutions.formats.bods.reading.conversion import read_bods
from institutions.formats.documents.register_json import read_register_json
from institutions.formats.edinet import read_edinet
from institutions.formats.tables.template_rows import template_reader
from institutions.formats.tables.templates import TEMPLATES
from institutions.imports.formats import ImportFormat, document_format, formats_by_name
from institutions.imports.ocds_options import ASKED, check_ocds_options
from institutions.imports.partnerships import PartnershipWork
from institutions.imports.published_lists import PUBLISHED_LISTS
from institutions.imports.re_employment_notices import RE_EMPLOYMENT_NOTICES
from institutions.kinds.base import Label

FORMATS: Final[dict[str, ImportFormat]] = formats_by_name(
    [
        document_format(
            "bods",
            "Beneficial ownership statements (BODS 0.4)",
            "実質的支配者の申告（BODS 0.4）",
            read_bods,
            ends=True,
            dated=True,
        ),
        document_format("json", "Documents of the register, as exported", "出力された登録文書", read_register_json),
        ImportFormat("ocds", Label("OCDS processes", "OCDS（調達手続）"), PartnershipWork, check_ocds_options, ASKED),
        *PUBLISHED_LISTS,
        RE_EMPLOYMENT_NOTICES,
        document_format("edinet", "EDINET code list, or large holdings", "EDINETコードリスト又は大量保有", read_edinet),
        *(
            document_format(
                name,
                f"Table: {template.label.en}",
                f"表：{template.label.ja}",
                template_reader(template),
                ends=template.kind is not None,  # a list of parties has no statements that could end
                by_hand=True,
            )
            for name, template in TEMPLATES.items()
        ),
    ]
)
