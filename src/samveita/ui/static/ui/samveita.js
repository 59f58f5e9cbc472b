// Small conveniences on top of pages that work without them. No dependency; htmx is listened to, never called.

/** Puts the focus on the error summary when the page opens, so that nobody has to look for what went wrong. */
function focusErrors(root) {
  root.querySelector("[data-sv-focus]")?.focus();
}

/** Counts down to the longest answer, in the page's language and with its plurals. */
function startCounters(root) {
  const plural = new Intl.PluralRules(document.documentElement.lang || "is");
  for (const counter of root.querySelectorAll("[data-sv-counter]")) {
    const field = document.getElementById(counter.dataset.svCounter);
    if (!field || counter.dataset.started) continue;
    counter.dataset.started = "yes";
    const show = () => {
      // The server counts characters, not UTF-16 halves, and a line break once.
      const left = Number(counter.dataset.most) - [...field.value].length;
      const state = left < 0 ? "over" : "left";
      const kind = plural.select(Math.abs(left));
      const sentence = counter.getAttribute(`data-${state}-${kind}`) ?? counter.getAttribute(`data-${state}-other`);
      counter.textContent = sentence.replace("{n}", Math.abs(left));
      counter.dataset.state = state;
      // Silence while there is plenty of room; a screen reader hears only the last fifth.
      counter.setAttribute("aria-live", left < Number(counter.dataset.most) / 5 ? "polite" : "off");
    };
    field.addEventListener("input", show);
    show();
  }
}

const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");

/** j, k and Enter move through a desk list. Single keys do nothing while a person types or holds a modifier. */
function startListKeys() {
  document.addEventListener("keydown", (event) => {
    const table = document.querySelector("[data-sv-selectable]");
    if (!table || typing(event.target) || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key !== "j" && event.key !== "k") return;
    const rows = [...table.tBodies[0].rows];
    if (rows.length === 0) return;
    const now = rows.findIndex((row) => row.classList.contains("is-chosen"));
    const start = now < 0 ? rows.findIndex((row) => row.hasAttribute("aria-current")) : now;
    const next = Math.min(Math.max(start + (event.key === "j" ? 1 : -1), 0), rows.length - 1);
    rows.forEach((row, place) => row.classList.toggle("is-chosen", place === next));
    // The row's own link takes the focus, so Enter opens it without a word of script.
    (rows[next].querySelector("a[href]") ?? rows[next]).focus();
    event.preventDefault();
  });
}

/** Says when an answer is being saved and when saving failed; the server's own words say when it is saved. */
function startSaving() {
  const statusOf = (event) => event.detail?.elt?.closest?.("[data-sv-saving]");
  document.addEventListener("htmx:beforeRequest", (event) => {
    const status = statusOf(event);
    if (status) [status.textContent, status.dataset.state] = [status.dataset.svSaving, "saving"];
  });
  const failed = (event) => {
    const status = statusOf(event);
    if (status) [status.textContent, status.dataset.state] = [status.dataset.svFailed, "failed"];
  };
  document.addEventListener("htmx:responseError", failed);
  document.addEventListener("htmx:sendError", failed);
  document.addEventListener("htmx:afterSwap", (event) => {
    const status = statusOf(event);
    if (status) status.dataset.state = "saved";
  });
}

focusErrors(document);
startCounters(document);
startListKeys();
startSaving();
document.addEventListener("htmx:load", (event) => {
  startCounters(event.detail.elt);
  if (event.detail.elt !== document.body) focusErrors(event.detail.elt);
});
