"""Codes instead of sentences: a message about data is a code with parameters, worded once per language.

Troubles, missing data, reasons, remedies and notes are frozen dataclasses (`base`), entered in one `registry`.
Code and parameters are stored and compared; words are made when somebody reads them (`wording`).
"""
