// The words that Streamlit's widgets have of themselves, which are English and no parameter of theirs, in the language of the page.
// They come in the order of LANGUAGES; either is found, for a reader may switch. {places} stand for what a widget puts in.
(() => {
  "use strict";
  const ATTRIBUTES = ["aria-label", "placeholder"];
  const NAMED = ATTRIBUTES.map((name) => `.stApp [${name}]:not(svg *)`).join();
  const WRITTEN = [
    ...["stSkipToContent", "stFileUploaderDropzone", "stMultiSelectDropdown", "stSelectboxVirtualDropdown", "stDataFrameColumnMenu",
      "stDataFrameColumnVisibilityMenu", "stDataFrameResizable", "InputInstructions", "stTooltipContent", "stStatusWidget", "stDialog"],
  ].map((id) => `[data-testid="${id}"] *`).concat('[data-testid="stSkipToContent"]').join();
  const LANGUAGES = ["en", "ko"];
  const known = new Map(); // English or Korean words -> both
  const patterns = [];
  let due = false;

  function learn(both) {
    for (const words of both) {
      known.set(words, both);
      const parts = words.split(/\{\w+\}/);
      if (parts.length > 1) patterns.push([new RegExp(`^${parts.map(escaped).join("(.+)")}$`), both]);
    }
  }

  function escaped(text) {
    return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  }

  // A text in the language of the page; one that is none of Streamlit's as it is.
  function told(text) {
    const language = LANGUAGES.indexOf(document.documentElement.lang);
    if (known.has(text)) return known.get(text)[language];
    for (const [pattern, both] of patterns) {
      const found = pattern.exec(text);
      if (found) return both[language].replace(/\{\w+\}/, () => found[1]);
    }
    return text;
  }

  function look() {
    due = false;
    for (const element of document.querySelectorAll(NAMED)) {
      for (const name of ATTRIBUTES) {
        const text = element.getAttribute(name);
        if (text && told(text) !== text) element.setAttribute(name, told(text));
      }
    }
    for (const { childNodes } of document.querySelectorAll(WRITTEN)) {
      for (const node of childNodes) {
        const text = node.nodeType === Node.TEXT_NODE ? node.nodeValue.trim() : "";
        if (text && told(text) !== text) node.nodeValue = told(text);
      }
    }
  }

  function soon() {
    if (!due) requestAnimationFrame(look);
    due = true;
  }

  JSON.parse(document.getElementById("atlas-widgets").textContent).forEach(learn);
  new MutationObserver(soon).observe(document.documentElement, { childList: true, subtree: true, characterData: true, attributeFilter: [...ATTRIBUTES, "lang"] });
})();
