/* Keeps the rows that are open in the address, so that it can be sent: everybody then sees the same rows open. Rows of
   another part of the list stay in it, and so does the part that is shown.

   A link to a part of the page that is folded opens it. Without this script the rows open all the same, and each has a
   link of its own that opens it. */
"use strict";

(() => {
  const rows = () => [...document.querySelectorAll("details[data-finding]")];
  const write = () => {
    const address = new URL(location.href);
    const here = new Set(rows().map((row) => row.dataset.finding));
    const elsewhere = (address.searchParams.get("open") || "").split(",").filter((each) => each && !here.has(each));
    const open = [...rows().filter((row) => row.open).map((row) => row.dataset.finding), ...elsewhere];
    address.searchParams.delete("open");
    const part = document.querySelector("[data-part]");
    if (part && part.dataset.part !== "1") address.searchParams.set("findings", part.dataset.part);
    const query = address.searchParams.toString();
    const opened = open.length ? `open=${open.join(",")}` : "";
    address.search = [query, opened].filter(Boolean).join("&");
    history.replaceState(history.state, "", address);
    const next = document.querySelector("form.language input[name=next]");
    if (next) next.value = address.pathname + address.search;
  };
  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.matches("details")) target.open = true;
  };
  window.addEventListener("hashchange", reveal);
  reveal();
  // While an assessment runs, its part of the page is fetched again and again: with the rows that are open now.
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.target.id === "assessment") event.detail.path = event.detail.path.split("?")[0] + location.search;
  });
  document.addEventListener("toggle", (event) => {
    if (event.target.matches && event.target.matches("details[data-finding]")) write();
  }, true);
})();
