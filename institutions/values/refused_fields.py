"""Input that was refused: the trouble and the remedy, by field."""


class FieldsRefusedError(ValueError):
    """A refusal with a message for the reader for each field, in their language."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = errors
