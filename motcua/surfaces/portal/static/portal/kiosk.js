// A browser that many share: nothing stays in it. Who rests is asked; who does not answer has gone. The server holds both too.
const { kiosk, asks } = document.documentElement.dataset;
const asking = document.querySelector("[data-rest]");
const nobody = location.pathname === "/" && !document.querySelector("[data-sign-out]");
let last = Date.now(), told = last;

function clear() {
  try { localStorage.clear(); sessionStorage.clear(); } catch { /* a browser that keeps nothing */ }
}

// Who types or reads without asking for a page is here: the server hears of it once a minute at most.
function here() {
  last = Date.now();
  if (asking || last - told < 60_000) return;
  told = last;
  fetch(`${asks}?con`).catch(() => {});
}

function look() {
  const rested = (Date.now() - last) / 1000;
  if (!asking) return rested > Number(kiosk) && !nobody ? location.assign(`${asks}?next=${encodeURIComponent(location.pathname + location.search)}`) : undefined;
  const left = Math.max(0, Math.ceil(Number(asking.dataset.rest) - rested));
  asking.querySelector("[data-left]").textContent = left;
  if (!left) asking.requestSubmit();
}

for (const what of ["keydown", "pointerdown", "input", "wheel", "touchstart"]) addEventListener(what, here, { capture: true, passive: true });
clear();
const beat = setInterval(look, 1000);
addEventListener("pagehide", () => { clearInterval(beat); clear(); });
addEventListener("pageshow", (event) => event.persisted && location.reload());
