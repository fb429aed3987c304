// @ts-check
/* More (mere): light and language, what quick exit can not hide, and ending the talk. */

import { html, useState } from "../vendor/preact.js";
import { Dialog } from "./dialog.js";
import { Icon } from "./icon.js";
import { Sounds } from "./sounds.js";
import { language, say, state } from "./state.js";

const THEMES = ["device", "light", "dark"];

/** @param {{ actions: import("./main.js").Actions }} props */
export function More({ actions }) {
  const other = language.value === "da" ? "en" : "da";
  const end = () => {
    state.dialog.value = null;
    actions.leave();
  };
  return html`
    <${Dialog} name="more" title=${say("young.more.title")}>
      <${Sounds} />
      <${Light} />
      <div class="choices">
        <button class="button" type="button" lang=${other} onClick=${() => actions.speak(other)}>
          <${Icon} name="languages" /> ${say("young.other_language")}
        </button>
        <button class="button" type="button" onClick=${() => { state.dialog.value = "limits"; }}>
          <${Icon} name="circle-help" /> ${say("young.limits.open")}
        </button>
      </div>
      <div class="card">
        <p>${say("young.more.end.text")}</p>
        <button class="button" type="button" onClick=${end}>
          <${Icon} name="log-out" /> ${say("young.more.end")}
        </button>
      </div>
    <//>`;
}

/** Light or dark, for as long as the page is open: nothing is kept. */
function Light() {
  const { dataset } = document.documentElement;
  const [theme, setTheme] = useState(dataset.theme ?? "device");

  /** @param {string} chosen */
  function shine(chosen) {
    setTheme(chosen);
    if (chosen === "device") delete dataset.theme;
    else dataset.theme = chosen;
  }

  return html`
    <fieldset>
      <legend class="field__label">${say("young.more.light")}</legend>
      <div class="choices">
        ${THEMES.map((name) => html`
          <label class="choice" key=${name}>
            <input type="radio" name="theme" autocomplete="off" checked=${theme === name}
              onChange=${() => shine(name)} />
            ${say(`young.more.light.${name}`)}
          </label>`)}
      </div>
    </fieldset>`;
}
