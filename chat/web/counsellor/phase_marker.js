// @ts-check
/*
 * Which of the five phases a talk is in (trin): the counsellor's own aid. It stays on this page, is nobody's judgement,
 * and brings the replies of the phase to the front.
 */

import { html } from "../vendor/preact.js";
import { t } from "../staff/words.js";
import { PHASES } from "./replies.js";

/** @import { Desk } from "./desk.js" */

/** @param {{ id: string, desk: Desk }} props */
export function PhaseMarker({ id, desk }) {
  const { phase } = desk.of(id);
  const at = phase.value === null ? -1 : PHASES.indexOf(phase.value);
  return html`<fieldset class="phase">
    <legend class="visually-hidden">${t("desk.phase.legend")}</legend>
    <div class="phase__steps">${PHASES.map((one, place) => html`<label class="phase__step" key=${one}
      data-state=${place < at ? "done" : undefined} title=${t(`desk.shelf.${one}`)}>
      <input type="radio" name=${`phase-${id}`} value=${one} checked=${phase.value === one}
        onChange=${() => { phase.value = one; }} />
      <span class="visually-hidden">${t(`desk.shelf.${one}`)}</span>
    </label>`)}</div>
    ${phase.value === null
      ? html`<p class="small soft">${t("desk.phase.none")}</p>`
      : html`<p class="small">${t("desk.phase.at", { number: at + 1 })} <b>${t(`desk.shelf.${phase.value}`)}</b>${" "}
          <button class="button button--small button--plain" type="button"
            onClick=${() => { phase.value = null; }}>${t("desk.phase.clear")}</button></p>
        <p class="small soft">${t(`desk.phase.hint.${phase.value}`)}</p>`}
  </fieldset>`;
}
