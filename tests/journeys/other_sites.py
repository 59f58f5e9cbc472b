"""Other people's web sites, served from another host name: pages as common systems in Iceland make them, each with its own rules.

Nothing here is anybody's real page. What matters is how such a system treats what an editor pastes into it: all of it kept
under a strict policy (``moya``), kept among a theme's heavy-handed styles (``wordpress``), put into the page by a script
after it has loaded (``prismic``), scripts stripped but frames kept (``frames_only``), or both stripped (``links_only``).
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'"
HOSTILE = """
* { all: unset !important; display: inline !important; color: #fff !important; font: 3px/0.2 fantasy !important;
    letter-spacing: 2em !important; text-transform: uppercase !important; visibility: hidden !important;
    pointer-events: none !important; direction: rtl !important; animation: gone 1s !important; }
html, body { display: block !important; visibility: visible !important; background: #fff !important; }
style, script, head, title { display: none !important; }
button, select, input { opacity: 0 !important; }
"""
THEME = """
html { font-size: 62.5%; } body { font: italic 1.4rem Georgia, serif; color: #777; text-align: center; line-height: 1; }
.entry-content * { max-width: 20px; float: left; text-transform: lowercase; letter-spacing: .3em; margin: 3em !important; }
.entry-content a { color: red !important; } select, button, input { border: 0 !important; background: yellow; width: 9px; }
h2, p, ul, li, label { display: none; }
"""
_SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)
_FRAME = re.compile(r"<iframe\b.*?</iframe>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class OtherPage:
    """One page: its body, what it puts in the head, its stylesheet, script and policy."""

    body: str
    policy: str
    style: str = ""
    script: str = ""
    language: str = "is"

    def html(self) -> str:
        """Write the page as the site serves it."""
        style = '<link rel="stylesheet" href="style.css">' if self.style else ""
        script = '<script src="site.js" defer></script>' if self.script else ""
        return (
            f'<!doctype html><html lang="{self.language}"><head><meta charset="utf-8"><title>Annar vefur</title>'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">{style}{script}</head>'
            f"<body><main><h1>Annar vefur</h1>{self.body}</main></body></html>"
        )


@dataclass(slots=True)
class OtherSite:
    """A web site of somebody else's; ``show`` puts a page on it and returns its address."""

    address: str
    pages: dict[str, tuple[str, str, str]] = field(default_factory=dict)

    def show(self, name: str, page: OtherPage) -> str:
        """Publish a page."""
        policy = f"{page.policy}; style-src 'self'"
        self.pages[f"/{name}/"] = ("text/html; charset=utf-8", page.html(), policy)
        self.pages[f"/{name}/style.css"] = ("text/css", page.style, policy)
        self.pages[f"/{name}/site.js"] = ("text/javascript", page.script, policy)
        self.pages["/favicon.ico"] = ("image/svg+xml", '<svg xmlns="http://www.w3.org/2000/svg"/>', policy)
        return f"{self.address}/{name}/"


def moya(code: str, house: str) -> OtherPage:
    """A page under the strictest policy that lets one other host in, with styles that spoil everything they reach."""
    policy = f"{NOTHING}; script-src {house}; connect-src {house}; img-src 'self'; require-trusted-types-for 'script'"
    return OtherPage(f'<div class="box">{code}</div>', policy, style=HOSTILE)


def wordpress(code: str, house: str) -> OtherPage:
    """A page among a theme's styles, in English, with a looser policy."""
    policy = f"default-src 'self' {house}; script-src 'self' {house}; base-uri 'none'"
    return OtherPage(f'<article class="entry-content">{code}</article>', policy, style=THEME, language="en")


def prismic(code: str, house: str) -> OtherPage:
    """A page whose content a script draws after it has loaded: the loader is already there when the element comes."""
    loader = _SCRIPT.search(code)
    element = _SCRIPT.sub("", code).strip()
    draws = f"setTimeout(() => {{ document.querySelector('#root').innerHTML = {element!r}; }}, 50);"
    policy = f"{NOTHING}; script-src 'self' {house}; connect-src {house}; img-src 'self'"
    return OtherPage(f'{loader[0] if loader else ""}<div id="root"></div>', policy, script=draws)


def frames_only(code: str, house: str) -> OtherPage:
    """A page whose editor throws scripts away and keeps frames."""
    return OtherPage(_SCRIPT.sub("", code), f"{NOTHING}; frame-src {house}; img-src 'self'")


def links_only(code: str) -> OtherPage:
    """A page whose editor keeps nothing but text and links."""
    kept = _FRAME.sub("", _SCRIPT.sub("", code))
    return OtherPage(re.sub(r"</?samveita-[^>]*>", "", kept), f"{NOTHING}; img-src 'self'")


def serve() -> tuple[OtherSite, ThreadingHTTPServer]:
    """Start the site under another host name than the house has."""
    pages: dict[str, tuple[str, str, str]] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, body, policy = pages.get(self.path, ("text/plain", "", NOTHING))
            self.send_response(200 if self.path in pages else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_words: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("localhost", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return OtherSite(f"http://localhost:{server.server_address[1]}", pages), server
