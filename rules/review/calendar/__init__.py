"""One calendar per case: every day that law, parameters or reviewers set, and the data that is missing for a day."""
