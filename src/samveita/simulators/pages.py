"""The pages all simulators share: layout, start page, exchanges and faults. Icelandic first, English by a link.

Own small stylesheet, no script; every page says that it is simulated. Nothing here belongs to the national services.
"""

from __future__ import annotations

from importlib.resources import files
from urllib.parse import urlencode

from samveita.simulators.configuration import NAMES, Configuration
from samveita.simulators.exchanges import KeptExchange, masked
from samveita.simulators.faults import Fault, FaultKind, UnknownFault
from samveita.simulators.markup import Markup, element, together
from samveita.simulators.server import (
    Answer,
    BadRequest,
    Request,
    Route,
    Simulator,
    json_answer,
    page_answer,
    redirect,
)

STYLESHEET = "/simulator.css"
TITLES = {
    "login": ("Innskráning (hermir)", "Login (simulator)"),
    "mailbox": ("Pósthólf (hermir)", "Mailbox (simulator)"),
    "xroad": ("Straumurinn (hermir)", "Straumurinn (simulator)"),
    "accounts": ("Bókhald (hermir)", "Accounts (simulator)"),
}


def page(
    request: Request,
    configuration: Configuration,
    name: str,
    title: str,
    *content: Markup | None,
    wide: bool = False,
) -> Markup:
    """Return a whole page in the request's language."""
    say = request.say
    other = "is" if request.language == "en" else "en"
    query = {key: value for key, value in request.query.items() if key != "language"}
    toggle = element(
        "a",
        "English" if other == "en" else "Íslenska",
        href=f"{request.path}?{urlencode({**query, 'language': other})}",
        lang=other,
        hreflang=other,
    )
    links = [
        element("a", say(*TITLES[simulator]), href=f"{configuration.address(simulator)}/")
        for simulator in NAMES
    ]
    own = [
        element("a", say("Samskipti", "Exchanges"), href="/exchanges"),
        element("a", say("Bilanir", "Faults"), href="/faults"),
        toggle,
    ]
    body = element(
        "body",
        element("a", say("Fara beint í efni", "Skip to content"), href="#content", class_="skip"),
        element(
            "header",
            element(
                "p",
                say(
                    "Hermir: þetta er ekki Ísland.is. Fólkið og gögnin eru tilbúningur.",
                    "Simulator: this is not Ísland.is. People and data are invented.",
                ),
                class_="simulated",
            ),
            element(
                "nav", *[element("span", link) for link in links], aria_label=say("Hermar", "Simulators")
            ),
            element("nav", *[element("span", link) for link in own], aria_label=say("Síður", "Pages")),
        ),
        element("main", element("h1", title), *content, id="content", class_="wide" if wide else None),
    )
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", f"{title} – {say(*TITLES[name])}"),
        element("link", rel="stylesheet", href=STYLESHEET),
    )
    return Markup(f"<!doctype html>{element('html', head, body, lang=request.language)}")


def table(caption: str, headings: list[str], rows: list[list[str | Markup]]) -> Markup:
    """Return a table with a caption, in a box that scrolls on a narrow screen."""
    head = element("tr", [element("th", heading, scope="col") for heading in headings])
    body = [element("tr", [element("td", cell) for cell in row]) for row in rows]
    whole = element("table", element("caption", caption), element("thead", head), element("tbody", body))
    return element("div", whole, class_="scroll", tabindex="0", role="region", aria_label=caption)


def text_field(name: str, label: str, value: str = "", **attributes: str | bool | None) -> Markup:
    """Return a labelled text field."""
    return element(
        "p",
        element("label", label, for_=f"field-{name}"),
        element("input", id=f"field-{name}", name=name, value=value, autocomplete="off", **attributes),
    )


def hidden(name: str, value: str) -> Markup:
    """Return a hidden field."""
    return element("input", type="hidden", name=name, value=value)


class SharedPages:
    """Start page, exchanges, faults and stylesheet of one simulator."""

    def __init__(self, simulator: Simulator, *content: tuple[str, str, str]) -> None:
        """``content`` is what the start page links to: (address, Icelandic, English)."""
        self.simulator = simulator
        self.content = content

    def routes(self) -> list[Route]:
        """Return the routes, none of which is part of the national service."""
        return [
            Route("GET", "/", self.start, national=False),
            Route("GET", STYLESHEET, stylesheet, national=False),
            Route("GET", "/exchanges", self.exchanges, national=False),
            Route("POST", "/exchanges/clear", self.clear_exchanges, national=False),
            Route("GET", "/exchanges/{number}", self.exchange, national=False),
            Route("GET", "/faults", self.faults, national=False),
            Route("POST", "/faults", self.switch_on, national=False),
            Route("POST", "/faults/clear", self.clear_faults, national=False),
        ]

    def start(self, request: Request) -> Answer:
        """Say what this simulator is and link to what it has."""
        say, simulator = request.say, self.simulator
        entries = [
            *self.content,
            ("/exchanges", "Samskipti", "Exchanges"),
            ("/faults", "Bilanir", "Faults"),
        ]
        listed = [element("li", element("a", say(is_, en), href=address)) for address, is_, en in entries]
        web = simulator.configuration.web_address
        return self._page(
            request,
            say(*TITLES[simulator.name]),
            element("ul", listed, class_="plain"),
            element("p", element("a", say("Opna Samveitu", "Open Samveita"), href=f"{web}/")),
        )

    def exchanges(self, request: Request) -> Answer:
        """List the newest exchanges, kennitölur masked; as JSON in full."""
        containing = request.query.get("filter", "")
        found = self.simulator.exchanges.newest(containing=containing)
        if request.wants_json:
            return json_answer({"exchanges": [exchange.as_dict() for exchange in found]})
        say = request.say
        headings = [
            say("Tími", "Time"),
            say("Kall", "Call"),
            say("Svar", "Answer"),
            say("Bilun", "Fault"),
            "ms",
        ]
        rows: list[list[str | Markup]] = [
            [
                exchange.at[11:23],
                element("a", _summary(exchange), href=f"/exchanges/{exchange.id}"),
                str(exchange.status) if exchange.status else say("ekkert svar", "no answer"),
                exchange.fault,
                str(exchange.milliseconds),
            ]
            for exchange in found
        ]
        filter_form = element(
            "form",
            text_field("filter", say("Leita í köllum", "Search the calls"), containing),
            element("button", say("Leita", "Search")),
            method="get",
            class_="row",
        )
        empty = element("p", say("Engin samskipti enn.", "No exchanges yet."))
        listed = table(say("Nýjast efst", "Newest first"), headings, rows) if rows else empty
        clear = element(
            "form",
            element("button", say("Hreinsa listann", "Clear the list"), class_="quiet"),
            method="post",
            action="/exchanges/clear",
        )
        return self._page(request, say("Samskipti", "Exchanges"), filter_form, listed, clear, wide=True)

    def exchange(self, request: Request) -> Answer:
        """Show one exchange whole."""
        number = request.parts["number"]
        found = self.simulator.exchanges.one(int(number)) if number.isdecimal() and len(number) < 12 else None
        if found is None:
            return json_answer({"message": "Þessi samskipti eru ekki til."}, 404)
        if request.wants_json:
            return json_answer(found.as_dict())
        say = request.say
        result = str(found.status) if found.status else say("ekkert svar", "no answer")
        return self._page(
            request,
            say("Ein samskipti", "One exchange"),
            element("p", element("code", f"{found.method} {found.target}")),
            element("p", f"{found.at} · {result} · {found.milliseconds} ms · {found.fault}"),
            *_message(say("Fyrirspurn", "Request"), found.request_headers, found.request_body),
            *_message(say("Svar", "Answer"), found.answer_headers, found.answer_body),
            wide=True,
        )

    def clear_exchanges(self, _request: Request) -> Answer:
        """Forget the exchanges."""
        self.simulator.exchanges.clear()
        return redirect("/exchanges")

    def faults(self, request: Request) -> Answer:
        """Show which faults are on and which there are."""
        faults = self.simulator.faults
        if request.wants_json:
            return json_answer(
                {"active": [fault.as_dict() for fault in faults.active()], "kinds": list(faults.kinds)}
            )
        say = request.say
        headings = [
            say("Bilun", "Fault"),
            say("Köll eftir", "Calls left"),
            say("Slóð", "Path"),
            "s",
            say("Nánar", "Detail"),
        ]
        rows = [_fault_row(request, fault, faults.kinds.get(fault.kind)) for fault in faults.active()]
        none_on = element("p", say("Engin bilun er virk.", "No fault is on."))
        clear = element(
            "form",
            element("button", say("Laga allt", "Repair everything")),
            method="post",
            action="/faults/clear",
        )
        return self._page(
            request,
            say("Bilanir", "Faults"),
            table(say("Virkar bilanir", "Faults that are on"), headings, rows) if rows else none_on,
            clear if rows else None,
            element("h2", say("Setja bilun á", "Switch a fault on")),
            _fault_form(request, list(faults.kinds.values())),
        )

    def switch_on(self, request: Request) -> Answer:
        """Switch a fault on, from JSON or the page's form."""
        is_json = "json" in request.header("Content-Type")
        values = request.json() if is_json else request.form()
        if not isinstance(values, dict):
            raise BadRequest("Send an object with kind, and calls, path, seconds or detail as needed.")
        try:
            fault = self.simulator.faults.switch_on(
                kind=str(values.get("kind", "")),
                calls=int(values["calls"]) if values.get("calls") else None,
                path=str(values.get("path") or ""),
                seconds=float(values["seconds"]) if values.get("seconds") not in {None, ""} else None,
                detail=str(values["detail"]) if values.get("detail") else None,
                until_cleared=bool(values.get("until_cleared")),
            )
        except (UnknownFault, ValueError, TypeError) as error:
            raise BadRequest(str(error)) from error
        return json_answer(fault.as_dict(), 201) if is_json else redirect("/faults")

    def clear_faults(self, request: Request) -> Answer:
        """Switch every fault off."""
        self.simulator.faults.clear()
        return json_answer({"active": []}) if request.wants_json else redirect("/faults")

    def _page(self, request: Request, title: str, *content: Markup | None, wide: bool = False) -> Answer:
        simulator = self.simulator
        whole = page(request, simulator.configuration, simulator.name, title, *content, wide=wide)
        return page_answer(whole, request)


def stylesheet(_request: Request) -> Answer:
    """Serve the stylesheet."""
    css = files("samveita.simulators").joinpath("static/simulator.css").read_bytes()
    return Answer(200, css, (("Content-Type", "text/css; charset=utf-8"), ("Cache-Control", "max-age=300")))


def _summary(exchange: KeptExchange) -> str:
    arrow = "→ " if exchange.direction == "out" else ""
    return masked(f"{arrow}{exchange.method} {exchange.target[:160]}")


def _message(title: str, headers: list[list[str]], body: str) -> list[Markup]:
    lines = "\n".join(f"{name}: {value}" for name, value in headers)
    return [
        element("h2", title),
        element("pre", lines, tabindex="0") if lines else together(),
        element("pre", body, tabindex="0") if body else together(),
    ]


def _fault_row(request: Request, fault: Fault, kind: FaultKind | None) -> list[str | Markup]:
    return [
        request.say(kind.is_, kind.en) if kind else fault.kind,
        str(fault.remaining) if fault.remaining else request.say("þar til lagað", "until repaired"),
        fault.path,
        f"{fault.seconds:g}",
        fault.detail,
    ]


def _fault_form(request: Request, kinds: list[FaultKind]) -> Markup:
    say = request.say
    options = [
        element("option", f"{say(kind.is_, kind.en)} ({kind.name})", value=kind.name) for kind in kinds
    ]
    return element(
        "form",
        element(
            "p",
            element("label", say("Bilun", "Fault"), for_="field-kind"),
            element("select", options, id="field-kind", name="kind"),
        ),
        text_field(
            "calls",
            say("Fjöldi kalla (autt: sjálfgefið)", "Number of calls (empty: default)"),
            inputmode="numeric",
        ),
        text_field("path", say("Aðeins slóðir sem innihalda", "Only paths that hold")),
        text_field("seconds", say("Sekúndur", "Seconds"), inputmode="decimal"),
        text_field("detail", say("Nánar", "Detail")),
        element("button", say("Setja á", "Switch on")),
        method="post",
        action="/faults",
    )
