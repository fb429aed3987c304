// @ts-check
/* What a supervisor decides about the conversation they read: its level, and that it ends. Each with a reason. */

import { Icon } from "../../chat/web/design/icon.js";
import { useAsking } from "../../chat/web/staff/asking.js";
import { LevelBadge } from "../../chat/web/staff/level_badge.js";
import { houseWords } from "../../chat/web/staff/refusals.js";
import { t } from "../../chat/web/staff/words.js";
import { html, useLayoutEffect, useRef, useState } from "../../chat/web/vendor/preact.js";

/** @import { Ack } from "../../chat/web/shared/wire.d.ts" */

const LEVELS = [0, 1, 2, 3, 4];

/** Why a conversation is ended by the house. */
const REASONS = ["finished", "referred", "silent", "abuse", "other"];

/**
 * @param {{ callWord: string, level: number, decide: (level: number, reason: string) => Promise<Ack>, close: () => void }} props
 */
export function LevelForm({ callWord, level, decide, close }) {
  const [chosen, setChosen] = useState(level);
  const [reason, setReason] = useState("");
  const words = reason.trim();
  return html`<${Decision}
    callWord=${callWord} legend=${t("supervisor.level.legend")} act=${t("supervisor.level.act")} close=${close}
    decide=${() => decide(chosen, words)}
    missing=${chosen === level ? t("supervisor.level.same") : words === "" ? t("supervisor.level.why") : ""}
  >
    <div class="choices">
      ${LEVELS.map((one) => html`<label class="choice" key=${one}>
        <input type="radio" name="level" value=${one} checked=${chosen === one} onChange=${() => setChosen(one)} />
        <${LevelBadge} level=${one} />
      </label>`)}
    </div>
    <div class="field">
      <label for="level-reason">${t("supervisor.level.reason")}</label>
      <p class="field__hint" id="level-hint">${t(chosen < level ? "supervisor.level.lower_hint" : "supervisor.level.hint")}</p>
      <textarea class="input" id="level-reason" maxlength="500" aria-describedby="level-hint" value=${reason} onInput=${(/** @type {InputEvent} */ event) => setReason(/** @type {HTMLTextAreaElement} */ (event.target).value)}></textarea>
    </div>
  <//>`;
}

/**
 * @param {{ callWord: string, escalated: boolean, decide: (reason: string) => Promise<Ack>, close: () => void }} props
 */
export function EndForm({ callWord, escalated, decide, close }) {
  const [reason, setReason] = useState("");
  return html`<${Decision}
    callWord=${callWord} legend=${t("supervisor.end.legend", { name: callWord })} act=${t("supervisor.end.act")} close=${close}
    decide=${() => decide(reason)}
    missing=${escalated ? t("supervisor.end.escalated") : reason === "" ? t("supervisor.end.choose") : ""}
  >
    <p>${t(escalated ? "supervisor.end.escalated" : "supervisor.end.says")}</p>
    <div class="choices">
      ${REASONS.map((one) => html`<label class="choice" key=${one}>
        <input type="radio" name="end" value=${one} checked=${reason === one} onChange=${() => setReason(one)} />
        ${t(`supervisor.end.${one}`)}
      </label>`)}
    </div>
  <//>`;
}

/**
 * A choice, its reason, and two ways on. It stands below the log, so that one can read while deciding.
 *
 * @param {object} props
 * @param {string} props.callWord whom it is about
 * @param {string} props.legend
 * @param {string} props.act
 * @param {string} props.missing what is not chosen yet, in words; "" when all is
 * @param {() => Promise<Ack>} props.decide
 * @param {() => void} props.close
 * @param {() => void} [props.done] after a yes; else it closes
 * @param {unknown} props.children
 */
export function Decision({ callWord, legend, act, missing, decide, close, done = close, children }) {
  const { busy, fault, ask, say } = useAsking((isHere) => { if (isHere) done(); }, `${callWord}: ${act}`, houseWords);
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  useLayoutEffect(() => {
    const first = form.current?.querySelector("input:checked") ?? form.current?.querySelector("input");
    /** @type {HTMLElement | null | undefined} */ (first)?.focus();
  }, []);
  // What was missing is there now: the page does not say any more that it is not.
  useLayoutEffect(() => { if (missing === "") say(null); }, [missing]);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (missing === "") void ask(decide);
    else say(missing);
  };
  return html`<form class="decision" ref=${form} onSubmit=${submit} onKeyDown=${(/** @type {KeyboardEvent} */ event) => { if (event.key === "Escape") close(); }}>
    <fieldset><legend>${legend}</legend>${children}</fieldset>
    ${fault !== null && html`<p class="field__error" role="alert"><${Icon} name="circle-alert" /> ${fault}</p>`}
    <p class="decision__foot">
      <button class="button button--main" type="submit" aria-disabled=${busy ? "true" : undefined}>${act}</button>
      <button class="button" type="button" onClick=${close}>${t("supervisor.decision.not_now")}</button>
    </p>
  </form>`;
}
