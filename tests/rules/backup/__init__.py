"""Tests of backups and restorations."""
