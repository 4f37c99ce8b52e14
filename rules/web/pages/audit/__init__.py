"""The auditor's pages: the audit trail, what reviewers decided, and samples of cleared cases."""
