// @ts-check
/* A centre's fields (felter): where it is, when one can drop in, and who is there; the rest it has from its service. */

import { t } from "../../../chat/web/staff/words.js";
import { html } from "../../../chat/web/vendor/preact.js";
import { centreOf } from "./entry.js";
import { fieldsOf, lookedUp, submitted } from "./form_fields.js";
import { LookedUpFields } from "./looked_up_fields.js";
import { OpeningFields } from "./opening_fields.js";
import { DAYS, dayTitle } from "./value_words.js";

/** @import { Entry, FaultOf, Known } from "./directory.js" */

/** @typedef {{ known: Known, of: string, entry: Entry, fault: FaultOf | null, label: string, act: string, save: (wanted: Entry, lookedUp: boolean) => Promise<unknown>, children?: unknown }} FormProps */

/** @param {FormProps} props */
export function CentreForm({ known, of, entry, fault, label, act, save, children }) {
  const fields = fieldsOf(of, fault);
  const { line, lines, choice } = fields;
  const whole = known.services.filter(({ centre, retired, standing, service_id: id }) => !centre && ((!retired && standing === "there") || id === entry["service"]));
  const named = whole.map((one) => [one.service_id, one.entry["name"]]).sort((a, b) => a[1].localeCompare(b[1], "da"));
  return html`<form class="directory__form" aria-label=${label} onSubmit=${(/** @type {SubmitEvent} */ event) => void submitted(event, (given) => save(centreOf(given, entry), lookedUp(given)))}>
    <p class="soft">${t("directory.form.lead")}</p>
    ${line("name", entry["name"], { required: true })}
    ${choice("service", entry["service"], [["", ""], ...named], true)}
    ${choice("municipality", entry["municipality"], [["", ""], ...known.municipalities.map(({ code, name }) => [code, name])], true)}
    ${line("address", entry["address"])}
    ${line("phone", entry["phone"], { type: "tel" })}
    <${OpeningFields} fields=${fields} opening=${entry["opening"]} legend=${t("directory.opening.centre")} />
    <fieldset><legend class="field__label">${t("directory.field.outreach")}</legend>
      <div class="choices">${DAYS.map((day) => html`<label class="choice" key=${day}><input type="checkbox" name="outreach" value=${day} defaultChecked=${entry["outreach"].includes(day)} /> ${dayTitle(day)}</label>`)}</div>
      ${fields.problem("outreach")}</fieldset>
    ${lines("source", entry["source"].join("\n"))}
    <${LookedUpFields} fields=${fields} of=${of} entry=${entry} />
    <label class="choice"><input type="checkbox" name="verified" defaultChecked=${entry["verified"]} /> ${t("directory.field.verified")}</label>
    ${children}
    <div class="directory__acts"><button class="button button--main" type="submit">${act}</button></div>
  </form>`;
}
