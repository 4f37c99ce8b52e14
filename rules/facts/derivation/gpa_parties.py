"""The parties to the Agreement on Government Procurement, including Japan, by ISO 3166-1 code.

The European Union is a party with its members, the Kingdom of the Netherlands for Aruba, and Hong Kong and Taiwan
(Chinese Taipei) by themselves. From memory, to be reviewed by 28 February 2027.
"""

from typing import Final

EUROPEAN_UNION: Final = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
OTHERS: Final = "AM AU AW CA CH GB HK IL IS JP KR LI MD ME MK NO NZ SG TW UA US"
GPA_PARTIES: Final = frozenset(f"{EUROPEAN_UNION} {OTHERS}".split())
