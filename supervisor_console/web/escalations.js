// @ts-check
/* Escalations (eskaleringer), pure: which are open, in which order they stand, which still call. */

/**
 * @typedef {object} Escalation
 * @property {string} escalation_id
 * @property {string} conversation_id
 * @property {string} call_word
 * @property {number} level
 * @property {"raised" | "paged" | "acknowledged" | "in_hand" | "resolved"} state
 * @property {string} trigger
 * @property {number} step
 * @property {number} seq the number of its last move: what comes under a lower one is older
 * @property {number} told_seq the number of what last told of danger: who ends it must have seen it
 * @property {string} raised_at
 * @property {string | null} due_at
 * @property {string | null} acknowledged_at
 * @property {{ staff_id: string, display_name: string } | null} acknowledged_by
 * @property {string | null} outcome
 * @property {string | null} [drill] set when it is no real one
 * @property {string[]} [words] the young person's words it rests on; told with the board's row only
 */

/** @typedef {ReadonlyMap<string, Escalation>} Escalations */

/** Whether one of two tellings of the same escalation is older. @param {Escalation} told @param {Escalation | undefined} known */
function isOlder(told, known) {
  return known !== undefined && told.seq < known.seq;
}

/** The outcomes in the order of the form: what happened to the young person, then the rest. */
export const OUTCOMES = /** @type {const} */ ([
  "stayed",
  "bridged",
  "taken_over",
  "psychiatric_emergency",
  "called_112",
  "contact_lost",
  "false_alarm",
]);

/**
 * The open ones after one more frame. A resolved one leaves; a known one is replaced, unless this
 * frame was overtaken on its way.
 *
 * @param {Escalations} held
 * @param {Escalation} told
 * @returns {Escalations}
 */
export function withEscalation(held, told) {
  if (isOlder(told, held.get(told.escalation_id))) return held;
  const after = new Map(held);
  if (told.state === "resolved") after.delete(told.escalation_id);
  else after.set(told.escalation_id, told);
  return after;
}

/**
 * What the board adds: an escalation no frame told us of is there all the same, since none may be
 * silent. It takes none away: a board that was read just before one was raised does not know it.
 * Where it says nothing new the same map comes back: it changes ten times a second, and nothing that
 * shows escalations is to be drawn again for it.
 *
 * @param {Escalations} held
 * @param {Iterable<Escalation | null>} onBoard
 * @returns {Escalations}
 */
export function alsoOnBoard(held, onBoard) {
  /** @type {Map<string, Escalation> | null} */
  let after = null;
  for (const one of onBoard) {
    if (one === null || one.state === "resolved") continue;
    const known = held.get(one.escalation_id);
    if (known !== undefined && one.seq <= known.seq) continue;
    after ??= new Map(held);
    after.set(one.escalation_id, one);
  }
  return after ?? held;
}

/**
 * The open ones without those that ended while the line was away: on connecting, the house tells
 * all that are open again, and the board names its own.
 *
 * @param {Escalations} held
 * @param {ReadonlySet<string>} toldAgain ids told since the line came back
 * @returns {Escalations}
 */
export function onlyThose(held, toldAgain) {
  return new Map([...held].filter(([id]) => toldAgain.has(id)));
}

/** Whether nobody has it yet. @param {Escalation} one */
export function calls(one) {
  return one.state === "raised" || one.state === "paged";
}

/**
 * Those that call come first, the highest level first, then the oldest.
 *
 * @param {Escalations} held
 * @returns {Escalation[]}
 */
export function inOrder(held) {
  return [...held.values()].sort(
    (a, b) =>
      Number(calls(b)) - Number(calls(a)) ||
      b.level - a.level ||
      Date.parse(a.raised_at) - Date.parse(b.raised_at),
  );
}

/** The one that has called for longest; null where none calls. @param {Escalations} held */
export function longest(held) {
  const calling = [...held.values()].filter(calls);
  return calling.length === 0 ? null : calling.reduce((a, b) => (Date.parse(b.raised_at) < Date.parse(a.raised_at) ? b : a));
}

/** The one that F2 takes: the first that calls. @param {Escalations} held */
export function next(held) {
  return inOrder(held).find(calls) ?? null;
}
