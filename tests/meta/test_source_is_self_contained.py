"""Pages call no outside host and carry no inline script or style; the repository names no registry and no machine."""

from __future__ import annotations

import re

from house_files import ROOT, SOURCE, tracked_files

PAGES = [*SOURCE.rglob("*.html")]
FETCHES = re.compile(
    r"""(?:src|action|data|poster|srcset)\s*=\s*["']\s*(?:https?:)?//|<link[^>]+href\s*=\s*["'](?:https?:)?//"""
)
STYLE_FETCHES = re.compile(r"""url\(\s*["']?(?:https?:)?//|@import\s+["'](?:https?:)?//""")
INLINE = re.compile(
    r"""<script(?![^>]*\bsrc=)[^>]*>\s*[^<\s]|<style\b|\sstyle\s*=\s*["']|\son[a-z]+\s*=\s*["']|javascript:"""
)
JSON_SCRIPT = re.compile(r"""<script[^>]+type="application/(?:ld\+)?json"[^>]*>.*?</script>""", re.DOTALL)
REGISTRIES = re.compile(
    "|".join(
        (
            "py" + "pi.org",
            "python" + "hosted",
            "npm" + "js.",
            "registry" + "\\.npm",
            "un" + "pkg",
            "js" + "delivr",
        )
    )
)
MACHINE = re.compile("|".join(("/ro" + "ot/", "/wo" + "rk/", "/ho" + "me/", "/Us" + "ers/")))
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".in",
    ".json",
    ".html",
    ".css",
    ".js",
    ".po",
    ".yaml",
    ".yml",
    ".typ",
    ".cfg",
    "",
}


def test_no_page_fetches_from_an_outside_host():
    assert [path.name for path in PAGES if FETCHES.search(path.read_text(encoding="utf-8"))] == []


def test_no_stylesheet_of_ours_fetches_from_an_outside_host():
    own = [path for path in SOURCE.rglob("*.css") if "vendor" not in path.parts]

    assert [path.name for path in own if STYLE_FETCHES.search(path.read_text(encoding="utf-8"))] == []


def test_no_page_has_inline_script_or_style():
    found = [
        path.relative_to(SOURCE).as_posix()
        for path in PAGES
        if "email" not in path.parts and INLINE.search(JSON_SCRIPT.sub("", path.read_text(encoding="utf-8")))
    ]

    assert found == []


def test_the_repository_names_no_package_registry():
    named = [path for path in texts() if REGISTRIES.search(path.read_text(encoding="utf-8"))]

    assert [path.relative_to(ROOT).as_posix() for path in named] == []


def test_the_repository_names_no_folder_of_a_machine():
    named = [path for path in texts() if MACHINE.search(path.read_text(encoding="utf-8"))]

    assert [path.relative_to(ROOT).as_posix() for path in named] == []


def texts():
    return [path for path in tracked_files() if path.suffix in TEXT]
