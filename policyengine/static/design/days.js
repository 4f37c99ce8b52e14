/* A calendar beside an input that takes a day as it is written in either calendar (data-day: what the calendar is called).
   What is chosen in it is written into the input. Without this script the day is typed. */
"use strict";

for (const input of document.querySelectorAll("input[data-day]")) {
  const calendar = document.createElement("input");
  calendar.type = "date"; // without a name: it is not sent
  calendar.className = "calendar";
  calendar.tabIndex = -1; // by keyboard a day is typed faster, and each calendar would be four stops
  calendar.setAttribute("aria-label", input.dataset.day);
  const said = input.parentElement.querySelector(".in-era");
  const follow = () => {
    calendar.value = /^\d{4}-\d{2}-\d{2}$/.test(input.value) ? input.value : "";
  };
  follow();
  input.after(calendar);
  input.addEventListener("input", () => {
    said.textContent = ""; // it was the day that the page came with
    follow();
  });
  calendar.addEventListener("change", () => {
    input.value = calendar.value;
    said.textContent = "";
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
