// The bar at the foot of a visit tells the truth about saving: while it runs, when it failed, and (in the server's own
// words) when it is done. What could not be sent stays in its form; the bar offers to send it again, and does so by itself
// when the signal is back. Whoever leaves the page by a link waits until the last words are saved.
const typed = new Set();
const running = new Set();
const failed = new Set();
let leaveFor = "";

const rating = (element) => element.closest("form.rate-form");
// The element that sent: the one on which the event is told may be what remains after a swap.
const formOf = (event) => (event.detail.requestConfig?.elt ?? event.detail.elt).closest("form[hx-post]");
const bar = () => document.querySelector("[data-save-bar]");
const pending = () => typed.size + running.size;

function say(tone, ...words) {
  const line = document.getElementById("saved-state");
  if (!line) return;
  line.className = tone;
  line.replaceChildren(...words);
}

function strong(word) {
  const element = document.createElement("strong");
  element.textContent = word;
  return element;
}

function admit() {
  if (!failed.size || !bar()) return;
  const again = document.createElement("button");
  again.type = "button";
  again.className = "bar-button";
  again.textContent = bar().dataset.again;
  again.addEventListener("click", () => send(failed));
  say("is-bad", strong(bar().dataset.failed), again);
}

function send(forms) {
  for (const form of [...forms]) if (form.isConnected) window.htmx.trigger(form, "submit");
}

function fail(event) {
  const form = formOf(event);
  if (form) failed.add(form);
  leaveFor = "";
  admit();
}

function leave() {
  if (leaveFor && !pending() && !failed.size) window.location.assign(leaveFor);
}

document.addEventListener("input", (event) => {
  const form = rating(event.target);
  if (form) typed.add(form);
});
document.addEventListener("htmx:beforeRequest", (event) => {
  const form = formOf(event);
  if (!form) return;
  typed.delete(form);
  failed.delete(form);
  running.add(form);
  say("is-waiting", strong(bar().dataset.saving));
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = formOf(event);
  if (!form) return;
  running.delete(form);
  const { status } = event.detail.xhr;
  // A refusal that is no matter of the form's own fields stands above the list: lead the eye there.
  if ([403, 404, 409, 429].includes(status)) {
    say("is-bad", strong(bar().dataset.failed));
    document.getElementById("refusals")?.scrollIntoView({ block: "center" });
  }
  if (status < 200 || status >= 400) leaveFor = "";
  leave();
});
["htmx:sendError", "htmx:timeout", "htmx:responseError"].forEach((name) => document.addEventListener(name, fail));
document.addEventListener("htmx:afterSettle", admit);
document.addEventListener("htmx:oobAfterSwap", admit);
window.addEventListener("online", () => send(failed));

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || link.target || event.ctrlKey || event.metaKey || !(pending() || failed.size)) return;
  event.preventDefault();
  leaveFor = link.href;
  send([...typed, ...failed]);
});
window.addEventListener("beforeunload", (event) => {
  if (!pending() && !failed.size) return;
  event.preventDefault();
  event.returnValue = document.body.dataset.unsavedText;
});
