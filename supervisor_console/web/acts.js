// @ts-check
/* What a supervisor does (handlinger): each asks the house, and shows what came of it. */

import { houseNow } from "../../chat/web/staff/clock.js";
import { t } from "../../chat/web/staff/words.js";
import { batch } from "../../chat/web/vendor/preact.js";
import { next } from "./escalations.js";

/** @import { Ack, Committed } from "../../chat/web/shared/wire.d.ts" */
/** @import { Escalation } from "./escalations.js" */
/** @import { Watch } from "./watch.js" */

/**
 * Take an escalation. The first wins; who comes second is told who has it.
 *
 * @param {Watch} watch
 * @param {Escalation} one
 */
export async function acknowledge(watch, one) {
  const id = one.escalation_id;
  if (watch.taking.value.has(id)) return;
  watch.taking.value = new Set([...watch.taking.value, id]);
  // What one has just pressed does not vanish into a fold, though the news of it may come before the answer.
  watch.takenShown.value = true;
  const ack = await watch.request("escalation:acknowledge", { escalation_id: id });
  batch(() => {
    watch.taking.value = new Set([...watch.taking.value].filter((other) => other !== id));
    watch.trouble.value = "";
    if (ack.ok) watch.escalations.told({ ...one, state: "acknowledged", acknowledged_by: watch.me, acknowledged_at: now() });
    else if (ack.error.code === "already_acknowledged") beaten(watch, one, ack.error.by ?? "");
    else watch.trouble.value = ack.error.message || ack.error.code;
  });
}

/** Take the first that calls: what F2 does. @param {Watch} watch */
export function acknowledgeNext(watch) {
  const one = next(watch.escalations.all.value);
  if (one !== null) void acknowledge(watch, one);
}

/**
 * @param {Watch} watch
 * @param {Escalation} one
 * @param {string} outcome
 * @param {string | null} note
 * @param {number} told what had been told of danger when one looked: later news must be read first
 */
export async function resolve(watch, one, outcome, note, told) {
  const ack = await watch.request("escalation:resolve", { escalation_id: one.escalation_id, outcome, note, told_seq: told });
  if (ack.ok) watch.escalations.told({ ...one, state: "resolved", outcome });
  return ack;
}

/**
 * A note, or a whisper to the counsellor: never to the young person. Sent again unchanged it carries
 * the same `client_id`, so that it is said once.
 *
 * @param {Watch} watch
 * @param {"note" | "whisper"} kind
 * @param {{ conversation_id: string, client_id: string, text: string }} what
 */
export async function write(watch, kind, what) {
  const ack = await watch.request(kind === "note" ? "note:add" : "whisper:send", what);
  if (!ack.ok) return ack;
  const { seq, prev, at } = /** @type {Committed} */ (/** @type {unknown} */ (ack));
  watch.readingOf(what.conversation_id)?.hear({
    conversation_id: what.conversation_id, seq, prev, at, kind, from: "supervisor",
    data: { client_id: what.client_id, text: what.text, by: watch.me.display_name },
  });
  return ack;
}

/**
 * Tell the next what one has written for them about a conversation, as a note. No words, nothing to tell.
 *
 * @param {Watch} watch
 * @param {string} conversationId
 * @returns {Promise<Ack>}
 */
export async function tellTheNext(watch, conversationId) {
  const note = watch.handOverNotes.get(conversationId);
  const words = note?.text.trim() ?? "";
  if (note === undefined || words === "") return { ok: true };
  const text = t("supervisor.leave.note_says", { text: words });
  const ack = await write(watch, "note", { conversation_id: conversationId, client_id: note.client_id, text });
  if (ack.ok && watch.handOverNotes.get(conversationId) === note) watch.handOverNotes.delete(conversationId);
  return ack;
}

/**
 * @param {Watch} watch
 * @param {string} conversationId
 * @param {number} level
 * @param {string} reason
 */
export function setLevel(watch, conversationId, level, reason) {
  return watch.request("level:set", { conversation_id: conversationId, level, reason });
}

/**
 * Say whether a flag was right.
 *
 * @param {Watch} watch
 * @param {string} conversationId
 * @param {number} seq of the message
 * @param {boolean} correct
 */
export async function judgeFlag(watch, conversationId, seq, correct) {
  const ack = await watch.request("flag:judge", { conversation_id: conversationId, seq, correct });
  if (!ack.ok) watch.trouble.value = ack.error.message || ack.error.code;
}

/**
 * @param {Watch} watch
 * @param {string} conversationId
 * @param {string} reason
 */
export function endConversation(watch, conversationId, reason) {
  return watch.request("conversation:close", { conversation_id: conversationId, reason });
}

/**
 * @param {Watch} watch
 * @param {Escalation} one
 * @param {string} by
 */
function beaten(watch, one, by) {
  watch.late.value = new Set([...watch.late.value, one.escalation_id]);
  const held = watch.escalations.all.value.get(one.escalation_id);
  // The frame that says so may be on its way still.
  if (held === undefined || held.acknowledged_by !== null) return;
  watch.escalations.told({ ...held, state: "acknowledged", acknowledged_by: { staff_id: "", display_name: by }, acknowledged_at: now() });
}

/** @returns {string} the house's time */
function now() {
  return new Date(houseNow()).toISOString();
}
