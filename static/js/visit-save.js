// The bar at the foot of a visit tells the truth about saving: while it runs, when it failed, and (in the server's own
// words) when it is done. What could not be sent stays in its form; the bar offers to send it again, and does so by itself
// when the signal is back.
const failed = new Set();
const formOf = (event) => event.detail.elt.closest("form[hx-post]");
const bar = () => document.querySelector("[data-save-bar]");

function say(tone, ...words) {
  const line = document.getElementById("saved-state");
  if (!line) return;
  line.className = `saved-state ${tone}`;
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
  again.addEventListener("click", retry);
  say("is-bad", strong(bar().dataset.failed), again);
}

function retry() {
  for (const form of [...failed]) if (form.isConnected) window.htmx.trigger(form, "submit");
}

function remember(event) {
  const form = formOf(event);
  if (form) failed.add(form);
  admit();
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = formOf(event);
  if (!form) return;
  failed.delete(form);
  say("is-waiting", strong(bar().dataset.saving));
});
["htmx:sendError", "htmx:timeout", "htmx:responseError"].forEach((name) => document.addEventListener(name, remember));
// A refusal that is no matter of the form's own fields stands above the list: lead the eye there.
document.addEventListener("htmx:afterRequest", (event) => {
  if (!formOf(event) || ![403, 404, 409, 429].includes(event.detail.xhr.status)) return;
  say("is-bad", strong(bar().dataset.failed));
  document.getElementById("refusals")?.scrollIntoView({ block: "center" });
});
document.addEventListener("htmx:afterSettle", admit);
document.addEventListener("htmx:oobAfterSwap", admit);
window.addEventListener("online", retry);
window.addEventListener("beforeunload", (event) => {
  if (!failed.size) return;
  event.preventDefault();
  event.returnValue = document.body.dataset.unsavedText;
});
