// @ts-check
/* The guided questions on risk (spørgsmål om fare): asked in one's own words; an answer may raise the level, never lower it. */

import { html, useEffect, useState } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { careTexts, fetchCareTexts } from "./care.js";
import { useAsking } from "./asking.js";
import { Dialog } from "./dialog.js";
import { tell } from "./live_regions.js";
import { houseWords } from "./refusals.js";
import { t } from "./words.js";

/** @import { Answer, Ask } from "./care.js" */

const ANSWERS = /** @type {const} */ (["yes", "no", "unanswered"]);

/** @param {{ ask: Ask, id: string, callWord: string, close: () => void }} props */
export function RiskQuestions({ ask, id, callWord, close }) {
  const [answers, setAnswers] = useState(/** @type {Record<string, Answer>} */ ({}));
  const { busy, fault, ask: asks, say } = useAsking((isHere) => { if (isHere) close(); }, t("staff.risk.title", { name: callWord }), houseWords);
  useEffect(() => { void fetchCareTexts(ask).then((no) => { if (no !== null && !no.ok) say(houseWords(no.error)); }); }, []);
  const texts = careTexts.value?.questions ?? null;
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (Object.keys(answers).length === 0) {
      say(t("staff.risk.none"));
      return;
    }
    void asks(async () => {
      const ack = await ask("assessment:record", { conversation_id: id, answers });
      if (ack.ok) tell(t("staff.risk.saved", { level: `${ack["level"]} ${t(`level.${ack["level"]}`)}` }));
      return ack;
    });
  };
  return html`<${Dialog} title=${t("staff.risk.title", { name: callWord })} close=${close}>
    <form class="staff-dialog__form" onSubmit=${submit}>
      <p class="soft">${t("staff.risk.lead")}</p>
      ${texts !== null && texts.reviewed === null && html`<p class="notice notice--quiet"><${Icon} name="info" /><span>${t("staff.care.draft")}</span></p>`}
      ${texts === null && fault === null && html`<p>${t("staff.card.loading")}</p>`}
      ${texts?.questions.map((question) => html`<fieldset key=${question.id} aria-describedby=${question.hint === null ? undefined : `hint-${question.id}`}>
        <legend lang="da">${question.ask}</legend>
        ${question.hint !== null && html`<p class="field__hint" id=${`hint-${question.id}`} lang="da">${question.hint}</p>`}
        <div class="choices">${ANSWERS.map((answer) => html`<label class="choice" key=${answer}>
          <input type="radio" name=${`risk-${question.id}`} checked=${answers[question.id] === answer} onChange=${() => setAnswers({ ...answers, [question.id]: answer })} />
          <span>${t(`staff.risk.${answer}`)}</span></label>`)}</div>
      </fieldset>`)}
      <div role="alert">${fault !== null && html`<p class="notice notice--danger"><${Icon} name="triangle-alert" /><span>${fault}</span></p>`}</div>
      <div class="staff-dialog__foot">
        <button class="button" type="button" onClick=${close}>${t("staff.dialog.back")}</button>
        <button class="button button--main" type="submit" aria-disabled=${String(busy || texts === null)}>${t(busy ? "staff.dialog.busy" : "staff.risk.save")}</button>
      </div>
    </form>
  <//>`;
}
