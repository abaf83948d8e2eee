"""Which pages of a long list to offer, and none that do not exist."""

from dataclasses import dataclass

from directory.errors import NotFound


@dataclass(frozen=True)
class Pager:
    """Where in the list the reader is; `numbers` has None where some are left out."""

    page: int
    pages: int

    @property
    def previous(self) -> int | None:
        """The page before this one."""
        return self.page - 1 if self.page > 1 else None

    @property
    def next(self) -> int | None:
        """The page after this one."""
        return self.page + 1 if self.page < self.pages else None

    @property
    def numbers(self) -> list[int | None]:
        """The first page, the last, this one and its neighbours."""
        near = range(self.page - 1, self.page + 2)
        wanted = [n for n in range(1, self.pages + 1) if n in (1, self.pages) or n in near]
        found: list[int | None] = []
        for number in wanted:
            if found and found[-1] is not None and number - found[-1] > 1:
                found.append(None)
            found.append(number)
        return found


def pager(page: int, pages: int) -> Pager:
    """Return the pager of a page; raises NotFound past the end. An empty list has one page."""
    if page > max(pages, 1):
        raise NotFound
    return Pager(page, max(pages, 1))
