// What is typed is kept while it is typed: on the server after a pause, in this browser while the line is away.
// The page works without this; the server never lets it overwrite what another device kept since (409).
const line = document.querySelector("[data-kept]");
const form = document.querySelector("main form:not(.bare)");
const offer = document.querySelector("[data-offer]");
const clash = document.querySelector("[data-clash]");
const { draft, page } = line.dataset;
const OURS = ["csrfmiddlewaretoken", "seen", "pen", "quiet"];
const PAUSE = 1000, LONGEST = 8_000, PATIENCE = 20_000, DAYS = 30;
const BEGIN = "motcua-draft/", key = BEGIN + draft + "/" + page;
// A computer that many share keeps nothing: the page does not say data-here, or the kiosk says so itself.
const here = "here" in line.dataset && !("kiosk" in document.documentElement.dataset);

const pairs = () => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !OURS.includes(name));
const typed = () => JSON.stringify(pairs());
const clock = (at) => new Date(at).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });

function field(name, value) {
  const input = form.elements[name] ?? form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name }));
  if (value !== undefined) input.value = value;
  return input;
}

// --- in this browser -------------------------------------------------------------------------------------------
function held(at = key) {
  try { return JSON.parse(localStorage.getItem(at)); } catch { return null; }
}

function hold(more = {}) {
  if (!here || typed() === known) return;
  try { localStorage.setItem(key, JSON.stringify({ at: Date.now(), text: typed(), ...more })); } catch { /* full or forbidden */ }
}

function forget(at = key) {
  try { localStorage.removeItem(at); } catch { /* forbidden */ }
}

// A closing tab's last word came through: whoever was shown this page before that reads it anew (`ask`).
function witness() {
  if (!here) return;
  try { localStorage.setItem(key, JSON.stringify({ at: Date.now(), kept: field("seen").value })); } catch { /* full or forbidden */ }
}

// What another page of this draft sent off has come through when that page led here; what is old is nobody's.
function tidy() {
  if (!here) return;
  const from = document.referrer && new URL(document.referrer).pathname.split("/").at(-2);
  for (const at of Object.keys(localStorage).filter((one) => one.startsWith(BEGIN))) {
    const entry = held(at), [, of, name] = at.split("/");
    const through = of === draft && name !== page && name === from && entry?.sent;
    if (!entry || through || Date.now() - entry.at > DAYS * 86_400_000) forget(at);
  }
}

// --- to the server ---------------------------------------------------------------------------------------------
// Where another device kept newer, what stands here is nowhere kept, and only the button may overwrite.
let stopped = Boolean(document.querySelector("[data-newer]")), known = stopped ? null : typed();
let busy = null, timer = 0, wait = 1000, away = false, leaving = false;

function say(what, at) {
  const text = (line.dataset[what] ?? "").replace("{at}", at ? clock(at) : "");
  if (line.textContent !== text) line.textContent = text;
  line.dataset.state = what;
}

function later(pause = PAUSE) {
  clearTimeout(timer);
  if (!stopped) timer = setTimeout(save, pause);
}

// What this window sends is numbered: the server takes nothing that was sent before what it has kept already.
let turn = 0;
const numbered = () => pen + "." + ++turn;

// One at a time; true when the server has what is typed now.
async function save() {
  clearTimeout(timer);
  if (busy) await busy;
  if (stopped || typed() === known) return !stopped;
  busy = send(typed(), false);
  const kept = await busy;
  busy = null;
  if (kept && typed() !== known) later();
  return kept && typed() === known;
}

async function send(text, last) {
  const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  body.set("quiet", "1");
  body.set("pen", numbered());
  try {
    const answer = await fetch(location.pathname, { method: "POST", body, redirect: "manual", keepalive: last, signal: last ? undefined : AbortSignal.timeout?.(PATIENCE) });
    return heard(answer, text, last);
  } catch {
    return missed();
  }
}

function heard(answer, text, last) {
  if (answer.status >= 500) return missed();
  away = false;
  wait = 1000;
  if (answer.status === 204) {
    known = text;
    field("seen", answer.headers.get("X-Seen") ?? field("seen").value);
    if (typed() === known) last ? witness() : forget();
    say("saved", Date.now());
    return true;
  }
  stopped = true;
  if (answer.status === 409) {
    field("seen").dataset.theirs = answer.headers.get("X-Seen") ?? "";
    clash.hidden = false;
    clash.scrollIntoView({ block: "nearest" });
  } else {
    say("refused");
  }
  return false;
}

function missed() {
  away = true;
  hold();
  say("waiting");
  clearTimeout(timer);
  timer = setTimeout(save, wait);
  wait = Math.min(wait * 2, LONGEST);
  return false;
}

// --- what the person does --------------------------------------------------------------------------------------
function changed() {
  if (leaving) return;
  hold(); // a killed browser has no last word
  if (!away) later();
}

function gone() {
  if (leaving || stopped || typed() === known) return;
  hold();
  if (!away) send(typed(), true);
}

// With the line away the browser would leave the page for its own error page: stay, and say so.
function sent(event) {
  field("pen", numbered());
  if (leaving) return;
  hold({ sent: true });
  if (!busy && !away && navigator.onLine) { leaving = true; return; }
  event.preventDefault();
  event.stopPropagation();
  const button = event.submitter;
  save().then((kept) => {
    if (!kept && !stopped) return;
    leaving = true;
    hold({ sent: true });
    form.requestSubmit(button);
  });
}

function restore(pairs) {
  for (const input of form.elements) {
    if (!input.name || OURS.includes(input.name) || input.type === "file" || input.type === "submit") continue;
    const mine = pairs.filter(([name]) => name === input.name).map(([, value]) => value);
    if (input.type === "checkbox" || input.type === "radio") input.checked = mine.includes(input.value);
    else if (mine.length) input.value = mine[0];
  }
}

function ask() {
  const entry = here && held();
  if (entry?.kept) {
    forget();
    if (entry.kept !== field("seen").value) location.reload();
    return;
  }
  if (!entry || entry.text === known) return forget();
  offer.querySelector("b").textContent = line.dataset.unsent.replace("{at}", new Date(entry.at).toLocaleString("vi-VN", { dateStyle: "short", timeStyle: "short" }));
  offer.hidden = false;
  offer.querySelector("[data-again]").onclick = () => { restore(JSON.parse(entry.text)); offer.hidden = true; changed(); };
  offer.querySelector("[data-drop]").onclick = () => { forget(); offer.hidden = true; };
}

const pen = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(36)).join("");
field("pen", pen + ".0");
tidy();
ask();
form.addEventListener("input", changed);
form.addEventListener("change", changed);
form.addEventListener("submit", sent);
addEventListener("pagehide", gone);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") gone();
  else if (held()?.kept) forget();
});
addEventListener("online", () => { away = false; later(0); });
addEventListener("offline", () => { if (typed() !== known) missed(); });
addEventListener("pageshow", (event) => { leaving = false; if (event.persisted) location.reload(); else if (typed() !== known) changed(); });
clash.querySelector("[data-theirs]").onclick = () => { leaving = true; forget(); location.reload(); };
clash.querySelector("[data-mine]").onclick = () => { field("seen", field("seen").dataset.theirs); stopped = false; clash.hidden = true; later(0); };
