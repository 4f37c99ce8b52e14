/* Words that fit what is being typed in the text of a file: types of facts and their fields, words of closed lists,
   numbers, laws and keys. Arrow down chooses, Enter takes one, Escape closes; nothing is chosen by itself, so that Enter
   stays a new line. Without this script the page lists the same words under the text. */
"use strict";

(() => {
  const MOST = 8;
  const TYPED = /[A-Za-z_][A-Za-z0-9_.-]*$/; // the word that ends at the caret
  const COMPARED = /([a-z_]\w*)\.([a-z_]\w*)\s*(?:==|!=|in)\s*(?:\(|\[)?[^\n()]*$/; // a field before the caret, compared with a word

  function start() {
    const given = document.getElementById("completed-words");
    const box = document.getElementById("completion");
    if (!given || !box || box.dataset.ready) return;
    box.dataset.ready = "true";
    const words = JSON.parse(given.textContent);
    const text = document.getElementById(box.dataset.for);
    const list = document.getElementById("completion-list");
    const status = document.getElementById("completion-status");
    let active = -1;
    let from = 0; // where the word begins that an option replaces

    text.insertAdjacentElement("afterend", box);
    text.setAttribute("aria-autocomplete", "list");
    text.setAttribute("aria-controls", list.id);

    const options = () => [...list.children];

    function close() {
      box.hidden = true;
      active = -1;
      text.removeAttribute("aria-activedescendant");
      status.textContent = "";
    }

    function point(place) {
      const all = options();
      active = (place + all.length) % all.length;
      all.forEach((each, number) => each.setAttribute("aria-selected", String(number === active)));
      text.setAttribute("aria-activedescendant", all[active].id);
      all[active].scrollIntoView({ block: "nearest" });
    }

    function take(option) {
      text.setRangeText(option.textContent, from, text.selectionStart, "end");
      close();
      text.focus();
      text.dispatchEvent(new Event("input", { bubbles: true })); // it is checked as if it had been typed
    }

    // The type of the fact that a name of this rule stands for: "- sent: secondee".
    function typeOf(name) {
      const found = new RegExp(`(?:^|\\n)[\\s-]*${name}:[ \\t]*([a-z_]\\w*)`).exec(text.value);
      return found ? found[1] : name;
    }

    function fitting() {
      const before = text.value.slice(0, text.selectionStart);
      const typed = TYPED.exec(before);
      if (!typed || text.selectionStart !== text.selectionEnd) return [];
      const dot = typed[0].lastIndexOf(".");
      const part = typed[0].slice(dot + 1);
      from = before.length - part.length;
      let offered;
      const compared = COMPARED.exec(before.slice(0, from));
      if (dot >= 0) {
        const name = typed[0].slice(0, dot);
        offered = name === "parameter" ? words.numbers : Object.keys(words.facts[typeOf(name)] || {});
      } else if (compared && !/\b(?:and|or)\b/.test(before.slice(compared.index, from))) {
        offered = (words.facts[typeOf(compared[1])] || {})[compared[2]] || [];
      } else if (part.length < 2) {
        return [];
      } else {
        offered = [...words.keys, ...Object.keys(words.facts), ...words.laws, ...(words.numbers.length ? ["parameter."] : [])];
      }
      const begins = part.toLowerCase();
      return offered.filter((each) => each.startsWith(begins) && each !== part).slice(0, MOST);
    }

    function offer() {
      const found = fitting();
      if (!found.length) return close();
      active = -1;
      text.removeAttribute("aria-activedescendant");
      list.replaceChildren(
        ...found.map((word, number) => {
          const option = document.createElement("li");
          option.id = `completion-${number}`;
          option.setAttribute("role", "option");
          option.setAttribute("aria-selected", "false");
          option.textContent = word;
          option.addEventListener("mousedown", (event) => {
            event.preventDefault(); // the text keeps the caret
            take(option);
          });
          return option;
        }),
      );
      box.hidden = false;
      status.textContent = box.dataset.found.replace("#", found.length);
      return undefined;
    }

    text.addEventListener("input", (event) => event.isTrusted && offer());
    text.addEventListener("blur", close);
    text.addEventListener("click", close);
    text.addEventListener("keydown", (event) => {
      if (box.hidden || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key === "ArrowDown") point(active + 1);
      else if (event.key === "ArrowUp" && active >= 0) point(active - 1);
      else if (event.key === "Enter" && active >= 0) take(options()[active]);
      else if (event.key === "Escape") close();
      else {
        if (["ArrowLeft", "ArrowRight", "ArrowUp", "Home", "End", "Enter"].includes(event.key)) close();
        return;
      }
      event.preventDefault();
    });
  }

  document.addEventListener("DOMContentLoaded", start);
  if (document.readyState !== "loading") start();
})();
