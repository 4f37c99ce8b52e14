"""Tools of an auditor: reading the trail, decisions that override findings, and samples of cleared cases."""
