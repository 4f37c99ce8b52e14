"""One calendar a case: every day that law, parameters or reviewers set, and what keeps it from being known."""
