// @ts-check
/* What a screen reader is told: each new message of the other side once, a catch-up as a count, and what changed on the desk. Pure. */

/** @import { WireEvent } from "../shared/wire.d.ts" */
/** @import { Conversation, State } from "./state.js" */
/** @import { Values } from "../shared/catalogue.js" */

/**
 * @param {Conversation} conversation
 * @param {readonly WireEvent[]} added
 * @param {boolean} live whether it came just now; history is not read aloud
 * @returns {{ key: string, values: Values } | null}
 */
export function announcementOf({ callWord, loaded }, added, live) {
  const theirs = added.filter(({ kind, from }) => kind === "message" && from === "young");
  if (live && theirs.length === 1) {
    return { key: "staff.told.message", values: { name: callWord, text: String(theirs[0]?.data["text"]) } };
  }
  if (theirs.length > 0 && (live || loaded)) {
    return { key: "staff.told.messages", values: { name: callWord, count: theirs.length } };
  }
  const whisper = live ? added.find(({ kind }) => kind === "whisper") : undefined;
  if (whisper !== undefined) {
    return { key: "staff.told.whisper", values: { name: callWord, text: String(whisper.data["text"]) } };
  }
  return null;
}

const IMMINENT = 4;

/**
 * What changed on the desk besides messages.
 *
 * @param {State} before
 * @param {State} after
 * @returns {{ key: string, values: Values, urgent: boolean }[]}
 */
export function changesToTell(before, after) {
  const offers = after.offers
    .filter(({ offer_id }) => !before.offers.some((known) => known.offer_id === offer_id))
    .map(({ call_word }) => ({ key: "staff.told.offer", values: { name: call_word ?? "" }, urgent: false }));
  const asked = after.askedBeside
    .filter(({ conversation_id }) => !before.askedBeside.some((known) => known.conversation_id === conversation_id))
    .map(({ by, call_word }) => ({ key: "desk.companion.told_ask", values: { name: by, whom: call_word }, urgent: false }));
  return [...offers, ...asked, ...Object.values(after.conversations).flatMap((is) => changesOf(before.conversations[is.id], is))];
}

/**
 * @param {Conversation | undefined} was
 * @param {Conversation} is
 */
function changesOf(was, is) {
  if (was === is) return [];
  const values = { name: is.callWord };
  const changes = [];
  if (is.level >= IMMINENT && (was?.level ?? 0) < IMMINENT) changes.push({ key: "staff.told.imminent", values, urgent: true });
  if (was === undefined) return changes;
  const by = is.companion?.asked_by;
  if (by && is.companion?.display_name === null && was.companion?.until !== is.companion.until) {
    changes.push({ key: "desk.companion.told_asked", values: { by, whom: is.callWord }, urgent: false });
  }
  if (failed(is) > failed(was)) changes.push({ key: "staff.told.failed", values, urgent: true });
  if (was.youngPresent !== is.youngPresent && is.state !== "closed") {
    changes.push({ key: is.youngPresent ? "staff.told.back" : "staff.told.away", values, urgent: false });
  }
  return changes;
}

/** @param {Conversation} conversation */
function failed({ unsent }) {
  return unsent.filter(({ state }) => state === "failed").length;
}
