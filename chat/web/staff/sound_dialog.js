// @ts-check
/* Choosing sound: on or off, how loud, and a try. */

import { html } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { Dialog } from "./dialog.js";
import { t } from "./words.js";

/** @import { Sound } from "./sound.js" */

/** @param {{ sound: Sound, close: () => void }} props */
export function SoundDialog({ sound, close }) {
  const { on, volume } = sound.settings.value;
  return html`<${Dialog} title=${t("staff.sound.title")} close=${close}>
    <label class="choice">
      <input type="checkbox" checked=${on}
        onChange=${(/** @type {Event} */ event) => sound.set({ volume, on: /** @type {HTMLInputElement} */ (event.target).checked })} />
      ${t("staff.sound.new_in_queue")}
    </label>
    <div class="field">
      <label for="volume">${t("staff.sound.volume")}</label>
      <input id="volume" type="range" min="0.1" max="1" step="0.1" value=${volume}
        onInput=${(/** @type {Event} */ event) => sound.set({ on, volume: Number(/** @type {HTMLInputElement} */ (event.target).value) })} />
    </div>
    <p><button class="button" type="button" onClick=${sound.tone}>
      <${Icon} name="volume-2" /> ${t("staff.sound.try")}</button></p>
  <//>`;
}
