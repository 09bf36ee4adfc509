/* Building blocks: elements made without any HTML string, the address as state, stored choices. */
"use strict";
window.KN = (() => {
  const SVG = "http://www.w3.org/2000/svg";

  function fill(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name === "on") {
        for (const [event, handler] of Object.entries(value)) node.addEventListener(event, handler);
      } else if (name === "text") {
        node.textContent = value;
      } else {
        // The report links to itself alone: an address out of a document is text, never a link.
        if (/^(href|src|action|style|on\w*)$/.test(name) && !(name === "href" && String(value).startsWith("#"))) {
          throw new Error(`attribute ${name} is not set this way`);
        }
        node.setAttribute(name, value === true ? "" : String(value));
      }
    }
    for (const child of children.flat(Infinity)) {
      if (child !== null && child !== undefined && child !== false) node.append(child);
    }
    return node;
  }

  /** An element: tag, attributes, children. Strings among the children are text. */
  const h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
  /** The same for SVG. */
  const svg = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

  /** The address after "#" as a plain map of strings. */
  const state = () => new Map(new URLSearchParams(location.hash.slice(1)));
  /** An address: pairs without a value are left out. */
  function hash(pairs) {
    const kept = Object.entries(pairs).filter(([, value]) => value !== "" && value !== null && value !== undefined);
    return `#${new URLSearchParams(kept)}`;
  }
  /** Changes the address without a new entry in the history and without drawing the view anew. */
  function settle(pairs) {
    const wanted = hash(pairs);
    if (wanted !== location.hash) history.replaceState(history.state, "", wanted);
  }

  /** A choice that outlives the page, where the browser lets pages from the disk store any. */
  const stored = {
    get(name, otherwise) {
      try {
        return localStorage.getItem(`konsultnlp.${name}`) ?? otherwise;
      } catch {
        return otherwise;
      }
    },
    set(name, value) {
      try {
        localStorage.setItem(`konsultnlp.${name}`, value);
      } catch {
        /* The choice holds until the page is closed. */
      }
    },
  };

  /** Runs `action` when calls have stopped coming for `ms`. */
  function later(action, ms) {
    let timer = 0;
    return (...args) => {
      clearTimeout(timer);
      timer = setTimeout(() => action(...args), ms);
    };
  }

  /** Tells a screen reader what has changed. */
  function announce(text) {
    document.getElementById("live").textContent = text;
  }

  return { h, svg, state, hash, settle, stored, later, announce };
})();
