"""Ready drafts from a case: an order of recusal, a consultation, a report. `texts/` holds their words, a file each."""
