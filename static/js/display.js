// Large print, theme and the folded rail at once, without asking the server; the same forms work without JavaScript.
const root = document.documentElement;
const YEAR = 31536000;

function remember(name, value) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${name}=${value}; path=/; max-age=${value ? YEAR : 0}; SameSite=Lax${secure}`;
}

function setLarge(button) {
  const on = !root.hasAttribute("data-large");
  root.toggleAttribute("data-large", on);
  remember("large_print", on ? "1" : "");
  button.setAttribute("aria-pressed", String(on));
  button.value = on ? "" : "1";
}

function setTheme(button) {
  const next = root.dataset.bsTheme === "dark" ? "light" : "dark";
  root.dataset.bsTheme = next;
  remember("theme", next);
  nameTheme(button);
}

function nameTheme(button) {
  const dark = root.dataset.bsTheme === "dark";
  button.value = dark ? "light" : "dark";
  const word = button.querySelector("span");
  if (word) word.textContent = dark ? button.dataset.wordLight : button.dataset.wordDark;
}

function setRail(button) {
  const narrow = root.dataset.rail !== "narrow";
  if (narrow) root.dataset.rail = "narrow";
  else delete root.dataset.rail;
  remember("rail", narrow ? "narrow" : "");
  button.value = narrow ? "wide" : "narrow";
}

const actions = { large: setLarge, theme: setTheme, rail: setRail };

document.querySelectorAll('form[data-display="theme"] button').forEach(nameTheme);
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-display]");
  if (!form) return;
  event.preventDefault();
  actions[form.dataset.display](form.querySelector("button"));
});
