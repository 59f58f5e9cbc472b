// <samveita-leikskolagjold sveitarfelag="…">: the preschool calculator on other people's web sites. Which questions are
// asked, in which words, and what the answers cost is decided by the server from the municipality's tariff; here they are
// drawn, and asked again when something changes. Nothing a parent chooses is stored or stands in an address.

import { SamveitaElement, define, h, kronur } from "./samveita.js";

const WORDS = {
  title: { is: "Leikskólagjöld", en: "Preschool fees", pl: "Opłaty za przedszkole" },
  calculate: { is: "Reikna", en: "Calculate", pl: "Oblicz" },
  add: { is: "Bæta við barni", en: "Add a child", pl: "Dodaj dziecko" },
  pays: { is: "Fjölskyldan greiðir á mánuði", en: "Your family pays a month", pl: "Rodzina płaci miesięcznie" },
  child: { is: "Barn", en: "Child", pl: "Dziecko" },
  unclear: { is: "Ekki var hægt að reikna.", en: "This could not be calculated.", pl: "Nie udało się obliczyć." },
  assumed: { is: "Þetta er gert ráð fyrir", en: "What is assumed", pl: "Co przyjęto" },
  optional: { is: "má sleppa", en: "optional", pl: "opcjonalne" },
  expired: {
    is: "Gildistíma gjaldskrárinnar er lokið. Upphæðirnar geta verið aðrar í dag.",
    en: "This tariff has expired. The amounts may be different today.",
    pl: "Ten cennik wygasł. Kwoty mogą być dziś inne.",
  },
  estimate: {
    is: "Þetta er áætlun. Gjaldskráin sem sveitarstjórn hefur samþykkt ræður. Ekkert sem þú skráir er geymt.",
    en: "This is an estimate. The tariff approved by the municipal council decides. Nothing you enter is stored.",
    pl: "To jest szacunek. Wiążący jest cennik zatwierdzony przez radę gminy. Nic z tego, co wpiszesz, nie jest przechowywane.",
  },
  source: { is: "Heimild:", en: "Source:", pl: "Źródło:" },
};
const shape = (told) =>
  JSON.stringify(told.groups.map((group) => group.fields.map((one) => [one.name, one.choices.map((choice) => choice.value)])));

class Leikskolagjold extends SamveitaElement {
  static tool = "leikskolagjold";
  #told;
  #form;
  #result;
  #asking = new AbortController();

  async draw(frame) {
    this.#told = await this.ask("preschool-fees/form", { body: { answers: {} } });
    this.#form = h("form", { class: "stack", novalidate: true, submit: (event) => this.#sent(event), change: () => this.#again() });
    this.#result = h("div", { class: "stack", role: "status" });
    frame.append(h("h2", {}, this.say(WORDS.title)), this.#form, this.#result, this.#foot());
    this.#drawForm();
    this.#drawResult();
  }

  #answers(more = {}) {
    const given = new FormData(this.#form);
    const answers = Object.fromEntries([...given.keys()].map((name) => [name, given.getAll(name)]));
    for (const { number } of this.#told.groups) if (number) answers[`b${number}-seen`] = ["1"];
    return { ...answers, children: [`${this.#told.children}`], ...more };
  }

  async #again(more) {
    this.#asking.abort();
    const { signal } = (this.#asking = new AbortController());
    const before = shape(this.#told);
    let told;
    try {
      told = await this.ask("preschool-fees/form", { body: { answers: this.#answers(more) }, signal });
    } catch {
      if (!signal.aborted) this.#result.replaceChildren(h("p", {}, this.say(WORDS.unclear)));
      return;
    }
    this.#told = told;
    if (shape(told) === before) this.#drawErrors();
    else this.#drawForm(this.shadowRoot.activeElement?.id);
    this.#drawResult();
  }

  #sent(event) {
    event.preventDefault();
    const { name, value } = event.submitter ?? {};
    this.#again(name ? { [name]: [value] } : {}).then(() => {
      if (name === "add") this.#form.querySelector(`#b${this.#told.children}-age`)?.focus();
      else if (name) this.#form.querySelector("button[name=add]")?.focus();
      else this.#form.querySelector("[aria-invalid]")?.focus();
    });
  }

  #drawForm(focused) {
    const groups = this.#told.groups.map((group) =>
      h("fieldset", {},
        h("legend", {}, this.say(group.title)),
        h("div", { class: "fields" }, group.fields.map((field) => this.#field(field))),
        group.remove && h("button", { type: "submit", class: "plain", name: "remove", value: group.number }, this.say(group.remove)),
      ),
    );
    const more = this.#told.children < this.#told.mostChildren;
    const buttons = h("div", { class: "row" },
      h("button", { type: "submit", class: "main" }, this.say(WORDS.calculate)),
      more && h("button", { type: "submit", name: "add", value: "1" }, this.say(WORDS.add)),
    );
    this.#form.replaceChildren(...groups, buttons);
    this.#drawErrors();
    if (focused) this.#form.querySelector(`#${CSS.escape(focused)}`)?.focus();
  }

  #field(field) {
    const label = this.say(field.label) + (field.isOptional && field.kind === "text" ? ` (${this.say(WORDS.optional)})` : "");
    const notes = [
      field.hint && h("span", { class: "quiet", id: `${field.name}-hint` }, this.say(field.hint)),
      h("span", { class: "error", id: `${field.name}-error`, hidden: true }),
    ];
    if (field.kind === "select" || field.kind === "text") {
      const own = { id: field.name, name: field.name, autocomplete: "off" };
      const input =
        field.kind === "text"
          ? h("input", { ...own, value: field.values[0], inputmode: "decimal" })
          : h("select", own, field.choices.map((one) =>
              h("option", { value: one.value, selected: one.value === field.values[0] }, this.say(one.label))));
      return h("div", {}, h("label", { for: field.name }, label), ...notes, input);
    }
    const type = field.kind === "radio" ? "radio" : "checkbox";
    const choices = field.choices.map((one, place) =>
      h("label", { class: "choice" },
        h("input", { type, name: field.name, value: one.value, id: `${field.name}${place ? `-${place}` : ""}`, checked: field.values.includes(one.value) }),
        this.say(one.label)));
    return h("div", { class: "wide", role: "group", "aria-labelledby": `${field.name}-label` },
      h("span", { class: "label", id: `${field.name}-label` }, label), ...notes, choices);
  }

  #drawErrors() {
    for (const field of this.#told.groups.flatMap((group) => group.fields)) {
      const input = this.#form.querySelector(`#${CSS.escape(field.name)}`);
      const told = this.#form.querySelector(`#${CSS.escape(`${field.name}-error`)}`);
      told.textContent = this.say(field.error);
      told.hidden = !field.error;
      const notes = [field.hint && `${field.name}-hint`, field.error && `${field.name}-error`].filter(Boolean);
      if (field.error) input?.setAttribute("aria-invalid", "true");
      else input?.removeAttribute("aria-invalid");
      if (notes.length) input?.setAttribute("aria-describedby", notes.join(" "));
      else input?.removeAttribute("aria-describedby");
    }
  }

  #drawResult() {
    const { fees, nearest, year } = this.#told;
    if (!fees) {
      this.#result.replaceChildren(h("p", {}, this.say(WORDS.unclear)));
      return;
    }
    const line = (one) => h("li", {}, h("span", {}, this.say(one.label)), h("span", {}, kronur(one.amount)));
    const several = fees.children.length > 1;
    this.#result.replaceChildren(
      h("p", { class: "total" }, `${this.say(WORDS.pays)} `, h("strong", {}, kronur(fees.total))),
      h("p", {}, this.say(year)),
      ...fees.children.map((one) =>
        h("div", {}, several && h("p", { class: "label" }, `${this.say(WORDS.child)} ${one.child}`), h("ul", { class: "lines" }, one.lines.map(line)))),
      ...(fees.familyLines.length ? [h("ul", { class: "lines" }, fees.familyLines.map(line))] : []),
      ...(nearest.length ? [h("ul", {}, nearest.map((one) => h("li", {}, this.say(one))))] : []),
      ...(fees.assumptions.length
        ? [h("details", {}, h("summary", {}, this.say(WORDS.assumed)), h("ul", {}, fees.assumptions.map((one) => h("li", {}, this.say(one)))))]
        : []),
    );
  }

  #foot() {
    return h("p", { class: "quiet" },
      this.#told.hasExpired && h("strong", {}, `${this.say(WORDS.expired)} `),
      `${this.say(WORDS.estimate)} ${this.say(WORDS.source)} `, h("span", { lang: "is" }, this.#told.source),
      `. ${this.say(this.#told.validity)} `, this.link());
  }
}

define("samveita-leikskolagjold", Leikskolagjold);
