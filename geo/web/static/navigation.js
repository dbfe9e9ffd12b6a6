// A page opened in a new tab has the filter of this one: Streamlit's navigation leads to bare pages, and carries the filter
// only where it opens them itself. What is carried is said once, in geo/look/arrival.py.
// The page says in which language it is: at first as the server has said it, then as its address does.
(() => {
  "use strict";
  const LANGUAGES = ["en", "ko"];
  const LINK = '[data-testid="stTopNavLink"], [data-testid="stSidebarNavLink"]';

  function carry({ target }) {
    const link = target.closest?.(LINK);
    if (!link) return;
    const carried = JSON.parse(document.getElementById("atlas-carried").textContent);
    // As it is written: to decode and encode it would change how it looks.
    const pairs = location.search.slice(1).split("&").filter((pair) => carried.includes(pair.split("=")[0]));
    link.search = pairs.join("&");
  }

  function speak() {
    const { lang } = Object.fromEntries(new URLSearchParams(location.search));
    if (LANGUAGES.includes(lang)) document.documentElement.lang = lang;
  }
  window.navigation?.addEventListener("currententrychange", speak);

  // Before it can be pressed, copied or dragged, with a mouse, a finger or the keyboard.
  for (const near of ["pointerover", "pointerdown", "focusin"]) document.addEventListener(near, carry, { capture: true });
})();
