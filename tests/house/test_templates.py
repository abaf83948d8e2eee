"""Guard rails for templates and for the words in them."""

import io
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from directory.i18n.extracting import extract

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
STYLES = ROOT / "static/css/components"
TRANSLATIONS = ROOT / "directory/translations"
CATALOGUES = sorted(TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"))
KEYWORDS = dict.fromkeys(("_", "gettext", "lazy_gettext")) | {"ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"%\(\w+\)s|%")
HIDDEN = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}|<[^<>]*>|&\w+;", re.DOTALL)
LETTERS = re.compile(r"[^\W\d_]{2,}")


def every_template() -> list[Path]:
    return sorted(TEMPLATES.rglob("*.html"))


def name_of(path: Path) -> str:
    return path.relative_to(TEMPLATES).as_posix()


def messages() -> list[tuple[str, tuple[str, ...]]]:
    """Every text to translate: file and words, of one or of several."""
    found = []
    for folder, methods in (
        (ROOT / "directory", [("**.py", "python")]),
        (TEMPLATES, [("**.html", extract)]),
    ):
        for file, _line, text, _notes, _context in extract_from_dir(
            folder, methods, keywords=KEYWORDS
        ):
            found.append((file, text if isinstance(text, tuple) else (text,)))
    return found


@pytest.mark.parametrize("path", every_template(), ids=name_of)
def test_no_words_stand_outside_the_catalogue(path: Path):
    shown = HIDDEN.sub(" ", path.read_text(encoding="utf-8"))
    assert not LETTERS.findall(shown)


@pytest.mark.parametrize("path", every_template(), ids=name_of)
def test_nothing_is_passed_by_unescaped_and_nothing_is_styled_in_place(path: Path):
    text = path.read_text(encoding="utf-8")
    for word in (
        "|safe",
        "| safe",
        "Markup(",
        "autoescape",
        " style=",
        "<style>\n",
        "with context",
    ):
        assert word not in text, word
    assert not re.search(r"<[a-z][^>{]*\son[a-z]+=", text)


@pytest.mark.parametrize("path", every_template(), ids=name_of)
def test_what_is_imported_is_used(path: Path):
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    tree = environment.parse(path.read_text(encoding="utf-8"))
    used = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"}
    for found in tree.find_all(nodes.FromImport):
        names = {name[1] if isinstance(name, tuple) else name for name in found.names}
        assert names <= used


@pytest.mark.parametrize("path", every_template(), ids=name_of)
def test_a_template_says_what_it_is_for_or_is_a_page(path: Path):
    text = path.read_text(encoding="utf-8")
    if path.parent.name in {"components", "layouts"}:
        assert text.startswith("{#-"), "a component begins with one sentence"
    assert len(text.splitlines()) < 300


def test_each_component_has_its_style_and_each_style_its_component():
    components = {path.stem for path in (TEMPLATES / "components").glob("*.html")}
    assert components == {path.stem for path in STYLES.glob("*.css")}


def test_texts_are_plain_words_with_named_gaps():
    for file, forms in messages():
        gaps = [set(PLACEHOLDER.findall(words)) for words in forms]
        assert all(found == gaps[0] for found in gaps), f"{file}: {forms} have different gaps"
        assert "%" not in gaps[0], f"{file}: {forms} have a gap without a name"
        assert not set("".join(forms)) & set('<>"'), f"{file}: {forms} break out of an attribute"


def test_the_template_of_the_catalogues_is_up_to_date():
    with (TRANSLATIONS / "messages.pot").open("rb") as file:
        kept = read_po(file)
    known = set()
    for message in kept:
        known |= set(message.id) if isinstance(message.id, tuple) else {message.id}
    assert known - {""} == {words for _file, forms in messages() for words in forms}, (
        "see the first lines of babel.cfg"
    )


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_catalogue_has_the_same_gaps_and_no_tags(path: Path):
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.parts[-3].replace("-", "_"))
    for message in catalogue:
        originals = message.id if isinstance(message.id, tuple) else (message.id,)
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        gaps = {gap for original in originals for gap in PLACEHOLDER.findall(original)}
        for text in texts if message.id else ():
            assert set(PLACEHOLDER.findall(text)) <= gaps, f"{message.id!r}: {text!r}"
            assert not set(text) & set('<>"'), f"{text!r} would break out of an attribute"


def test_notes_for_translators_come_along():
    source = b'{# Translators: a verb #}\n<p>{{ _("Open") }}</p>\n\n\n{{ _("Closed") }}'
    found = list(extract(io.BytesIO(source), ["_"], (), {}))
    assert found == [
        (2, "_", "Open", ["Translators: a verb"]),
        (5, "_", "Closed", []),
    ]
