// @ts-check
/* How the counsellor is after a talk (og dig selv?): never asked for, and followed by what is wise then. */

import { html } from "../vendor/preact.js";
import { t } from "../staff/words.js";
import { supervisorOnDuty } from "./shift_bar.js";
import { WELLBEING } from "./wrap_up_record.js";

/** @import { Desk } from "./desk.js" */

/** @param {{ desk: Desk, id: string }} props */
export function Oneself({ desk, id }) {
  const { record } = desk.of(id);
  const chosen = record.value.wellbeing;
  const name = supervisorOnDuty(desk.colleagues.value) ?? t("staff.from.supervisor").toLowerCase();
  return html`<fieldset>
    <legend>${t("desk.oneself.title")} <span class="soft small">${t("desk.oneself.seen")}</span></legend>
    <div class="choices">${WELLBEING.map((one, place) => html`<label class="choice" key=${one}>
      <input type="radio" name="oneself" value=${one} checked=${chosen === one}
        onChange=${() => { record.value = { ...record.value, wellbeing: one }; }} />
      ${t(`desk.oneself.${one}`)}${" "}<kbd>${place + 1}</kbd>
    </label>`)}</div>
    ${(chosen === "touched" || chosen === "talk") && html`<p class="small">${t(`desk.oneself.then.${chosen}`, { name })}</p>`}
  </fieldset>`;
}
