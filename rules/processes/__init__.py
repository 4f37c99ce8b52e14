"""Screening of procurement processes as they are published: without a partnership and without the register."""
