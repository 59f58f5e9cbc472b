// The year's grid by keyboard and by dragging. Without scripts every day is a button and a move is typed; this only adds
// quicker ways to the same form. Delegated to the document, for the grid is drawn anew after each change.

const DAY = 86400000;
let held = null;
let pressed = null;
let dragged = false;

const dayOf = (target) => target?.closest?.("[data-wp-grid] button[name=dagur]");
const isDriven = (button) => button.getAttribute("aria-pressed") === "true";
const iso = (time) => new Date(time).toISOString().slice(0, 10);

function say(which) {
  const status = document.querySelector("[data-wp-said]");
  if (status) status.textContent = which ? status.dataset[which] : "";
}

function hold(button) {
  held?.classList.remove("is-held");
  held = button;
  held?.classList.add("is-held");
}

/** Sends the form every other change goes through: from one day to another. */
function move(from, to) {
  const form = to.form;
  form.elements.fra.value = from.value;
  form.elements.til.value = to.value;
  form.querySelector("[data-wp-move]").click();
}

function step(button, days) {
  const next = document.getElementById(`d-${iso(Date.parse(button.value) + days * DAY)}`);
  next?.focus();
  return Boolean(next);
}

document.addEventListener("keydown", (event) => {
  const button = dayOf(event.target);
  if (!button || event.altKey || event.ctrlKey || event.metaKey) return;
  const days = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7, PageUp: -28, PageDown: 28 }[event.key];
  if (days) {
    if (step(button, days)) event.preventDefault();
  } else if (event.key === "m" || event.key === "M") {
    event.preventDefault();
    if (held && held !== button && !isDriven(button)) {
      const from = held;
      hold(null);
      move(from, button);
    } else if (held) {
      hold(null);
      say("put");
    } else if (isDriven(button)) {
      hold(button);
      say("picked");
    }
  } else if (event.key === "Escape" && held) {
    hold(null);
    say("put");
  }
});

let over = null;
function mark(button) {
  over?.classList.remove("is-over");
  over = button && !isDriven(button) ? button : null;
  over?.classList.add("is-over");
}

document.addEventListener("pointerdown", (event) => {
  const button = dayOf(event.target);
  dragged = false;
  pressed = button && event.button === 0 && isDriven(button) ? button : null;
});
document.addEventListener("pointermove", (event) => {
  if (!pressed) return;
  const under = dayOf(document.elementFromPoint(event.clientX, event.clientY));
  if (under !== pressed) dragged = true;
  mark(under);
});
document.addEventListener("pointerup", () => {
  const from = pressed;
  const to = over;
  pressed = null;
  mark(null);
  if (from && to) move(from, to);
});
document.addEventListener("pointercancel", () => {
  pressed = null;
  mark(null);
});
// A drag that ends on the day it began on, or on a driven day, is no click.
document.addEventListener(
  "click",
  (event) => {
    if (dragged && dayOf(event.target)) event.preventDefault();
    dragged = false;
  },
  true,
);
document.addEventListener("htmx:afterSwap", () => {
  held = null;
  pressed = null;
});
