// @ts-check
/* What no commit of a conversation tells of, and is therefore asked for again and again: complaints, questions left unanswered. */

/**
 * Asks at once and then again. What cannot be asked leaves the last answer standing: an alarm that
 * went away because the line did would say that somebody has seen to it.
 *
 * @template T
 * @param {string} path
 * @param {number} everyMs
 * @param {(found: T) => void} hear
 * @param {{ ask?: (path: string) => Promise<T | null>, every?: (work: () => void, ms: number) => unknown }} [world]
 */
export function askAgain(path, everyMs, hear, { ask = asked, every = (work, ms) => setInterval(work, ms) } = {}) {
  const look = async () => {
    const found = await ask(path);
    if (found !== null) hear(found);
  };
  every(() => void look(), everyMs);
  return look();
}

/** @param {string} path @returns {Promise<any>} */
async function asked(path) {
  const answer = await fetch(path).catch(() => null);
  return answer?.ok ? answer.json() : null;
}
