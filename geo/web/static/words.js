// The words that a reader sees on the map, from the table of its language (/assets/words-en.js), which comes before this.
(() => {
  "use strict";
  const atlas = (window.atlas = window.atlas || {});

  let numbers; // made once: a formatter costs more than all that it writes

  // Returns the words of a key with values in their places; numbers as the language writes them, text as it is. Words of
  // two forms (one, other) follow the value count.
  atlas.say = (key, values = {}) => {
    const { language, table } = atlas.words;
    numbers = numbers || new Intl.NumberFormat(language);
    const words = table[key];
    const pattern = typeof words === "string" ? words : (values.count === 1 && words.one) || words.other;
    return pattern.replace(/\{(\w+)\}/g, (_, name) => {
      const value = values[name];
      return typeof value === "number" ? numbers.format(value) : value;
    });
  };
})();
