// @ts-check
/* Opening hours (åbningstid) as one types them: a line for each day of the week, for holidays, and for single days. */

import { t } from "../../../chat/web/staff/words.js";
import { html, useState } from "../../../chat/web/vendor/preact.js";
import { DAYS, dayTitle } from "./value_words.js";

/** @typedef {ReturnType<typeof import("./form_fields.js").fieldsOf>} Fields */

const HOW = /** @type {const} */ (["unknown", "week", "always"]);

/** @param {{ fields: Fields, opening: any, legend: string }} props opening as it stands, in JSON types */
export function OpeningFields({ fields, opening, legend }) {
  const stands = opening === null || opening === undefined ? "unknown" : opening === "always" || opening.always ? "always" : "week";
  const [how, setHow] = useState(/** @type {string} */ (stands));
  const hours = (/** @type {unknown} */ spans) => (Array.isArray(spans) ? spans.join(", ") : "");
  const other = Object.entries(opening?.exceptions ?? {}).map(([day, spans]) => `${day}: ${hours(spans)}`.trim());
  return html`<fieldset class="directory__opening"><legend class="field__label">${legend}</legend>
    <div class="choices" role="group" aria-label=${t("directory.opening.how")}>${HOW.map((one) => html`<label class="choice" key=${one}>
      <input type="radio" name="opening_how" value=${one} checked=${how === one} onChange=${() => setHow(one)} /> ${t(`directory.opening.${one}`)}</label>`)}</div>
    ${fields.problem("opening")}
    <div hidden=${how !== "week"}>
      <p class="field__hint">${t("directory.opening.hint")}</p>
      <div class="directory__week">${DAYS.map((day) => fields.line(`opening_${day}`, hours(opening?.week?.[day]), { label: dayTitle(day) }))}
        ${fields.line("opening_holidays", hours(opening?.holidays), { label: t("directory.field.holidays") })}</div>
      ${fields.lines("exceptions", other.join("\n"))}
    </div>
  </fieldset>`;
}
