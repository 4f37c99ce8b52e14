/* Lets a reader slide along the values of a number: the findings at the chosen value are read out beside the slider.

   Without this script the slider stays hidden, and the table has every value. */
"use strict";

(() => {
  const show = (slider) => {
    const row = document.querySelectorAll("#curve tbody tr")[Number(slider.value)];
    if (!row) return;
    for (const other of document.querySelectorAll("#curve tbody tr[aria-current]")) other.removeAttribute("aria-current");
    row.setAttribute("aria-current", "true");
    const said = `${row.dataset.value}: ${row.dataset.findings}`;
    document.getElementById("curve-said").textContent = said;
    slider.setAttribute("aria-valuetext", said);
  };
  const start = () => {
    const field = document.querySelector("[data-slider][hidden]");
    if (!field) return;
    const slider = field.querySelector("input");
    field.hidden = false;
    slider.addEventListener("input", () => show(slider));
    show(slider);
  };
  document.addEventListener("DOMContentLoaded", start);
  document.addEventListener("htmx:afterSwap", start);
  if (document.readyState !== "loading") start();
})();
