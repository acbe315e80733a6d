// Warns before typed text is lost: forms with data-unsaved, until they are sent or left on purpose.
const dirty = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-unsaved]");
  if (form) dirty.add(form);
});
document.addEventListener("submit", (event) => dirty.delete(event.target));
document.addEventListener("click", (event) => {
  const leave = event.target.closest("[data-leave]");
  if (leave) dirty.delete(leave.closest("form"));
});
window.addEventListener("beforeunload", (event) => {
  const open = [...dirty].some((form) => form.isConnected);
  if (!open) return;
  event.preventDefault();
  event.returnValue = document.body.dataset.unsavedText;
});
