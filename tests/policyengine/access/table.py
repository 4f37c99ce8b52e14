"""The table of access rights (docs/access.yaml), read and checked: every row covers every caller."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml
from django.urls import URLPattern, URLResolver, get_resolver

TABLE: Final = Path(__file__).parents[3] / "docs" / "access.yaml"
METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")
SIGN_IN: Final = "sign in"  # in the place of a status: redirected to the page of sign-in
Expected = int | str


@dataclass(frozen=True, slots=True)
class Row:
    """One address: its section of the table, its request, and the expected answer of each method to each caller."""

    section: str  # open, nowhere, pages or interface
    address: str
    answers: Mapping[str, Mapping[str, Expected]]  # by method, then by caller
    place: Mapping[str, Any] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    send: Any = None  # a form, or JSON below /api/
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def as_json(self) -> bool:
        """Return whether the body is sent as JSON."""
        return self.section == "interface" and not (isinstance(self.send, dict) and "file" in self.send)


class Table:
    """The whole table."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.callers: tuple[str, ...] = tuple(content["callers"])
        self.groups: Mapping[str, list[str]] = content["groups"]
        self.rows = tuple(
            self.row(section, address, said)
            for section in ("open", "nowhere", "pages", "interface")
            for address, said in content[section].items()
        )

    def row(self, section: str, address: str, said: Mapping[str, Any]) -> Row:
        """Return one row; an error names the address whose row omits or repeats a caller."""
        answers = {name: self.answer(section, f"{address} {name}", said[name]) for name in METHODS if name in said}
        strange = set(said) - {*METHODS, "with", "query", "send", "headers"}
        assert not strange, f"{address}: {', '.join(sorted(strange))} is nothing that a row says"
        rest = (said.get("with", {}), said.get("query", {}), said.get("send"), said.get("headers", {}))
        return Row(section, address, answers, *rest)

    def answer(self, section: str, where: str, said: object) -> dict[str, Expected]:
        """Return the expected answer of one method to each caller."""
        if not isinstance(said, dict):
            return dict.fromkeys(self.callers, said)  # type: ignore[arg-type]  # a status
        known = {caller: self.unless_signed_in(section, caller) for caller in self.callers}
        found: dict[str, Expected] = {caller: status for caller, status in known.items() if status is not None}
        for status, named in said.items():
            for caller in self.members(named):
                assert caller not in found, f"{where} says two things of {caller}"
                found[caller] = status
        if "named" in found:
            found.setdefault("member", found["named"])  # as the head of the table says
        missing = set(self.callers) - set(found)
        assert not missing, f"{where} says nothing of {', '.join(sorted(missing))}"
        return found

    def unless_signed_in(self, section: str, caller: str) -> Expected | None:
        """Return the default answer for strangers everywhere, and for keys on pages."""
        if section == "pages":
            return SIGN_IN if caller == "stranger" or caller.endswith("key") else None
        return 401 if section == "interface" and caller == "stranger" else None

    def members(self, names: Iterable[str]) -> Iterator[str]:
        """Yield the callers of groups, also within groups."""
        for name in names:
            if name in self.groups:
                yield from self.members(self.groups[name])
            else:
                assert name in self.callers, f"'{name}' is neither a caller nor a group"
                yield name


def read_table() -> Table:
    """Return the project's table."""
    return Table(yaml.safe_load(TABLE.read_text(encoding="utf-8")))


def addresses(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """Yield every address of the URL configuration, as it is written there."""
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from addresses(each, prefix + str(each.pattern))
        else:
            assert isinstance(each, URLPattern)
            yield prefix + str(each.pattern)
