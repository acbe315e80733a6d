// A form is sent once: a second press does nothing until the page is shown again.
function release(form) {
  delete form.dataset.sent;
  form.querySelectorAll("[data-held]").forEach((button) => {
    button.removeAttribute("aria-disabled");
    button.removeAttribute("data-held");
  });
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.matches("[data-display], [data-many]")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (event.defaultPrevented) return;
  form.dataset.sent = "1";
  // Buttons stay enabled for the browser, so that the pressed one's name and value are still sent.
  form.querySelectorAll("button:not([type=button]), input[type=submit]").forEach((button) => {
    button.setAttribute("aria-disabled", "true");
    button.setAttribute("data-held", "");
  });
});

window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form[data-sent]");
  if (form) release(form);
});
