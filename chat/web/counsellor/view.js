// @ts-check
/* How the desk is looked at (visning): which conversation has the focus, which panel shows, what dialog is open. */

import { computed, effect, signal } from "../vendor/preact.js";

/** @import { Desk } from "./desk.js" */
/** @import { State } from "./state.js" */

/** @typedef {"wide" | "middle" | "narrow"} Layout */
/** @typedef {"waiting" | "talk" | "notes"} PanelName */
/** @typedef {{ kind: "escalate" | "level" | "transfer" | "pause" | "report" | "close" | "risk" | "plan" | "card" | "help" | "summary" | "call" | "companion" | "video" | "sign_out", id: string }} OpenDialog */

/** Room for two conversations side by side, and for more than one panel, in rem. */
const WIDE_REM = 72;
const NARROW_REM = 48;

/** What takes another's place, in the order in which one goes into it; Back goes the other way. @type {Record<Layout, readonly PanelName[]>} */
const INWARDS = { narrow: ["waiting", "talk", "notes"], middle: ["talk", "notes"], wide: ["talk"] };

export class View {
  layout = signal(/** @type {Layout} */ ("wide"));
  focused = signal(/** @type {string | null} */ (null));
  /** The one panel shown when there is room for one; notes also replace the conversation in the middle width. */
  panel = signal(/** @type {PanelName} */ ("waiting"));
  dialog = signal(/** @type {OpenDialog | null} */ (null));
  /** The conversation whose wrap-up is open. */
  wrapUp = signal(/** @type {string | null} */ (null));
  /** The conversation one chooses a canned reply for. */
  replying = signal(/** @type {string | null} */ (null));
  keysOpen = signal(false);
  paletteOpen = signal(false);
  /** Where one chooses tones and notices. */
  alertsOpen = signal(false);
  /** Where one asks a specialist. */
  sparringOpen = signal(false);

  #desk;

  /** @param {Desk} desk */
  constructor(desk) {
    this.#desk = desk;
    this.current = computed(() => currentIn(desk.state.value, this.focused.value));
    this.side = computed(() => shownSide(desk.state.value, this.layout.value));
    this.depth = computed(() => Math.max(0, INWARDS[this.layout.value].indexOf(this.panel.value)));
    effect(() => {
      const open = this.wrapUp.value;
      if (open !== null && desk.state.value.known && desk.state.value.conversations[open] === undefined) this.wrapUp.value = null;
    });
    // A dialog goes with its conversation, and does not open by itself when that comes back.
    effect(() => {
      const open = this.dialog.value;
      if (open !== null && open.id !== "" && desk.state.value.known && desk.state.value.conversations[open.id] === undefined) this.dialog.value = null;
    });
  }

  /**
   * Follow the page's width in its own text size: with text twice as large there is room for half as much.
   *
   * @param {HTMLElement} ruler one rem wide
   */
  follow(ruler) {
    const measure = () => {
      const rem = document.documentElement.clientWidth / ruler.offsetWidth;
      this.layout.value = rem >= WIDE_REM ? "wide" : rem < NARROW_REM ? "narrow" : "middle";
    };
    const observer = new ResizeObserver(measure);
    observer.observe(document.documentElement);
    observer.observe(ruler);
    measure();
  }

  /**
   * Go to a conversation, its box first: where one most likely goes on.
   *
   * @param {string} id
   */
  goTo(id) {
    this.focused.value = id;
    this.panel.value = "talk";
    focusSoon(`write-${id}`);
  }

  /**
   * A conversation leaves the desk: go to another one, or to the waiting room.
   *
   * @param {string} id the one that leaves
   */
  goOnFrom(id) {
    const other = this.#desk.state.value.order.find((one) => one !== id);
    if (other !== undefined) {
      this.goTo(other);
      return;
    }
    this.panel.value = "waiting";
    focusSoon("take-next");
  }

  /** The browser's Back: what is under it shows again. @param {number} depth */
  backTo(depth) {
    const panel = INWARDS[this.layout.value][depth] ?? "waiting";
    this.panel.value = panel;
    // Not the box: on a phone that would bring its keyboard up.
    focusSoon(panel === "waiting" ? "take-next" : `panel-${this.current.value}`);
  }

  /** @param {string} id */
  goToNotes(id) {
    this.focused.value = id;
    this.panel.value = "notes";
    focusSoon("note");
  }

  /**
   * To where one whispers: beside the notes, or where a companion sits without the pen in place of the box.
   *
   * @param {string} id
   */
  goToWhisper(id) {
    const { seat, companion } = this.#desk.state.value.conversations[id] ?? {};
    if (seat === "companion" && !companion?.writes) {
      this.goTo(id);
      return;
    }
    this.focused.value = id;
    this.panel.value = "notes";
    focusSoon("advice");
  }
}

/** How long a place one goes to is waited for, and held while the page settles. */
const SETTLES_WITHIN_MS = 1000;
/** Which call of `focusSoon` was the last: an older one no longer pulls the focus. */
let latest = 0;

/**
 * Go there at once, so that no letter typed meanwhile is lost; then hold on until the page has settled, because the place
 * may be drawn some frames later, or drawn anew. Whoever goes elsewhere meanwhile is left alone, and so is who wrote in a
 * whisper that has become the box the young person reads.
 *
 * @param {string} id of an element that may be about to be drawn
 */
export function focusSoon(id) {
  const mine = ++latest;
  const until = performance.now() + SETTLES_WITHIN_MS;
  let been = false;
  let form = "";
  const hold = () => {
    const place = document.getElementById(id);
    const kind = place?.closest("form")?.className ?? "";
    const there = document.activeElement?.id === id;
    const elsewhere = been && !there && document.activeElement !== document.body;
    if (mine !== latest || elsewhere || (been && kind !== form)) return;
    if (!there) place?.focus();
    been ||= document.activeElement?.id === id;
    form = kind;
    if (performance.now() < until) requestAnimationFrame(hold);
  };
  hold();
}

/**
 * @param {State} state
 * @param {string | null} focused
 * @returns {string | null} the focused conversation, or else the first there is
 */
export function currentIn(state, focused) {
  return focused !== null && state.conversations[focused] !== undefined ? focused : (state.order[0] ?? null);
}

/**
 * Two that both go on stand side by side where there is room; else one shows, and the others are tabs.
 *
 * @param {State} state
 * @param {Layout} layout
 */
export function shownSide(state, layout) {
  return layout === "wide" && state.order.length === 2 &&
    state.order.every((id) => state.conversations[id]?.seat === "active");
}
