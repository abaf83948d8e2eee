"""What very many answer to is worked out before anybody asks."""

import pytest

from directory.search import queries
from directory.search.criteria import Criteria
from directory.search.index import current as index
from directory.search.index import engine
from directory.search.warming import warm
from tests.making import DAY, service, site, uid


def test_what_was_warmed_is_not_worked_out_again(make, monkeypatch):
    make.published(sites=(site(1),), services=(service("job_placement", sites=(uid("site/1"),)),))
    assert warm(DAY) == 14
    monkeypatch.setattr(engine, "answer", lambda *_args, **_named: pytest.fail("worked out"))
    assert queries.find(Criteria(), on=DAY).organisations == 1
    assert queries.find(Criteria(need=("work",)), on=DAY).organisations == 1


def test_without_an_index_nothing_is_asked_of_the_database(make, monkeypatch):
    make.published()
    monkeypatch.setattr(index, "current", lambda: None)
    assert warm(DAY) == 0
