// Starts Streamlit's page when the light map is drawn, and hands the first view over to Streamlit's map, once that is
// drawn: its place, its view and what was picked meanwhile.
(() => {
  "use strict";
  const layer = document.getElementById("atlas-first");
  const light = layer.querySelector("iframe");
  const LATE_MS = 1500; // whoever has no light map by then waits for it no longer
  const LOWEST_PX = 200;
  const SLOT = ".st-key-atlas-map iframe";

  // The map of a frame with its events drawn, or nothing yet.
  function drawn(frame) {
    const map = frame?.contentWindow?.atlas?.current;
    const { events, seen } = map?.map.getContainer().dataset || {};
    return events !== undefined && (!map.cells?.cells || seen !== undefined) && map.marks ? map : null;
  }

  // Both would share one thread, so that the map would be drawn late.
  function fetchAll() {
    for (const held of document.querySelectorAll('link[rel="held"]')) held.rel = "modulepreload";
  }
  light.addEventListener("load", fetchAll);

  function start() {
    fetchAll();
    for (const held of document.querySelectorAll('script[type="held"]')) {
      const script = document.createElement("script");
      script.type = "module";
      script.src = held.src;
      held.replaceWith(script);
    }
  }

  // Lies exactly over the frame that will take over, wherever the page puts it.
  function follow(slot) {
    const { left, top, width, height } = slot.getBoundingClientRect();
    if (height < LOWEST_PX) return; // not laid out yet: a map that is squeezed loses its view
    layer.classList.add("atlas-first-map");
    Object.assign(light.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
  }

  function handOver(from, to) {
    if (from?.moved) {
      to.moved = true;
      to.map.setView(from.map.getCenter(), from.map.getZoom(), { animate: false });
    }
    if (from?.layers) {
      to.layers.show(from.view.shown());
      to.legend.draw();
    }
    if (from?.view.moment && !to.view.moment) to.playback.take(from.view.moment);
    const picked = from?.marks && from.marks.spots.flatMap(({ members }) => members).find(({ id }) => id && id === from.state.picked);
    if (picked) to.pick(picked);
    requestAnimationFrame(() => {
      if (document.activeElement === light) document.querySelector(SLOT).focus(); // the keyboard stays on the map
      layer.remove();
    });
  }

  function watch() {
    if (drawn(light) || performance.now() > LATE_MS) start();
    const slot = document.querySelector(SLOT);
    if (slot) {
      follow(slot);
      const next = drawn(slot);
      if (next && slot.clientHeight >= LOWEST_PX) {
        handOver(light.contentWindow.atlas?.current, next);
        return;
      }
    } else if (document.querySelector('[data-testid="stMain"] h1:not(.st-key-atlas-said *), [data-testid="stDialog"]')) {
      layer.remove(); // another page, or a word of Streamlit's own
      return;
    }
    requestAnimationFrame(watch);
  }

  watch();
})();
