"""The build of what the site serves: one sheet that old phones understand, one icon sprite."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from setup import assets
from setup.icons import IconError, build_sprite
from setup.stylesheet import StyleError, build_sheet, style_files

Sheet = Callable[[str], str]


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], None]:
    """Write a file of a small project that has nothing but an order and an icon table."""

    def write_file(name: str, text: str) -> None:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    write_file("static/css/order.txt", "# order\ntokens.css\nbase.css\ncomponents/*.css\n")
    return write_file


@pytest.fixture
def build(tmp_path: Path, write: Callable[[str, str], None]) -> Sheet:
    """Build a sheet of one file, base.css."""

    def build_text(text: str) -> str:
        write("static/css/base.css", text)
        return build_sheet(tmp_path)

    return build_text


def test_files_are_joined_in_order_and_missing_ones_skipped(tmp_path, write):
    write("static/css/components/b.css", "b{order:4}")
    write("static/css/components/a.css", "a{order:3}")
    write("static/css/tokens.css", ":root{order:1}")
    assert [path.name for path in style_files(tmp_path)] == ["tokens.css", "a.css", "b.css"]
    assert build_sheet(tmp_path) == ":root{order:1}a{order:3}b{order:4}"


@pytest.mark.parametrize(
    ("written", "built"),
    [
        ("/* why */ p  >  a:hover ,\n li + li { order : 1 ; }", "p>a:hover,li+li{order:1}"),
        ("p a { margin: 0   auto }", "p a{margin:0 auto}"),
        (".a :not(b) { order: 1 }", ".a :not(b){order:1}"),
        ("li:nth-child(2n + 1) { order: 1 }", "li:nth-child(2n + 1){order:1}"),
        ("a { width: calc(100% - (2 * 1px)) }", "a{width:calc(100% - (2 * 1px))}"),
        ("a { width: calc(1px/* x */ + 2px) }", "a{width:calc(1px + 2px)}"),
        ("a { order: 1 !important; color: var( --ink ) }", "a{order:1!important;color:var(--ink)}"),
        ("a { --shade:  0 1px,  2px; --none: ; }", "a{--shade:0 1px,2px;--none: }"),
        ('a::before { content: " ,  x " }', 'a::before{content:" ,  x "}'),
        ("a { background: url( 'x y.svg' ) }", 'a{background:url("x y.svg")}'),
        ("a{} @media print { b {} }", ""),
        (
            "@media screen and (min-width: 40em) , print { a { order: 1 } }",
            "@media screen and (min-width:40em),print{a{order:1}}",
        ),
        (
            "@supports not (display: grid) { a { float: none } }",
            "@supports not (display:grid){a{float:none}}",
        ),
        (
            "@keyframes in { from { opacity: 0 } 50%, to { opacity: 1 } }",
            "@keyframes in{from{opacity:0}50%,to{opacity:1}}",
        ),
        ("@page { margin: 2cm }", "@page{margin:2cm}"),
        (
            "@font-face { font-family: A; src: local( A ) }",
            "@font-face{font-family:A;src:local(A)}",
        ),
    ],
)
def test_a_sheet_is_made_small(build: Sheet, written: str, built: str):
    assert build(written) == built


@pytest.mark.parametrize(
    ("written", "built"),
    [
        ("margin-inline: auto", "a{margin-inline-start:auto;margin-inline-end:auto}"),
        ("padding-block: 1px 2px", "a{padding-block-start:1px;padding-block-end:2px}"),
        (
            "margin-block: calc(1px + 2px) 0 !important",
            "a{margin-block-start:calc(1px + 2px)!important;margin-block-end:0!important}",
        ),
        (
            "border-inline: 1px solid var(--x)",
            "a{border-inline-start:1px solid var(--x);border-inline-end:1px solid var(--x)}",
        ),
        ("border-block-width: 1px 0", "a{border-block-start-width:1px;border-block-end-width:0}"),
        ("inset: 0", "a{top:0;bottom:0;left:0;right:0}"),
        ("inset: 1px 2px 3px", "a{top:1px;bottom:3px;left:2px;right:2px}"),
        ("inset-block: 1px 2px", "a{top:1px;bottom:2px}"),
        ("inset-block-start: 0", "a{top:0}"),
        ("inset-inline: 0", "a{left:0;right:0}"),
        ("inset-inline-start: 0", "[dir=ltr] a{left:0}[dir=rtl] a{right:0}"),
        (
            "inset-inline: 1px 2px",
            "[dir=ltr] a{left:1px;right:2px}[dir=rtl] a{right:1px;left:2px}",
        ),
        (
            "order: 1; border-end-start-radius: 2px; order: 2",
            "a{order:1;order:2}"
            "[dir=ltr] a{border-bottom-left-radius:2px}[dir=rtl] a{border-bottom-right-radius:2px}",
        ),
        ("float: inline-end", "[dir=ltr] a{float:right}[dir=rtl] a{float:left}"),
    ],
)
def test_newer_logical_properties_are_said_in_older_words(build: Sheet, written: str, built: str):
    assert build(f"a {{ {written} }}") == built


def test_each_selector_is_narrowed_to_a_direction_and_the_root_carries_it(build: Sheet):
    assert build("a > b, :root .c, html { inset-inline-end: 0 }") == (
        "[dir=ltr] a>b,:root[dir=ltr] .c,html[dir=ltr]{right:0}"
        "[dir=rtl] a>b,:root[dir=rtl] .c,html[dir=rtl]{left:0}"
    )


def test_fallbacks_stay_inside_their_media_query(build: Sheet):
    assert build("@media print { a { float: inline-start } }") == (
        "@media print{[dir=ltr] a{float:left}[dir=rtl] a{float:right}}"
    )


@pytest.mark.parametrize(
    "written",
    [
        "@layer base { a { order: 1 } }",
        "@import 'x.css';",
        "@container (width: 1px) { a { order: 1 } }",
        "a { & b { order: 1 } }",
        "a { b { order: 1 } }",
        "a { @media print { order: 1 } }",
        "a:dir(rtl) { order: 1 }",
        ":is(a, b) { order: 1 }",
        ":not(:where(a)) { order: 1 }",
        "a:has(b) { order: 1 }",
        "a:not(b, c) { order: 1 }",
        "a { margin-left: 0 }",
        "a { right: 0 }",
        "a { border-top-left-radius: 0 }",
        "a { text-align: left }",
        "a { background-position: right 1px top }",
        "a { padding: 0 1px 0 2px }",
        "a { border-radius: 1px 0 0 1px }",
        "a { color: #fff }",
        "a { color: rgb(1 2 3) }",
        "a { border: 1px solid red }",
        "a { background: linear-gradient(hsla(1, 2%, 3%, 1), transparent) }",
        "a { display: flex; gap: 1px }",
        "a { display: flex } @media print { a { column-gap: 1px } }",
        "a { aspect-ratio: 1 }",
        "a { width: min(1px, 2px) }",
        "a { width: calc(1px + clamp(1px, 2px, 3px)) }",
        "@media print { a { left: 0 } }",
        "@keyframes in { to { left: 0 } }",
        "@keyframes in { to { inset-inline-start: 0 } }",
        "a { order }",
        "a",
    ],
)
def test_what_old_phones_cannot_read_is_refused_with_file_and_line(build: Sheet, written: str):
    with pytest.raises(StyleError, match=r"^static/css/base\.css:3: "):
        build(f"b{{order:1}}\n\n{written}")


@pytest.mark.parametrize(
    "written",
    [
        "a { color: currentColor; background: transparent }",
        "a { color: CanvasText }",
        "a { display: grid; gap: 1px }",
        "a { display: flex } @media print { a { display: grid; gap: 1px } }",
        "a { padding: 0 1px 2px 1px; border-radius: 1px 1px 0 0 }",
        "a { animation: tan 1s; grid-area: red; font-family: Linen }",
        "a { grid-template-columns: repeat(2, minmax(0, 1fr)) }",
        "a { text-align: start }",
    ],
)
def test_what_only_looks_forbidden_is_allowed(build: Sheet, written: str):
    assert build(written)


def test_only_tokens_may_name_colours(tmp_path: Path, write):
    write("static/css/tokens.css", ":root { --ink: #123; --paper: white }")
    assert build_sheet(tmp_path) == ":root{--ink:#123;--paper:white}"


def test_nothing_can_end_the_style_element_early(build: Sheet):
    with pytest.raises(StyleError, match=r"^static/css/base\.css: '</'"):
        build("a::before { content: '</style>' }")


def test_every_fault_is_named_at_once(build: Sheet):
    with pytest.raises(StyleError) as caught:
        build("a{left:0}\nb{color:red}")
    assert [line.split(": ")[0] for line in str(caught.value).splitlines()] == [
        "static/css/base.css:1",
        "static/css/base.css:2",
    ]


DRAWING = """<!-- @license --><svg class="l" xmlns="http://www.w3.org/2000/svg" width="24"
  viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2">
  <path d="M1 1" /></svg>"""


def test_the_sprite_has_a_symbol_under_our_name(tmp_path: Path, write):
    write("static/icons/icons.json", json.dumps({"home": "house"}))
    write("node_modules/lucide-static/icons/house.svg", DRAWING)
    assert build_sprite(tmp_path).endswith(
        '<svg xmlns="http://www.w3.org/2000/svg"><symbol id="home" viewBox="0 0 24 24" fill="none"'
        ' stroke="currentColor" stroke-width="2"><path d="M1 1"/></symbol></svg>'
    )


def test_an_icon_that_does_not_exist_is_named(tmp_path: Path, write):
    write("static/icons/icons.json", json.dumps({"home": "hous"}))
    write("node_modules/lucide-static/icons/house.svg", DRAWING)
    with pytest.raises(IconError, match=r"'home' wants the icon 'hous'; the package has house"):
        build_sprite(tmp_path)


def test_building_twice_touches_nothing(tmp_path: Path, write):
    write("static/icons/icons.json", json.dumps({"home": "house"}))
    write("node_modules/lucide-static/icons/house.svg", DRAWING)
    for name in assets.SERVED:
        write(f"node_modules/{name}", name)
    assets.build(tmp_path)
    made = [path for path in (tmp_path / "static").rglob("*") if path.is_file()]
    made = [path for path in made if path.parts[-2] == "built" or "vendor" in path.parts]
    before = {path: path.stat().st_mtime_ns for path in made}
    assets.build(tmp_path)
    assert {path: path.stat().st_mtime_ns for path in made} == before
    assert len(made) == 2 + len(assets.SERVED)


def test_what_is_no_longer_served_is_removed(tmp_path: Path, write):
    write("node_modules/a/x.js", "x")
    write("node_modules/a/dist/y.js", "y")
    assets.copy_packages(tmp_path, ("a/x.js", "a/dist"))
    assert (tmp_path / "static/vendor/a/dist/y.js").read_text() == "y"
    assets.copy_packages(tmp_path, ("a/x.js",))
    kept = [path.name for path in (tmp_path / "static/vendor").rglob("*") if path.is_file()]
    assert kept == ["x.js"]
