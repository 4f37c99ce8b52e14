/* Takes along what was typed when somebody changes the language: it stands in its form again in the other one.

   The form that was typed into last is sent with the language button's own. Nothing is where a password is asked for.
   Without this script the language changes as it always does. A button that belongs to the page's form would need no
   script, but the browser would then press it for whoever types Enter. */
"use strict";

(() => {
  const language = document.querySelector("form.language");
  if (!language) return;
  let typedInto = null;
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && form !== language && form.method === "post") typedInto = form;
  });
  language.addEventListener("submit", () => {
    if (!typedInto || !typedInto.isConnected || typedInto.querySelector("input[type=password]")) return;
    const texts = [...new FormData(typedInto)].filter(([name, value]) => {
      return name !== "csrfmiddlewaretoken" && typeof value === "string";
    });
    const typed = language.elements.typed || document.createElement("input");
    typed.type = "hidden";
    typed.name = "typed";
    typed.value = new URLSearchParams(texts).toString();
    language.append(typed);
  });
})();
