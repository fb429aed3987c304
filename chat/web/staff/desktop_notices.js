// @ts-check
/*
 * Notices outside the page (skrivebordsbeskeder): by choice, shown only while one is elsewhere. They never hold a word of
 * a conversation, nor what anybody in it is called: a screen may be seen by others.
 */

import { isShown } from "./covered.js";
import { computed, signal } from "../vendor/preact.js";

/** @typedef {"none" | "off" | "on" | "blocked"} NoticesState `none`: this browser has no such thing */
/** @typedef {ReturnType<typeof openNotices>} DesktopNotices */

/**
 * @param {string} keptAs the choice, kept on the device; it says nothing about anyone
 * @param {string} title
 */
export function openNotices(keptAs, title) {
  const wanted = signal(localStorage.getItem(keptAs) === "on");
  const permission = signal(permissionNow());
  /** @type {Map<string, Notification>} */
  const shown = new Map();
  const state = computed(() => stateOf(permission.value, wanted.value));

  /** Back at the page one sees for oneself. */
  const putAway = () => {
    if (isElsewhere()) return;
    for (const notice of shown.values()) notice.close();
    shown.clear();
  };
  addEventListener("focus", putAway);
  document.addEventListener("visibilitychange", putAway);

  return {
    state,
    /** @param {boolean} on */
    async choose(on) {
      if (on && permission.value === "default") await Notification.requestPermission();
      permission.value = permissionNow();
      wanted.value = on;
      localStorage.setItem(keptAs, on ? "on" : "off");
    },
    /**
     * @param {string} kind a newer one of the same kind takes the place of the older
     * @param {string} body
     */
    show(kind, body) {
      if (state.value !== "on" || !isElsewhere()) return;
      try {
        // Silent: the tone of this page is chosen apart, and its loudness too.
        const notice = new Notification(title, { body, tag: `brobygger.${kind}`, silent: true });
        notice.addEventListener("click", () => { window.focus(); });
        shown.set(kind, notice);
      } catch (error) {
        // Chrome on Android has the word but not the thing.
        if (!(error instanceof TypeError)) throw error;
        permission.value = "none";
      }
    },
  };
}

/** Whether the counsellor looks at something else: another tab, another window. */
export function isElsewhere() {
  return !isShown() || !document.hasFocus();
}

/** @returns {NotificationPermission | "none"} */
function permissionNow() {
  return "Notification" in window ? Notification.permission : "none";
}

/**
 * @param {NotificationPermission | "none"} permission
 * @param {boolean} wanted
 * @returns {NoticesState}
 */
export function stateOf(permission, wanted) {
  if (permission === "none") return "none";
  if (permission === "denied") return "blocked";
  return permission === "granted" && wanted ? "on" : "off";
}
