"""What is wrong with a seed file, collected so that one run names everything."""

from dataclasses import dataclass, field


class SeedError(Exception):
    """The seed files can't be stored. `errors` are sentences that name file, row, trouble and remedy."""

    def __init__(self, errors: tuple[str, ...]) -> None:
        super().__init__("\n".join(errors))
        self.errors = errors


@dataclass
class Troubles:
    """Collects errors while the files are read."""

    found: list[str] = field(default_factory=list)

    def add(self, where: str, message: str) -> None:
        """Note one error. `where` is a file, or a file and its row."""
        self.found.append(f"{where}: {message}")

    def raise_if_any(self) -> None:
        """Raise SeedError with all that was found."""
        if self.found:
            raise SeedError(tuple(self.found))
