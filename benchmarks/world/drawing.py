"""Questions as readers would ask them, drawn from the invented world: no two the same."""

import math
from random import Random
from urllib.parse import quote, urlencode

from sqlalchemy import select

from benchmarks.world.generator import Invented, World
from benchmarks.world.words import languages
from directory.extensions import db
from directory.organisations.public_tables import PublicOrganisation
from directory.search.criteria import needs
from directory.search.results import PAGE_SIZE
from directory.search.window import LARGEST_ZOOM
from directory.vocabulary.terms import need_of_kind

PAGES = ("en", "fr", "es", "ar")
HEAVY = 25
"""Commonest words of a language."""
READERS = {"en": 5, "ar": 3, "fr": 2, "es": 2}
"""How often each language is written in where heavy words are drawn."""
GROUPS = ("left_country", "moved_inside", "came_back", "work_abroad", "live_here")
WORLD_PAGES = 25
HALF = 0.5
WIDTH, HEIGHT = 5, 3
"""Tiles of a screen."""


class Drawer:
    """Draws questions about a world of so many organisations."""

    def __init__(self, world: World, organisations: int) -> None:
        self.world, self.organisations = world, organisations
        self.random = Random(f"{world.seed}/questions")  # noqa: S311 - questions of a benchmark

    def organisation(self) -> Invented:
        """Return any organisation."""
        return self.world.organisation(self.random.randint(1, self.organisations))

    def rare_word(self) -> str:
        """Return the word in the name of an organisation that hardly another one has."""
        return self.organisation().document.names[0].words.split()[-1]

    def heavy_word(self) -> str:
        """Return one of the commonest words."""
        tag = self.random.choices(list(READERS), list(READERS.values()))[0]
        return self.random.choice(languages()[tag].words[:HEAVY])

    def need(self) -> str:
        """Return the need that somebody's service answers."""
        while True:
            kinds = [service.kind for service in self.organisation().document.services]
            tiles = [need_of_kind().get(kind, "") for kind in kinds]
            found = [tile for tile in tiles if tile in needs()]
            if found:
                return found[0]

    def find(self, **criteria: str) -> str:
        """Return the address of a list."""
        page = self.random.choice(PAGES)
        return f"/{page}/find?{urlencode(criteria)}"

    def rare(self) -> str:
        """Ask for a rare word."""
        return self.find(q=self.rare_word())

    def middling(self) -> str:
        """Ask for a word that neither few nor very many say."""
        tag = self.random.choices(list(READERS), list(READERS.values()))[0]
        return self.find(q=self.random.choice(languages()[tag].words[HEAVY : 40 * HEAVY]))

    def mistyped(self) -> str:
        """Ask for a rare word with two letters swapped."""
        word = self.rare_word()
        at = self.random.randrange(1, len(word) - 1)
        return self.find(q=word[:at] + word[at + 1] + word[at] + word[at + 2 :])

    def heavy(self) -> str:
        """Ask for one of the commonest words."""
        return self.find(q=self.heavy_word())

    def heavy_filtered(self) -> str:
        """Ask for one of the commonest words, with three filters."""
        return self.find(
            q=self.heavy_word(), need=self.need(), language=self.random.choice(PAGES), access="free"
        )

    def filters(self) -> str:
        """Ask with filters alone."""
        country = self.organisation().town.country
        chosen = {"need": self.need(), "country": country, "for": self.random.choice(GROUPS)}
        return self.find(**chosen, language=self.random.choice(PAGES))

    def near(self) -> str:
        """Ask what there is for a need around a town."""
        return self.find(need=self.need(), near=self.organisation().town.name)

    def everything(self) -> str:
        """Ask for everything, one of its pages."""
        pages = min(WORLD_PAGES, max(1, self.organisations // (2 * PAGE_SIZE)))
        return self.find(page=str(self.random.randint(1, pages)))

    def tile(self, zoom: int) -> str:
        """Ask for the vector tile of a town, of all that is there or of a need."""
        column, row = self.town_tile(zoom)
        chosen = {"need": self.need()} if self.random.random() < HALF else {}
        return f"/tiles/{zoom}/{column}/{row}.mvt?{urlencode(chosen)}"

    def town_tile(self, zoom: int) -> tuple[int, int]:
        """Return the tile in which a town lies."""
        town = self.organisation().town
        column = int((town.lon + 180) / 360 * 2**zoom)
        row = int((1 - math.asinh(math.tan(math.radians(town.lat))) / math.pi) / 2 * 2**zoom)
        return column, row

    def view(self, zoom: int, **criteria: str) -> str:
        """Ask for the map of a screen around a town."""
        page, most = self.random.choice(PAGES), 2**zoom - 1
        column, row = self.town_tile(zoom)
        left, top = (
            max(0, column - self.random.randrange(WIDTH)),
            max(0, row - self.random.randrange(HEIGHT)),
        )
        right, bottom = min(most, left + WIDTH - 1), min(most, top + HEIGHT - 1)
        view = f"{min(zoom, LARGEST_ZOOM)}/{left}/{top}/{right}/{bottom}"
        return f"/{page}/map/places.json?{urlencode({**criteria, 'view': view})}"

    def view_filtered(self, zoom: int) -> str:
        """Ask for the map of a screen with two filters."""
        return self.view(zoom, need=self.need(), language=self.random.choice(PAGES))

    def profile(self) -> str:
        """Ask for the page of an organisation."""
        while True:
            row = PublicOrganisation
            mine = row.uuid == self.organisation().uuid
            found = db.session.execute(select(row.public_id, row.slug).where(mine)).first()
            if found:
                page = self.random.choice(PAGES)
                return f"/{page}/organisations/{found.public_id}/{quote(found.slug)}"
