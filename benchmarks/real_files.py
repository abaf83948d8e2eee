"""The real files that imports are measured with, the older before the newer of one source."""

from pathlib import Path
from typing import NamedTuple

from directory.imports.profiles import SOURCES

DATA = Path(__file__).parents[2] / "shared" / "data"


class Figures(NamedTuple):
    """A real file, the profile that reads it, and the files that say the same otherwise."""

    profile: str
    file: str
    wordings: tuple[tuple[str, str], ...] = ()


# in this order because what was said last counts
FILES = (
    Figures("coops-uk-2017-06", "coops/coops-uk-2017-06-organisations.csv"),
    Figures("coops-uk-2019-06-outlets", "coops/coops-uk-2019-06-outlets.csv"),
    Figures("coops-uk-2023q2", "coops/coops-uk-2023q2-sea-standard.csv"),
    Figures("transformap-ssedas-2017", "coops/transformap-ssedas-2017.geojson"),
    Figures("ica-youth-led-coops", "coops/ica-youth-led-coops.csv"),
    Figures("kartevonmorgen", "coops/kartevonmorgen-search-results.json"),
    Figures("germany-worker-coops", "coops/germany-worker-coops.csv"),
    Figures(
        "services-advisor-jordan-2014",
        "services/services-advisor-jordan-2014.en.json",
        (("ar", "services/services-advisor-jordan-2014.ar.json"),),
    ),
    Figures("sahana-rms-redcross", "services/sahana-rms-redcross-organisations-l10n.csv"),
    Figures("sahana-turkey", "services/sahana-turkey-organisations.csv"),
    Figures("ethiopia-4w-2022-02", "hxl/ethiopia-4w-2022-02.xlsx"),
    Figures("guinea-ebola-3w", "hxl/guinea-ebola-3w-fr.hxl.csv"),
)


def is_at_hand(figures: Figures, data: Path = DATA) -> bool:
    """Tell whether there are the file and its profile."""
    return (data / figures.file).is_file() and (SOURCES / f"{figures.profile}.json").is_file()
