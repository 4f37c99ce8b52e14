/* The key / goes to the search of the header, from everywhere but a field in which somebody writes.

   Whoever turned single keys off (keys.js) is left alone. Without this script the field is there all the same. */
"use strict";

(() => {
  const field = document.getElementById("site-search");
  if (!field) return;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (event.target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]")) return;
    if (localStorage.getItem("keys-off") !== null) return;
    event.preventDefault();
    const menu = document.querySelector(".site-head .menu");
    if (menu && getComputedStyle(field.form).display === "none") menu.open = true;
    field.focus();
    field.select();
  });
})();
