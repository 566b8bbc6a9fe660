// A form is sent once, says that it is being sent, and warns of a file that is too large before it travels.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.target === "_blank") return; // the page stays: a paper may be asked for again
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  const button = event.submitter;
  if (!button?.dataset.sending) return;
  said.set(button, [...button.childNodes]);
  button.textContent = button.dataset.sending;
});

// What was not taken may be sent again, by a button that says again what it does: after going back, or where a page tells so.
const said = new Map();
function release(form) {
  delete form.dataset.sent;
  said.forEach((words, button) => {
    if (button.form === form && said.delete(button)) button.replaceChildren(...words);
  });
}
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
document.addEventListener("motcua:not-taken", ({ target }) => target.matches("form") && release(target));

document.addEventListener("change", (event) => {
  const input = event.target;
  if (input.type !== "file" || !input.dataset.most) return;
  const tooLarge = [...input.files].some((file) => file.size > Number(input.dataset.most));
  input.setCustomValidity(tooLarge ? input.dataset.tooLarge : "");
  input.reportValidity();
});

// What is wrong comes first. An address with a place in it is followed when the page has loaded, and would take the focus away.
const first = document.querySelector("[role=alert][data-focus]") ?? document.querySelector("[data-focus]");
first?.focus();
if (first && location.hash) addEventListener("load", () => setTimeout(() => first.focus()));

// A choice that was made goes, and what it was about takes the focus.
document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-offer], [data-clash]")?.hidden) document.querySelector("main form:not(.bare) :is(input:not([type=hidden]), select, textarea)")?.focus();
});
