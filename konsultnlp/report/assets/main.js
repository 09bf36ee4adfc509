/* Which view the address asks for, and the page's own settings. */
"use strict";
(() => {
  const main = document.getElementById("main");
  const index = KN.now("index");
  let view = null;
  let back = "#view=overview";

  function mark(name) {
    for (const link of document.querySelectorAll("#nav a")) {
      if (link.dataset.view === name) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }

  function draw() {
    const address = KN.state();
    const doc = address.get("doc");
    if (doc && view?.docId === doc && address.get("record")) {
      if (view.open(address.get("record"))) return;
    }
    KN.charts.clear();
    KN.theme.forget();
    document.body.dataset.view = doc ? "reader" : address.has("table") ? "tables" : "overview";
    if (doc) {
      mark("documents");
      view = KN.reader(main, doc, address.get("record"), back);
    } else if (address.has("table")) {
      mark(address.get("table") === "documents" ? "documents" : "tables");
      view = KN.tables(main, index, address);
    } else {
      mark("overview");
      view = KN.overview(main, index);
    }
  }

  /** A link to a document comes back to where it was followed. */
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest?.("a[href^='#']");
      if (link && !KN.state().has("doc")) back = location.hash || "#view=overview";
      if (link?.getAttribute("href") === "#main") {
        event.preventDefault();
        main.focus();
      }
    },
    true,
  );

  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && view?.focusSearch) {
      event.preventDefault();
      view.focusSearch();
    }
  });

  document.getElementById("lang").addEventListener("change", (event) => {
    KN.texts.use(event.target.value);
    view = null;
    draw();
  });
  window.addEventListener("hashchange", () => {
    draw();
    if (!KN.state().has("record")) window.scrollTo(0, 0);
  });
  window.addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll("figure details")) fold.open = true;
  });

  KN.texts.start(KN.now("texts"), index);
  KN.theme.start();
  KN.charts.setup();
  draw();
})();
