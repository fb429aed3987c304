"""What the desktop would show and play while a page is behind another window."""

from typing import Final

SEEN_FROM_OUTSIDE: Final = """
  const told = [];
  const keep = () => { document.documentElement.dataset.told = JSON.stringify(told); };
  window.Notification = class {
    static permission = "default";
    static async requestPermission() { return (this.permission = "granted"); }
    constructor(title, options) { told.push({ title, ...options }); keep(); }
    addEventListener() {}
    close() { told.push("closed"); keep(); }
  };
  const create = AudioContext.prototype.createOscillator;
  AudioContext.prototype.createOscillator = function () {
    told.push("tone");
    keep();
    return create.call(this);
  };
  let away = false;
  Object.defineProperty(document, "visibilityState", { get: () => (away ? "hidden" : "visible") });
  document.hasFocus = () => !away;
  document.addEventListener("look", ({ detail }) => {
    away = detail === "away";
    document.dispatchEvent(new Event("visibilitychange"));
  });
"""
"""What the desktop would show and play, and whether the tab is in front."""
LOOK: Final = "(where) => document.dispatchEvent(new CustomEvent('look', { detail: where }))"
