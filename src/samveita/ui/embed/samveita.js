// Samveita on other people's web sites, version 1. A page loads this one file as a module; it finds the elements of the
// page whose names begin with "samveita-", also those added later, and fetches the script of each kind once, from where it
// came itself. No cookie, no storage, no third party: answers are asked for without credentials and forgotten. Styles are
// constructed sheets inside a shadow root, texts are text nodes, so a page may be as strict as it likes (no inline style,
// trusted types) and as rude as it likes. What version 1 promises is kept: attributes sveitarfelag, stadfang, tungumal and
// the custom properties --samveita-*; whatever would break them becomes version 2 at an address of its own.

const HOME = new URL(".", import.meta.url);
const LANGUAGES = ["is", "en", "pl"];
const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const WORDS = {
  waiting: { is: "Sæki gögn …", en: "Loading …", pl: "Wczytywanie …" },
  failed: {
    is: "Ekki tókst að sækja gögnin. Þú getur opnað síðuna hjá sveitarfélaginu.",
    en: "The data could not be fetched. You can open the municipality's own page.",
    pl: "Nie udało się pobrać danych. Możesz otworzyć stronę gminy.",
  },
  open: { is: "Opna á síðu sveitarfélagsins", en: "Open on the municipality's page", pl: "Otwórz na stronie gminy" },
};
const SHEET = `
:host { all: initial !important; display: block !important; direction: ltr !important; unicode-bidi: isolate !important; }
:host([hidden]) { display: none !important; }
.frame {
  --accent: var(--samveita-accent, var(--own-accent, #0f4c5c));
  --on-accent: var(--samveita-on-accent, var(--own-on-accent, #fff));
  --link: var(--samveita-link, var(--own-link, #0f4c5c));
  --text: var(--samveita-text, #1c2226);
  --quiet: var(--samveita-quiet, #4a5358);
  --ground: var(--samveita-background, #fff);
  --line: var(--samveita-line, #6a7378);
  --round: var(--samveita-radius, 6px);
  display: block; box-sizing: border-box; padding: 1.25em; border: 1px solid var(--line); border-radius: var(--round);
  background: var(--ground); color: var(--text); color-scheme: light; container-type: inline-size;
  font-family: var(--samveita-font, system-ui, sans-serif); font-size: medium; line-height: 1.5; overflow-wrap: anywhere;
}
*, ::before, ::after { box-sizing: border-box; }
h2, p, ul, fieldset { margin: 0; padding: 0; border: 0; min-width: 0; }
h2, legend { font-size: 1.25em; font-weight: 650; line-height: 1.3; }
legend { font-size: 1.05em; padding: 0; margin-bottom: .5em; }
ul { list-style: none; }
.stack > * + * { margin-top: 1em; }
.fields { display: grid; gap: .9em; grid-template-columns: repeat(auto-fit, minmax(min(12em, 100%), 1fr)); align-items: start; }
.fields > .wide { grid-column: 1 / -1; }
label, .label { display: block; font-weight: 600; }
.choice { display: flex; gap: .6em; align-items: center; font-weight: 400; min-height: 2em; }
.choice input { width: 1.25em; height: 1.25em; margin: 0; flex: none; accent-color: var(--accent); }
select, input:not([type=checkbox], [type=radio]) {
  font: inherit; color: inherit; background: var(--ground); width: 100%; min-height: 2.75em; padding: .4em .6em;
  border: 1px solid var(--line); border-radius: var(--round);
}
button {
  font: inherit; font-weight: 600; min-height: 2.75em; padding: .4em 1.1em; cursor: pointer; border-radius: var(--round);
  border: 2px solid var(--link); background: transparent; color: var(--link);
}
button.main { background: var(--accent); color: var(--on-accent); }
.plain { border-color: transparent; padding-inline: .4em; text-decoration: underline; }
a { color: var(--link); text-underline-offset: .15em; }
:is(a, button, input, select, summary, [tabindex]):focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.row { display: flex; flex-wrap: wrap; gap: .75em; align-items: end; }
.row > .grow { flex: 1 1 14em; }
.quiet { color: var(--quiet); font-size: .9em; }
.error { color: #a3151c; font-weight: 600; }
.told { border-inline-start: 4px solid #a3151c; padding-inline-start: .7em; font-weight: 600; }
[aria-invalid=true] { border: 2px solid #a3151c; }
.total strong { font-size: 1.9em; line-height: 1.2; display: block; }
.lines li { display: flex; justify-content: space-between; gap: 1em; padding: .35em 0; border-bottom: 1px solid #d5dadd; }
.lines li > :last-child { white-space: nowrap; font-variant-numeric: tabular-nums; }
.cards { display: grid; gap: .75em; grid-template-columns: repeat(auto-fill, minmax(min(15em, 100%), 1fr)); }
.cards > li { border: 1px solid #d5dadd; border-radius: var(--round); padding: .8em 1em; }
.soon { font-weight: 650; font-size: 1.15em; }
.kinds { display: flex; flex-wrap: wrap; gap: .2em .9em; margin-top: .4em; }
.kinds > li { display: flex; align-items: center; gap: .4em; }
.swatch { width: .9em; height: .9em; border: 1px solid #1c2226; border-radius: 3px; flex: none; forced-color-adjust: none; }
[hidden] { display: none; }
@media (forced-colors: active) { button.main { border-color: ButtonText; } }
@media print { form, button { display: none; } }
`;

/** Makes an element of HTML: properties are attributes, functions are listeners; what is not there is left out. */
export function h(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child instanceof Node || (typeof child === "string" && child)));
  return made;
}

/** Writes whole krónur as people do in Iceland: 212.694 kr. */
export const kronur = (amount) => `${amount < 0 ? "−" : ""}${String(Math.abs(amount)).replace(/\B(?=(\d{3})+$)/g, ".")} kr.`;

/** What every element has in common; a kind of element says how it draws itself (draw) and which page is its own (tool). */
export class SamveitaElement extends HTMLElement {
  static observedAttributes = ["sveitarfelag", "stadfang", "tungumal"];
  static tool = "";
  #started = false;
  #waiting = false;
  #stop = new AbortController();
  #dress = null;

  connectedCallback() {
    this.#started = true;
    this.#later();
  }

  disconnectedCallback() {
    this.#started = false;
    this.#stop.abort();
  }

  attributeChangedCallback() {
    if (this.#started) this.#later();
  }

  get municipality() {
    return (this.getAttribute("sveitarfelag") ?? "").trim();
  }

  /** The attribute, else the language of the page around, else Icelandic. */
  get language() {
    const said = this.getAttribute("tungumal") ?? this.closest("[lang]")?.getAttribute("lang") ?? "is";
    const short = said.toLowerCase().split("-")[0];
    return LANGUAGES.includes(short) ? short : "is";
  }

  /** Chooses the words of the language the element speaks. */
  say(words) {
    return words?.[this.language] ?? "";
  }

  /** Asks this installation's API about the municipality; throws an Error with the status when the answer is no. */
  async ask(path, { query = {}, body, signal } = {}) {
    const address = new URL(`../../api/v1/municipalities/${this.municipality}/${path}`, HOME);
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
    return this.#fetch(address, {
      signal: signal ?? this.#stop.signal,
      ...(body ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) } : {}),
    });
  }

  /** The address of the tool's own page at the municipality, in the language spoken. */
  page(query = {}) {
    const own = this.#dress?.pages[this.constructor.tool]?.[this.language];
    const prefix = this.language === "is" ? "" : `${this.language}/`;
    const address = new URL(own ?? `../../${prefix}${this.municipality}/${this.constructor.tool}/`, HOME);
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
    return address.href;
  }

  async #fetch(address, options) {
    const answer = await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer", ...options });
    if (!answer.ok) throw Object.assign(new Error(`${answer.status}`), { status: answer.status });
    return answer.json();
  }

  #later() {
    if (this.#waiting) return;
    this.#waiting = true;
    queueMicrotask(() => {
      this.#waiting = false;
      if (this.#started) this.#begin();
    });
  }

  async #begin() {
    this.#stop.abort();
    const { signal } = (this.#stop = new AbortController());
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    if (!root.adoptedStyleSheets.length) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(SHEET);
      root.adoptedStyleSheets = [sheet];
    }
    const frame = h("section", { class: "frame stack", lang: this.language });
    frame.append(h("p", { class: "quiet", role: "status" }, this.say(WORDS.waiting)));
    root.replaceChildren(frame);
    try {
      if (!NAME.test(this.municipality)) throw new Error("sveitarfelag");
      this.#dress = await this.#fetch(new URL(`${this.municipality}.json`, HOME), { signal });
      for (const [role, colour] of Object.entries(this.#dress.colours)) frame.style.setProperty(`--own-${role}`, colour);
      const drawn = h("div", { class: "stack" });
      await this.draw(drawn);
      if (!signal.aborted) frame.replaceChildren(drawn);
    } catch (error) {
      if (signal.aborted) return;
      frame.replaceChildren(h("p", { role: "status" }, this.say(WORDS.failed)), h("p", {}, this.#way()));
    }
  }

  /** The page's own link when it brought one, else one to the tool's page. */
  #way() {
    return this.querySelector("a[href]") ? h("slot") : this.link();
  }

  /** A link to the tool's page at the municipality. */
  link(words = WORDS.open, query = {}) {
    return h("a", { href: this.page(query) }, this.say(words));
  }
}

/** Makes a kind of element known, once, even where two copies of this file are loaded. */
export function define(name, kind) {
  if (!customElements.get(name)) customElements.define(name, kind);
}

const asked = new Set();

function look(node) {
  const found = node.querySelectorAll?.(":not(:defined)") ?? [];
  for (const { localName } of [node, ...found]) {
    if (!localName?.startsWith("samveita-") || asked.has(localName) || !NAME.test(localName)) continue;
    asked.add(localName);
    import(new URL(`${localName}.js`, HOME).href).catch(() => asked.delete(localName));
  }
}

look(document);
new MutationObserver((changes) => {
  for (const change of changes) change.addedNodes.forEach(look);
}).observe(document, { childList: true, subtree: true });

// A page of ours in somebody's frame tells how high it is, and this file sizes such frames on the page it stands on.
// Without it on the page around, a frame keeps the height it was given and scrolls.
if (window.parent !== window && document.documentElement.hasAttribute("data-samveita-rammi")) {
  const page = document.documentElement;
  const tell = () => window.parent.postMessage({ samveita: 1, height: Math.ceil(page.getBoundingClientRect().height) }, "*");
  new ResizeObserver(tell).observe(page);
}
window.addEventListener("message", ({ data, source, origin }) => {
  if (origin !== new URL(HOME).origin || data?.samveita !== 1 || !Number.isInteger(data.height)) return;
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow === source) frame.style.height = `${Math.min(Math.max(data.height, 120), 6000)}px`;
  }
});
