/* Data on demand. A page opened from the disk may not fetch files, so each data file is a script that calls KN.put;
   in a single file the data stands in blocks that are parsed when they are asked for. */
"use strict";
(() => {
  const MOST_KEPT = 40;
  const got = new Map();
  const waiting = new Map();
  const policy = window.trustedTypes
    ? window.trustedTypes.createPolicy("konsult", { createScriptURL: (url) => url })
    : { createScriptURL: (url) => url };

  function keep(name, value) {
    got.delete(name);
    got.set(name, value);
    const documents = [...got.keys()].filter((n) => n.startsWith("d-"));
    if (documents.length > MOST_KEPT) got.delete(documents[0]);
    return value;
  }

  /** Called by a data file. */
  KN.put = (name, json) => {
    const value = keep(name, JSON.parse(json));
    waiting.get(name)?.(value);
    waiting.delete(name);
  };

  /** A piece of data that is there already, else undefined. */
  KN.now = (name) => {
    if (got.has(name)) return got.get(name);
    const block = document.getElementById(`data-${name}`);
    return block ? keep(name, JSON.parse(block.textContent)) : undefined;
  };

  /** A promise of a piece of data; it fails if there is none of that name. */
  KN.load = (name) => {
    const there = KN.now(name);
    if (there !== undefined) return Promise.resolve(there);
    // The name may come from the address: it must not lead out of the folder.
    if (!/^[\p{L}\p{N}_-]+$/u.test(name) || KN.single()) return Promise.reject(new Error(name));
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      waiting.set(name, resolve);
      script.onload = () => script.remove();
      script.onerror = () => {
        waiting.delete(name);
        script.remove();
        reject(new Error(name));
      };
      script.src = policy.createScriptURL(`data/${encodeURIComponent(name)}.js`);
      document.head.append(script);
    });
  };

  /** Whether this is the single file that holds everything. */
  KN.single = () => document.getElementById("data-index") !== null;

  /** The address of a page's picture. */
  KN.picture = (docId, number) => {
    if (!KN.single()) return `pages/${encodeURIComponent(docId)}/${number}.webp`;
    const block = document.getElementById(`page-${docId}-${number}`);
    return block ? `data:image/webp;base64,${block.textContent}` : "";
  };
})();
