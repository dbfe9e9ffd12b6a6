// A page opened in a new tab has the filter of this one: Streamlit's navigation leads to bare pages, and carries the filter
// only where it opens them itself. What is carried is said once, in geo/look/arrival.py.
// A page that is being left is not heard any more: Streamlit takes whatever a map tells for a wish to stay on its page, also
// what it tells by itself when it is drawn, and a press on a link just before would be undone.
// The page says in which language it is: at first as the server has said it, then as its address does.
(() => {
  "use strict";
  const LANGUAGES = ["en", "ko"];
  const LINK = '[data-testid="stTopNavLink"], [data-testid="stSidebarNavLink"]';
  const LEADS = `${LINK}, [data-testid="stPageLink-NavLink"]`; // what Streamlit opens itself, without a new document
  const PATIENCE_MS = 20000; // a server that has not answered then may be gone, and the reader stays
  let left = null; // the page that is being left

  function carry({ target }) {
    const link = target.closest?.(LINK);
    if (!link) return;
    const carried = JSON.parse(document.getElementById("atlas-carried").textContent);
    // As it is written: to decode and encode it would change how it looks.
    const pairs = location.search.slice(1).split("&").filter((pair) => carried.includes(pair.split("=")[0]));
    link.search = pairs.join("&");
  }

  function leave({ target, ctrlKey, metaKey, shiftKey }) {
    const link = target.closest?.(LEADS);
    if (!link || ctrlKey || metaKey || shiftKey || link.pathname === location.pathname) return;
    const leaving = left = { path: location.pathname };
    setTimeout(() => { if (left === leaving) left = null; }, PATIENCE_MS);
  }

  function hear(event) {
    if (event.data?.type !== "streamlit:setComponentValue") return;
    if (left?.path === location.pathname) event.stopImmediatePropagation();
    else left = null;
  }

  function speak() {
    const { lang } = Object.fromEntries(new URLSearchParams(location.search));
    if (LANGUAGES.includes(lang)) document.documentElement.lang = lang;
  }
  window.navigation?.addEventListener("currententrychange", speak);

  document.addEventListener("click", leave, { capture: true });
  window.addEventListener("popstate", () => { left = null; });
  // This script comes before Streamlit's, and so hears it first.
  window.addEventListener("message", hear, { capture: true });

  // Before it can be pressed, copied or dragged, with a mouse, a finger or the keyboard.
  for (const near of ["pointerover", "pointerdown", "focusin"]) document.addEventListener(near, carry, { capture: true });
})();
