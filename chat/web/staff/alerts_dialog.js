// @ts-check
/* Choosing how one is called back to the page (lyd og besked): tones, how loud, and notices outside the page. */

import { html } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { Dialog } from "./dialog.js";
import { t } from "./words.js";

/** @import { Sound } from "./sound.js" */
/** @import { DesktopNotices } from "./desktop_notices.js" */

/**
 * @param {object} props
 * @param {Sound} props.sound
 * @param {DesktopNotices} props.notices
 * @param {{ rings: string, elsewhere: string }} props.words what sounds at the page too, and what only while one is elsewhere
 * @param {() => void} props.close
 */
export function AlertsDialog({ sound, notices, words, close }) {
  const settings = sound.settings.value;
  const isChecked = (/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.target).checked;
  return html`<${Dialog} title=${t("staff.alerts.title")} close=${close}>
    <fieldset class="field"><legend class="field__label">${t("staff.alerts.tones")}</legend>
      <div class="choices">
        <label class="choice"><input type="checkbox" checked=${settings.on}
          onChange=${(/** @type {Event} */ event) => sound.set({ ...settings, on: isChecked(event) })} />
          ${words.rings}</label>
        <label class="choice"><input type="checkbox" checked=${settings.messages}
          onChange=${(/** @type {Event} */ event) => sound.set({ ...settings, messages: isChecked(event) })} />
          ${words.elsewhere}</label>
      </div>
    </fieldset>
    <div class="field">
      <label for="volume">${t("staff.sound.volume")}</label>
      <input id="volume" type="range" min="0.1" max="1" step="0.1" value=${settings.volume}
        onInput=${(/** @type {Event} */ event) => sound.set({ ...settings, volume: Number(/** @type {HTMLInputElement} */ (event.target).value) })} />
    </div>
    <p><button class="button" type="button" onClick=${sound.tone}>
      <${Icon} name="volume-2" /> ${t("staff.sound.try")}</button></p>
    <${Outside} notices=${notices} />
  <//>`;
}

/** @param {{ notices: DesktopNotices }} props */
function Outside({ notices }) {
  const state = notices.state.value;
  if (state === "none") return html`<p class="soft small">${t("staff.alerts.none")}</p>`;
  if (state === "blocked") return html`<p class="notice"><${Icon} name="bell-off" /><span>${t("staff.alerts.blocked")}</span></p>`;
  return html`<div class="field">
    <div class="choices"><label class="choice"><input type="checkbox" checked=${state === "on"} aria-describedby="outside-hint"
      onChange=${(/** @type {Event} */ event) => void notices.choose(/** @type {HTMLInputElement} */ (event.target).checked)} />
      ${t("staff.alerts.outside")}</label></div>
    <p class="field__hint" id="outside-hint">${t("staff.alerts.outside_hint")}</p>
  </div>`;
}
