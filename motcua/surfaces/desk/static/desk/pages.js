// Small help of the desk's pages; everything has a way without it.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
});
// A panel fetched into the page takes the focus, so that keys and screen readers go on from there; what is wrong comes first.
document.addEventListener("htmx:afterSwap", () => {
  const panel = document.querySelector("#panel");
  (panel?.querySelector("[role=alert][data-focus]") ?? panel?.querySelector("[data-focus]"))?.focus();
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
