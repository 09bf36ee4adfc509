/* The clean text: a block a line, records marked in it, the one on top owning each piece. */
"use strict";
(() => {
  const { order, name } = KN.reading;

  /** Cuts start–end at every edge of a record: [from, to, records over it with the topmost first]. */
  function pieces(start, end, records) {
    const edges = new Set([start, end]);
    for (const r of records) {
      if (r.s > start) edges.add(r.s);
      if (r.e < end) edges.add(r.e);
    }
    const cuts = [...edges].sort((a, b) => a - b);
    return cuts.slice(1).map((to, i) => [cuts[i], to, records.filter((r) => r.s < to && r.e > cuts[i])]);
  }

  class TextPane {
    constructor(model, act) {
      this.model = model;
      this.act = act;
      this.node = KN.h("div", { class: "pane-body text", lang: model.data.doc.language || null });
      this.node.addEventListener("click", (event) => this.click(event));
    }

    draw() {
      const { text } = this.model.data;
      const records = this.model.visible.filter((r) => r.s >= 0).sort((a, b) => a.s - b.s);
      const headings = new Map(
        this.model.records
          .filter((r) => r.t === "sections" && r.s >= 0)
          .map((r) => [r.s, Number(r.fields.get("level")) || 1]),
      );
      this.first = new Map();
      this.all = new Map();
      const blocks = [];
      let next = 0;
      let open = [];
      for (let start = 0; start < text.length;) {
        let end = text.indexOf("\n", start);
        if (end < 0) end = text.length;
        open = open.filter((r) => r.e > start);
        while (next < records.length && records[next].s < end) open.push(records[next++]);
        const here = open.filter((r) => r.e > start).sort(order);
        if (end > start) {
          const level = headings.get(start);
          const tag = level ? `h${Math.min(6, level + 2)}` : "p";
          blocks.push(
            KN.h(
              tag,
              {},
              pieces(start, end, here).map((piece) => this.piece(text, ...piece)),
            ),
          );
        }
        start = end + 1;
      }
      if (!text.trim()) blocks.push(KN.h("p", { class: "empty", text: KN.t("reader.no-text") }));
      this.node.replaceChildren(...blocks);
      this.select(this.model.selected);
    }

    piece(text, start, end, over) {
      const words = text.slice(start, end);
      if (!over.length) return words;
      const [owner] = over;
      const mark = KN.h("mark", { class: `m t-${owner.t}`, "data-r": owner.i, text: words });
      mark.over = over;
      for (const record of over) {
        if (!this.all.has(record)) this.all.set(record, []);
        this.all.get(record).push(mark);
      }
      if (!this.first.has(owner)) {
        this.first.set(owner, mark);
        mark.setAttribute("role", "button");
        mark.setAttribute("tabindex", "-1");
        mark.setAttribute("aria-pressed", "false");
        mark.setAttribute("aria-description", KN.t(`one.${owner.t}`));
      }
      return mark;
    }

    /** A click chooses the topmost record; a click on the same place the one under it, and so on. */
    click(event) {
      const mark = event.target.closest("mark");
      if (!mark || getSelection().toString()) return;
      const at = mark.over.indexOf(this.model.selected);
      this.act.select(mark.over[(at + 1) % mark.over.length], "text");
    }

    /** The element that stands for a record: its own first piece, else the first that lies over it. */
    stop(record) {
      return this.first.get(record) ?? this.all.get(record)?.[0];
    }

    select(record) {
      for (const mark of this.node.querySelectorAll("mark.on")) mark.classList.remove("on");
      for (const mark of this.node.querySelectorAll('mark[aria-pressed="true"]'))
        mark.setAttribute("aria-pressed", "false");
      for (const mark of this.node.querySelectorAll('mark[tabindex="0"]')) mark.tabIndex = -1;
      for (const mark of this.all.get(record) ?? []) mark.classList.add("on");
      const stop = this.stop(record) ?? this.node.querySelector("mark[tabindex]");
      if (!stop) return;
      stop.tabIndex = 0;
      if (record && this.first.get(record) === stop) stop.setAttribute("aria-pressed", "true");
    }

    reveal(record) {
      const mark = this.all.get(record)?.[0];
      if (mark) KN.panes.scrollTo(this.node, mark);
    }

    focus(record) {
      const stop = this.stop(record);
      stop?.focus({ preventScroll: true });
      return Boolean(stop);
    }
  }

  KN.reading.TextPane = TextPane;
  KN.reading.nameOf = name;
})();
