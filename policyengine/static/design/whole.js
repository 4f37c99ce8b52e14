/* Keeps dates, amounts, articles, yes and no, words such as 問題なし, and the codes of rules and cases in one line.

   Japanese is broken between phrases, which parts a month from its day and a number from its unit, and any text after a
   hyphen. Only the look changes: what is copied, searched and read aloud stays. Without this script the statements of
   findings are kept whole by the server (the filter `unbroken`). */
"use strict";

(() => {
  const MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December";
  const LONGEST = 18; // letters of a code: a longer one may be wider than its column
  const PATTERN = new RegExp(
    [
      String.raw`(?<![\w-])[A-Z0-9]+(?:-[A-Z0-9]+)+(?![\w-])`,
      String.raw`(?:令和|平成|昭和)(?:元|\d{1,2})年(?:度|\d{1,2}月(?:\d{1,2}日)?)?`,
      String.raw`\d{4}年(?:度|\d{1,2}月(?:\d{1,2}日)?)?`,
      String.raw`\b\d{1,2} (?:${MONTHS}) \d{4}\b`,
      String.raw`第\d+条(?:の\d+)*(?:第\d+項)?(?:第\d+号)?`,
      String.raw`(?<![\d,.])\d[\d,.]*(?:兆|億|万|千)?(?:円|か月|日|月|年|件|人|%|％)`,
      String.raw`¥\d[\d,]*`,
      String.raw`(?<![ぁ-ん])(?:はい|いいえ)(?![ぁ-ん])`,
      String.raw`(?:問題|該当|指摘|設定|記載|根拠|手続)なし`,
    ].join("|"),
    "g",
  );
  const LEFT = "script, style, svg, select, textarea, pre, code, .code-copy, .whole, .reference";

  const keep = (text) => {
    const found = [...text.data.matchAll(PATTERN)].filter((each) => each[0].length <= LONGEST || !each[0].includes("-"));
    if (!found.length || text.parentElement.closest(LEFT)) return;
    for (const each of found.reverse()) {
      const part = text.splitText(each.index);
      part.splitText(each[0].length);
      const whole = document.createElement("span");
      whole.className = "whole";
      part.replaceWith(whole);
      whole.append(part);
    }
  };
  const within = (root) => {
    const texts = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) texts.push(walker.currentNode);
    texts.forEach(keep);
  };
  const main = document.querySelector("main");
  if (main) within(main);
  document.addEventListener("htmx:load", (event) => {
    if (event.target !== document.body) within(event.target); // what the page fetches into itself
  });
})();
