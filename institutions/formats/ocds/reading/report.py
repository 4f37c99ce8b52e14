"""What is said about one release: errors, which refuse it, and notes on what it says that no field can hold."""

from dataclasses import dataclass, field

from institutions.codes.base import Coded
from institutions.drafts.errors import FieldError, Troubles


@dataclass(slots=True)
class Report:
    """Collects errors and notes, each once. Pointers go into the release, merged where there were several."""

    errors: Troubles = field(default_factory=Troubles)
    _said: dict[FieldError, bool] = field(default_factory=dict)  # in order; whether it refuses

    @property
    def notes(self) -> tuple[FieldError, ...]:
        """What was not carried over, or held in another way than it was written."""
        return tuple(each for each, refuses in self._said.items() if not refuses)

    def refuse(self, pointer: str, said: Coded) -> None:
        """The release cannot be taken: say what is wrong and the remedy."""
        if FieldError(pointer, said) not in self._said:
            self._said[FieldError(pointer, said)] = True
            self.errors.add(pointer, said)

    def note(self, pointer: str, said: Coded) -> None:
        """The release is taken without this; say so."""
        self._said.setdefault(FieldError(pointer, said), False)
