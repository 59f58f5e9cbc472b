// A link to a calculation, and printing: the choices stand in the fragment, which browsers never send. Without scripts the page works
// all the same; only the button for the link is missing.

const skipped = new Set(["csrfmiddlewaretoken", "add", "remove"]);
const form = () => document.querySelector("[data-pf-form]");

function choices() {
  const pairs = [...new FormData(form())].filter(([name, value]) => !skipped.has(name) && typeof value === "string");
  return new URLSearchParams(pairs).toString();
}

function offer() {
  const box = document.querySelector("[data-pf-share]");
  if (!box) return;
  box.hidden = false;
  box.querySelector("[data-pf-print]").addEventListener("click", () => window.print());
  box.querySelector("[data-pf-copy]").addEventListener("click", async () => {
    history.replaceState(null, "", `#v1&${choices()}`);
    await navigator.clipboard?.writeText(location.href).catch(() => {});
    box.querySelector("[role=status]").textContent = box.dataset.copied;
  });
}

function ask(values) {
  const body = Object.fromEntries([...values.keys()].map((name) => [name, values.getAll(name)]));
  const token = form().querySelector("[name=csrfmiddlewaretoken]").value;
  window.htmx?.ajax("POST", form().getAttribute("hx-post"), {
    target: "#reiknivel",
    swap: "outerHTML",
    values: { ...body, csrfmiddlewaretoken: token },
  });
}

// What is folded away on the screen is on the paper.
window.addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll(".pf-answer details, .pf-rows details")) folded.open = true;
});
document.body.addEventListener("htmx:afterSettle", offer);
if (location.hash.startsWith("#v1&")) ask(new URLSearchParams(location.hash.slice(4)));
offer();
