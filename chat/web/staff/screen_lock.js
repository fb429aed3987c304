// @ts-check
/*
 * The covered screen (skærmlås): untouched for long, or asked for, the page hides what is on it. Behind
 * it everything goes on: the line, what is written and not sent, and the alarm. The house holds the
 * session back meanwhile, so that a page that is only painted over is not all there is.
 */

import { html, render, signal } from "../vendor/preact.js";
import { covered } from "./covered.js";
import { Idle } from "./idle.js";
import { LockPanel } from "./lock_panel.js";
import { coverTitle } from "./page_title.js";
import { post } from "./posting.js";
import { connectDownloads } from "./proof.js";

const TOUCHES = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"];
const LOOK_EVERY_MS = 1000;

/** Covers the page, if there is a lock on it. @type {() => void} */
let cover = () => {};

/** Whether this page has a lock: then one can ask for it. */
export const hasLock = signal(false);

/** Cover the screen now. */
export function lockScreen() {
  cover();
}

/**
 * Look after this page: cover it when nobody is there.
 *
 * @param {{ calling?: () => number }} [page] how many wait for somebody here, said on the cover too
 */
export async function connectScreenLock({ calling = () => 0 } = {}) {
  connectDownloads();
  const answer = await fetch("/api/account").catch(() => null);
  if (!answer?.ok) return;
  const { idle_s, factor_since } = await answer.json();
  const idle = new Idle(idle_s * 1000, Date.now());
  const others = new BroadcastChannel("brobygger.screen");
  /** @type {HTMLDialogElement | null} */
  let lock = null;

  const close = () => {
    if (lock !== null) return;
    const opener = /** @type {HTMLElement | null} */ (document.activeElement);
    lock = document.createElement("dialog");
    lock.className = "screen-lock";
    lock.addEventListener("cancel", (event) => event.preventDefault());
    document.documentElement.classList.add("is-covered");
    document.body.append(lock);
    render(html`<${LockPanel} calling=${calling} hasFactor=${factor_since !== null} opened=${() => {
      open();
      others.postMessage("open");
      opener?.focus();
    }} />`, lock);
    lock.showModal();
    covered.value = true;
    coverTitle(true);
  };
  const open = () => {
    if (lock === null) return;
    render(null, lock);
    lock.remove();
    lock = null;
    document.documentElement.classList.remove("is-covered");
    idle.touch(Date.now());
    covered.value = false;
    coverTitle(false);
  };
  cover = () => {
    close();
    others.postMessage("close");
    void post("/api/session/lock");
  };
  const look = () => {
    const here = Date.now();
    if (lock !== null) return;
    if (idle.isOver(here)) cover();
    else if (idle.isNews(here)) void tell();
  };
  const tell = async () => {
    const told = await post("/api/session/input");
    // Held back at the house already: a page that was asleep, or another tab that was covered.
    if (!told.ok && told.code === "locked") close();
  };
  const touched = () => {
    // First looked at, then touched: the first move after a long sleep must not open anything.
    look();
    if (lock !== null) return;
    idle.touch(Date.now());
    look();
  };

  for (const kind of TOUCHES) addEventListener(kind, touched, { capture: true, passive: true });
  // Behind the cover no key does anything; what is typed into the cover needs no handler of ours.
  addEventListener("keydown", (event) => { if (lock !== null) event.stopImmediatePropagation(); }, true);
  // A dialog of the page that opens meanwhile would stand above the cover, and shut it off.
  new MutationObserver((changes) => {
    const opened = changes.some(({ target }) => target !== lock && target instanceof HTMLDialogElement && target.open);
    if (lock !== null && opened) {
      lock.close();
      lock.showModal();
    }
  }).observe(document.documentElement, { subtree: true, attributes: true, attributeFilter: ["open"] });
  others.addEventListener("message", ({ data }) => {
    if (data === "close") close();
    else if (data === "open") open();
    else if (typeof data === "number") idle.touch(data);
  });
  setInterval(look, LOOK_EVERY_MS);
  // What one does in one tab holds the others open too.
  setInterval(() => others.postMessage(idle.touched), 5 * LOOK_EVERY_MS);
  document.addEventListener("visibilitychange", look);
  hasLock.value = true;
  look();
}
