// Reads the main text aloud in order: what the language pack has recorded is played, the rest is said by the browser's voice
// where it has one for the language; prints. Without it nothing is missing.
const button = document.querySelector("[data-read]");
const parts = "h1, h2, h3, p, li, dt, dd, summary, th, td, legend, label, figcaption";
const speech = globalThis.speechSynthesis;
const language = document.documentElement.lang;

const clips = JSON.parse(document.querySelector("#doan-ghi-am")?.textContent ?? "{}");
const player = new Audio();

const record = (text) => clips[text.replace(/\s+/g, " ").trim()];
const voice = () => speech?.getVoices().find((one) => one.lang.toLowerCase().replace("_", "-").startsWith(language));

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
  player.onended = player.onerror = null;
  player.pause();
  speech?.cancel();
  document.querySelector("[data-reading]")?.removeAttribute("data-reading");
  button.setAttribute("aria-pressed", "false");
  button.lastChild.textContent = button.dataset.read;
}

function next() {
  document.querySelector("[data-reading]")?.removeAttribute("data-reading");
  const part = queue.shift();
  if (!part) return stop();
  const [node, text] = part, to = record(text);
  node.dataset.reading = "";
  if (!to) return say(text);
  player.src = to;
  player.onended = next;
  player.play().then(() => { player.onerror = next; }, (why) => why.name === "AbortError" || say(text)); // no sound this browser can play
}

function say(text) {
  player.onended = player.onerror = null;
  if (!voice()) return next();
  const said = new SpeechSynthesisUtterance(text);
  said.voice = voice();
  said.lang = said.voice?.lang ?? language;
  said.rate = 0.95;
  said.onend = () => queue.length || button.getAttribute("aria-pressed") === "true" ? next() : undefined;
  said.onerror = (event) => (event.error === "canceled" || event.error === "interrupted" ? undefined : stop());
  speech.speak(said);
}

function start() {
  queue = texts().filter(([, text]) => text && (record(text) || voice()));
  button.setAttribute("aria-pressed", "true");
  button.lastChild.textContent = button.dataset.stop;
  next();
}

if (button) {
  const offer = () => { button.hidden = !voice() && !texts().some(([, text]) => record(text)); };
  offer();
  speech?.addEventListener?.("voiceschanged", offer);
  button.addEventListener("click", () => (button.getAttribute("aria-pressed") === "true" ? stop() : start()));
  addEventListener("pagehide", stop);
}

document.querySelectorAll("[data-print]").forEach((one) => {
  one.hidden = false;
  one.addEventListener("click", () => print());
});
