"""Papers of a case besides its acts: attached files, answers to requests for information, comments."""
