"""Codes for the changes that are tried. Each is a supposition, never advice: nobody is asked to alter a record."""

from dataclasses import dataclass

from institutions.codes.base import Coded
from institutions.codes.registry import coded, gettext_noop
from institutions.kinds.base import Label


@coded("suppose.ended", gettext_noop("if %(about)s had ended by the day before"))
@dataclass(frozen=True, slots=True, kw_only=True)
class SupposeEnded(Coded):
    """A statement (`ref`) that no longer holds."""

    unworded = frozenset({"ref"})
    ref: str
    about: Label


@coded("suppose.stated", gettext_noop("if, for %(about)s, %(values)s"))
@dataclass(frozen=True, slots=True, kw_only=True)
class SupposeStated(Coded):
    """Other values in some fields of a statement or of a part of the document, which `ref` names."""

    unworded = frozenset({"ref", "fields"})
    ref: str
    fields: tuple[str, ...]
    about: Label
    values: Label


@coded("suppose.added", gettext_noop("if this were on record: %(about)s"))
@dataclass(frozen=True, slots=True, kw_only=True)
class SupposeAdded(Coded):
    """One more statement of a kind about a person."""

    unworded = frozenset({"kind", "person"})
    kind: str
    person: str
    about: Label


@coded("suppose.left", gettext_noop("if %(company)s did not take part as %(role)s"))
@dataclass(frozen=True, slots=True, kw_only=True)
class SupposeLeftOut(Coded):
    """A participant (`party`) that takes no part."""

    unworded = frozenset({"party"})
    party: str
    company: Label
    role: Label


@coded("suppose.led", gettext_noop("if %(function)s were led by %(by)s"))
@dataclass(frozen=True, slots=True, kw_only=True)
class SupposeLedBy(Coded):
    """Another party leading a function."""

    function: Label
    by: Label
