/* Saves a form while somebody writes in it, and says when. Without this script its buttons save, as they always do.

   A form asks for it with data-autosave; it holds a hidden `version`. What another window saved meanwhile is never
   overwritten: saving then stops, a notice appears, and everything that was typed stays where it is. */
"use strict";

(() => {
  const PAUSE = 1000; // milliseconds without a keystroke
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const version = form.querySelector("input[name=version]");
  const status = document.getElementById("saved");
  const conflict = document.getElementById("conflict");
  const address = form.getAttribute("action") || location.pathname;
  let unsaved = false;
  let warned = false;
  let stopped = false;
  let timer = 0;
  let running = null;

  const say = (text) => {
    if (status.textContent !== text) status.textContent = text; // the same words are not read out again
  };

  async function send() {
    const body = new FormData(form);
    body.set("action", "autosave");
    unsaved = false;
    try {
      const answer = await fetch(address, { method: "POST", body, redirect: "error" });
      if (answer.status === 409) {
        stopped = true;
        say("");
        conflict.hidden = false;
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      const saved = await answer.json();
      version.value = saved.version;
      if (form.hasAttribute("action")) history.replaceState(null, "", address); // what was new has its own address now
      say(saved.said);
      document.body.dispatchEvent(new Event("draft-saved"));
    } catch {
      unsaved = true;
      say(form.dataset.failed);
    }
  }

  async function save() {
    clearTimeout(timer);
    if (running) await running;
    if (!unsaved || stopped) return;
    running = send();
    await running;
    running = null;
  }

  const later = () => {
    unsaved = true;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);

  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.replace(location.pathname + location.search); // the draft is newer than what was kept
  });

  // What is on its way has to arrive before the page is left: what follows would otherwise know an older version.
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    if (!running) {
      stopped = true;
      return;
    }
    event.preventDefault();
    await running;
    running = null;
    if (conflict.hidden) form.requestSubmit(event.submitter);
    else conflict.focus();
  });
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;
    if (!link || elsewhere || stopped || !(unsaved || running)) return;
    if (link.pathname === location.pathname && link.hash) return;
    event.preventDefault();
    await save();
    if (!conflict.hidden) conflict.focus();
    else if (unsaved && !warned) warned = true; // the status says that it is not saved; the next time the link leads on
    else location.assign(link.href);
  });
})();
