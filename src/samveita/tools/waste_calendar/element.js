// <samveita-sorphirdudagatal sveitarfelag="…" stadfang="…">: the next collections at a place, on other people's web
// sites. Without stadfang (an address point or a name, as people write it) the element asks for the place; when a place is
// in more than one zone it asks which, and never guesses. The place is not remembered: there is no cookie and no storage.

import { SamveitaElement, define, h } from "./samveita.js";

const WORDS = {
  title: { is: "Sorphirðudagatal", en: "Waste collection calendar", pl: "Kalendarz odbioru odpadów" },
  where: { is: "Heimilisfang", en: "Address", pl: "Adres" },
  look: { is: "Leita", en: "Search", pl: "Szukaj" },
  choose: { is: "Veldu staðinn þinn:", en: "Choose your place:", pl: "Wybierz swoje miejsce:" },
  failed: {
    is: "Ekki tókst að sækja gögnin. Reyndu aftur.",
    en: "The data could not be fetched. Try again.",
    pl: "Nie udało się pobrać danych. Spróbuj ponownie.",
  },
  which: {
    is: "Fleiri en eitt svæði kemur til greina. Veldu svæðið þitt:",
    en: "There is more than one area to choose from. Choose yours:",
    pl: "Pasuje więcej niż jeden obszar. Wybierz swój:",
  },
  none: {
    is: "Þessi staður fannst ekki í dagatalinu. Athugaðu hvernig hann er skrifaður.",
    en: "This place was not found in the calendar. Check how it is written.",
    pl: "Nie znaleziono tego miejsca w kalendarzu. Sprawdź pisownię.",
  },
  unpublished: {
    is: "Dagarnir eru ekki komnir",
    en: "The days are not published yet",
    pl: "Dni nie zostały jeszcze opublikowane",
  },
  other: { is: "Velja annan stað", en: "Choose another place", pl: "Wybierz inne miejsce" },
  more: {
    is: "Sjá allt árið og fá dagana í símann",
    en: "See the whole year and get the days on your phone",
    pl: "Zobacz cały rok i dodaj dni do telefonu",
  },
  weather: {
    is: "Veður, færð og bilanir geta tafið losun.",
    en: "Weather, roads and breakdowns can delay collection.",
    pl: "Pogoda, stan dróg i awarie mogą opóźnić odbiór.",
  },
};
const POINT = /^[0-9]{1,9}$/;

class Sorphirdudagatal extends SamveitaElement {
  static tool = "sorphirdudagatal";
  #answer;
  #zones;

  async draw(frame) {
    const calendar = await this.ask("waste-calendar");
    this.#zones = new Map(calendar.editions.flatMap((edition) => edition.zones.map((zone) => [zone.id, zone.name])));
    this.#answer = h("div", { class: "stack", role: "status" });
    const place = (this.getAttribute("stadfang") ?? "").trim();
    const search = place ? h("details", {}, h("summary", {}, this.say(WORDS.other)), this.#form()) : this.#form();
    frame.append(h("h2", {}, this.say(WORDS.title)), search, this.#answer);
    if (POINT.test(place)) await this.#show({ pointNumber: place }, { stadfang: place });
    else if (place) await this.#find(place);
  }

  #form() {
    const input = h("input", { id: "place", name: "place", type: "search", maxlength: 80, autocomplete: "street-address" });
    const submit = (event) => {
      event.preventDefault();
      if (input.value.trim()) this.#safely(this.#find(input.value.trim()));
      else input.focus();
    };
    return h("form", { class: "row", role: "search", novalidate: true, submit },
      h("div", { class: "grow" }, h("label", { for: "place" }, this.say(WORDS.where)), input),
      h("button", { type: "submit", class: "main" }, this.say(WORDS.look)));
  }

  async #find(typed) {
    const { places } = await this.ask("waste-calendar/places", { query: { q: typed } });
    const same = places.filter((one) => one.label.split(",")[0].toLowerCase() === typed.toLowerCase());
    const found = same.length === 1 ? same : places;
    if (found.length === 1) return this.#choose(found[0]);
    if (!found.length) return this.#show({ street: typed }, { gata: typed });
    return this.#offer(WORDS.choose, found.map((one) => [one.label, () => this.#choose(one)]));
  }

  #choose(place) {
    if (place.pointNumber) return this.#show({ pointNumber: place.pointNumber }, { stadfang: place.pointNumber });
    return this.#show({ street: place.street }, { gata: place.street });
  }

  #offer(words, choices) {
    const chosen = (go) => () => this.#safely(go().then(() => this.#answer.firstElementChild?.focus()));
    const buttons = choices.map(([label, go]) => h("li", {}, h("button", { type: "button", class: "plain", click: chosen(go) }, label)));
    this.#answer.replaceChildren(h("p", { tabindex: "-1" }, this.say(words)), h("ul", {}, buttons));
  }

  async #show(query, own) {
    let told;
    try {
      told = await this.ask("waste-calendar/next", { query });
    } catch (error) {
      if (error.status !== 404) throw error;
      this.#answer.replaceChildren(h("p", {}, this.say(WORDS.none)), h("p", {}, this.link()));
      return;
    }
    if (told.status === "ambiguous") {
      this.#offer(WORDS.which, told.zones.map((zone) => [this.#zones.get(zone) ?? zone, () => this.#show({ zone }, { svaedi: zone })]));
      return;
    }
    this.#answer.replaceChildren(...[
      h("p", { class: "label", tabindex: "-1" }, told.place),
      (told.disruptions ?? []).map((one) => h("p", { class: "told" }, this.say(one.message))),
      h("ul", { class: "cards" }, told.collections.map((one) => this.#card(one))),
      h("p", { class: "quiet" }, this.say(WORDS.weather)),
      h("p", {}, this.link(WORDS.more, own)),
    ].flat());
  }

  #card(collection) {
    const { stream, inWords, away } = collection;
    const kinds = stream.fractions.map((kind) => {
      const swatch = h("span", { class: "swatch", "aria-hidden": "true" });
      swatch.style.background = kind.colour;
      return h("li", {}, swatch, this.say(kind.name));
    });
    return h("li", {},
      h("p", { class: "label" }, this.say(stream.name)),
      h("p", { class: "soon" }, this.say(inWords ?? WORDS.unpublished)),
      away && h("p", {}, this.say(away)),
      kinds.length ? h("ul", { class: "kinds" }, kinds) : null);
  }

  #safely(work) {
    work.catch(() => {
      if (this.isConnected) this.#answer.replaceChildren(h("p", {}, this.say(WORDS.failed)), h("p", {}, this.link()));
    });
  }
}

define("samveita-sorphirdudagatal", Sorphirdudagatal);
