// @ts-check
/* Questions from counsellors (sparring), the oldest first, and a word when there is a new one. */

import { askHouse } from "../staff/sparring.js";
import { SparringQuestions } from "../staff/sparring_questions.js";
import { t } from "../staff/words.js";
import { html, useEffect, useRef, useState } from "../vendor/preact.js";

/** @import { Question } from "../staff/sparring.js" */

const LOOK_EVERY_MS = 60_000;

/** @param {{ tell: () => void }} props `tell`: there is one more than last time */
export function SparringPanel({ tell }) {
  const [questions, setQuestions] = useState(/** @type {readonly Question[]} */ ([]));
  const known = useRef(/** @type {readonly Question[] | null} */ (null));
  const look = async () => {
    const found = await askHouse("/open");
    if (!found.ok) return;
    /** @type {readonly Question[]} */
    const now = found.body.questions;
    if (known.current !== null && now.some(({ sparring_id: id }) => !known.current?.some((one) => one.sparring_id === id))) tell();
    known.current = now;
    setQuestions(now);
  };
  useEffect(() => {
    void look();
    const timer = setInterval(() => void look(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  if (questions.length === 0) return null;
  return html`<section class="panel calls" aria-labelledby="sparring-title">
    <div class="panel__head"><h2 id="sparring-title">${t("bridge.sparring.title", { count: questions.length })}</h2></div>
    <p class="calls__duty small soft">${t("staff.sparring.lead")}</p>
    <${SparringQuestions} questions=${questions} answered=${look} />
  </section>`;
}
