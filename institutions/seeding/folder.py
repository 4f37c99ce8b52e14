"""The reader of the whole folder of seed files. It checks them too: SeedError names everything that is wrong."""

from pathlib import Path

from institutions.seeding.crosschecks import check_together
from institutions.seeding.errors import SeedErrors
from institutions.seeding.files.bodies import read_bodies
from institutions.seeding.files.brief import read_brief
from institutions.seeding.files.government import read_budget_lines, read_postings, read_seats
from institutions.seeding.files.mandates import read_mandates
from institutions.seeding.files.posts import read_posts
from institutions.seeding.files.sources import read_sources
from institutions.seeding.files.treaties import read_coverage, read_treaties
from institutions.seeding.files.words import read_words
from institutions.seeding.rows import Seed
from institutions.seeding.seed_row import SeedRow
from institutions.seeding.strict_yaml import load_mapping

DATA = Path(__file__).resolve().parent.parent / "data"
FILES = (
    *("sources", "bodies", "mandates", "posts", "seats", "postings", "budgets"),
    *("treaties", "domains", "legal_grounds", "countries", "brief"),
)


def read_folder(folder: Path = DATA) -> Seed:
    """Read all seed files of a folder, and check them one by one and together. Raises SeedError."""
    troubles = SeedErrors()
    files = {name: SeedRow(load_mapping(folder / f"{name}.yaml", troubles), f"{name}.yaml", troubles) for name in FILES}
    troubles.raise_if_any()
    seed = Seed(
        sources=read_sources(files["sources"]),
        bodies=read_bodies(files["bodies"]),
        mandates=read_mandates(files["mandates"]),
        posts=read_posts(files["posts"]),
        seats=read_seats(files["seats"]),
        postings=read_postings(files["postings"]),
        budget_lines=read_budget_lines(files["budgets"]),
        treaties=read_treaties(files["treaties"]),
        coverage=read_coverage(files["treaties"]),
        domains=read_words(files["domains"], "domains"),
        legal_grounds=read_words(files["legal_grounds"], "legal_grounds"),
        countries=read_words(files["countries"], "countries"),
        brief=read_brief(files["brief"]),
    )
    for file in files.values():
        file.done()
    check_together(seed, troubles)
    troubles.raise_if_any()
    return seed
