// A button beside each piece of code that copies it. Without scripts there is no button, and the code is selected by hand.

for (const box of document.querySelectorAll("[data-copy]")) {
  const code = document.getElementById(box.dataset.copy);
  box.hidden = false;
  box.querySelector("button").addEventListener("click", async () => {
    code.select();
    await navigator.clipboard?.writeText(code.value).catch(() => document.execCommand("copy"));
    box.querySelector("[role=status]").textContent = box.dataset.copied;
  });
}
