// Papers travel piece by piece, at once when they are chosen; a broken line goes on at its byte, on another day too, when
// the same file is chosen again. Without this the form sends them whole, as forms do.
const form = document.querySelector("#giay-to-form");
const at = form.dataset.uploads, words = form.dataset;
const PIECE = 256 * 1024, EDGE = 64 * 1024, PROBE = 4096, LONGEST = 8_000;
const under = new Map(); // input → how many of its files are under way
let pressed = null;

const token = () => form.elements.csrfmiddlewaretoken.value;
const sheet = (paper) => document.getElementById("file-" + paper);
const rest = (seconds) => new Promise((done) => { setTimeout(done, seconds); addEventListener("online", done, { once: true }); });
const busy = () => [...under.values()].some(Boolean);

function ask(to, method, { body, headers } = {}) {
  return fetch(to, { method, body, headers: { "X-CSRFToken": token(), ...headers }, redirect: "manual" });
}

// By what a file is known again: its size and what stands at its beginning, its end and sixteen places between.
async function mark(file) {
  let [a, b] = [0x811c9dc5, 0x01000193 ^ file.size];
  const step = Math.max(1, Math.floor(file.size / 17));
  const places = [[0, EDGE], ...Array.from({ length: 16 }, (_, n) => [step * (n + 1), PROBE]), [Math.max(0, file.size - EDGE), EDGE]];
  for (const [begin, length] of places) {
    for (const byte of new Uint8Array(await file.slice(begin, begin + length).arrayBuffer())) {
      a = Math.imul(a ^ byte, 0x01000193);
      b = Math.imul((b << 5) ^ (b >>> 27) ^ byte, 0x85ebca6b);
    }
  }
  return [a, b, file.size].map((n) => (n >>> 0).toString(16).padStart(8, "0")).join("");
}

async function whole(file) {
  if (!globalThis.crypto?.subtle) return "";
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Again and again while the line or the server is away, with growing pauses; a refusal is an answer.
async function persist(row, what) {
  for (let wait = 500; !row.stopped; wait = Math.min(wait * 2, LONGEST)) {
    try {
      const answer = await what();
      if (answer.status < 500) return answer;
    } catch { /* no line */ }
    row.say(words.waiting);
    await rest(wait);
  }
  return null;
}

const problem = async (answer) => (await answer.json().catch(() => ({}))).problem || words.failed;

async function send(file, input) {
  const row = shown(input, file.name, file.size);
  await sent(file, input, row).catch(() => {});
  await row.left; // what was taken away is gone before the list is read
}

async function sent(file, input, row) {
  const paper = input.id.slice("file-".length);
  row.say(words.sending);
  const told = new URLSearchParams({ csrfmiddlewaretoken: token(), paper_id: paper, name: file.name, size: file.size, mark: await mark(file) });
  const begun = await persist(row, () => ask(at, "POST", { body: told }));
  if (!begun) return row.gone();
  if (begun.status !== 201) return row.bad(await problem(begun));
  const { id, offset, done } = await begun.json();
  row.cancel = () => ask(`${at}${id}/`, "DELETE");
  if (row.stopped) return row.leave();
  document.querySelector(`[data-coming="${id}"]`)?.remove();
  if (!done && !(await pieces(file, `${at}${id}/`, offset, row))) return row.gone();
  if (done || (await finish(file, `${at}${id}/`, row))) row.gone();
}

async function pieces(file, to, offset, row) {
  while (offset < file.size) {
    row.at(offset);
    const from = offset;
    const answer = await persist(row, async () => ask(to, "PATCH", { body: file.slice(from, from + PIECE), headers: { "X-Offset": from, "Content-Type": "application/offset+octet-stream" } }));
    if (!answer) return false;
    if (answer.status !== 204 && answer.status !== 409) { row.bad(await problem(answer)); throw new Error(answer.status); }
    offset = Number(answer.headers.get("X-Offset"));
    row.say(words.sending);
  }
  row.at(offset);
  return true;
}

async function finish(file, to, row) {
  const body = new URLSearchParams({ csrfmiddlewaretoken: token(), seen: form.elements.seen.value, sha256: await whole(file) });
  const answer = await persist(row, () => ask(to, "POST", { body }));
  if (answer?.status === 201) {
    form.elements.seen.value = answer.headers.get("X-Seen");
    return true;
  }
  if (answer) row.bad(await problem(answer));
  return false;
}

// --- what the person sees ------------------------------------------------------------------------------------------
const size = (bytes) => (bytes / 1048576).toLocaleString("vi-VN", { maximumFractionDigits: 1 });

// A row that goes hands the focus it had to the field it belongs to: otherwise the keyboard begins again at the top.
function taken(box, input) {
  const held = box.contains(document.activeElement);
  box.remove();
  if (held) input.focus();
}

function shown(input, name, total) {
  const box = document.querySelector("#coming").content.firstElementChild.cloneNode(true);
  const [bar, text, button] = [box.querySelector("progress"), box.querySelector("small"), box.querySelector("button")];
  box.querySelector("b").textContent = name;
  button.querySelector(".sr").textContent = " " + name;
  bar.max = total;
  bar.setAttribute("aria-label", name);
  input.closest(".upload").before(box);
  const row = {
    box, stopped: false, left: null, cancel: () => {},
    leave: () => { row.stopped = true; row.left = Promise.resolve(row.cancel()).catch(() => {}); taken(box, input); },
    say: (what) => { if (text.textContent !== what) text.textContent = what; },
    at: (offset) => { bar.value = offset; },
    bad: (what) => { bar.remove(); box.classList.add("err"); row.say(what); row.failed = true; },
    gone: () => { if (!row.failed) taken(box, input); },
  };
  button.onclick = row.leave;
  return row;
}

// What lies half-way from an earlier day or another device.
async function remind() {
  const answer = await ask(at, "GET").catch(() => null);
  if (answer?.status !== 200) return;
  for (const one of (await answer.json()).coming) {
    const input = sheet(one.paper);
    if (!input || document.querySelector(`[data-coming="${one.id}"]`)) continue;
    const row = shown(input, one.name, one.size);
    row.box.dataset.coming = one.id;
    row.at(one.offset);
    row.say(words.half.replace("{got}", size(one.offset)).replace("{size}", size(one.size)));
    row.cancel = () => ask(`${at}${one.id}/`, "DELETE");
  }
}

// The files as the server lists them, put in without leaving the page.
async function refresh(input) {
  const text = await fetch(location.pathname).then((answer) => (answer.ok ? answer.text() : ""), () => "");
  const theirs = new DOMParser().parseFromString(text, "text/html");
  const there = theirs.getElementById(input.id)?.closest("fieldset");
  if (!there) return;
  input.closest("fieldset").querySelectorAll(".file:not(.coming)").forEach((row) => taken(row, input));
  input.closest(".upload").before(...there.querySelectorAll(".file"));
  document.querySelectorAll("[data-live]").forEach((part) => part.replaceWith(theirs.getElementById(part.id) ?? part));
  document.querySelectorAll("form.bare").forEach((one) => one.remove());
  form.after(...theirs.querySelectorAll("form.bare"));
}

async function chosen(input) {
  const files = [...input.files];
  under.set(input, (under.get(input) ?? 0) + 1);
  input.value = "";
  for (const file of files) await send(file, input);
  await refresh(input);
  under.set(input, under.get(input) - 1);
  if (!busy() && pressed) go();
}

function go() {
  const button = pressed;
  pressed = null;
  form.querySelector("[data-wait]").textContent = "";
  if (!form.querySelector(".coming.err")) form.requestSubmit(button);
}

form.addEventListener("change", ({ target: input }) => {
  if (input.type !== "file" || !input.files.length) return;
  if ([...input.files].some((file) => file.size > Number(input.dataset.most))) return; // form.js says so
  chosen(input);
});
// Who goes on before the files are there goes on when they are.
form.addEventListener("submit", (event) => {
  if (!busy()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  pressed = event.submitter;
  form.querySelector("[data-wait]").textContent = words.then;
}, true);
remind();
