/* Changes between light and dark at once: the page is not loaded again, so nothing typed is lost.

   Without this script the buttons send their form and the page comes back in the other colours. */
"use strict";

(() => {
  const form = document.querySelector("form.appearance");
  const dark = document.getElementById("dark");
  if (!form || !dark) return;
  form.addEventListener("submit", async (event) => {
    const pressed = event.submitter;
    if (!pressed || !pressed.dataset.media) return;
    event.preventDefault();
    const before = dark.media;
    const show = (media) => {
      dark.media = media;
      for (const each of form.querySelectorAll("button")) {
        each.setAttribute("aria-pressed", String(each.dataset.media === media));
      }
    };
    show(pressed.dataset.media);
    const body = new URLSearchParams([...new FormData(form), [pressed.name, pressed.value]]);
    try {
      const answer = await fetch(form.action, { method: "POST", body, redirect: "manual", keepalive: true });
      if (answer.type !== "opaqueredirect") throw new Error(String(answer.status));
    } catch {
      show(before); // what is not kept is not shown
    }
  });
})();
