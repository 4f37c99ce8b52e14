/* The colours of a text as it is typed: its field is laid over a copy of its lines, of which the keys, notes, names of
   numbers and quoted words have colours. People read and type in the field alone: the copy is hidden from screen readers
   and takes no pointer. Without this script the field is a plain one. */
"use strict";

(() => {
  // As rules/workshop/shown_text.py tells them apart; a test compares the two on every file of the rulebook.
  const PART = /(?<note>(?:^|(?<=\s))#.*)|(?<key>(?:(?<=[\s{,-])|^)[A-Za-z_][A-Za-z0-9_-]*(?=:(?:\s|$)))|(?<name>\bparameter\.[a-z0-9_]+)|(?<quoted>"[^"]*"|'[^']*')/gu;

  function start() {
    for (const text of document.querySelectorAll("textarea[data-highlight]")) lay(text);
  }

  function lay(text) {
    if (text.dataset.laid) return;
    text.dataset.laid = "true";
    const copy = document.createElement("div");
    copy.className = "code-copy";
    copy.setAttribute("aria-hidden", "true");
    copy.lang = text.lang;
    const lines = copy.appendChild(document.createElement("div"));
    const over = document.createElement("div");
    over.className = "code-field";
    text.before(over);
    over.append(copy, text);
    let known = []; // the lines that the copy shows

    function show() {
      const now = text.value.split("\n");
      let first = 0; // lines that are alike at the beginning, and at the end
      while (first < now.length && first < known.length && now[first] === known[first]) first += 1;
      let last = 0;
      while (last < now.length - first && last < known.length - first && now[now.length - 1 - last] === known[known.length - 1 - last]) last += 1;
      for (let gone = known.length - last - first; gone > 0; gone -= 1) lines.children[first].remove();
      const made = document.createDocumentFragment();
      for (const line of now.slice(first, now.length - last)) made.append(shown(line));
      lines.insertBefore(made, lines.children[first] || null);
      known = now;
      follow();
    }

    function follow() {
      lines.style.transform = `translate(${-text.scrollLeft}px, ${-text.scrollTop}px)`;
    }

    // The lines that the check beside the field names.
    function mark() {
      const wrong = new Set([...document.querySelectorAll("#checked a[href^='#line-']")].map((each) => Number(each.hash.slice(6)) - 1));
      [...lines.children].forEach((each, number) => each.classList.toggle("wrong", wrong.has(number)));
    }

    text.addEventListener("input", show);
    text.addEventListener("scroll", follow, { passive: true });
    // While an input method composes, the field shows its own text with the marks of the input method.
    text.addEventListener("compositionstart", () => over.classList.add("composing"));
    text.addEventListener("compositionend", () => {
      show();
      over.classList.remove("composing");
    });
    window.addEventListener("pageshow", show);
    document.body.addEventListener("htmx:afterSettle", mark);
    text.form?.addEventListener("reset", () => setTimeout(show));
    show();
    mark();
  }

  function shown(line) {
    const row = document.createElement("span");
    let done = 0;
    for (const found of line.matchAll(PART)) {
      row.append(line.slice(done, found.index));
      const part = row.appendChild(document.createElement("span"));
      part.className = Object.keys(found.groups).find((kind) => found.groups[kind] !== undefined);
      part.textContent = found[0];
      done = found.index + found[0].length;
    }
    row.append(`${line.slice(done)}\n`);
    return row;
  }

  document.addEventListener("DOMContentLoaded", start);
  if (document.readyState !== "loading") start();
})();
