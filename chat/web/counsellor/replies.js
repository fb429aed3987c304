// @ts-check
/* Canned replies (svarforslag): finding one, and putting it in the box to be changed. Pure, but for `loadReplies`. */

/** @typedef {"contact" | "story" | "goal" | "ways" | "goodbye"} Phase */
/** @typedef {Phase | "safety" | "boundaries"} Shelf */
/** @typedef {{ id: string, shelf: Shelf, topics: string[], text: string, text_en: string }} Reply as `/api/replies` gives it */
/** @typedef {{ shelf: Shelf, replies: Reply[] }} ShelfOfReplies */

/** The five phases of a talk; the server holds the same order (`chat/pages/replies.py`). @type {readonly Phase[]} */
export const PHASES = ["contact", "story", "goal", "ways", "goodbye"];
/** @type {readonly Shelf[]} */
const SHELVES = [...PHASES, "safety", "boundaries"];
/** What only the counsellor can say; a message that still holds one is not sent. */
export const GAP = "[...]";
/** From here on the texts for danger come first. */
const ELEVATED = 2;

/** @returns {Promise<Reply[]>} rejects when the house can not be reached */
export async function loadReplies() {
  const answer = await fetch("/api/replies");
  if (!answer.ok) throw new Error(`/api/replies: ${answer.status}`);
  return (await answer.json()).replies;
}

/**
 * The replies in the language the young person reads.
 *
 * @param {readonly Reply[]} replies
 * @param {string} lang of the conversation; what there is no text in is Danish
 * @returns {readonly Reply[]}
 */
export function inLanguage(replies, lang) {
  return lang === "en" ? replies.map((reply) => ({ ...reply, text: reply.text_en })) : replies;
}

/**
 * The shelves as they help most here: danger first when there is any, then the phase one is in; on each, first what
 * this talk is about, then what fits any.
 *
 * @param {readonly Reply[]} replies
 * @param {{ phase: Phase | null, level: number, topics: readonly string[] }} talk
 * @returns {ShelfOfReplies[]} none empty
 */
export function shelvesFor(replies, { phase, level, topics }) {
  /** @type {Shelf[]} */
  const first = [...(level >= ELEVATED ? [/** @type {const} */ ("safety")] : []), ...(phase === null ? [] : [phase])];
  const fit = (/** @type {Reply} */ reply) => {
    if (reply.topics.some((topic) => topics.includes(topic))) return 0;
    return reply.topics.length === 0 ? 1 : 2;
  };
  return [...new Set([...first, ...SHELVES])]
    .map((shelf) => ({
      shelf,
      replies: replies.filter((reply) => reply.shelf === shelf).toSorted((one, other) => fit(one) - fit(other)),
    }))
    .filter((one) => one.replies.length > 0);
}

/**
 * What holds every word that is looked for, in its text or in the names of its topics and shelf.
 *
 * @param {readonly ShelfOfReplies[]} shelves
 * @param {string} query
 * @param {(reply: Reply) => string} names
 * @returns {ShelfOfReplies[]}
 */
export function found(shelves, query, names) {
  const words = wordsOf(query);
  if (words.length === 0) return [...shelves];
  const holds = (/** @type {Reply} */ reply) => {
    const all = `${reply.text} ${names(reply)}`.toLocaleLowerCase("da");
    return words.every((word) => all.includes(word));
  };
  return shelves
    .map(({ shelf, replies }) => ({ shelf, replies: replies.filter(holds) }))
    .filter(({ replies }) => replies.length > 0);
}

/**
 * A text in pieces, so that what was looked for can be marked in it; put together they are the text again.
 *
 * @param {string} text
 * @param {string} query
 * @returns {{ text: string, hit: boolean }[]}
 */
export function marked(text, query) {
  const words = wordsOf(query).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (words.length === 0) return [{ text, hit: false }];
  return text
    .split(new RegExp(`(${words.join("|")})`, "giu"))
    .map((piece, place) => ({ text: piece, hit: place % 2 === 1 }))
    .filter((piece) => piece.text !== "");
}

/** @param {string} query */
function wordsOf(query) {
  return query.toLocaleLowerCase("da").split(/\s+/u).filter((word) => word !== "");
}

/**
 * Put a reply into what is written, where the caret stands; what was marked there gives way to it.
 *
 * @param {string} draft
 * @param {{ from: number, to: number }} caret UTF-16 places in the draft
 * @param {string} text
 * @param {{ display_name: string }} places what stands in the reply's `{places}`
 * @returns {{ draft: string, from: number, to: number }} and what to mark: its first gap, or its end
 */
export function withReply(draft, { from, to }, text, places) {
  const filled = text.replace("{display_name}", () => places.display_name);
  const before = draft.slice(0, from);
  const after = draft.slice(to);
  const space = before === "" || /\s$/u.test(before) ? "" : " ";
  const start = before.length + space.length;
  const end = start + filled.length;
  const gap = filled.indexOf(GAP);
  return {
    draft: `${before}${space}${filled}${after === "" || /^\s/u.test(after) ? "" : " "}${after}`,
    from: gap === -1 ? end : start + gap,
    to: gap === -1 ? end : start + gap + GAP.length,
  };
}
