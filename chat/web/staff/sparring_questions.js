// @ts-check
/* Questions from counsellors (sparring), each with a box for its answer; who asked is not told. */

import { Icon } from "../design/icon.js";
import { cleaned } from "../shared/text.js";
import { html, useState } from "../vendor/preact.js";
import { askHouse } from "./sparring.js";
import { language, t } from "./words.js";

/** @import { Question } from "./sparring.js" */

/** @param {{ questions: readonly Question[], answered: () => Promise<void> }} props `answered`: look again what is left */
export function SparringQuestions({ questions, answered }) {
  return html`<ul>${questions.map((one) => html`<li class="sparring-question" key=${one.sparring_id}><${AnswerForm} one=${one} answered=${answered} /></li>`)}</ul>`;
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
  if (one.text === null) return html`<p class="sparring-question__inside">${t("staff.sparring.gone")}</p>`;
  // Folded, so that what can wait pushes no task off the screen.
  return html`<details><summary><time class="small soft">${askedAt(one.asked_at)}</time> <span class="pre">${one.text}</span></summary>
    <form class="sparring-question__inside" onSubmit=${(/** @type {Event} */ event) => void submit(event)}>
    <div class="field"><label for=${box}>${t("staff.sparring.answer")}</label>
      <textarea class="input" id=${box} maxlength="2000" value=${text} onInput=${(/** @type {InputEvent} */ event) => setText(/** @type {HTMLTextAreaElement} */ (event.target).value)}></textarea></div>
    <div role="alert">${fault !== "" && html`<p class="field__error"><${Icon} name="circle-alert" /> ${fault}</p>`}</div>
    <p><button class="button button--main" type="submit" aria-disabled=${String(busy || cleaned(text) === "")}>${t("staff.sparring.send")}</button></p>
  </form></details>`;
}

/** @param {string} at */
function askedAt(at) {
  return new Intl.DateTimeFormat(language(), { dateStyle: "short", timeStyle: "short", timeZone: "Europe/Copenhagen" }).format(new Date(at));
}
