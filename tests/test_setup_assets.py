"""The style sheet's step: sheets are compiled, parts left out, all else copied; a mistake is shown with its place."""

import pytest

from deploy import build_assets


def build(folder, monkeypatch, **files):
    """Builds from `files` (names with `__` for the dot: text) and gives what came out, by name."""
    source, script = folder / "source", folder / "script.js"
    source.mkdir()
    script.write_text("")
    for name, text in files.items():
        (source / name.replace("__", ".")).write_text(text)
    for name, value in {"BASE": folder, "SOURCE": source, "TARGET": folder / "out", "SCRIPTS": (script,)}.items():
        monkeypatch.setattr(build_assets, name, value)
    build_assets.main()
    return {path.name: path.read_text() for path in (folder / "out").iterdir()}


def test_sheets_are_compiled_parts_left_out_and_the_rest_copied(tmp_path, monkeypatch):
    made = build(
        tmp_path,
        monkeypatch,
        site__scss='@use "part"; p { color: part.$ink }',
        _part__scss="$ink: #123456;",
        mark__svg="<svg/>",
    )
    assert made == {"site.css": "p{color:#123456}\n", "mark.svg": "<svg/>", "script.js": ""}


def test_a_sheet_that_does_not_compile_stops_the_set_up_and_says_where(tmp_path, monkeypatch):
    with pytest.raises(SystemExit, match=r"source/site\.scss does not compile:(.|\n)*\$ink"):
        build(tmp_path, monkeypatch, site__scss="p { color: $ink }")
