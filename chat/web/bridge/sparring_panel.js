// @ts-check
/* Questions from counsellors (sparring): the oldest first, and an answer to each; who asked is not told. */

import { Icon } from "../design/icon.js";
import { cleaned } from "../shared/text.js";
import { askHouse } from "../staff/sparring.js";
import { t } from "../staff/words.js";
import { html, useEffect, useRef, useState } from "../vendor/preact.js";
import { momentWords } from "./task_words.js";

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
    <p class="calls__duty small soft">${t("bridge.sparring.lead")}</p>
    <ul>${questions.map((one) => html`<li class="sparring-question" key=${one.sparring_id}><${AnswerForm} one=${one} answered=${look} /></li>`)}</ul>
  </section>`;
}

/** @param {{ one: Question, answered: () => Promise<void> }} props */
function AnswerForm({ one, answered }) {
  const [text, setText] = useState("");
  const [fault, setFault] = useState("");
  const [busy, setBusy] = useState(false);
  const box = `answer-${one.sparring_id}`;
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const said = cleaned(text);
    if (said === "" || busy) return;
    setBusy(true);
    const sent = await askHouse(`/${one.sparring_id}/answer`, { text: said });
    setBusy(false);
    if (sent.ok) await answered();
    else setFault(sent.fault);
  };
  if (one.text === null) return html`<p class="task-detail">${t("bridge.sparring.gone")}</p>`;
  // Folded, so that what can wait pushes no task off the screen.
  return html`<details><summary><time class="small soft">${momentWords(one.asked_at)}</time> <span class="pre">${one.text}</span></summary>
    <form class="task-detail" onSubmit=${(/** @type {Event} */ event) => void submit(event)}>
    <div class="field"><label for=${box}>${t("bridge.sparring.answer")}</label>
      <textarea class="input" id=${box} maxlength="2000" value=${text} onInput=${(/** @type {InputEvent} */ event) => setText(/** @type {HTMLTextAreaElement} */ (event.target).value)}></textarea></div>
    <div role="alert">${fault !== "" && html`<p class="field__error"><${Icon} name="circle-alert" /> ${fault}</p>`}</div>
    <p><button class="button button--main" type="submit" aria-disabled=${String(busy || cleaned(text) === "")}>${t("bridge.sparring.send")}</button></p>
  </form></details>`;
}
