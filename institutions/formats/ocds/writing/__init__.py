"""Open Contracting Data Standard 1.1: a partnership as a compiled release, with bids, owners and the terms of a PPP.

People are left out: OCDS is published.
"""
