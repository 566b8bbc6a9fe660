// A form is sent once, says that it is being sent, and warns of a file that is too large before it travels.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.target === "_blank") return; // the page stays: a paper may be asked for again
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  const button = event.submitter;
  if (button?.dataset.sending) button.textContent = button.dataset.sending;
});

addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

document.addEventListener("change", (event) => {
  const input = event.target;
  if (input.type !== "file" || !input.dataset.most) return;
  const tooLarge = [...input.files].some((file) => file.size > Number(input.dataset.most));
  input.setCustomValidity(tooLarge ? input.dataset.tooLarge : "");
  input.reportValidity();
});

document.querySelector("[data-focus]")?.focus();
