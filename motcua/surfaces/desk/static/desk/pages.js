// Small help of the desk's pages; everything has a way without it.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
});
// A panel fetched into the page takes the focus, so that keys and screen readers go on from there.
document.addEventListener("htmx:afterSwap", () => document.querySelector("#panel [aria-invalid], #panel [data-focus]")?.focus());
