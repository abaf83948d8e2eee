"""Guard rails for the style files; setup/css_rules.py knows what old browsers do not."""

import re
from pathlib import Path

import brotli
import pytest

from setup.stylesheet import build_sheet, style_files

ROOT = Path(__file__).resolve().parents[2]
FILES = style_files(ROOT)
TOKENS = (ROOT / "static/css/tokens.css").read_text(encoding="utf-8")
TEXT, LARGE = 4.5, 3.0
PAIRS = [
    ("ink", "paper", TEXT),
    ("ink", "surface", TEXT),
    ("ink", "band", TEXT),
    ("ink", "care", TEXT),
    ("ink", "accent-soft", TEXT),
    ("quiet", "paper", TEXT),
    ("quiet", "surface", TEXT),
    ("quiet", "band", TEXT),
    ("accent", "paper", TEXT),
    ("accent", "surface", TEXT),
    ("accent", "band", TEXT),
    ("accent-strong", "paper", TEXT),
    ("accent-strong", "surface", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-strong", TEXT),
    ("on-hero", "hero", TEXT),
    ("on-bright", "bright", TEXT),
    ("good", "surface", TEXT),
    ("bad", "surface", TEXT),
    ("accent", "accent-soft", LARGE),
    ("edge", "paper", LARGE),
    ("edge", "surface", LARGE),
    ("edge", "band", LARGE),
    ("care-edge", "care", LARGE),
]


def tokens(dark: bool) -> dict[str, str]:
    light, _, night = TOKENS.partition("@media")
    found = dict(re.findall(r"--([\w-]+):\s*([^;]+);", light))
    return found | dict(re.findall(r"--([\w-]+):\s*([^;]+);", night)) if dark else found


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_colours_stand_out_enough(front: str, back: str, least: float, dark: bool):
    found = tokens(dark)
    assert contrast(found[front], found[back]) >= least


def test_the_styles_can_be_built_and_are_small():
    sheet = build_sheet(ROOT)
    assert len(brotli.compress(sheet.encode(), quality=4)) < 4_000


def test_every_token_is_used_and_every_one_used_is_there():
    defined = set(tokens(dark=False))
    used = set()
    for path in (*FILES, ROOT / "static" / "maps" / "frame.css"):
        used |= set(re.findall(r"var\(--([\w-]+)", path.read_text(encoding="utf-8")))
    assert used == defined
    assert set(tokens(dark=True)) == defined


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_file_begins_with_what_it_dresses(path: Path):
    assert path.read_text(encoding="utf-8").startswith("/* ")


def test_every_class_that_is_dressed_is_worn():
    worn = set()
    for path in (ROOT / "templates").rglob("*.html"):
        for value in re.findall(r'class="([^"]*)"', path.read_text(encoding="utf-8")):
            worn |= set(re.sub(r"{[{%].*?[%}]}", " ", value).split())
    worn |= {
        "icon",
        "turns",
        "sprite",
        "notice-care",
        "notice-calm",
    }  # made in Python or from a tone
    for path in FILES:
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        dressed = set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"{[^{}]*}", "{}", text)))
        assert dressed <= worn, f"{path.name}: {dressed - worn}"


def test_a_word_of_forty_letters_breaks_wherever_it_stands():
    """Without it, 320 pixels are too few for a name that somebody gave, or for Burmese."""
    rules = build_sheet(ROOT)
    assert "overflow-wrap:anywhere" in rules.replace(" ", "")
    assert "word-break:break-word" in rules.replace(" ", "")
