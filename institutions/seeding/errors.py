"""Errors of seed files, collected so that one run names them all."""

from dataclasses import dataclass, field


class SeedError(Exception):
    """An error of seed files that can't be stored. `errors` are sentences that name file, row, trouble and remedy."""

    def __init__(self, errors: tuple[str, ...]) -> None:
        super().__init__("\n".join(errors))
        self.errors = errors


@dataclass
class SeedErrors:
    """A collection of errors, filled while the files are read."""

    found: list[str] = field(default_factory=list)

    def add(self, where: str, message: str) -> None:
        """Note one error. `where` is a file, or a file and its row."""
        self.found.append(f"{where}: {message}")

    def raise_if_any(self) -> None:
        """Raise SeedError with all that was found."""
        if self.found:
            raise SeedError(tuple(self.found))
