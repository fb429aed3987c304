// @ts-check
/* A conversation's log as the rows one reads: headings, messages, and the house's lines between them. */

/** @import { Verdict, WireEvent } from "../shared/wire.d.ts" */

/** @typedef {{ staffId: string | null, callWord: string, counsellor?: string }} Reader who reads, what the young person is called, and the counsellor where the log begins after they came */
/** @typedef {{ who: "young" | "own" | "staff", name: string }} Author */
/** @typedef {{ key: string, kind: "heading", author: Author, at: string }} HeadingRow */
/**
 * @typedef {object} MessageRow
 * @property {string} key
 * @property {"message"} kind
 * @property {Author} author
 * @property {WireEvent} event
 * @property {Verdict | null} verdict
 * @property {Judged | null} judged
 * @property {"sent" | "seen" | null} told under one's own: how far it has come
 */
/** @typedef {{ key: string, kind: "line", event: WireEvent, again: boolean }} LineRow `again`: who holds the talk writes again, after somebody else did */
/** @typedef {{ key: string, kind: "opened", event: WireEvent, verdict: Verdict | null }} OpenedRow */
/** @typedef {{ correct: boolean, by: string }} Judged */
/** @typedef {HeadingRow | MessageRow | LineRow | OpenedRow} Row */

/** Who writes for a while in a talk that another holds. */
const WRITE_FOR = new Set(["supervisor", "bridge", "companion"]);

/** A pause this long begins a new group, so that a late answer shows when it came. */
const NEW_GROUP_AFTER_MS = 5 * 60 * 1000;

/** Said between the messages. Notes and whispers stand beside the log; `judged` is told on its message. */
const LINES = new Set([
  "assigned", "released", "transferred", "joined", "left", "called", "call_ended", "level", "escalated", "paged", "acknowledged",
  "reopened", "resolved", "closed", "wrapped_up", "paused", "feedback", "assessment", "safety_plan", "emergency_step", "bridge_task", "bridge_offered", "bridge_answered", "bridge_updated", "bridge_withdrawn",
  "summary_proposed", "summary_answered", "summary_brought", "video_offered", "video_answered", "video_ended",
]);

/**
 * @param {readonly WireEvent[]} events in order
 * @param {Reader} reader
 * @param {number} youngSeen the last number the young person has seen
 * @returns {Row[]}
 */
export function rowsOf(events, reader, youngSeen) {
  /** @type {Row[]} */
  const rows = [];
  const { judged, verdicts } = judgedIn(events);
  const told = lastOwn(events, reader, youngSeen);
  let counsellor = { staff_id: /** @type {string | null} */ (null), display_name: reader.counsellor ?? "" };
  let holder = /** @type {string | null} */ (null);
  let group = "";
  let before = 0;
  for (const event of events) {
    if (event.kind === "assigned") counsellor = { staff_id: null, display_name: "", ...event.data };
    if (event.kind === "message") {
      const author = authorOf(event, counsellor, reader);
      const at = Date.parse(event.at);
      const of = `${author.who} ${author.name}`;
      if (of !== group || at - before > NEW_GROUP_AFTER_MS) {
        rows.push({ key: `h${event.seq}`, kind: "heading", author, at: event.at });
      }
      group = of;
      before = at;
      rows.push({
        key: `m${event.data["client_id"] ?? event.seq}`,
        kind: "message",
        author,
        event,
        verdict: verdicts.get(event.seq) ?? event.data["verdict"] ?? null,
        judged: judged.get(event.seq) ?? null,
        told: told.get(event.seq) ?? null,
      });
    } else if (event.kind === "opened") {
      rows.push({
        key: `o${event.seq}`,
        kind: "opened",
        event,
        verdict: verdicts.get(event.seq) ?? event.data["verdict"] ?? null,
      });
    } else if (LINES.has(event.kind)) {
      const again = event.kind === "assigned" && holder !== null && event.data["staff_id"] === holder;
      rows.push({ key: `l${event.seq}`, kind: "line", event, again });
      if (event.kind === "assigned" && !WRITE_FOR.has(event.data["role"])) holder = event.data["staff_id"] ?? null;
      if (event.kind === "released" || event.kind === "transferred") holder = null;
      group = "";
    }
  }
  return rows;
}

/**
 * @param {WireEvent} event
 * @param {{ staff_id: string | null, display_name: string }} counsellor who is assigned just then
 * @param {Reader} reader
 * @returns {Author}
 */
function authorOf(event, counsellor, reader) {
  if (event.from === "young") return { who: "young", name: reader.callWord };
  const theirs = counsellor.staff_id !== null && counsellor.staff_id === reader.staffId;
  if (event.data["own"] === true || theirs) return { who: "own", name: counsellor.display_name };
  const name = event.data["display_name"] ?? counsellor.display_name;
  return { who: "staff", name };
}

/**
 * What people said of flags; and what triage said later of what it could not assess at first.
 *
 * @param {readonly WireEvent[]} events
 */
function judgedIn(events) {
  /** @type {Map<number, Judged>} */
  const judged = new Map();
  /** @type {Map<number, Verdict>} */
  const verdicts = new Map();
  for (const { kind, data } of events) {
    if (kind !== "judged") continue;
    if (data["verdict"]) verdicts.set(data["seq"], data["verdict"]);
    else judged.set(data["seq"], { correct: data["correct"], by: nameIn(data["by"]) });
  }
  return { judged, verdicts };
}

/**
 * The state stands once under the last message the young person has seen, and once under the last one sent.
 *
 * @param {readonly WireEvent[]} events
 * @param {Reader} reader
 * @param {number} youngSeen
 */
function lastOwn(events, reader, youngSeen) {
  /** @type {Map<number, "sent" | "seen">} */
  const told = new Map();
  let seen = 0;
  let sent = 0;
  let mine = false;
  for (const event of events) {
    if (event.kind === "assigned") mine = event.data["staff_id"] === reader.staffId;
    if (event.kind !== "message" || event.from === "young") continue;
    if (!mine && event.data["own"] !== true) continue;
    if (event.seq <= youngSeen) seen = event.seq;
    else sent = event.seq;
  }
  if (seen > 0) told.set(seen, "seen");
  if (sent > 0) told.set(sent, "sent");
  return told;
}

/**
 * A person in an event's data is a name, or an object that holds one.
 *
 * @param {unknown} by
 * @returns {string}
 */
export function nameIn(by) {
  if (typeof by === "string") return by;
  if (by !== null && typeof by === "object" && "display_name" in by) return String(by.display_name);
  return "";
}
