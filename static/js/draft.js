// Drafts of long forms (data-draft="key") on this device: kept while typing, offered again after a crash, dropped when the
// form has been sent and the next page is another one. A page marked data-keep-drafts (signing in again) decides nothing.
// Passwords and files are never kept.
const PREFIX = "draft:";
const SENT = "draft-sent";

const key = (form) => PREFIX + form.dataset.draft;
const kept = (field) =>
  field.name && !["password", "file", "hidden", "submit", "button"].includes(field.type) && field.name !== "csrfmiddlewaretoken";

function read(form) {
  const values = {};
  for (const field of form.elements) {
    if (!kept(field)) continue;
    const list = (values[field.name] ??= []);
    if (field.type === "checkbox" || field.type === "radio") {
      if (field.checked) list.push(field.value);
    } else if (field.multiple) list.push(...[...field.selectedOptions].map((option) => option.value));
    else list.push(field.value);
  }
  return values;
}

function write(form, values) {
  const at = {};
  for (const field of form.elements) {
    if (!kept(field) || !(field.name in values)) continue;
    const list = values[field.name];
    if (field.type === "checkbox" || field.type === "radio") field.checked = list.includes(field.value);
    else if (field.multiple) for (const option of field.options) option.selected = list.includes(option.value);
    else field.value = list[(at[field.name] = (at[field.name] ?? -1) + 1)] ?? "";
  }
}

function offer(form, saved) {
  const notice = form.querySelector("template[data-draft-notice]");
  if (!notice) return;
  const box = notice.content.firstElementChild.cloneNode(true);
  box.querySelector("time").textContent = new Date(saved.at).toLocaleString(document.documentElement.lang);
  box.querySelector("[data-restore]").addEventListener("click", () => {
    write(form, saved.values);
    form.dispatchEvent(new Event("input", { bubbles: true }));
    box.remove();
  });
  box.querySelector("[data-forget]").addEventListener("click", () => {
    localStorage.removeItem(key(form));
    box.remove();
  });
  form.prepend(box);
}

function watch(form) {
  let timer = 0;
  const first = JSON.stringify(read(form));
  const stored = localStorage.getItem(key(form));
  if (stored) {
    const saved = JSON.parse(stored);
    if (JSON.stringify(saved.values) !== first) offer(form, saved);
  }
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      localStorage.setItem(key(form), JSON.stringify({ at: Date.now(), values: read(form) }));
    }, 800);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    sessionStorage.setItem(SENT, key(form));
  });
}

const forms = [...document.querySelectorAll("form[data-draft]")];
const sent = sessionStorage.getItem(SENT);
const undecided = document.querySelector("[data-keep-drafts]") || forms.some((form) => key(form) === sent);
if (sent && !undecided) localStorage.removeItem(sent);
sessionStorage.removeItem(SENT);
forms.forEach(watch);
