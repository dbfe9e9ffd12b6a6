// Puts what a page says without JavaScript in the place of one that does not come: its WebSocket is blocked, or far away.
(() => {
  "use strict";
  const LATE_MS = 8000;
  // What Streamlit draws while it waits is not yet the page.
  const DRAWN =
    '[data-testid="stMain"] [data-testid="stElementContainer"]:not(:has([data-testid="stAppSkeleton"])), [data-testid="stDialog"]';
  const told = document.getElementById("atlas-plain").textContent; // where scripts run, the inside of noscript is text
  const drawn = () => document.querySelector(DRAWN);

  setTimeout(() => {
    if (drawn()) return;
    const plain = document.createElement("div");
    plain.innerHTML = told;
    document.body.append(plain);
    const watch = new MutationObserver(() => {
      if (!drawn()) return;
      watch.disconnect();
      plain.remove();
    });
    watch.observe(document.getElementById("root"), { childList: true, subtree: true });
  }, LATE_MS);
})();
