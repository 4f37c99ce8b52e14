"""The base of all coded messages: a frozen dataclass whose fields are the parameters of the text."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, ClassVar, Final, Literal

from institutions.codes.parameters import OutsideValue
from institutions.kinds.base import Label

# A text, a number, a day, a text in both languages, something else said by a code, one of those in
# `institutions.codes.parameters`, or several of these.
Parameter = "str | int | bool | None | date | Label | Given | Coded | tuple[Parameter, ...]"
# Who reads the words: the author of a document or file, or somebody who fills in a form.
Audience = Literal["document", "form"]
Plain = dict[str, Any]  # Any: plain data on its way to or from a JSON column


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A coded message about data. Subclasses are entered in the registry with their code and their English words.

    The words are a msgid of the translations, with a placeholder `%(name)s` for each parameter; `%` itself is `%%`.
    `form_words` say the same to somebody filling in a form, if they differ. A parameter that only programs read is
    named in `unworded`; a placeholder that is looked up by whoever words the code, and is no parameter, in `looked_up`.
    `words_version` is that of the words of its time; 0 stands for today's.
    """

    code: ClassVar[str] = ""
    words: ClassVar[str] = ""
    earlier: ClassVar[tuple[str, ...]] = ()  # the words of the versions before, the first first
    form_words: ClassVar[str] = ""
    unworded: ClassVar[frozenset[str]] = frozenset()
    looked_up: ClassVar[frozenset[str]] = frozenset()

    words_version: int = field(default=0, compare=False, repr=False)

    @property
    def parameters(self) -> dict[str, Any]:  # Any: see Parameter
        """The parameters by name, as they are."""
        return {name: getattr(self, name) for name in parameter_names(type(self))}

    @property
    def words_then(self) -> str:
        """The English words of the code's version."""
        return (*self.earlier, self.words)[self.words_version - 1] if self.words_version else self.words

    def stored(self) -> Plain:
        """Return code, version of its words and parameters as plain data for a JSON column."""
        version = self.words_version or len(self.earlier) + 1
        return {"code": self.code, "version": version, "parameters": plain_parameters(self)}


class Sentences(tuple[Coded, ...]):
    """Sentences that are written one after the other, without commas."""

    __slots__ = ()


_parameter_names: Final[dict[type, tuple[str, ...]]] = {}


def parameter_names(kind: type[Coded]) -> tuple[str, ...]:
    """Return the names of a code's parameters, in the order of its class."""
    if (found := _parameter_names.get(kind)) is None:
        found = tuple(each.name for each in fields(kind) if each.name != "words_version")
        _parameter_names[kind] = found
    return found


def plain_parameters(said: Coded) -> Plain:
    """Return the parameters of a code as plain data."""
    return {name: plain_parameter(value) for name, value in said.parameters.items()}


def plain_parameter(value: Any) -> Any:  # Any: see Parameter
    """Return a parameter as plain data: a day in ISO, a label by its languages, a code with its own parameters."""
    match value:
        case Coded():
            return value.stored()
        case OutsideValue():
            return plain_parameter(value.value)
        case Label():
            return {"en": value.en, "ja": value.ja}
        case date():
            return value.isoformat()
        case tuple() | list():
            return [plain_parameter(each) for each in value]
        case Mapping():
            message = "A mapping is no parameter of a code. Give a label, a code, or a tuple of them."
            raise TypeError(message)
    return value
