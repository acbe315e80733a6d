// Menus and the drawer close on Escape and on a press outside; focus returns to where it came from.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
    return;
  }
  const drawer = document.getElementById("rail-switch");
  if (drawer?.checked) {
    drawer.checked = false;
    drawer.focus();
  }
});
