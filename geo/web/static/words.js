// The words that a reader sees on the map, from the table of its language (/assets/words-en.js), which comes before this.
(() => {
  "use strict";
  const atlas = (window.atlas = window.atlas || {});

  const FORMAT = new Intl.NumberFormat("en", { maximumSignificantDigits: 21 }); // made once: it costs more than all that it writes
  const MYRIADS = [[1e8, "억"], [1e4, "만"], [1, ""]];

  // A number as it stands in a sentence: the rule of number in geo/words/table.py.
  atlas.number = (value) => {
    const shown = Number.isInteger(value) ? value : Number(value.toPrecision(6));
    if (atlas.words.language !== "ko" || shown < 1e4 || !Number.isInteger(shown)) return FORMAT.format(shown);
    let rest = shown;
    return MYRIADS.map(([size, name]) => {
      const count = Math.floor(rest / size);
      rest -= count * size;
      return count ? `${count}${name}` : "";
    }).filter(Boolean).join(" ");
  };

  // Returns the words of a key with values in their places; numbers as the language writes them, text as it is. Words of
  // two forms (one, other) follow the value count.
  atlas.say = (key, values = {}) => {
    const words = atlas.words.table[key];
    const pattern = typeof words === "string" ? words : (values.count === 1 && words.one) || words.other;
    return pattern.replace(/\{(\w+)\}/g, (_, name) => {
      const value = values[name];
      return typeof value === "number" ? atlas.number(value) : value;
    });
  };
})();
