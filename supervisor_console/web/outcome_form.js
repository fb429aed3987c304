// @ts-check
/* Ending an escalation (udfald): what became of it, in one choice, and a note if there is more to say. */

import { Icon } from "../../chat/web/design/icon.js";
import { useAsking } from "../../chat/web/staff/asking.js";
import { houseWords } from "../../chat/web/staff/refusals.js";
import { t } from "../../chat/web/staff/words.js";
import { html, useLayoutEffect, useRef, useState } from "../../chat/web/vendor/preact.js";
import { resolve } from "./acts.js";
import { OUTCOMES } from "./escalations.js";

/** @import { Watch } from "./watch.js" */
/** @import { Escalation } from "./escalations.js" */

/** @param {{ one: Escalation, watch: Watch, close: () => void }} props */
export function OutcomeForm({ one, watch, close }) {
  const [outcome, setOutcome] = useState("");
  const [note, setNote] = useState("");
  const { busy, fault, ask, say } = useAsking(() => {}, t("supervisor.outcome.legend", { name: one.call_word }), houseWords);
  const [told, setTold] = useState(one.told_seq);
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  const id = `outcome-${one.escalation_id}`;

  useLayoutEffect(() => {
    form.current?.scrollIntoView({ block: "nearest" });
    form.current?.querySelector("input")?.focus();
  }, []);

  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (outcome === "") {
      say(t("supervisor.outcome.choose"));
      form.current?.querySelector("input")?.focus();
      return;
    }
    void ask(async () => {
      const ack = await resolve(watch, one, outcome, note.trim() === "" ? null : note.trim(), told);
      if (!ack.ok) setTold(ack.error.told_seq ?? told);
      return ack;
    });
  };

  return html`<form class="outcome" ref=${form} onSubmit=${submit} onKeyDown=${(/** @type {KeyboardEvent} */ event) => { if (event.key === "Escape") close(); }}>
    <fieldset aria-describedby=${fault === null ? undefined : `${id}-fault`}>
      <legend>${t("supervisor.outcome.legend", { name: one.call_word })}</legend>
      <div class="choices">
        ${OUTCOMES.map((code) => html`<label class="choice" key=${code}>
          <input type="radio" name=${id} value=${code} checked=${outcome === code} onChange=${() => { setOutcome(code); say(null); }} />
          ${t(`supervisor.outcome.${code}`)}
        </label>`)}
      </div>
    </fieldset>
    <div class="field">
      <label for=${`${id}-note`}>${t("supervisor.outcome.note")}</label>
      <textarea class="input" id=${`${id}-note`} maxlength="1000" value=${note} onInput=${(/** @type {InputEvent} */ event) => setNote(/** @type {HTMLTextAreaElement} */ (event.target).value)}></textarea>
    </div>
    ${fault !== null && html`<p class="field__error" id=${`${id}-fault`} role="alert"><${Icon} name="circle-alert" /> ${fault}</p>`}
    <p class="outcome__foot">
      <button class="button button--main" type="submit" aria-disabled=${busy ? "true" : undefined}>${t(busy ? "supervisor.outcome.busy" : "supervisor.outcome.end")}</button>
      <button class="button" type="button" onClick=${close}>${t("supervisor.outcome.not_yet")}</button>
    </p>
  </form>`;
}
