// Who signs out leaves nothing typed behind in this browser; what was filed is not kept here either.
const BEGIN = "motcua-draft/";

function forget(begin) {
  try {
    Object.keys(localStorage).filter((key) => key.startsWith(begin)).forEach((key) => localStorage.removeItem(key));
  } catch { /* a browser that keeps nothing */ }
}

document.querySelector("[data-sign-out]")?.addEventListener("submit", () => forget(BEGIN));
const filed = document.querySelector("[data-filed]");
if (filed) forget(BEGIN + filed.dataset.filed + "/");
