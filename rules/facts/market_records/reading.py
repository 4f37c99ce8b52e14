"""Market records read from their files: every part is checked, and an error names file, place and remedy."""

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, TypeVar

import yaml

from institutions.values.quick_yaml import load_yaml
from institutions.values.written_day import written_day
from rules.facts.market_records.model import Leaf, Node, ReadableModel, TreeQuestion, depth
from rules.facts.market_records.record import HeldOut, HighRatio, MarketRecord, MarketScope, ScreenModel
from rules.facts.tenders.screens import SCREENS

Json = dict[str, Any]  # Any: plain data of a file, checked here
Kind = TypeVar("Kind")
FOLDER: Final = "market_records"  # below rules/, beside rulebook/ and parameters/
DEEPEST: Final = 3
LANGUAGES: Final = {"en", "ja"}


class MarketRecordError(ValueError):
    """A market record cannot be used: where, why and what to do."""


class RecordPart:
    """A part of a record with its place, for messages."""

    def __init__(self, file: str, place: str, data: object) -> None:
        if not isinstance(data, dict):
            raise self.trouble_at(file, place, "is no mapping")
        self.file, self.place, self.data = file, place, data

    @staticmethod
    def trouble_at(file: str, place: str, problem: str) -> MarketRecordError:
        """Return the error of a place."""
        return MarketRecordError(
            f"{file}: {place or 'the record'} {problem}. Make the record again with `manage.py market fit`."
        )

    def part(self, name: str) -> "RecordPart":
        """Return a mapping below this one."""
        return RecordPart(self.file, f"{self.place}/{name}", self.data.get(name))

    def given(self, name: str, kind: type[Kind]) -> Kind:
        """Return a value of a type; a whole number is a number too, true and false are none."""
        found = self.data.get(name)
        if kind is float and isinstance(found, int) and not isinstance(found, bool):
            found = float(found)
        if not isinstance(found, kind) or (isinstance(found, bool) and kind is not bool):
            raise self.trouble_at(self.file, f"{self.place}/{name}", f"is {found!r}, not {kind.__name__}")
        return found

    def optional(self, name: str, kind: type[Kind]) -> Kind | None:
        """Return a value, or None where null stands."""
        return None if self.data.get(name) is None else self.given(name, kind)

    def share(self, name: str) -> float:
        """Return a number from 0 to 1."""
        found = self.given(name, float)
        if not 0 <= found <= 1:
            raise self.trouble_at(self.file, f"{self.place}/{name}", f"is {found}, which is no share from 0 to 1")
        return found

    def day(self, name: str) -> str:
        """Return a day as ISO text."""
        found = self.given(name, str)
        try:
            return written_day(found).isoformat()
        except ValueError:
            raise self.trouble_at(self.file, f"{self.place}/{name}", f"is {found!r}, which is no day") from None

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts."""
        return tuple(str(each) for each in self.given(name, list))

    def in_both_languages(self, name: str) -> Mapping[str, str]:
        """Return a text in English and Japanese."""
        found = self.part(name)
        if set(found.data) != LANGUAGES:
            raise self.trouble_at(self.file, found.place, "has not both `en` and `ja`")
        return {language: found.given(language, str) for language in ("en", "ja")}


def records_in(folder: Path) -> tuple[MarketRecord, ...]:
    """Read every record of a folder's market_records/, in the order of their files. MarketRecordError."""
    return tuple(read_record(file.read_text(encoding="utf-8"), file.name) for file in record_files(folder))


def record_files(folder: Path) -> list[Path]:
    """Return the files of the records below a rulebook's folder."""
    return sorted(folder.glob(f"{FOLDER}/*.yaml"))


@cache
def read_record(text: str, file: str) -> MarketRecord:
    """Read one record. MarketRecordError names the place that is wrong."""
    try:
        root = RecordPart(file, "", load_yaml(text))
    except yaml.YAMLError as trouble:
        message = f"{file} is no YAML: {trouble}. Make the record again with `manage.py market fit`."
        raise MarketRecordError(message) from trouble
    screens, abstains = root.part("screens"), root.part("abstains")
    if {*screens.data, *abstains.data} != set(SCREENS) or screens.data.keys() & abstains.data.keys():
        raise RecordPart.trouble_at(file, "screens, abstains", f"do not name each of {', '.join(SCREENS)} once")
    scope = root.part("scope")
    return MarketRecord(
        key=root.given("key", str),
        name=root.in_both_languages("name"),
        source=root.given("source", str),
        source_url=root.given("source_url", str),
        made_on=root.day("made_on"),
        expires_on=root.day("expires_on"),
        high_ratio=high_ratio_in(root.part("high_ratio")) if root.data.get("high_ratio") else None,
        order_is=root.optional("order_is", str),
        scope=MarketScope(
            scope.texts("bodies"),
            scope.texts("ocid_prefixes"),
            scope.optional("object", str),
            scope.optional("region", str),
        ),
        first_on=root.day("first_on") if root.data.get("first_on") else None,
        last_on=root.day("last_on") if root.data.get("last_on") else None,
        tenders=root.given("tenders", int),
        positives=root.given("positives", int),
        screens={name: screen_in(screens.part(name)) for name in SCREENS if name in screens.data},
        abstains={name: abstains.in_both_languages(name) for name in SCREENS if name in abstains.data},
    )


def high_ratio_in(part: RecordPart) -> HighRatio:
    """Read the ratio that a tenth of the tenders reach."""
    return HighRatio(part.given("reached", float), part.given("tenders", int), part.given("positives", int))


def screen_in(part: RecordPart) -> ScreenModel:
    """Read one screen."""
    tree = node_in(part.part("tree"))
    if depth(tree) > DEEPEST:
        raise RecordPart.trouble_at(part.file, f"{part.place}/tree", f"asks more than {DEEPEST} questions")
    points = [(float(share), float(chance)) for share, chance in part.given("calibration", list)]
    if not points or points != sorted(points) or any(low[1] > high[1] for low, high in pairwise(points)):
        raise RecordPart.trouble_at(part.file, f"{part.place}/calibration", "does not rise")
    return ScreenModel(
        model=ReadableModel(tree, tuple(points)),
        shown_from=part.share("shown_from"),
        f1_from=part.share("f1_from"),
        tenders=part.given("tenders", int),
        positives=part.given("positives", int),
        last_on=part.given("last_on", str),
        later=held_out_in(part.part("later")),
        other_firms=held_out_in(part.part("other_firms")) if part.data.get("other_firms") else None,
    )


def node_in(part: RecordPart) -> Node:
    """Read a question with what follows on it, or an end."""
    if "figure" not in part.data:
        tenders, positives = part.given("tenders", int), part.given("positives", int)
        if not 0 <= positives <= tenders or not tenders:
            raise RecordPart.trouble_at(part.file, part.place, "has more positives than tenders, or no tenders")
        return Leaf(tenders, positives)
    figure = part.given("figure", str)
    if not any(figure in names for names in SCREENS.values()):
        raise RecordPart.trouble_at(part.file, f"{part.place}/figure", f"is {figure!r}, which is no figure of a tender")
    return TreeQuestion(figure, part.given("at_most", float), node_in(part.part("yes")), node_in(part.part("no")))


def held_out_in(part: RecordPart) -> HeldOut:
    """Read figures of a part held out."""
    kinds: Json = {each.name: each.type for each in fields(HeldOut)}
    read: Json = {name: part.given(name, int) if kind is int else part.share(name) for name, kind in kinds.items()}
    return HeldOut(**read)
