import pytest

from directory.errors import NotFound
from directory.web.pagination import pager


@pytest.mark.parametrize(
    ("page", "pages", "numbers"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (1, 9, [1, 2, None, 9]),
        (5, 9, [1, None, 4, 5, 6, None, 9]),
        (9, 9, [1, None, 8, 9]),
    ],
)
def test_the_first_the_last_and_the_near_pages_are_offered(
    page: int, pages: int, numbers: list[int | None]
):
    assert pager(page, pages).numbers == numbers


def test_the_ends_have_no_neighbour():
    assert pager(1, 2).previous is None
    assert pager(1, 2).next == 2
    assert pager(2, 2).next is None
    assert pager(1, 0).next is None


def test_past_the_end_there_is_nothing():
    with pytest.raises(NotFound):
        pager(3, 2)
