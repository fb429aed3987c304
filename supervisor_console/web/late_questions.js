// @ts-check
/* Questions to specialists (sparring) that have waited too long: how many, and a dialog to answer them in. */

import { Dialog } from "../../chat/web/staff/dialog.js";
import { askHouse } from "../../chat/web/staff/sparring.js";
import { SparringQuestions } from "../../chat/web/staff/sparring_questions.js";
import { t } from "../../chat/web/staff/words.js";
import { html, useEffect, useState } from "../../chat/web/vendor/preact.js";
import { askAgain } from "./asked_again.js";

/** @import { Question } from "../../chat/web/staff/sparring.js" */
/** @import { Watch } from "./watch.js" */

/** They have waited for hours: a minute more is none. Our own choice. */
const ASK_EVERY_MS = 60_000;

/** @param {Watch} watch */
export function connectLateQuestions(watch) {
  return askAgain("/api/sparring/late", ASK_EVERY_MS, (/** @type {{ late: number }} */ { late }) => { watch.lateQuestions.value = late; });
}

/** @param {{ watch: Watch }} props */
export function LateQuestions({ watch }) {
  return watch.answering.value && html`<${Questions} watch=${watch} />`;
}

/** Also those that can wait: who answers may as well go on. @param {{ watch: Watch }} props */
function Questions({ watch }) {
  const [questions, setQuestions] = useState(/** @type {readonly Question[] | null} */ (null));
  const look = async () => {
    const [open, late] = await Promise.all([askHouse("/open"), askHouse("/late")]);
    if (open.ok) setQuestions(open.body.questions);
    if (late.ok) watch.lateQuestions.value = late.body.late;
  };
  useEffect(() => void look(), []);
  return html`<${Dialog} title=${t("supervisor.sparring.title")} close=${() => { watch.answering.value = false; }}>
    <p class="soft small">${t("staff.sparring.lead")}</p>
    ${questions?.length === 0 && html`<p role="status">${t("supervisor.sparring.none")}</p>`}
    ${questions !== null && html`<${SparringQuestions} questions=${questions} answered=${look} />`}
  <//>`;
}
