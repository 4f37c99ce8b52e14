"""The register in the formats of others, as a stream: tables, JSON, FollowTheMoney, BODS and OCDS."""
