/* Saves a form while somebody writes in it, and says when. Without this script its buttons save, as they always do.

   A form asks for it with data-autosave; it holds a hidden `version`. What another window saved meanwhile is never
   overwritten: saving then stops, a notice appears, and everything that was typed stays where it is. When the session
   has ended, a notice leads to sign-in in a new window; back in this one the form takes a new token and saves. */
"use strict";

(() => {
  const PAUSE = 1000; // milliseconds without a keystroke
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const version = form.querySelector("input[name=version]");
  const status = document.getElementById("saved");
  const conflict = document.getElementById("conflict");
  const ended = document.getElementById("ended");
  const token = form.querySelector("input[name=csrfmiddlewaretoken]");
  const address = form.getAttribute("action") || location.pathname;
  let unsaved = false;
  let warned = false;
  let stopped = false;
  let leaving = false;
  let stale = false; // the session has ended, or another one has begun: the token of this page counts no more
  let timer = 0;
  let running = null;

  const say = (text) => {
    if (status.textContent !== text) status.textContent = text; // the same words are not read out again
  };

  // The page as it is now says whether somebody is signed in who may see it, and which token counts for them.
  async function renewed() {
    const answer = await fetch(location.href, { redirect: "manual" });
    if (!answer.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const current = page.querySelector("form[data-autosave] input[name=csrfmiddlewaretoken]");
    if (!current) return false;
    for (const each of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) each.value = current.value;
    stale = false;
    ended.hidden = true;
    return true;
  }

  async function send() {
    unsaved = false;
    try {
      if (stale && !(await renewed())) throw new Error("401");
    } catch {
      unsaved = true;
      return;
    }
    const body = new FormData(form);
    body.set("action", "autosave");
    try {
      const answer = await fetch(address, { method: "POST", body, redirect: "error" });
      if (answer.status === 409) {
        stopped = true;
        say("");
        conflict.hidden = false;
        return;
      }
      if (answer.status === 401 || answer.status === 403) {
        unsaved = stale = true;
        ended.hidden = false;
        say(form.dataset.ended);
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

  // On a slow line somebody writes before this script has come: nobody has heard those keystrokes.
  const asServed = (field) => {
    if (field.localName !== "select") return field.value === field.defaultValue && field.checked === field.defaultChecked;
    const options = [...field.options];
    const chosen = options.filter((each) => each.defaultSelected);
    const served = chosen.length || field.multiple ? chosen : options.slice(0, 1);
    return options.every((each) => each.selected === served.includes(each));
  };
  const named = [...form.elements].filter((each) => each.name && each.matches("input, select, textarea"));
  if (!named.every(asServed)) later();

  const back = () => {
    if (unsaved && document.visibilityState === "visible") later();
  };
  window.addEventListener("focus", back);
  document.addEventListener("visibilitychange", back);

  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.replace(location.pathname + location.search); // the draft is newer than what was kept
  });

  // What is on its way has to arrive before the page is left: what follows would otherwise know an older version.
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    if (!running && (leaving || !stale)) {
      stopped = true;
      return;
    }
    event.preventDefault();
    const { submitter } = event;
    await running;
    running = null;
    if (stale) {
      leaving = true; // whoever is still signed out is led to sign-in by the button, and what was typed is kept
      await renewed().catch(() => false);
    }
    if (conflict.hidden) form.requestSubmit(submitter);
    else conflict.focus();
  });
  const language = document.querySelector("form.language");
  language.addEventListener("submit", async (event) => {
    if (stopped || !(unsaved || running)) return;
    event.preventDefault();
    const { submitter } = event;
    await save();
    stopped = true;
    language.requestSubmit(submitter);
  });
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;
    if (!link || link.target || elsewhere || stopped || !(unsaved || running)) return;
    if (link.pathname === location.pathname && link.hash) return;
    event.preventDefault();
    await save();
    if (!conflict.hidden) conflict.focus();
    else if (unsaved && !warned) warned = true; // the status says that it is not saved; the next time the link leads on
    else location.assign(link.href);
  });
})();
