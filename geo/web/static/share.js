// A text to take along: the address of this view, the address or citation of an event. It is copied where the browser lets
// a page do so, and stands there selected in any case: in a frame of another site, or without https, a page may not copy.
(() => {
  "use strict";
  const atlas = (window.atlas = window.atlas || {});
  const { element } = atlas;
  const LINK = '<svg viewBox="0 0 24 24" width="17" height="17" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round">' +
    '<path d="M10 14a4.6 4.6 0 0 0 6.6.4l3-3a4.6 4.6 0 0 0-6.5-6.5L11.4 6.6M14 10a4.6 4.6 0 0 0-6.6-.4l-3 3a4.6 4.6 0 0 0 6.5 6.5l1.7-1.7"/></svg>';

  // Shows a text in a place, selected, and copies it. long: over several lines. What holds the place is told that it grows
  // before the text takes the focus.
  atlas.copy = async (place, text, long = false) => {
    const told = element("div", "atlas-copied");
    const field = element(long ? "textarea" : "input", "");
    field.readOnly = true;
    field.value = text;
    if (long) field.rows = 4;
    place.replaceChildren(told, field);
    place.dispatchEvent(new Event("atlas:grown", { bubbles: true }));
    field.focus({ preventScroll: true });
    field.select();
    const words = atlas.say(await copied(text) ? "map.copied" : "map.copy_this");
    told.textContent = words;
    atlas.current.keyboard.tell(words);
    field.setAttribute("aria-label", words);
  };

  // Whether the browser has copied a text; what is selected for a page that may not ask for it.
  async function copied(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return document.execCommand("copy");
    }
  }

  // The button on the map.
  atlas.Share = class {
    constructor(owner) {
      const control = L.control({ position: "topleft" });
      control.onAdd = () => {
        const bar = element("div", "atlas-share leaflet-bar");
        const button = element("a", "");
        button.href = "#";
        button.role = "button";
        button.title = atlas.say("map.copy_link");
        button.setAttribute("aria-label", button.title);
        button.innerHTML = LINK;
        this.place = element("div", "atlas-share-text");
        bar.append(button, this.place);
        L.DomEvent.disableClickPropagation(bar);
        L.DomEvent.on(button, "click", (click) => {
          L.DomEvent.preventDefault(click);
          this.tell(owner.view.link(owner.view.looks()));
        });
        L.DomEvent.on(bar, "keydown", (press) => {
          L.DomEvent.stopPropagation(press); // arrows move in the text, not the map
          if (press.key === "Escape") {
            this.close();
            button.focus();
          }
          if (press.key === " " && press.target === button) button.click();
        });
        L.DomEvent.on(bar, "focusout", ({ relatedTarget: next }) => { if (!bar.contains(next) && document.hasFocus()) this.close(); });
        return bar;
      };
      control.addTo(owner.map);
      for (const done of ["click", "movestart"]) owner.map.on(done, () => this.close());
    }

    tell(address) {
      return atlas.copy(this.place, address);
    }

    close() {
      this.place.replaceChildren();
    }
  };
})();
