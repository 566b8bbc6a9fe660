// Small help of the desk's pages; everything has a way without it.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
});
// A panel fetched into the page takes the focus, so that keys and screen readers go on from there; what is wrong comes first.
document.addEventListener("htmx:afterSwap", () => {
  const panel = document.querySelector("#panel");
  (panel?.querySelector("[role=alert][data-focus]") ?? panel?.querySelector("[data-focus]"))?.focus();
});
// What htmx asked for and did not get is told beside what was pressed, in the answer's own words; the button may be pressed again.
function tell({ detail: { elt, xhr } }) {
  const note = document.querySelector("template#trouble").content.firstElementChild.cloneNode(true);
  const told = xhr?.responseText && new DOMParser().parseFromString(xhr.responseText, "text/html").querySelector("[data-told]");
  if (told) note.replaceChildren(...told.children);
  note.querySelectorAll("h1").forEach((heading) => heading.replaceWith(Object.assign(document.createElement("b"), { textContent: heading.textContent })));
  const form = elt.closest("form");
  form?.dispatchEvent(new Event("motcua:not-taken", { bubbles: true }));
  if (elt === form) form.append(note);
  else if (form) (elt.closest(".field") ?? elt).after(note);
  else (document.querySelector("#panel") ?? document.querySelector("main")).prepend(note);
  note.scrollIntoView({ block: "nearest" });
}
document.addEventListener("htmx:beforeRequest", () => document.querySelectorAll("[data-trouble]").forEach((old) => old.remove()));
document.addEventListener("htmx:responseError", tell);
document.addEventListener("htmx:sendError", tell);
// A refusal that brings nothing for the place it was asked for leaves that place as it is.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.xhr.status < 400 || detail.xhr.responseText.includes(`id="${detail.target.id}"`)) return;
  detail.shouldSwap = false;
  detail.isError = true;
});
// "Tất cả đạt": one press where everything was looked at together.
document.querySelectorAll("[data-check-all]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => {
    button.closest("fieldset").querySelectorAll(`input[type=radio][value="${button.dataset.checkAll}"]`).forEach((radio) => {
      const title = radio.closest("tr").querySelector("input[name$=_title]");
      if (!title || title.value) radio.checked = true;
    });
  });
});
