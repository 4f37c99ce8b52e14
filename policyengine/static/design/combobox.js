/* Suggestions under an input, by the combobox pattern of the ARIA Authoring Practices: arrows go through them, Enter
   takes one, Escape closes, and a screen reader hears how many there are. The input shows the name of what was taken; two
   hidden ones beside it hold what it stands for, and the name by which it was taken: what is typed over it counts as
   typed. Without this script the page that comes back offers what fits. */
"use strict";

(() => {
  const PAUSE = 200; // milliseconds without a keystroke

  function enhance(input) {
    const list = document.getElementById(`${input.id}-list`);
    const status = document.getElementById(`${input.id}-found`);
    const chosen = document.getElementById(`${input.id}-chosen`);
    const value = document.getElementById(`${input.id}-value`);
    const called = document.getElementById(`${input.id}-called`);
    let active = -1;
    let timer = 0;
    let asked = 0;

    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);

    const options = () => [...list.querySelectorAll("[role=option]")];

    function point(place) {
      const all = options();
      active = all.length ? (place + all.length) % all.length : -1;
      all.forEach((each, number) => each.setAttribute("aria-selected", String(number === active)));
      if (active < 0) {
        input.removeAttribute("aria-activedescendant");
      } else {
        input.setAttribute("aria-activedescendant", all[active].id);
        all[active].scrollIntoView({ block: "nearest" });
      }
    }

    function close() {
      clearTimeout(timer);
      asked += 1; // an answer that is still on its way comes too late
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      active = -1;
      input.removeAttribute("aria-activedescendant");
      status.textContent = "";
    }

    function show(option) {
      input.value = called.value = option.dataset.name;
      value.value = option.dataset.value;
      chosen.textContent = "";
      close();
    }

    function take(option) {
      show(option);
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }

    async function found() {
      const answer = await fetch(`${input.dataset.lookup}?${new URLSearchParams({ q: input.value })}`, {
        redirect: "error",
      });
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.text();
    }

    // Whoever leaves the input with a code or a whole name has chosen it; with anything else, nothing.
    async function settle() {
      close();
      const typed = input.value.trim();
      if (!typed || typed === called.value) return;
      const mine = asked;
      try {
        const answer = await found();
        if (mine !== asked || document.activeElement === input) return;
        list.innerHTML = answer;
        const same = (text) => text.toLowerCase() === typed.toLowerCase();
        const meant = options().find((each) => same(each.dataset.value) || same(each.dataset.name));
        if (!meant) chosen.textContent = input.dataset.unchosen;
        else if (meant.dataset.value === typed) show(meant); // what was typed says it already, and is saved so
        else take(meant);
      } catch {
        return; // the page that comes back says what is wrong
      }
    }

    async function look() {
      const mine = (asked += 1);
      try {
        const answer = await found();
        if (mine !== asked || document.activeElement !== input) return;
        list.innerHTML = answer;
        const all = options();
        all.forEach((each, number) => {
          each.id = `${list.id}-${number}`;
        });
        status.textContent = list.querySelector("[data-found]").dataset.found;
        active = -1;
        input.removeAttribute("aria-activedescendant");
        list.hidden = !all.length;
        input.setAttribute("aria-expanded", String(all.length > 0));
      } catch {
        close(); // the input still takes what is typed
      }
    }

    input.addEventListener("input", () => {
      chosen.textContent = "";
      clearTimeout(timer);
      timer = setTimeout(look, PAUSE);
    });
    input.addEventListener("blur", settle);
    input.addEventListener("keydown", async (event) => {
      const open = !list.hidden;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!open) await look();
        if (!list.hidden) point(event.key === "ArrowDown" ? active + 1 : Math.max(active, 0) - 1);
      } else if (event.key === "Enter" && open && active >= 0) {
        event.preventDefault(); // takes the suggestion; the form is not sent
        take(options()[active]);
      } else if (event.key === "Escape" && open) {
        event.preventDefault();
        close();
      }
    });
    list.addEventListener("mousedown", (event) => {
      event.preventDefault(); // the focus stays in the input
      const option = event.target.closest("[role=option]");
      if (option) take(option);
    });
  }

  document.querySelectorAll("input[data-lookup]").forEach(enhance);
})();
