// The words that a reader sees on the map, from the table of its language (/assets/words-en.js), which comes before this.
(() => {
  "use strict";
  const atlas = (window.atlas = window.atlas || {});

  const PLAIN = "en"; // the language of what is not said to be in another

  const MYRIADS = [[1e8, "억"], [1e4, "만"], [1, ""]];

  let numbers, days; // made once: a formatter costs more than all that it writes

  // A number as it stands in a sentence: the rule of number in geo/words/table.py.
  atlas.number = (value) => {
    const shown = Number.isInteger(value) ? value : Number(value.toPrecision(6));
    numbers = numbers || new Intl.NumberFormat(PLAIN, { maximumSignificantDigits: 21 });
    if (atlas.words.language !== "ko" || shown < 1e4 || !Number.isInteger(shown)) return numbers.format(shown);
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

  // Whether data have a text in the reader's language: name_ko beside name, which is English.
  atlas.has = (data, name) => atlas.words.language === PLAIN || Boolean(data[`${name}_${atlas.words.language}`]);

  // That text of the data, else the English one.
  atlas.own = (data, name) => (atlas.has(data, name) && data[`${name}_${atlas.words.language}`]) || data[name];

  // Writes it into an element, which says where it is in another language than the page.
  atlas.write = (box, data, name) => {
    box.textContent = atlas.own(data, name);
    if (!atlas.has(data, name)) box.lang = PLAIN;
    return box;
  };

  // A day, YYYY-MM-DD, in words.
  atlas.day = (text) => {
    const { language } = atlas.words;
    days = days || new Intl.DateTimeFormat(language === PLAIN ? "en-GB" : language, { dateStyle: "long", timeZone: "UTC" });
    return days.format(new Date(text));
  };

  // The address of an answer that is told in the reader's language.
  atlas.inWords = (url) => {
    const { language } = atlas.words;
    return language === PLAIN ? url : extended(url, `lang=${language}`);
  };

  // The address of a page of ours, which goes on in this language: also in English where the reader's browser asks for another.
  atlas.onwards = (url) => (atlas.spoken ? extended(url, atlas.spoken) : url);

  function extended(url, pair) {
    return `${url}${url.includes("?") ? "&" : "?"}${pair}`;
  }
})();
