"""The review of a case and everything that reviewers and auditors work with."""
