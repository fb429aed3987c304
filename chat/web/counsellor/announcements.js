// @ts-check
/* What a screen reader is told of a conversation's log: each new message of the other side once; a catch-up as a count. Pure. */

/** @import { WireEvent } from "../shared/wire.d.ts" */
/** @import { Conversation } from "./state.js" */
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
