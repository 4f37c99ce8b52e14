"""Imports of other parties' files: read, checked, stored by record, as jobs that stop and resume."""
