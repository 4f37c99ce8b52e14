"""Errors of labelled files and market records: what is wrong and what to do about it."""


class MarketFileError(ValueError):
    """A file cannot be read as labelled tenders or as a market record."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message} {remedy}")
        self.remedy = remedy
