// @ts-check
/* More (mere): ending the talk, light and language, and what quick exit can not hide. */

import { Icon } from "./icon.js";
import { html, useState } from "../vendor/preact.js";
import { Dialog } from "./dialog.js";
import { language, say, state } from "./state.js";

const THEMES = ["device", "light", "dark"];

/** @param {{ actions: import("./main.js").Actions, speak: (language: string) => void }} props */
export function More({ actions, speak }) {
  const [theme, setTheme] = useState(document.documentElement.dataset.theme ?? "device");
  const other = language.value === "da" ? "en" : "da";

  /** For this tab only: nothing is kept. @param {string} chosen */
  function shine(chosen) {
    setTheme(chosen);
    if (chosen === "device") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen;
  }

  return html`
    <${Dialog} name="more" title=${say("young.more.title")}>
      <fieldset>
        <legend class="field__label">${say("young.more.light")}</legend>
        <div class="choices">
          ${THEMES.map((name) => html`
            <label class="choice" key=${name}>
              <input type="radio" name="theme" checked=${theme === name} onChange=${() => shine(name)} />${say(`young.more.light.${name}`)}
            </label>`)}
        </div>
      </fieldset>
      <div class="choices">
        <button class="button" type="button" lang=${other} onClick=${() => speak(other)}><${Icon} name="languages" /> ${say("young.other_language")}</button>
        <button class="button" type="button" onClick=${() => { state.dialog.value = "limits"; }}><${Icon} name="circle-help" /> ${say("young.limits.open")}</button>
      </div>
      <div class="card">
        <p>${say("young.more.end.text")}</p>
        <button class="button" type="button" onClick=${() => { state.dialog.value = null; actions.leave(); }}><${Icon} name="log-out" /> ${say("young.more.end")}</button>
      </div>
    <//>`;
}
