"""The pages where a person chooses who to be, and for whom: herself, her child, her company.

Stands where the electronic ID would be. ``login_hint`` holds a kennitala and makes a one-click page of it.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from samveita.iceland.registry_person import RegistryPerson
from samveita.simulators import people
from samveita.simulators.login.provider import SESSION_COOKIE, with_query
from samveita.simulators.login.sessions import Sessions
from samveita.simulators.markup import Markup, element
from samveita.simulators.pages import hidden, page, text_field
from samveita.simulators.people import Delegation
from samveita.simulators.server import Answer, Request, Route, Simulator, page_answer, redirect

LONGEST_LIST = 60
DELEGATION_WORDS = {
    "LegalGuardian": ("Forsjá", "Custody"),
    "LegalGuardianMinor": ("Forsjá (yngri en 16 ára)", "Custody (under 16)"),
    "ProcurationHolder": ("Prókúra", "Procuration"),
    "PersonalRepresentative": ("Persónulegur talsmaður", "Personal representative"),
    "LegalRepresentative": ("Lögráðamaður", "Legal representative"),
    "GeneralMandate": ("Allsherjarumboð", "General mandate"),
    "Custom": ("Umboð", "Mandate"),
}


class Doors:
    """The choice of person and of subject."""

    def __init__(self, simulator: Simulator, sessions: Sessions) -> None:
        self.simulator = simulator
        self.sessions = sessions

    def routes(self) -> list[Route]:
        """Return the routes; they stand where the real service has its own pages."""
        return [Route("GET", "/login", self.choose_person), Route("POST", "/login", self.chosen)]

    def choose_person(self, request: Request) -> Answer:
        """Show the cast, narrowed by the filter; with a hint, that person alone first."""
        number = request.query.get("request", "")
        asked = self.sessions.request(number)
        if asked is None:
            return self._expired(request)
        nation = people.nation()
        wanted = request.query.get("filter", "").strip()
        hinted = nation.persons.get(_digits(asked.get("login_hint", "")))
        say = request.say
        content: list[Markup] = []
        if hinted is not None:
            content += [
                element("h2", say("Halda áfram", "Continue")),
                self._people_list(request, number, [hinted]),
                element("h2", say("Eða velja annan", "Or choose someone else")),
            ]
        content += [
            element(
                "form",
                hidden("request", number),
                text_field(
                    "filter", say("Leita að nafni eða kennitölu", "Search by name or national ID"), wanted
                ),
                element("button", say("Leita", "Search"), class_="quiet"),
                method="get",
                action="/login",
                class_="row",
            ),
            self._people_list(request, number, _found(wanted)),
            element(
                "form",
                hidden("request", number),
                text_field(
                    "person",
                    say("Einhver annar: kennitala", "Someone else: national ID"),
                    inputmode="numeric",
                ),
                element("button", say("Skrá inn", "Log in")),
                method="post",
                action="/login",
                class_="row",
            ),
        ]
        return self._page(request, say("Hver ert þú?", "Who are you?"), *content)

    def chosen(self, request: Request) -> Answer:
        """Log the chosen person in, asking for whom when there is a choice."""
        form = request.form()
        number = form.get("request", "")
        asked = self.sessions.request(number)
        if asked is None:
            return self._expired(request)
        nation = people.nation()
        person = nation.persons.get(_digits(form.get("person", "")))
        if person is None or person.died_on is not None:
            return self._nobody(request, number)
        held = {one.subject: one for one in nation.delegations_of(person.kennitala.digits, self._today())}
        subject = form.get("subject", "")
        if held and not subject:
            return self._choose_subject(request, number, person, list(held.values()))
        if subject not in {"", person.kennitala.digits} and subject not in held:
            return self._nobody(request, number)
        types = held[subject].types if subject in held else ()
        session, cookie = self.sessions.begin(
            person=person.kennitala.digits, subject=subject or person.kennitala.digits, types=types
        )
        address = with_query(asked, {"code": self.sessions.new_code(asked, session)})
        kept = f"{SESSION_COOKIE}={cookie}; Path=/; HttpOnly; SameSite=Lax"
        return redirect(address).with_headers(("Set-Cookie", kept))

    def _choose_subject(
        self, request: Request, number: str, person: RegistryPerson, held: list[Delegation]
    ) -> Answer:
        say = request.say
        entries = [_subject_button(person.kennitala.digits, person.name, say("Fyrir mig", "For myself"))]
        for delegation in held:
            kinds = ", ".join(say(*DELEGATION_WORDS[kind]) for kind in delegation.types)
            entries.append(_subject_button(delegation.subject, delegation.name, kinds))
        form = element(
            "form",
            hidden("request", number),
            hidden("person", person.kennitala.digits),
            element("ul", entries, class_="people"),
            method="post",
            action="/login",
        )
        return self._page(request, say("Fyrir hvern?", "For whom?"), form)

    def _people_list(self, request: Request, number: str, found: list[RegistryPerson]) -> Markup:
        if not found:
            return element("p", request.say("Enginn fannst.", "Nobody was found."))
        roles = people.nation().roles
        entries = [
            element(
                "li",
                element(
                    "button",
                    element("strong", person.name),
                    element("span", person.kennitala.formatted),
                    element("span", request.say(*roles[person.kennitala.digits]))
                    if person.kennitala.digits in roles
                    else None,
                    name="person",
                    value=person.kennitala.digits,
                ),
            )
            for person in found
        ]
        people_list = element("ul", entries, class_="people")
        return element("form", hidden("request", number), people_list, method="post", action="/login")

    def _nobody(self, request: Request, number: str) -> Answer:
        say = request.say
        back = element("a", say("Velja aftur", "Choose again"), href=f"/login?request={number}")
        words = element(
            "p", say("Enginn með þessa kennitölu getur skráð sig inn.", "Nobody with this ID can log in.")
        )
        return self._page(request, say("Fannst ekki", "Not found"), words, element("p", back), status=400)

    def _expired(self, request: Request) -> Answer:
        say = request.say
        words = say(
            "Byrjaðu aftur á vefnum sem sendi þig hingað.", "Start again at the site that sent you here."
        )
        return self._page(
            request, say("Beiðnin er útrunnin", "The request has expired"), element("p", words), status=400
        )

    def _page(self, request: Request, title: str, *content: Markup, status: int = 200) -> Answer:
        whole = page(request, self.simulator.configuration, "login", title, *content)
        return page_answer(whole, request, status)

    def _today(self) -> date:
        return datetime.fromtimestamp(self.simulator.now(), ZoneInfo("Atlantic/Reykjavik")).date()


def _found(wanted: str) -> list[RegistryPerson]:
    nation = people.nation()
    if not wanted:
        return [nation.persons[kennitala] for kennitala in nation.roles]
    digits = _digits(wanted)
    hits = [
        person
        for person in nation.persons.values()
        if wanted.casefold() in person.name.casefold()
        or (digits and person.kennitala.digits.startswith(digits))
    ]
    return hits[:LONGEST_LIST]


def _subject_button(kennitala: str, name: str, words: str) -> Markup:
    button = element(
        "button", element("strong", name), element("span", words), name="subject", value=kennitala
    )
    return element("li", button)


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())
