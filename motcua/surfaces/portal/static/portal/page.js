// Reads the main text aloud in order, where the browser has a voice for its language; prints. Without it nothing is missing.
const button = document.querySelector("[data-read]");
const parts = "h1, h2, h3, p, li, dt, dd, summary, th, td, legend, label, figcaption";
const speech = globalThis.speechSynthesis;
const language = document.documentElement.lang;

const voice = () => speech.getVoices().find((one) => one.lang.toLowerCase().replace("_", "-").startsWith(language));

// Numbers of decrees, table heads and the table of sources are for the eye: read aloud they bury the rest.
const shown = (node) => !node.closest(".noprint, [hidden], [aria-hidden=true], [data-silent], .why thead") && node.checkVisibility();

function texts() {
  const all = [...document.querySelectorAll("main :is(" + parts + ")")].filter(shown);
  return all.map((node) => [node, own(node)]).filter(([, text]) => /[\p{L}\d]/u.test(text));
}

// What a part says itself, without the parts inside it, which are read after it.
function own(node) {
  if (!node.querySelector(parts + ", [data-silent]")) return node.innerText.trim();
  const copy = node.cloneNode(true);
  copy.querySelectorAll(parts + ", [data-silent]").forEach((part) => part.remove());
  return copy.textContent.trim();
}

let queue = [];

function stop() {
  queue = [];
  speech.cancel();
  document.querySelector("[data-reading]")?.removeAttribute("data-reading");
  button.setAttribute("aria-pressed", "false");
  button.lastChild.textContent = button.dataset.read;
}

function next() {
  document.querySelector("[data-reading]")?.removeAttribute("data-reading");
  const part = queue.shift();
  if (!part) return stop();
  const said = new SpeechSynthesisUtterance(part[1]);
  said.voice = voice();
  said.lang = said.voice?.lang ?? language;
  said.rate = 0.95;
  said.onend = () => queue.length || button.getAttribute("aria-pressed") === "true" ? next() : undefined;
  said.onerror = (event) => (event.error === "canceled" || event.error === "interrupted" ? undefined : stop());
  part[0].dataset.reading = "";
  speech.speak(said);
}

function start() {
  queue = texts().filter(([, text]) => text);
  button.setAttribute("aria-pressed", "true");
  button.lastChild.textContent = button.dataset.stop;
  next();
}

if (button && speech) {
  const offer = () => { button.hidden = !voice(); };
  offer();
  speech.addEventListener?.("voiceschanged", offer);
  button.addEventListener("click", () => (button.getAttribute("aria-pressed") === "true" ? stop() : start()));
  addEventListener("pagehide", () => speech.cancel());
}

document.querySelectorAll("[data-print]").forEach((one) => {
  one.hidden = false;
  one.addEventListener("click", () => print());
});
