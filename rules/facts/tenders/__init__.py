"""Tenders with their bids, and the screens of each: plain figures of its day, of a case or a published process."""
