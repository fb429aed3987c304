// @ts-check
/*
 * Padding (fyld): what is asked of the house is filled up with spaces to a few lengths. Whoever
 * listens on the line sees no words, but could count their letters. JSON may end in spaces.
 */

/** As the house fills what it says: chat/realtime/encoding.py. */
const STEP = 256;
const EVENT = "2";
/** The sign before a packet in its frame. */
const BEFORE = 1;
const bytes = new TextEncoder();

/** @param {string} packet of Socket.IO; one that is no event is left as it is */
export function filled(packet) {
  if (!packet.startsWith(EVENT)) return packet;
  return packet + " ".repeat(-(BEFORE + bytes.encode(packet).length) & (STEP - 1));
}
