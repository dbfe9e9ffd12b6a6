// Streamlit's pages by ear: what changes on them is said, and what their elements lack is given to them. What there is to say stands
// unseen on the page (pages/_ui/said.py), which draws its elements anew: the region that says it must stay the same.
(() => {
  "use strict";
  const SAID = ".st-key-atlas-said [class^=atlas-said]";
  const CARD = ".st-key-atlas-card";
  const MAP = ".st-key-atlas-map iframe";
  const region = document.createElement("div");
  region.className = "atlas-status";
  region.setAttribute("role", "status");
  const known = new Map();
  let due = false;
  let closing = false; // the card, whose button had the focus

  function look() {
    due = false;
    if (!region.isConnected) document.body.append(region);
    const found = [...document.querySelectorAll(SAID)];
    for (const text of found) {
      document.documentElement.lang = text.lang;
      if (known.has(text.className) && known.get(text.className) !== text.dataset.said) tell(text);
      known.set(text.className, text.dataset.said);
    }
    if (closing && !document.querySelector(CARD)) back();
    // Vega names neither part of the brush of a chart, nor other marks of a selection (vega-lite, issue 9623).
    for (const brush of document.querySelectorAll('[role="graphics-symbol"][class*="brush_brush"]')) brush.setAttribute("aria-hidden", "true");
  }

  function tell({ className, dataset: { said: words } }) {
    if (words) region.textContent = words;
    closing = !words && className === "atlas-said-event";
  }

  // To the mark that the reader came from.
  function back() {
    closing = false;
    if (document.activeElement === document.body) document.querySelector(MAP)?.contentDocument.querySelector('.leaflet-marker-icon[tabindex="0"]')?.focus();
  }

  new MutationObserver(() => {
    if (!due) requestAnimationFrame(look);
    due = true;
  }).observe(document.documentElement, { childList: true, subtree: true, attributeFilter: ["data-said"] });
})();
