"""Notices: who is told that something happened or a day has come, and how it is worded for whoever may read it."""
