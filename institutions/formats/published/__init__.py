"""Lists that Japan's ministries publish: contracts, awards of the procurement portal, re-employment of officials."""
