/* The pages: a picture each, and over it an SVG in the PDF's own points, so that a box fits at any zoom. */
"use strict";
(() => {
  const { key, name } = KN.reading;
  const NEAR = "1500px";

  class PagePane {
    constructor(model, act) {
      this.model = model;
      this.act = act;
      this.zoom = 1;
      this.node = KN.h("div", { class: "pane-body pages" });
      this.node.addEventListener("click", (event) => this.click(event));
      const { doc, pages, why } = model.data;
      if (why)
        this.node.append(KN.h("p", { class: "empty", text: KN.t(`reader.no-pages.${why}`, { source: doc.source }) }));
      this.sheets = new Map(pages.map((page) => [page[0], this.sheet(page, doc)]));
      this.node.append(...[...this.sheets.values()].map((sheet) => sheet.node));
      this.watch();
    }

    sheet([number, x0, top, x1, bottom, drawn], doc) {
      const view = [x0, top, x1 - x0, bottom - top];
      const marks = KN.svg("svg", {
        viewBox: view.join(" "),
        preserveAspectRatio: "none",
        class: "marks",
        role: "group",
        "aria-label": KN.t("page.marks", { n: number }),
      });
      const image = drawn
        ? KN.h("img", {
            alt: KN.t("page.alt", { n: number, title: doc.title || doc.source }),
            loading: "lazy",
            decoding: "async",
            width: Math.round(view[2]),
            height: Math.round(view[3]),
          })
        : KN.h("p", { class: "empty", text: KN.t("reader.no-page") });
      const frame = KN.h("div", { class: "sheet" }, image, marks);
      frame.style.aspectRatio = `${view[2]} / ${view[3]}`;
      const node = KN.h(
        "section",
        { class: "page", "data-page": number, "aria-label": KN.t("page.name", { n: number }) },
        frame,
        KN.h("p", { class: "page-number", text: KN.t("page.name", { n: number }) }),
      );
      return { node, marks, image: drawn ? image : null, number };
    }

    /** A picture is asked for when its page comes near; in a single file it is decoded only then. */
    watch() {
      const watcher = new IntersectionObserver(
        (entries) => {
          for (const entry of entries) {
            if (!entry.isIntersecting) continue;
            const sheet = this.sheets.get(Number(entry.target.dataset.page));
            if (sheet.image && !sheet.image.hasAttribute("src"))
              sheet.image.src = KN.picture(this.model.data.doc.doc_id, sheet.number);
            watcher.unobserve(entry.target);
          }
        },
        { root: this.node, rootMargin: NEAR },
      );
      for (const sheet of this.sheets.values()) watcher.observe(sheet.node);
    }

    draw() {
      this.shapes = new Map();
      const onPage = new Map([...this.sheets.keys()].map((n) => [n, []]));
      const area = (record) => record.b.reduce((sum, [, x0, top, x1, bottom]) => sum + (x1 - x0) * (bottom - top), 0);
      const sorted = this.model.visible
        .filter((r) => r.b.length)
        .map((r) => [area(r), r])
        .sort((a, b) => b[0] - a[0] || b[1].i - a[1].i);
      for (const [, record] of sorted) {
        const shapes = [];
        for (const number of new Set(record.b.map((box) => box[0]))) {
          if (!onPage.has(number)) continue;
          const shape = KN.svg(
            "g",
            {
              class: `m t-${record.t}`,
              "data-r": record.i,
              "data-key": key(record),
              role: "button",
              tabindex: "-1",
              "aria-pressed": "false",
              "aria-label": name(record, this.model.data),
            },
            record.b
              .filter((box) => box[0] === number)
              .map(([, x0, top, x1, bottom]) =>
                KN.svg("rect", { x: x0, y: top, width: x1 - x0, height: bottom - top }),
              ),
          );
          onPage.get(number).push(shape);
          shapes.push(shape);
        }
        this.shapes.set(record, shapes);
      }
      for (const [number, shapes] of onPage) this.sheets.get(number).marks.replaceChildren(...shapes);
      this.select(this.model.selected);
    }

    /** As in the text: the topmost record first, then those under it. */
    click(event) {
      const sheet = event.target.closest(".sheet");
      if (!sheet) return;
      const over = document
        .elementsFromPoint(event.clientX, event.clientY)
        .map((node) => node.closest?.("g.m"))
        .filter((g) => g && sheet.contains(g));
      const records = [...new Set(over)].map((g) => this.model.records[Number(g.dataset.r)]);
      if (!records.length) return;
      this.act.select(records[(records.indexOf(this.model.selected) + 1) % records.length], "pages");
    }

    stop(record) {
      return this.shapes.get(record)?.[0];
    }

    select(record) {
      for (const shape of this.node.querySelectorAll("g.on")) {
        shape.classList.remove("on");
        shape.setAttribute("aria-pressed", "false");
      }
      for (const shape of this.node.querySelectorAll('g[tabindex="0"]')) shape.setAttribute("tabindex", "-1");
      for (const sheet of this.node.querySelectorAll(".page.here")) sheet.classList.remove("here");
      const shapes = this.shapes.get(record) ?? [];
      for (const shape of shapes) {
        shape.classList.add("on");
        shape.setAttribute("aria-pressed", "true");
      }
      if (record && !shapes.length) this.sheets.get(record.p)?.node.classList.add("here"); // known by its page alone
      (shapes[0] ?? this.node.querySelector("g"))?.setAttribute("tabindex", "0");
    }

    reveal(record) {
      const target = this.stop(record) ?? this.sheets.get(record.p)?.node;
      if (target) KN.panes.scrollTo(this.node, target);
    }

    focus(record) {
      this.stop(record)?.focus({ preventScroll: true });
      return Boolean(this.stop(record));
    }

    setZoom(zoom) {
      const { node } = this;
      const across = node.scrollWidth > 0 ? (node.scrollLeft + node.clientWidth / 2) / node.scrollWidth : 0.5;
      const down = node.scrollHeight > 0 ? (node.scrollTop + node.clientHeight / 2) / node.scrollHeight : 0;
      this.zoom = Math.min(4, Math.max(0.5, zoom));
      node.style.setProperty("--zoom", this.zoom);
      node.scrollLeft = across * node.scrollWidth - node.clientWidth / 2;
      node.scrollTop = down * node.scrollHeight - node.clientHeight / 2;
      return this.zoom;
    }
  }

  KN.reading.PagePane = PagePane;
})();
