// Suggestions of addresses while somebody types: the combobox pattern of ARIA. Without it the typed text is resolved when saved.

const WAIT = 200;

class Stadfang extends HTMLElement {
  connectedCallback() {
    this.field = document.getElementById(this.dataset.field);
    this.point = document.getElementById(this.dataset.point);
    // Radios to choose among mean that the server asks; nothing is suggested then.
    if (!this.field || this.point?.type !== "hidden" || this.list) return;
    this.list = document.createElement("ul");
    Object.assign(this.list, { id: this.dataset.list, className: "sv-suggestions", hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.dataset.label);
    this.status = document.createElement("p");
    this.status.className = "ds-sr-only";
    this.status.setAttribute("role", "status");
    this.field.after(this.list, this.status);
    const marks = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(marks)) this.field.setAttribute(name, value);
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("blur", () => this.close());
    // Pressing the mouse must not take the focus from the field before the click is heard.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.pick(event.target.closest("[role=option]")));
  }

  get options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  typed() {
    this.point.value = "";
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.ask(this.field.value), WAIT);
  }

  async ask(typed) {
    const form = new FormData();
    form.set("typed", typed);
    form.set("csrfmiddlewaretoken", this.field.form.elements.csrfmiddlewaretoken.value);
    try {
      const answer = await fetch(this.dataset.url, { method: "POST", body: form });
      if (!answer.ok || this.field.value !== typed) return;
      this.list.innerHTML = await answer.text();
    } catch {
      this.close();
      return;
    }
    const count = this.options.length;
    if (typed.trim().length < 2) return this.close();
    this.show(count > 0);
    this.status.textContent = count ? this.dataset.some.replace("{n}", count) : this.dataset.none;
  }

  key(event) {
    const options = this.options;
    const now = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "Escape" && !this.list.hidden) this.close();
    else if (event.key === "Enter" && !this.list.hidden && now >= 0) this.pick(options[now]);
    else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options.length) {
      this.show(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.mark(options, (now < 0 ? (step > 0 ? 0 : options.length - 1) : now + step + options.length) % options.length);
    } else return;
    event.preventDefault();
  }

  mark(options, chosen) {
    options.forEach((option, place) => option.setAttribute("aria-selected", place === chosen));
    this.field.setAttribute("aria-activedescendant", options[chosen].id);
    options[chosen].scrollIntoView({ block: "nearest" });
  }

  pick(option) {
    if (!option) return;
    this.field.value = option.textContent.trim();
    this.point.value = option.dataset.point;
    this.close();
    this.status.textContent = this.field.value;
    this.field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  show(is) {
    this.list.hidden = !is;
    this.field.setAttribute("aria-expanded", is);
    if (!is) this.field.removeAttribute("aria-activedescendant");
  }

  close() {
    clearTimeout(this.waiting);
    this.show(false);
  }
}

customElements.define("samveita-stadfang", Stadfang);
