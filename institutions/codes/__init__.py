"""Codes instead of sentences: what is said about data is a code with parameters, worded once a language.

Troubles, missing data, reasons, remedies and notes are frozen dataclasses (`base`), entered in one `registry`.
Code and parameters are stored and compared; words are made when somebody reads them (`wording`).
"""
