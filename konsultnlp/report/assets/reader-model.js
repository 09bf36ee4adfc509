/* The records of one document: which are shown, which lie over one another, what each is called. */
"use strict";
(() => {
  /** In the order in which they are listed; the first two are shown until the reader chooses. */
  const TYPES = [
    "requests",
    "amounts",
    "statements",
    "set_aside",
    "ministries",
    "references",
    "dates",
    "participants",
    "sections",
    "tables",
    "agreements",
    "cases",
  ];
  const AT_FIRST = TYPES.slice(0, 2);
  /** Of records with the same place the first in this order is on top. */
  const rank = new Map(TYPES.map((type, i) => [type, i]));

  class Model {
    constructor(data) {
      this.data = data;
      this.records = data.records.map((record, i) => ({ ...record, i, fields: new Map(record.f) }));
      this.byKey = new Map(this.records.map((record) => [`${record.t}.${record.id}`, record]));
      this.counts = new Map(TYPES.map((type) => [type, 0]));
      for (const record of this.records) this.counts.set(record.t, this.counts.get(record.t) + 1);
      const kept = KN.stored
        .get("types", "")
        .split(",")
        .filter((type) => rank.has(type));
      this.types = new Set(kept.length ? kept : AT_FIRST);
      this.selected = null;
    }

    get visible() {
      return this.records.filter((record) => this.types.has(record.t));
    }

    toggle(type, on) {
      if (on) this.types.add(type);
      else this.types.delete(type);
      KN.stored.set("types", [...this.types].join(","));
    }

    /** The visible record `step` places from the selected one. */
    neighbour(step) {
      const shown = this.visible;
      const at = shown.indexOf(this.selected);
      if (at < 0) return shown[step > 0 ? 0 : shown.length - 1];
      return shown[at + step];
    }

    /** Records whose quote overlaps that of `record`, in any type, closest first. */
    around(record) {
      if (record.s < 0) return [];
      return this.records
        .filter(
          (other) =>
            other !== record && other.t !== "sections" && other.s >= 0 && other.s < record.e && other.e > record.s,
        )
        .sort(order);
    }
  }

  /** The shorter record lies on top of the longer one. */
  function order(a, b) {
    return a.e - a.s - (b.e - b.s) || rank.get(a.t) - rank.get(b.t) || a.i - b.i;
  }

  const quote = (record, data) =>
    record.s >= 0
      ? data.text.slice(record.s, record.e)
      : (record.fields.get("title") ?? record.fields.get("caption") ?? record.fields.get("name") ?? record.id);
  const key = (record) => `${record.t}.${record.id}`;
  const shorten = (text, most) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);
  const name = (record, data) => `${KN.t(`one.${record.t}`)}: ${shorten(quote(record, data), 120)}`;

  KN.reading = { Model, TYPES, order, quote, key, name, shorten };
})();
