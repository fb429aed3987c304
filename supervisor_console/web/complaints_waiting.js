// @ts-check
/* Complaints that nobody has read (ulæste klager): their number and never a word of them. Asked for, since no commit of a conversation tells of them. */

/** @typedef {{ unread: number, calling: number, paging: number }} Waiting `calling`: flagged by triage; `paging`: those on duty are called, too */

/** Soon enough to be beside the ladder's first step of 45 s. Our own choice. */
export const ASK_EVERY_MS = 10_000;

/** @type {Waiting} */
export const NONE_WAITING = { unread: 0, calling: 0, paging: 0 };

/**
 * Asks at once and then again. What cannot be asked leaves the last answer standing: an alarm that
 * went away because the line did would say that somebody has read it.
 *
 * @param {(found: Waiting) => void} hear
 * @param {{ ask?: () => Promise<Waiting | null>, every?: (work: () => void, ms: number) => unknown }} [world]
 */
export function connectComplaints(hear, { ask = asked, every = (work, ms) => setInterval(work, ms) } = {}) {
  const look = async () => {
    const found = await ask();
    if (found !== null) hear(found);
  };
  every(() => void look(), ASK_EVERY_MS);
  return look();
}

/** @returns {Promise<Waiting | null>} */
async function asked() {
  const answer = await fetch("/api/complaints/waiting").catch(() => null);
  return answer?.ok ? answer.json() : null;
}
