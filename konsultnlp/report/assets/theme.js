/* Light or dark: as the system has it, or as chosen. */
"use strict";
(() => {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const followers = new Set();

  function apply() {
    const chosen = KN.stored.get("theme", "auto");
    const theme = chosen === "auto" ? (dark.matches ? "dark" : "light") : chosen;
    document.documentElement.dataset.theme = theme;
    document.getElementById("theme").value = chosen;
    for (const follower of followers) follower();
  }

  KN.theme = {
    start() {
      document.getElementById("theme").addEventListener("change", (event) => {
        KN.stored.set("theme", event.target.value);
        apply();
      });
      dark.addEventListener("change", apply);
      apply();
    },
    /** Calls `follower` on each change until the view is left. */
    follow: (follower) => followers.add(follower),
    forget: () => followers.clear(),
    /** The value of a custom property of the style sheet. */
    color: (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim(),
  };
})();
