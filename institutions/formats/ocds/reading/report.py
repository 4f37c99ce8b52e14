"""The report on one release: errors, which refuse it, and notes on content that no field can hold."""

from dataclasses import dataclass, field

from institutions.codes.base import Coded
from institutions.drafts.errors import FieldError, FieldErrors


@dataclass(slots=True)
class ReadingReport:
    """The errors and notes, each once. Pointers lead into the release, merged where there were several."""

    errors: FieldErrors = field(default_factory=FieldErrors)
    _said: dict[FieldError, bool] = field(default_factory=dict)  # in order; whether it refuses

    @property
    def notes(self) -> tuple[FieldError, ...]:
        """The notes on content that was left out, or stored differently from how it was written."""
        return tuple(each for each, refuses in self._said.items() if not refuses)

    def refuse(self, pointer: str, said: Coded) -> None:
        """Refuse the release, with the trouble and its remedy."""
        if FieldError(pointer, said) not in self._said:
            self._said[FieldError(pointer, said)] = True
            self.errors.add(pointer, said)

    def note(self, pointer: str, said: Coded) -> None:
        """Note content that is left out or changed; the release is accepted."""
        self._said.setdefault(FieldError(pointer, said), False)
