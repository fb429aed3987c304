// @ts-check
/*
 * How the counsellor is after a talk (og dig selv?): an answer may be left out. The one place that says what is wise
 * then, after a hard talk (debriefing) before one has answered.
 */

import { html } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { t } from "../staff/words.js";
import { supervisorOnDuty } from "./shift_bar.js";
import { isHard } from "./state.js";
import { WELLBEING } from "./wrap_up_record.js";

/** @import { Desk } from "./desk.js" */
/** @import { Conversation } from "./state.js" */

/** @param {{ desk: Desk, conversation: Conversation }} props */
export function Oneself({ desk, conversation }) {
  const { record } = desk.of(conversation.id);
  const chosen = record.value.wellbeing;
  return html`<fieldset>
    <legend>${t("desk.oneself.title")} <span class="soft small">${t("desk.oneself.seen")}</span></legend>
    ${isHard(conversation) && html`<p class="notice"><${Icon} name="coffee" /><span>
      <strong>${t("desk.oneself.hard")}</strong> ${hardWords(desk)}</span></p>`}
    <div class="choices">${WELLBEING.map((one, place) => html`<label class="choice" key=${one}>
      <input type="radio" name="oneself" value=${one} checked=${chosen === one}
        onChange=${() => { record.value = { ...record.value, wellbeing: one }; }} />
      ${t(`desk.oneself.${one}`)}${" "}<kbd>${place + 1}</kbd>
    </label>`)}</div>
    ${(chosen === "touched" || chosen === "talk") && html`<p class="small">${thenWords(desk, chosen)}</p>`}
  </fieldset>`;
}

/** What is wise after such an answer; nobody is sent to somebody who is not there. @param {Desk} desk @param {"touched" | "talk"} chosen */
function thenWords(desk, chosen) {
  if (chosen === "talk" && desk.supervisors.value === 0) return t("desk.oneself.then.talk_later");
  return t(`desk.oneself.then.${chosen}`, { name: onDuty(desk) });
}

/** What to do after a hard talk, and that it may be enough for today. @param {Desk} desk */
export function hardWords(desk) {
  const { hard_talks: had = 0, hard_talks_most: most = Number.POSITIVE_INFINITY } = desk.shift.value;
  const nobody = desk.supervisors.value === 0;
  if (had >= most) return t(nobody ? "desk.oneself.enough_later" : "desk.oneself.enough", { count: had });
  return nobody ? t("desk.oneself.later") : t("desk.oneself.next", { name: onDuty(desk) });
}

/** @param {Desk} desk whom to speak with, by name where one is there */
function onDuty(desk) {
  return supervisorOnDuty(desk.colleagues.value) ?? t("staff.from.supervisor").toLowerCase();
}
