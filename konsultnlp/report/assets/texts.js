/* The interface's words in three languages, and how values are shown: codes by their word, ids by their name. */
"use strict";
(() => {
  const LOCALES = { nb: "nb-NO", nn: "nn-NO", en: "en-GB" };
  const words = new Map();
  let ministries = new Map();

  KN.texts = {
    start(texts, index) {
      for (const [language, pairs] of Object.entries(texts)) words.set(language, new Map(pairs));
      ministries = new Map(index.ministries.map(([id, ...rest]) => [id, rest]));
      const wanted = KN.stored.get("lang", document.documentElement.dataset.lang);
      KN.lang = words.has(wanted) ? wanted : "nb";
      KN.texts.apply();
    },
    use(language) {
      KN.lang = language;
      KN.stored.set("lang", language);
      KN.texts.apply();
    },
    /** Puts the words of the chosen language into the page's fixed parts. */
    apply() {
      document.documentElement.lang = KN.lang;
      for (const node of document.querySelectorAll("[data-t]")) node.textContent = KN.t(node.dataset.t);
      for (const node of document.querySelectorAll("[data-t-label]")) {
        node.setAttribute("aria-label", KN.t(node.dataset.tLabel));
      }
      document.getElementById("lang").value = KN.lang;
    },
  };

  const find = (key) => words.get(KN.lang)?.get(key);

  /** The text of a key; {name} in it is replaced. Numbers are written as the language does. */
  KN.t = (key, values) => {
    const text = find(key) ?? key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => {
      const value = values?.[name];
      return typeof value === "number" ? KN.number(value) : (value ?? whole);
    });
  };

  KN.number = (value, options) => new Intl.NumberFormat(LOCALES[KN.lang], options).format(value);
  KN.compare = (a, b) => collator().compare(a, b);
  let made = ["", null];
  function collator() {
    if (made[0] !== KN.lang) made = [KN.lang, new Intl.Collator(LOCALES[KN.lang], { numeric: true })];
    return made[1];
  }

  /** Kroner, short: "1,6 mrd. kr". */
  KN.kroner = (value) => {
    for (const [size, key] of [
      [1e12, "kr.bill"],
      [1e9, "kr.mrd"],
      [1e6, "kr.mill"],
    ]) {
      if (value >= size) return KN.t(key, { n: KN.number(value / size, { maximumFractionDigits: 1 }) });
    }
    return KN.t("kr.kr", { n: KN.number(value) });
  };

  KN.columnName = (table, column) => find(`col.${table}.${column}`) ?? find(`col.${column}`) ?? column;

  /** A party's or ministry's name; the id itself where it has none (a person's). */
  KN.party = (id, short) => {
    if (!ministries.has(id)) return find(`party.${id}`) ?? id;
    const [abbr, nb, nn, from, to] = ministries.get(id);
    if (short) return `${abbr} (${from}–${to === 9999 ? "" : to})`;
    return `${KN.lang === "nn" ? nn : nb} (${abbr} ${from}–${to === 9999 ? "" : to})`;
  };

  const IDS = /_ids?$/;
  const NOT_PARTIES =
    /^(doc|section|parent|turn|request|statement|amount|mention|reference|date|agreement|case|table|set_aside|target)_id$/;

  /** A cell as it is read. */
  KN.value = (table, column, value) => {
    if (value === "") return "";
    const word = find(`val.${table}.${column}.${value}`) ?? find(`val.${column}.${value}`);
    if (word !== undefined) return word;
    if (IDS.test(column) && !NOT_PARTIES.test(column))
      return value
        .split(";")
        .map((id) => KN.party(id, true))
        .join("; ");
    if (column === "value" || column === "value_max") return KN.number(Number(value), { maximumFractionDigits: 6 });
    if (column === "warnings") return value.split(";").map(KN.warning).join("; ");
    return value;
  };

  /** A warning: its code in words, and its page. */
  KN.warning = (text) => {
    const [code, page] = text.split(":");
    const word = find(`val.warning.${code}`) ?? code;
    return page ? `${word} (${code === "same-as" ? page : KN.t("page.short", { n: page })})` : word;
  };
})();
