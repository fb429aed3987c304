// @ts-check
/*
 * What the young person's page knows. Everything on the page is drawn from this one object, so that
 * any state of it can be set and looked at.
 */

import { Words } from "../shared/catalogue.js";
import { batch, computed, signal } from "../vendor/preact.js";

/** @typedef {import("../shared/wire.d.ts").Service} Service */
/** @typedef {import("../shared/wire.d.ts").WireEvent} WireEvent */
/** @typedef {import("../shared/outbox.js").Draft} Draft */
/** @typedef {"entry" | "questions" | "waiting" | "talk" | "after"} View */
/**
 * @typedef {object} Place
 * @property {number | null} position 1 is next
 * @property {number | null} wait_low_s
 * @property {number | null} wait_high_s
 * @property {string | null} closing_at
 * @property {null | "overtaken" | "max_wait" | "closing" | "closed"} worse
 * @property {boolean} [held] nobody can be met before a supervisor is back
 */
/**
 * @typedef {object} Answers to the entry questions; what is missing was skipped
 * @property {string} [age_band]
 * @property {string} [about]
 * @property {string} [suicide_question]
 * @property {string} [municipality] code
 * @property {string} [gender]
 * @property {string} [opening]
 */
/**
 * @typedef {object} Counsellor
 * @property {string} name
 * @property {"counsellor" | "supervisor" | "bridge" | "companion"} role
 * @property {"here" | "away"} presence
 * @property {boolean} typing
 */
/** @typedef {{ key: string, values?: Record<string, string | number>, text?: string }} Said a key, or a text the house sent */

export const state = {
  words: signal(new Words("da", {})),
  /** @type {import("../vendor/preact.js").Signal<View>} */
  view: signal(/** @type {View} */ ("entry")),
  service: signal(/** @type {Service | null} */ (null)),

  answers: signal(/** @type {Answers} */ ({})),
  opening: signal(/** @type {"no" | "asking" | "retrying"} */ ("no")),
  /** Why the way in did not open. */
  entryNotice: signal(/** @type {Said | null} */ (null)),

  line: signal(/** @type {import("../shared/connection.js").LineStatus} */ ("connecting")),
  place: signal(/** @type {Place} */ (nowhere())),
  events: signal(/** @type {readonly WireEvent[]} */ ([])),
  loading: signal(true),
  drafts: signal(/** @type {readonly Draft[]} */ ([])),
  /** The last own message the counsellor has had on the screen, and when we heard of it. */
  seen: signal({ seq: 0, at: "" }),
  counsellor: signal(/** @type {Counsellor | null} */ (null)),
  /** Until when the talk is paused, ms since 1970 by the house's clock. */
  pausedUntil: signal(/** @type {number | null} */ (null)),

  /**
   * How an offered way on is shown, and the line it answers by: fetched with the first one.
   *
   * @type {import("../vendor/preact.js").Signal<(typeof import("./bridge.js") & { ask: import("./bridge_card.js").Ask }) | null>}
   */
  bridges: signal(null),
  /**
   * How a proposed summary is shown, and the line it is read and answered by: fetched with the first one.
   *
   * @type {import("../vendor/preact.js").Signal<(typeof import("./summary.js") & { ask: import("./summary.js").Ask }) | null>}
   */
  summaries: signal(null),
  /**
   * How an offered video talk is shown, and the line it is answered by: fetched with the first one.
   *
   * @type {import("../vendor/preact.js").Signal<(typeof import("./video.js") & { ask: import("./bridge_card.js").Ask }) | null>}
   */
  videos: signal(null),
  /** Whether the next one may read the summary one has agreed to. */
  bringing: signal(false),

  /** What stands in the box and is not sent. */
  writing: signal(""),
  composerNotice: signal(/** @type {Said | null} */ (null)),
  dialog: signal(/** @type {null | "limits" | "more" | "plan"} */ (null)),
  feedback: signal(/** @type {"no" | "sending" | "sent" | "failed"} */ ("no")),
  feltWrong: signal(/** @type {"no" | "open" | "sending" | "sent" | "failed"} */ ("no")),

  /** How one wants to be told of news; as the page began, not at all. */
  sound: signal({ tone: false, buzz: false }),

  /** For those who hear the page: what is new, said once. */
  status: signal(""),
  alert: signal(""),
  heard: signal(""),
};

export const language = computed(() => state.words.value.language);

/** Forget everything of a talk, as if the page had just been opened; the door stays as it is. */
export function beginAnew() {
  batch(() => {
    state.answers.value = {};
    state.opening.value = "no";
    state.line.value = "connecting";
    state.place.value = nowhere();
    state.events.value = [];
    state.loading.value = true;
    state.drafts.value = [];
    state.seen.value = { seq: 0, at: "" };
    state.counsellor.value = null;
    state.pausedUntil.value = null;
    state.bridges.value = null;
    state.summaries.value = null;
    state.videos.value = null;
    state.bringing.value = false;
    state.writing.value = "";
    state.composerNotice.value = null;
    state.dialog.value = null;
    state.feedback.value = "no";
    state.feltWrong.value = "no";
  });
}

/** @returns {Place} */
export function nowhere() {
  return { position: null, wait_low_s: null, wait_high_s: null, closing_at: null, worse: null };
}

/**
 * Words for people, in the language of the page.
 *
 * @param {string} key
 * @param {import("../shared/catalogue.js").Values} [values]
 */
export function say(key, values) {
  return state.words.value.say(key, values);
}

/** @param {Said} said */
export function spoken(said) {
  return said.text || say(said.key, said.values);
}
