/* The reading view: pages, text and list side by side, one record chosen in all three. */
"use strict";
(() => {
  const { h } = KN;
  const { Model, TYPES, key, name, TextPane, PagePane, ListPane } = KN.reading;
  const t = (...args) => KN.t(...args);
  const PANES = ["pages", "text", "list"];

  KN.panes = {
    /** Scrolls a pane alone, and only if the target is not in its middle part. */
    scrollTo(pane, target) {
      const [outer, inner] = [pane.getBoundingClientRect(), target.getBoundingClientRect()];
      const room = Math.min(80, outer.height / 4);
      if (inner.top < outer.top + room || inner.bottom > outer.bottom - room) {
        pane.scrollTop += inner.top - outer.top - Math.max(room, (outer.height - inner.height) / 3);
      }
      if (inner.left < outer.left || inner.right > outer.right) pane.scrollLeft += inner.left - outer.left - 20;
    },
  };

  class Reader {
    constructor(main, data, back) {
      this.model = new Model(data);
      this.back = back;
      const act = { select: (record, from) => this.select(record, from) };
      this.panes = {
        pages: new PagePane(this.model, act),
        text: new TextPane(this.model, act),
        list: new ListPane(this.model, act),
      };
      main.replaceChildren(this.build(data.doc));
      document.title = `${data.doc.title || data.doc.source} – konsultnlp`;
      for (const pane of PANES) this.panes[pane].draw();
    }

    build(doc) {
      const facts = [
        KN.value("documents", "doc_type", doc.doc_type),
        doc.meeting_date || doc.year,
        t("pages", { n: Number(doc.pages) || 0 }),
        doc.source,
      ]
        .filter(Boolean)
        .join(" · ");
      const titles = { pages: t("pane.pages"), text: t("pane.text"), list: t("pane.list") };
      this.percent = h("output", { text: "100 %", "aria-live": "off" });
      const zoomer = (label, text, factor) =>
        h("button", {
          type: "button",
          "aria-label": label,
          title: label,
          text,
          on: { click: () => this.zoom(factor) },
        });
      const tools = h(
        "div",
        { class: "zoom", role: "group", "aria-label": t("zoom") },
        zoomer(t("zoom.out"), "−", 1 / 1.25),
        this.percent,
        zoomer(t("zoom.in"), "+", 1.25),
        zoomer(t("zoom.fit"), "↔", 0),
      );
      this.frames = Object.fromEntries(
        PANES.map((pane) => [
          pane,
          h(
            "section",
            { class: `pane pane-${pane}`, "aria-label": titles[pane] },
            h(
              "div",
              { class: "pane-head" },
              h("h2", { class: "pane-title", text: titles[pane] }),
              pane === "pages" && tools,
            ),
            this.panes[pane].node,
          ),
        ]),
      );
      this.tabs = h(
        "div",
        { class: "tabs", role: "group", "aria-label": t("pane.label") },
        PANES.map((pane) =>
          h("button", { type: "button", "data-pane": pane, text: titles[pane], on: { click: () => this.show(pane) } }),
        ),
      );
      for (const pane of PANES) this.panes[pane].node.tabIndex = pane === "list" ? -1 : 0;
      this.node = h(
        "article",
        { class: "reader", on: { keydown: (event) => this.key(event) } },
        h(
          "header",
          { class: "reader-head" },
          h(
            "div",
            {},
            h("a", { class: "back", href: this.back, text: `← ${t("reader.back")}` }),
            h("h1", { lang: doc.language || null, text: doc.title || doc.source }),
            h("p", { class: "note", text: facts }),
            doc.warnings && h("p", { class: "warn", text: KN.value("documents", "warnings", doc.warnings) }),
          ),
          this.chips(),
        ),
        this.tabs,
        h(
          "div",
          { class: "panes" },
          PANES.map((pane) => this.frames[pane]),
        ),
        h("p", { class: "keys note", text: t("reader.keys") }),
      );
      this.show(this.model.data.why ? "text" : "pages");
      return this.node;
    }

    chips() {
      return h(
        "fieldset",
        { class: "chips" },
        h("legend", { text: t("reader.types") }),
        TYPES.filter((type) => this.model.counts.get(type)).map((type) =>
          h(
            "label",
            { class: `chip t-${type}` },
            h("input", {
              type: "checkbox",
              value: type,
              checked: this.model.types.has(type),
              on: { change: (event) => this.toggle(type, event.target.checked) },
            }),
            h("span", { class: "dot", "aria-hidden": "true" }),
            t(`table.${type}`),
            h("span", { class: "n", text: KN.number(this.model.counts.get(type)) }),
          ),
        ),
      );
    }

    /** On a narrow screen one pane at a time. */
    show(pane) {
      this.node.dataset.pane = pane;
      for (const tab of this.tabs.children) tab.setAttribute("aria-pressed", String(tab.dataset.pane === pane));
      if (this.model.selected) this.panes[pane].reveal(this.model.selected);
    }

    toggle(type, on) {
      this.model.toggle(type, on);
      if (this.model.selected && !this.model.types.has(this.model.selected.t)) this.choose(null);
      for (const pane of PANES) this.panes[pane].draw();
    }

    zoom(factor) {
      const zoom = this.panes.pages.setZoom(factor ? this.panes.pages.zoom * factor : 1);
      this.percent.textContent = `${Math.round(zoom * 100)} %`;
    }

    choose(record) {
      this.model.selected = record;
      for (const pane of PANES) this.panes[pane].select(record);
      KN.settle({ doc: this.model.data.doc.doc_id, record: record ? key(record) : "" });
    }

    /** Chooses a record; the panes it was not chosen in go to it. */
    select(record, from) {
      if (!this.model.types.has(record.t)) {
        this.node.querySelector(`.chips input[value="${record.t}"]`).checked = true;
        this.model.types.add(record.t);
        for (const pane of PANES) this.panes[pane].draw();
      }
      this.choose(record);
      for (const pane of PANES) if (pane !== from) this.panes[pane].reveal(record);
      if (from === "text" || from === "pages") this.panes[from].focus(record);
      KN.announce(name(record, this.model.data));
    }

    /** The record of a deep link, known by table and id. */
    open(wanted) {
      const record = this.model.byKey.get(wanted);
      if (!record) return false;
      this.select(record, "");
      this.panes.list.focus();
      return true;
    }

    where(target) {
      return PANES.find((pane) => this.frames[pane].contains(target));
    }

    /** Arrows: next and previous record. Enter: the same record in the next pane. Escape: back, step by step. */
    key(event) {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const { target } = event;
      const pane = this.where(target);
      if (event.key === "Escape") {
        event.preventDefault();
        if (pane && pane !== "list") this.panes.list.focus();
        else if (this.model.selected) this.choose(null);
        else location.hash = this.back;
        return;
      }
      const onRecord = target.closest("mark, g.m, [role=listbox]");
      if (!pane || !onRecord) return;
      const down = pane === "list" ? ["ArrowDown"] : ["ArrowDown", "ArrowRight"];
      const up = pane === "list" ? ["ArrowUp"] : ["ArrowUp", "ArrowLeft"];
      const shown = this.model.visible;
      let to = null;
      if (down.includes(event.key)) to = this.model.neighbour(1);
      else if (up.includes(event.key)) to = this.model.neighbour(-1);
      else if (event.key === "Home") [to] = shown;
      else if (event.key === "End") to = shown[shown.length - 1];
      else if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        const record = this.onto(target) ?? this.model.selected;
        if (record) this.cross(record, pane);
        return;
      } else return;
      event.preventDefault();
      if (!to) return;
      this.select(to, "");
      if (!this.panes[pane].focus(to)) this.panes.list.focus();
    }

    onto(target) {
      const node = target.closest("[data-r]");
      return node && this.model.selected?.i !== Number(node.dataset.r) && !node.classList.contains("on")
        ? this.model.records[Number(node.dataset.r)]
        : null;
    }

    /** To the same record in the next pane that shows it: list, page, text, and round again. */
    cross(record, pane) {
      if (record !== this.model.selected) {
        this.select(record, pane);
        return;
      }
      const order = ["list", "pages", "text"];
      const at = order.indexOf(pane);
      for (const step of [1, 2]) {
        const next = order[(at + step) % 3];
        this.show(next);
        if (this.panes[next].focus(record)) {
          this.panes[next].reveal(record);
          return;
        }
      }
    }
  }

  KN.reader = (main, docId, wanted, back) => {
    main.replaceChildren(h("p", { class: "empty", text: t("loading") }));
    let reader = null;
    const ready = KN.load(`d-${docId}`).then(
      (data) => {
        reader = new Reader(main, data, back);
        if (wanted && !reader.open(wanted)) KN.announce(t("reader.unknown"));
      },
      () => {
        main.replaceChildren(
          h(
            "div",
            { class: "empty" },
            h("h1", { text: t("reader.missing") }),
            h("p", {}, h("a", { href: back, text: t("reader.back") })),
          ),
        );
      },
    );
    return { ready, docId, open: (record) => reader?.open(record) };
  };
})();
