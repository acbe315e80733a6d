// Runs before the page is drawn: without a choice of the reader's own, follows the device's light or dark.
(function () {
  "use strict";
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  if (root.dataset.bsTheme) return;
  const follow = () => { root.dataset.bsTheme = dark.matches ? "dark" : "light"; };
  follow();
  dark.addEventListener("change", () => { if (!/(^|; )theme=/.test(document.cookie)) follow(); });
})();
