// The bar at the foot of a visit tells the truth about saving: while it runs, when it failed, and (by the server's own
// words) when it is done. A form that failed keeps what was typed and can be sent again.
const bar = document.querySelector("[data-save-bar]");
const say = (word, tone) => {
  const line = document.getElementById("saved-state");
  if (!line) return;
  line.className = tone;
  line.querySelector("strong").textContent = word;
};

if (bar) {
  document.addEventListener("htmx:beforeRequest", () => say(bar.dataset.saving, "is-waiting"));
  const failed = () => say(bar.dataset.failed, "is-bad");
  document.addEventListener("htmx:sendError", failed);
  document.addEventListener("htmx:timeout", failed);
  document.addEventListener("htmx:responseError", failed);
}
