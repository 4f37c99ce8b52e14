"""Two names in one alphabet, word by word: each is paired with one of the other name, in any order, at least cost.

Words that both names have left over contradict each other: they are two parties. Words that only one of them has were
left out by a writer (second given names, places) or belong to another party (Kita Bank beside Kita): that depends on
the word.
"""

from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from institutions.parties.names.legal_forms import SPELLED
from institutions.parties.names.name_words import name_words
from institutions.parties.names.word_likeness import SLIPS, TWO, spelling_of, word_cost
from institutions.parties.names.word_weights import BUSINESS, DESCENT, PARTICLES, PLACES

MOST_WORDS: Final = 9  # of a name that are paired at least cost; a longer name is compared as a whole
CONTRADICTION: Final = 0.30
LEFT_OUT: Final = 0.02  # a name of a person that only one of them states
ONE_NAME_ALONE: Final = 0.20  # nothing but one word is shared with a longer name
PLACE: Final = 0.06
BUSINESS_WORD: Final = 0.12
DISTINCTIVE: Final = 0.30
SHORT_WORD: Final = 4  # letters: a slip makes another acronym of it
SLIP_IN_ACRONYM: Final = 0.12
LONG_ENOUGH: Final = 8  # letters: two slips in a shorter word make another name of it, Sanden and Kanaden
OTHERS_DECIDE: Final = 3  # distinctive words that two names share: a slip in one of them is a slip
SHORTEST_LEGAL: Final = 5
LEGAL_WORDS: Final = frozenset(
    word for form in SPELLED for word in form.split() if len(word) >= SHORTEST_LEGAL and form.count(" ") < SHORT_WORD
)
LEGAL_WORD: Final = 0.02  # one that only one name has, or that is misspelled
JOINED: Final = 0.02
HOPELESS: Final = 45  # of 100 by rapidfuzz's token_set_ratio: not paired at all

Paired = tuple[float, tuple[tuple[int, int], ...]]


def pairing_likeness(one: str, other: str, *, people: bool) -> float:
    """Return the likeness of two plain names, of 1: without the cost of the best pairing."""
    words = (name_words(one, people=people), name_words(other, people=people))
    if not words[0] or not words[1]:
        return 0.0
    joined = joined_cost("".join(words[0]), "".join(words[1]), people=people)
    if max(map(len, words)) > MOST_WORDS or not joined:
        return max(0.0, 1 - joined)
    if fuzz.token_set_ratio(*(" ".join(map(spelling_of, each)) for each in words)) < HOPELESS:
        return 0.0
    pairs = (with_joined_words(*words), with_joined_words(*reversed(words)))
    cost = paired_cost(*pairs, people=people)
    return max(0.0, 1 - (cost if len(words[0]) == len(words[1]) else min(joined, cost)))


def with_joined_words(words: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Join two words that stand beside each other, where the other name has them as one."""
    found: list[str] = []
    for word in words:
        if found and found[-1] + word in other:
            found[-1] += word
        else:
            found.append(word)
    return tuple(found)


def joined_cost(one: str, other: str, *, people: bool) -> float:
    """Return the cost of two names without spaces: of words that somebody joined or split, with one slip at most."""
    if one == other:
        return 0.0
    if not people and sorted(filter(str.isdigit, one)) != sorted(filter(str.isdigit, other)):
        return TWO
    longest = max(len(one), len(other))
    slips = OSA.distance(one, other, score_cutoff=1)
    if slips > 1 or longest < SLIPS[slips][1] or (not people and longest <= 2 * SHORT_WORD):
        return TWO
    return JOINED + SLIPS[slips][0]


def paired_cost(one: tuple[str, ...], other: tuple[str, ...], *, people: bool) -> float:
    """Return the cost of the best pairing of words, and of the words that it leaves over."""
    short, long = sorted((one, other), key=len)
    cost, pairs = best_pairing(short, long, people=people)
    rests = (
        [word for place, word in enumerate(short) if place not in {pair[0] for pair in pairs}],
        [word for place, word in enumerate(long) if place not in {pair[1] for pair in pairs}],
    )
    shared = [(short[first], long[second]) for first, second in pairs]
    if not people:
        return cost + companies_rest(shared, *rests)
    sons = (child_of(short), child_of(long))
    exchanged = all(sons) and sons not in shared
    return cost + people_rest(shared, *rests) + CONTRADICTION * exchanged


def child_of(words: tuple[str, ...]) -> str:
    """Return the word before the only "son of" in a name; an empty text if there is none or are several.

    Father and son, exchanged, are two people: Omar bin Abdullah, Abdullah bin Omar.
    """
    places = [place for place, word in enumerate(words) if word in DESCENT]
    return words[places[0] - 1] if len(places) == 1 and places[0] else ""


def people_rest(shared: list[tuple[str, str]], one: list[str], other: list[str]) -> float:
    """Return the cost of the words that the pairing of two people's names leaves over."""
    rests = [[word for word in rest if word not in PARTICLES] for rest in (one, other)]
    spelled = [pair for pair in shared if min(map(len, pair)) > 1 and not PARTICLES.intersection(pair)]
    if not spelled:
        return DISTINCTIVE
    if rests[0] and rests[1]:
        return CONTRADICTION
    if (rest := rests[0] or rests[1]) and len(spelled) < 2:
        return ONE_NAME_ALONE
    return LEFT_OUT * len(rest)


def companies_rest(shared: list[tuple[str, str]], one: list[str], other: list[str]) -> float:
    """Return the cost of the words that the pairing of two companies' names leaves over, and of slips in acronyms."""
    own = [pair for pair in shared if not (BUSINESS | PLACES).intersection(pair)]
    cost = 0.0 if own or not (one or other) else DISTINCTIVE
    slips = [pair for pair in own if spelling_of(pair[0]) != spelling_of(pair[1])]
    if len(own) < OTHERS_DECIDE and any(are_likely_two(*pair, alone=len(shared) == 1) for pair in slips):
        cost += SLIP_IN_ACRONYM
    rests = [[word for word in rest if not is_nearly_legal(word)] for rest in (one, other)]
    cost += LEGAL_WORD * (len(one) + len(other) - sum(map(len, rests)))
    if rests[0] and rests[1]:
        return cost + CONTRADICTION
    for word in rests[0] or rests[1]:
        cost += PLACE if word in PLACES else BUSINESS_WORD if word in BUSINESS else DISTINCTIVE
    return cost


def are_likely_two(one: str, other: str, *, alone: bool) -> bool:
    """Return whether two words that differ are too short for their slips: CVC and CVS, not Beta and Meta.

    `alone`: the names share no other word.
    """
    shortest = min(len(one), len(other))
    if alone and max(len(one), len(other)) < LONG_ENOUGH and OSA.distance(one, other, score_cutoff=1) > 1:
        return True
    return shortest < SHORT_WORD or (shortest == SHORT_WORD and len(one) != len(other))


@lru_cache(maxsize=8_192)
def is_nearly_legal(word: str) -> bool:
    """Return whether a word is one of a legal form, or such a word with a slip: Aktiengeselschaft."""
    return len(word) >= SHORTEST_LEGAL and any(OSA.distance(word, each, score_cutoff=1) <= 1 for each in LEGAL_WORDS)


@lru_cache(maxsize=4_096)
def best_pairing(short: tuple[str, ...], long: tuple[str, ...], *, people: bool) -> Paired:
    """Return the least cost of pairing words, and the places of each pair. Words that are two stay unpaired, at 1."""
    costs = [
        [
            word_cost(one, other, people=people, last=first == len(short) - 1 and second == len(long) - 1)
            for second, other in enumerate(long)
        ]
        for first, one in enumerate(short)
    ]
    reached: dict[int, Paired] = {0: (0.0, ())}  # by the words of the long name that are taken
    for first, row in enumerate(costs):
        after: dict[int, Paired] = {}
        for taken, (cost, pairs) in reached.items():
            keep_less(after, taken, (cost + TWO, pairs))
            for second, each in enumerate(row):
                if each < TWO and not taken >> second & 1:
                    keep_less(after, taken | 1 << second, (cost + each, (*pairs, (first, second))))
        reached = after
    cost, pairs = min(reached.values())
    return cost - TWO * (len(short) - len(pairs)), pairs


def keep_less(found: dict[int, Paired], taken: int, way: Paired) -> None:
    """Keep the cheaper of two ways to take the same words."""
    if taken not in found or way < found[taken]:
        found[taken] = way
