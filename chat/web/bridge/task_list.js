// @ts-check
/* The tasks (opgaver) as one value: what the house told last, which one is open, and what is asked about it. */

import { daysFrom } from "../shared/time.js";
import { faultWords } from "../staff/words.js";
import { signal } from "../vendor/preact.js";

/** @import { Ack } from "../shared/wire.d.ts" */
/** @import { LineStatus } from "../shared/connection.js" */
/** @import { Me } from "../staff/wire.js" */

/**
 * @typedef {object} Task never a word of the young person's
 * @property {string} bridge_id the list's own: it leads to no talk
 * @property {string | null} call_word null: nobody is to put it together with another task
 * @property {"suggested" | "sent" | "received" | "first_contact" | "held" | "not_held" | "withdrawn"} status
 * @property {"hand_over" | null} lane null: opened by the house itself
 * @property {{ service_id: string, name: string, retired: boolean } | null} service
 * @property {string[]} shared which fields the young person shares
 * @property {string | null} ended_at
 * @property {string} trigger a topic's code, or "level"
 * @property {number} level
 * @property {string[]} topics
 * @property {string | null} age_band
 * @property {string | null} municipality
 * @property {string} opened_at
 * @property {string | null} due_at
 * @property {{ staff_id: string, display_name: string } | null} owner
 * @property {TaskVideoTalk | null} [video] that one has asked for oneself
 */
/** @typedef {{ seq: number, status: "offered" | "accepted", at: string | null, opens_at: string | null, until: string }} TaskVideoTalk */
/** @typedef {{ at: string, status: string, note: string | null, by: string | null, follow_up_at?: string | null }} Move */
/** @typedef {Record<string, string> | "hidden" | "shredded"} Shared what a young person shared: not asked for yet, the fields, or gone */
/** @typedef {(event: string, payload: object) => Promise<Ack>} Ask never rejects */
/** @typedef {{ note: string, message: string, followUp: string }} Draft what one is writing about a task, as its fields have it */

export class TaskList {
  line = signal(/** @type {LineStatus} */ ("connecting"));
  /** null: the house has not said yet. */
  tasks = signal(/** @type {readonly Task[] | null} */ (null));
  open = signal(/** @type {string | null} */ (null));
  moves = signal(/** @type {readonly Move[]} */ ([]));
  /** Of the open task; forgotten with it. */
  shared = signal(/** @type {Shared} */ ("hidden"));
  fault = signal("");
  /** By task, until it is said: who looks at another one meanwhile loses nothing. @type {Map<string, Draft>} */
  drafts = new Map();
  /** Whether the house has a room for video talks. */
  hasVideo = signal(false);
  #ask;

  /**
   * @param {Me} me
   * @param {Ask} ask
   */
  constructor(me, ask) {
    this.me = me;
    this.#ask = ask;
  }

  /** @param {readonly Task[]} tasks in the order of their deadlines */
  told(tasks) {
    this.tasks.value = tasks;
    for (const id of this.drafts.keys()) if (!tasks.some((one) => one.bridge_id === id)) this.drafts.delete(id);
    // Taken back: it is gone from this screen with the same news.
    if (tasks.find(({ bridge_id: id }) => id === this.open.value)?.shared.length === 0) this.shared.value = "hidden";
    if (this.open.value !== null) void this.#readMoves(this.open.value);
  }

  /** @param {string} id */
  show(id) {
    this.open.value = id;
    this.moves.value = [];
    this.shared.value = "hidden";
    this.fault.value = "";
    void this.#readMoves(id);
  }

  /** None is open: what was shared is off the screen, too. */
  close() {
    this.open.value = null;
    this.moves.value = [];
    this.shared.value = "hidden";
    this.fault.value = "";
  }

  /** The first to take it has it; who comes second is told who. @param {string} id */
  take(id) {
    return this.#say("bridge:take", { bridge_id: id });
  }

  /**
   * @param {string} id
   * @param {"first_contact" | "held" | "not_held" | "withdrawn"} status
   * @param {string} note
   * @param {string} [message] the young person can read it
   * @param {string} [followUp] a day as the browser's field writes it
   */
  move(id, status, note, message = "", followUp = "") {
    const words = { note: note.trim() || null, message_to_young: message.trim() || null };
    return this.#say("bridge:update", { bridge_id: id, status, ...words, follow_up_at: followUp === "" ? null : new Date(followUp).toISOString() });
  }

  /**
   * When one looks again, and nothing else.
   *
   * @param {string} id
   * @param {string} followUp a moment as the browser's field writes it
   * @param {string} note
   */
  plan(id, followUp, note) {
    return this.#say("bridge:plan", { bridge_id: id, follow_up_at: new Date(followUp).toISOString(), note: note.trim() || null });
  }

  /**
   * The young person answers in the chat, or when they come back to it.
   *
   * @param {string} id
   * @param {string | null} at null: now
   */
  offerVideo(id, at) {
    return this.#say("video:offer", { bridge_id: id, at });
  }

  /** @param {string} id @param {number} seq */
  endVideo(id, seq) {
    return this.#say("video:end", { bridge_id: id, seq });
  }

  /** A way in, for once. @param {string} id @returns {Promise<string>} empty: there is none */
  async videoLink(id) {
    const ack = await this.#ask("video:link", { bridge_id: id });
    this.fault.value = ack.ok ? "" : ack.error.message || faultWords(ack.error.code);
    return ack.ok ? ack["token"] : "";
  }

  /** What was shared, for whoever has the task; that it was read is written down. @param {string} id */
  async reveal(id) {
    const ack = await this.#ask("bridge:details", { bridge_id: id });
    this.fault.value = ack.ok ? "" : ack.error.message || faultWords(ack.error.code);
    if (ack.ok && this.open.value === id) this.shared.value = ack["shared"] ?? "shredded";
  }

  /**
   * @param {string} event
   * @param {{ bridge_id: string, status?: string, note?: string | null, message_to_young?: string | null, follow_up_at?: string | null, at?: string | null, seq?: number }} payload
   */
  async #say(event, payload) {
    const ack = await this.#ask(event, payload);
    this.fault.value = ack.ok ? "" : ack.error.message || faultWords(ack.error.code);
    if (ack.ok) void this.#readMoves(payload.bridge_id);
    return ack.ok;
  }

  /** @param {string} id */
  async #readMoves(id) {
    const ack = await this.#ask("bridge:history", { bridge_id: id });
    if (ack.ok && this.open.value === id) this.moves.value = ack["moves"];
  }
}

/** Days ahead that are near: a week's work. */
const NEAR_DAYS = 7;

/**
 * Over its time first, then what nobody has, then the rest by the day they are to be looked at; last what has ended.
 *
 * @param {readonly Task[]} tasks in the order of their deadlines
 * @param {number} now house time, milliseconds
 * @returns {{ late: Task[], free: Task[], today: Task[], week: Task[], later: Task[], ended: Task[] }}
 */
export function groupsOf(tasks, now) {
  const ended = tasks.filter(({ ended_at: at }) => at);
  const late = tasks.filter((task) => task.due_at !== null && Date.parse(task.due_at) < now && !ended.includes(task));
  const rest = tasks.filter((task) => !late.includes(task) && !ended.includes(task));
  const held = rest.filter(({ owner }) => owner !== null);
  const within = (/** @type {number} */ from, /** @type {number} */ to) => held.filter(({ due_at: due }) => {
    const days = due === null ? 0 : daysFrom(due, now);
    return days >= from && days < to;
  });
  return {
    late, free: rest.filter(({ owner }) => owner === null), today: within(0, 1), week: within(1, NEAR_DAYS), later: within(NEAR_DAYS, Infinity), ended,
  };
}
