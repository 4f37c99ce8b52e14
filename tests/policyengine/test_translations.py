"""The Japanese catalogue is complete: every text of the program is in it, translated, and compiled."""

import gettext
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override, pgettext

from rules.facts.kinds.labels import field_label
from rules.facts.kinds.vocabulary import VOCABULARY
from rules.models.decision import DecisionKind
from rules.review.casework.standing import LABELS, StandingKind

CATALOGUE = settings.BASE_DIR / "policyengine" / "locale" / "ja" / "LC_MESSAGES" / "django.po"
ENTRY = re.compile(
    r"""
    (?P<notes>(?:^\#.*\n)*)
    (?:^msgctxt\ .*\n)?
    ^msgid\ (?P<id>(?:".*"\n)+)
    (?:^msgid_plural\ (?:".*"\n)+)?
    (?P<said>(?:^msgstr.*\n(?:^".*"\n)*)+)
    """,
    re.MULTILINE | re.VERBOSE,
)
PLACEHOLDER = re.compile(r"%\(\w+\)s|%%")


def entries(file: Path) -> dict[str, tuple[str, str]]:
    """Return translation and notes of each text of a catalogue."""
    found = ENTRY.finditer(file.read_text(encoding="utf-8") + "\n")
    return {joined(each["id"]): (joined(each["said"]), each["notes"]) for each in found if joined(each["id"])}


def joined(lines: str) -> str:
    """Return the text of quoted lines."""
    return "".join(re.findall(r'"(.*)"', lines))


@pytest.fixture
def gettext_tools() -> None:
    """Skip the test without the programs that collect and compile texts."""
    if not (shutil.which("xgettext") and shutil.which("msgfmt")):
        if os.environ.get("CI") == "true":
            pytest.fail("gettext is missing: apt-get install gettext")
        pytest.skip("gettext is missing: apt-get install gettext")


@pytest.mark.usefixtures("gettext_tools")
def test_every_text_of_the_program_is_in_the_catalogue_and_nothing_else(tmp_path: Path) -> None:
    for part in ("policyengine", "institutions", "rules"):
        ignored = shutil.ignore_patterns("__pycache__", "*.mo")
        shutil.copytree(settings.BASE_DIR / part, tmp_path / part, ignore=ignored)
    shutil.copy(settings.BASE_DIR / "manage.py", tmp_path)
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "--locale", "ja", "--no-location", "--no-obsolete"],
        cwd=tmp_path,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "policyengine.settings", "DEBUG": "true"},
        check=True,
        capture_output=True,
    )
    collected = entries(tmp_path / CATALOGUE.relative_to(settings.BASE_DIR))
    committed = entries(CATALOGUE)
    assert len(committed) > 100
    assert sorted(collected.keys() - committed.keys()) == [], "run `make messages` and translate these"
    assert sorted(committed.keys() - collected.keys()) == [], "run `make messages`: nothing says these any more"


def test_every_text_is_translated_with_the_same_placeholders() -> None:
    for text, (said, notes) in entries(CATALOGUE).items():
        assert said, f"not translated: {text}"
        assert "fuzzy" not in notes, f"a guess, not a translation: {text}"
        assert set(PLACEHOLDER.findall(text)) == set(PLACEHOLDER.findall(said)), text


def test_japanese_texts_have_japanese_commas() -> None:
    letter = "[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]"
    wrong = re.compile(rf"{letter}\s*, |, \s*{letter}|\)s, %\(")
    assert wrong.search("佐藤, 森")
    quoted = re.compile("「[^」]*」")  # what is to be typed, or stands in a file
    assert [said for said, _ in entries(CATALOGUE).values() if wrong.search(quoted.sub("", said))] == []


def test_what_is_put_into_japanese_stands_without_spaces() -> None:
    letter = "[\u3001-\u30ff\u4e00-\u9fff\uff00-\uffef]"
    wrong = re.compile(rf"{letter} +%\(\w+\)s|%\(\w+\)s +{letter}")
    assert wrong.search("案件 %(case)sの条件")
    assert wrong.search("案件%(case)s の条件")
    assert [said for said, _ in entries(CATALOGUE).values() if wrong.search(said)] == []


def test_a_decision_is_called_the_same_wherever_it_is_shown() -> None:
    with override("ja"):
        for said in (DecisionKind.CONFIRMED, DecisionKind.DISMISSED, DecisionKind.MITIGATED):
            assert LABELS[StandingKind(said)] == said.label == pgettext("overview", said.value.capitalize())
        assert str(DecisionKind.CONFIRMED.label) == "該当"


def test_a_number_is_not_called_as_the_record_that_it_is_in() -> None:
    numbers = [
        (field_label(field, name).ja, known.cls.label[1])
        for name, known in VOCABULARY.items()
        for field, kind in known.fields.items()
        if kind.sort == "number"
    ]
    assert len(numbers) > 20
    assert [number for number, record in numbers if number == record] == []


@pytest.mark.usefixtures("gettext_tools")
def test_the_compiled_catalogue_is_that_of_the_source(tmp_path: Path) -> None:
    compiled = tmp_path / "django.mo"
    subprocess.run(["msgfmt", "--check", "-o", compiled, CATALOGUE], check=True, capture_output=True)
    with compiled.open("rb") as fresh, CATALOGUE.with_suffix(".mo").open("rb") as committed:
        texts = [gettext.GNUTranslations(file)._catalog for file in (fresh, committed)]  # type: ignore[attr-defined]  # typeshed leaves it out
    assert texts[0] == texts[1], "run `make messages`"


# What is called by one word: the other one, and where it means something else.
ONE_WORD = {
    # A manual of the Fair Trade Commission is for all who place orders; a dictionary holds the text of that rule.
    "発注機関": ("実施機関", ("COL-08", "mitigations_")),
    "該当しないと": ("問題なし", ()),
    "指摘事項を確定": ("指摘事項を該当と判断", ()),
    "審査者": ("審査担当者", ()),
    "受付済み": ("予備審査中, of a case that is screened", ()),
    "重大度": ("重要度", ()),
    "または": ("又は", ()),
    "および": ("及び", ()),
}


@pytest.mark.parametrize("word", ONE_WORD)
def test_one_thing_has_one_word_in_japanese(word: str) -> None:
    instead, elsewhere = ONE_WORD[word]
    texts = [
        file
        for part in ("policyengine", "institutions", "rules")
        for suffix in ("py", "po", "yaml", "html", "txt")
        for file in (settings.BASE_DIR / part).rglob(f"*.{suffix}")
    ]
    said = {file.name for file in texts if word in file.read_text(encoding="utf-8")}
    assert {name for name in said if not name.startswith(elsewhere or " ")} == set(), f"say {instead}"
    assert len(texts) > 500


# English texts of collections that do not name them, and the register of how personal data are processed (APPI, 75).
OTHER_REGISTERS = ("ollection", "Register of processing", "records the file covers", "whose it is", "numbered by hand")


def test_the_register_is_not_called_by_the_word_for_a_collection_of_files() -> None:
    named = {text for text, (said, _) in entries(CATALOGUE).items() if "台帳" in said}
    assert {text for text in named if not any(word in text for word in OTHER_REGISTERS)} == set(), "say 登録簿"
    assert named
