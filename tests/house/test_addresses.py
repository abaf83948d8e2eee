"""The address rule: an endpoint, its view, its template and its test are called the same."""

import re
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from directory.access.guards import guard_of

ROOT = Path(__file__).resolve().parents[2]
KEPT = Path(__file__).with_name("urls.txt")
NOT_PAGES = {"layouts", "components", "errors", "email"}
WITHOUT_A_DOMAIN = {"static"}
STEP = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.txt|\.json|\.xml|\.js)?|<[a-z:_]+>(\.mvt)?")


def rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint not in WITHOUT_A_DOMAIN]


def test_every_view_says_who_may_enter(app: Flask):
    for rule in rules(app):
        assert guard_of(app.view_functions[rule.endpoint]), f"{rule.endpoint} has no guard"


def test_every_endpoint_is_found_by_its_name(app: Flask):
    for rule in rules(app):
        domain, name = rule.endpoint.split(".")
        view = app.view_functions[rule.endpoint]
        assert view.__module__ == f"directory.{domain}.views"
        assert view.__name__ == name


def test_addresses_are_small_letters_with_hyphens(app: Flask):
    for rule in rules(app):
        for step in filter(None, rule.rule.split("/")):
            assert STEP.fullmatch(step), rule.rule


def test_pages_begin_with_a_language_and_the_rest_is_listed(app: Flask):
    without = {rule.rule for rule in rules(app) if not rule.rule.startswith("/<lang:lang>/")}
    assert without == {
        "/",
        "/health",
        "/robots.txt",
        "/tiles/<int:zoom>/<int:x>/<int:y>.mvt",
    }


def test_no_address_ever_vanishes(app: Flask):
    """Somebody has it on paper: an address that is no longer needed redirects."""
    kept = set(KEPT.read_text(encoding="utf-8").split())
    there = {rule.rule for rule in app.url_map.iter_rules()}
    assert kept <= there, f"gone: {sorted(kept - there)}"
    assert there <= kept, f"add to {KEPT.name}: {sorted(there - kept)}"


def test_every_template_of_a_domain_is_the_page_of_an_endpoint(app: Flask):
    endpoints = {rule.endpoint for rule in rules(app)}
    for path in (ROOT / "templates").glob("*/*.html"):
        domain, name = path.parent.name, path.stem
        if domain not in NOT_PAGES and not name.startswith("_"):
            assert f"{domain}.{name}" in endpoints, path


def test_every_part_of_a_page_is_taken_in_somewhere():
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.html")]
    for path in (ROOT / "templates").rglob("_*.html"):
        name = path.relative_to(ROOT / "templates").as_posix()
        assert any(f'"{name}"' in text for text in texts), name


@pytest.mark.parametrize(
    "path", sorted((ROOT / "templates").glob("*/*.html")), ids=lambda p: f"{p.parent.name}-{p.stem}"
)
def test_every_page_has_its_test(path: Path):
    domain, name = path.parent.name, path.stem
    if domain not in NOT_PAGES and not name.startswith("_"):
        assert (ROOT / "tests" / domain / f"test_{name}.py").is_file()
