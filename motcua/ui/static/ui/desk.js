// Keys of the desk: everything here has a way without it.
const typing = (node) => node.closest("input, textarea, select, [contenteditable]");
const rows = () => [...document.querySelectorAll("tr[data-href]")];

function select(row) {
  rows().forEach((other) => other.setAttribute("aria-selected", String(other === row)));
  row.querySelector("a")?.focus();
  row.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = rows();
  if (!all.length) return;
  const here = all.findIndex((row) => row.getAttribute("aria-selected") === "true");
  select(all[Math.min(all.length - 1, Math.max(0, here + by))]);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const key = event.key.toLowerCase();
  if (key === "j" || key === "k") return void step(key === "j" ? 1 : -1);
  const named = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (key === "/") document.querySelector("[data-find]")?.focus();
  else if (key === "?") document.querySelector("dialog[data-keys]")?.showModal();
  else if (key === "enter" && event.target === document.body) document.querySelector("[data-main]")?.click();
  else if (named) named.click();
  else return;
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
});

// On a narrow screen the row of tabs begins where one is.
document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
