/* Breaks Japanese headings and labels between phrases where the browser has no `word-break: auto-phrase` (Firefox, Safari).

   BudouX is fetched from this site, by those browsers alone. Running text stays as the browser breaks it. */
"use strict";

(() => {
  const source = document.currentScript.dataset.budoux;
  if (CSS.supports("word-break", "auto-phrase")) return;
  const SHORT = "h1, h2, h3, h4, th, legend, summary, label, .button, .tag, .lead";
  const script = document.createElement("script");
  script.src = source;
  script.addEventListener("load", () => {
    const { parser } = document.createElement("budoux-ja");
    const within = (root) => root.querySelectorAll(SHORT).forEach((each) => parser.applyToElement(each));
    within(document.body);
    document.addEventListener("htmx:load", (event) => within(event.target)); // what the page fetches into itself
  });
  document.head.append(script);
})();
