"""Words that say little about the party that a name names: particles and titles of people, business and places.

A low weight never makes two of one: a place or a word of business that only one of two names has may be left out by a
writer, but Kita Systems and Kita Industries are two companies.
"""

from typing import Final

from institutions.kinds.countries import COUNTRIES


def words_of(rows: str) -> frozenset[str]:
    """Return the words of some rows."""
    return frozenset(rows.split())


# Of people. A writer leaves them out or spells them otherwise: bin and ben, el and al.
PARTICLES: Final = words_of("""
al el as ad an ar ash at bin ben ibn bint abu abou ould de da do dos das del della di du la le van von der den
ter ten zu y e na st
""")
DESCENT: Final = frozenset(("bin", "ben", "ibn", "bint"))
TITLES: Final = words_of("""
mr mrs ms miss dr prof professor sir dame lord lady herr frau monsieur madame mme m hon rev president
prasident minister senator general gen col colonel capt captain sheikh shaikh shaykh sheik haji hajji mullah
mawlawi maulavi sayyid sayyed jr sr
""")
# Given names and the short forms in which English and Russian speakers use them.
SHORT_FORMS: Final = """
william bill will billy | robert bob rob bobby | richard rick dick rich | theodore ted teddy | edward ed ted eddie
michael mike mick | james jim jimmy | john jack johnny | joseph joe | thomas tom tommy | charles charlie chuck
benjamin ben benny | daniel dan danny | samuel sam | anthony tony | andrew andy drew | christopher chris
matthew matt | nicholas nick | alexander alex sasha alexandre | katherine kate kathy katie catherine | elizabeth liz
beth betty | margaret maggie peggy meg | jennifer jen jenny | patricia pat | rebecca becky | susan sue | deborah debbie
david dave | stephen steve steven | peter pete | gregory greg | kenneth ken | ronald ron | donald don | frederick fred
vladimir vova volodya | dmitry dima | mikhail misha | ivan vanya | nikolai kolya | yevgeny zhenya | yekaterina katya
"""
# Of companies and organisations.
BUSINESS: Final = words_of("""
holding holdings group international global systems system solutions solution services service industries
industry enterprise enterprises technology technologies trading trade capital partners partner investment
investments finance financial securities bank banking trust insurance management consulting development
engineering construction manufacturing products materials energy electric power motor motors chemical
pharmaceutical foods logistics transport shipping properties realty estate real fund company business
corporate general national united new works laboratory laboratories institute foundation association union
federation
""")
# Countries in one word as the list of the register has them; cities, regions and points of the compass are ours.
IN_ONE_WORD: Final = frozenset(each.en.casefold() for each in COUNTRIES.values() if each.en.isalpha())
PLACES: Final = IN_ONE_WORD | words_of("""
nippon tokyo osaka nagoya kyoto sapporo sendai fukuoka kobe yokohama hiroshima hong kong asia europe america africa
pacific usa us uk britain england scotland wales deutschland nederland norge schweiz london paris berlin york chicago
boston francisco angeles shanghai beijing moscow zealand korea north south east west eastern western northern southern
""")
# Ways to write one word.
ONE_WORD: Final = """
international intl int | manufacturing mfg | brothers bros | and n | organization organisation org | labor labour
center centre | association assoc assn | department dept | government govt | united utd | industries industry inds
technologies technology tech | holdings holding hldgs | systems system | services service | solutions solution
products product | motors motor | chemicals chemical | pharmaceuticals pharmaceutical | foods food | materials material
"""


def first_of_each(rows: str) -> dict[str, str]:
    """Map each word of a row to the first of it."""
    return {word: words[0] for row in rows.replace("\n", "|").split("|") if (words := row.split()) for word in words}


WRITTEN_AS: Final = first_of_each(ONE_WORD)
SHORT_FOR: Final = {
    frozenset((one, other))
    for row in SHORT_FORMS.replace("\n", "|").split("|")
    for one in row.split()
    for other in row.split()
}
