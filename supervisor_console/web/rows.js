// @ts-check
/* The board's rows (tavlens rækker), pure: what the frames say, in which order, and which keep their place. */

/**
 * @typedef {object} Row
 * @property {string} conversation_id
 * @property {string} call_word
 * @property {"opened" | "waiting" | "active" | "closed"} state
 * @property {number} level
 * @property {{ at: string, to: number }[]} [level_moves] how it came to that: the last few times it moved
 * @property {number} [flags] how much of what they wrote has marked words in it
 * @property {boolean} assessed
 * @property {string | null} age_band
 * @property {string | null} municipality
 * @property {string[]} topics
 * @property {{ staff_id: string, display_name: string } | null} counsellor
 * @property {{ staff_id: string, display_name: string | null, until: string, writes: boolean } | null} [companion] a colleague who sits in; no name: asked
 * @property {{ staff_id: string, display_name: string, writes: boolean } | null} beside the supervisor who has come in
 * @property {string} opened_at
 * @property {number | null} waited_s
 * @property {string | null} young_wrote_at
 * @property {string | null} staff_wrote_at
 * @property {boolean} young_present
 * @property {boolean} late
 * @property {import("./escalations.js").Escalation | null} escalation
 * @property {number} last_seq
 */

/**
 * A row with the moment, on the house's clock, since which the person stands in the waiting room.
 *
 * @typedef {Row & { waiting_since: number | null }} TimedRow
 */

/** @typedef {{ version: number, rows: ReadonlyMap<string, TimedRow> }} Rows */

/** @type {Rows} */
export const NO_ROWS = { version: -1, rows: new Map() };

/** What nobody has read stands between elevated and watch. */
const UNREAD_RANK = 1.5;

/**
 * The whole board, as it came when the line opened and then every half minute.
 *
 * @param {{ version: number, rows: Row[] }} board
 * @param {number} now the house's clock, milliseconds
 * @returns {Rows}
 */
export function wholeBoard(board, now) {
  return {
    version: board.version,
    rows: new Map(board.rows.map((row) => [row.conversation_id, timed(row, now)])),
  };
}

/**
 * The board after a change. A change that is older than what we hold changes nothing.
 *
 * @param {Rows} held
 * @param {{ version: number, rows: Row[], gone: string[] }} change
 * @param {number} now the house's clock, milliseconds
 * @returns {Rows}
 */
export function changedBoard(held, change, now) {
  if (change.version <= held.version) return held;
  const rows = new Map(held.rows);
  for (const row of change.rows) rows.set(row.conversation_id, timed(row, now));
  for (const gone of change.gone) rows.delete(gone);
  return { version: change.version, rows };
}

/**
 * The highest level first, then the longest wait; the same order as the house's `row.py`.
 *
 * @param {Iterable<TimedRow>} rows
 * @returns {TimedRow[]}
 */
export function inOrder(rows) {
  return [...rows].sort(compare);
}

/**
 * The order to show while somebody points at the table: each keeps its place, new ones come last.
 *
 * @param {readonly string[]} shown ids as they stand on the page
 * @param {readonly string[]} sorted ids as they should stand
 * @returns {string[]}
 */
export function keepPlaces(shown, sorted) {
  const still = new Set(sorted);
  const known = new Set(shown);
  return [...shown.filter((id) => still.has(id)), ...sorted.filter((id) => !known.has(id))];
}

/**
 * @param {readonly string[]} shown
 * @param {readonly string[]} sorted
 */
export function sameOrder(shown, sorted) {
  return shown.length === sorted.length && shown.every((id, place) => id === sorted[place]);
}

/**
 * Whether the row's badge says *to be read*: triage could not read it, and nothing worse is known.
 *
 * @param {{ level: number, assessed: boolean }} row
 */
export function isUnread(row) {
  return !row.assessed && row.level <= 2;
}

/**
 * @param {Row} row
 * @param {number} now
 * @returns {TimedRow}
 */
function timed(row, now) {
  return { ...row, waiting_since: row.waited_s === null ? null : now - row.waited_s * 1000 };
}

/**
 * @param {TimedRow} a
 * @param {TimedRow} b
 */
function compare(a, b) {
  const keptA = keptWaiting(a);
  const keptB = keptWaiting(b);
  return (
    rank(b) - rank(a) ||
    Number(keptA === null) - Number(keptB === null) ||
    (keptA ?? Date.parse(a.opened_at)) - (keptB ?? Date.parse(b.opened_at)) ||
    a.conversation_id.localeCompare(b.conversation_id)
  );
}

/** @param {TimedRow} row */
function rank(row) {
  return isUnread(row) ? UNREAD_RANK : row.level;
}

/** @param {TimedRow} row */
function keptWaiting(row) {
  if (row.waiting_since !== null) return row.waiting_since;
  return row.late && row.young_wrote_at !== null ? Date.parse(row.young_wrote_at) : null;
}
