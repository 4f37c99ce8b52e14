"""The desk of a bid surveillance commission: contracts fixed, drawn, chosen, asked about, and judged by outcomes."""
