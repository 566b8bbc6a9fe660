// «Chép» beside each field to carry over. Without this the text is there to be marked and copied by hand.
const told = document.querySelector("[data-copied]");

// A page without TLS has no clipboard of its own: the browser then copies what is marked.
async function copy(node) {
  if (navigator.clipboard) return navigator.clipboard.writeText(node.textContent);
  getSelection().selectAllChildren(node);
  if (!document.execCommand("copy")) throw new Error("not copied");
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  const word = button.firstChild, before = word.textContent;
  button.addEventListener("click", async () => {
    try { await copy(button.parentElement.querySelector("[data-text]")); } catch { return; }
    word.textContent = button.dataset.done;
    told.textContent = button.textContent;
    setTimeout(() => { word.textContent = before; }, 2000);
  });
}
