"""The words with which an assessment that ended in an error is shown."""


def failed_words(error: str) -> str:
    """Return the words about an error of the program, given as its class and text."""
    return (
        f"The program failed ({error}). An administrator finds more in the log of the worker, and can start the "
        "assessment again."
    )
