"""What a map shows of an answer: points with who is there, and counts of the rest."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Named:
    """An organisation at a point, with what a map says of it."""

    public_id: str
    slug: str
    listing_json: str


@dataclass(frozen=True)
class Spot:
    """One public point and who is there; the first ones by name, and how many in all."""

    lon: float
    lat: float
    precision: str
    country: str
    organisations: int
    named: tuple[Named, ...]


@dataclass(frozen=True)
class Cluster:
    """Several points that lie close together at this zoom."""

    lon: float
    lat: float
    bounds: tuple[float, float, float, float]
    """West, south, east, north of its points, in degrees."""
    organisations: int
    places: int


@dataclass(frozen=True)
class Shown:
    """What lies in a window."""

    spots: tuple[Spot, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    organisations: int = 0
    places: int = 0
