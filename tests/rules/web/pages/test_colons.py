"""Colons and semicolons are those of the reader's language: Japanese has its own, without a blank."""

import re
from typing import Final

import pytest

from policyengine.processes import ROOT

TEMPLATES: Final = ROOT / "rules/templates/rules"
TRANSLATED: Final = re.compile(r"\{% blocktranslate.*?\{% endblocktranslate %\}", re.DOTALL)
ENGLISH: Final = re.compile(r"""(?:\}\}|\{% endif %\}|</strong>): |%\}; |join:"[;,] \"""")
# The pages on which an officer registers a case and a reviewer decides it.
OF_CASES: Final = (
    "form/*.html",
    "my/*.html",
    "papers/*.html",
    "calendar*.html",
    "editions.html",
    *("case.html", "finding.html", "finding_row.html", "finding_details.html", "decision_form.html"),
    *(
        "evidence_line.html",
        "standing.html",
        "assessment_part.html",
        "partnership.html",
        "partnerships.html",
        "findings.html",
    ),
)


@pytest.mark.bare
def test_no_page_of_a_case_writes_an_english_colon_or_semicolon_behind_a_value() -> None:
    found = {
        str(path.relative_to(TEMPLATES)): hits
        for pattern in OF_CASES
        for path in TEMPLATES.glob(pattern)
        if (hits := ENGLISH.findall(TRANSLATED.sub("", path.read_text(encoding="utf-8"))))
    }
    assert not found
