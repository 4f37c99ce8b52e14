/* Keys of a reviewer: j and k go to the next and the previous finding, d to the decision, ? lists them.

   A page without the parts that a key needs ignores it, and so does every field in which somebody writes. Whoever
   does not want single keys turns them off in the list; the choice stays on the device. */
"use strict";

(() => {
  const help = document.getElementById("keys");
  if (!help) return;
  const used = document.getElementById("keys-used");
  const NAME = "keys-off";
  help.hidden = false;
  used.checked = localStorage.getItem(NAME) === null;
  used.addEventListener("change", () => {
    if (used.checked) localStorage.removeItem(NAME);
    else localStorage.setItem(NAME, "1");
  });
  const heads = () => [...document.querySelectorAll(".finding-row summary")];
  const rowOf = (element) => element && element.closest(".finding-row");
  const step = (by) => {
    const link = document.querySelector(by > 0 ? "main a[rel=next]" : "main a[rel=prev]");
    const all = heads();
    if (!all.length) {
      if (link) link.click();
      return;
    }
    const row = rowOf(document.activeElement);
    const here = all.findIndex((head) => rowOf(head) === row);
    const next = all[here < 0 ? (by > 0 ? 0 : all.length - 1) : here + by];
    if (next) next.focus();
  };
  const decide = () => {
    const choice = document.querySelector("#decided input");
    if (choice) {
      choice.focus();
      choice.scrollIntoView({ block: "center" });
      return;
    }
    const row = rowOf(document.activeElement);
    const link = row && row.querySelector(".next-act a");
    if (link) link.click();
  };
  const list = () => {
    help.open = !help.open;
    if (help.open) help.querySelector("summary").focus();
  };
  const acts = { j: () => step(1), k: () => step(-1), d: decide, "?": list };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (!acts[event.key] || (!used.checked && event.key !== "?")) return;
    event.preventDefault();
    acts[event.key]();
  });
})();
