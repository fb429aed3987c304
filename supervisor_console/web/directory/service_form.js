// @ts-check
/* A service's fields (felter), as one edits them; the house holds them to the rules of `services.yaml`. */

import { Icon } from "../../../chat/web/design/icon.js";
import { t } from "../../../chat/web/staff/words.js";
import { html } from "../../../chat/web/vendor/preact.js";
import { CONTACTS, entryOf } from "./entry.js";
import { fieldsOf, lookedUp, submitted } from "./form_fields.js";
import { LookedUpFields } from "./looked_up_fields.js";
import { OpeningFields } from "./opening_fields.js";
import { kindName, nameOf } from "./value_words.js";

const AREAS = ["national", "region", "municipality", "municipality_generic"];
const ACCESSES = ["self", "self_or_referral", "referral_gp", "via_municipality", "via_police", "professional_only"];

/** @param {import("./centre_form.js").FormProps} props */
export function ServiceForm({ known, of, entry, fault, label, act, save, children }) {
  const fields = fieldsOf(of, fault);
  const { line, lines, choice } = fields;
  const names = (/** @type {string[]} */ codes, /** @type {import("./directory.js").Named[]} */ among) => codes.map((code) => nameOf(code, among));
  const kinds = known.kinds.map((code) => [code, kindName(code)]).sort(([, a = ""], [, b = ""]) => a.localeCompare(b, "da"));
  const chosen = entry["anonymous"] === null ? "unknown" : entry["anonymous"] ? "yes" : "no";
  const title = (/** @type {string} */ name) => html`<h3>${t(`directory.form.${name}`)}</h3>`;
  return html`<form class="directory__form" aria-label=${label} onSubmit=${(/** @type {SubmitEvent} */ event) => void submitted(event, (given) => save(entryOf(given, entry, known), lookedUp(given)))}>
    <p class="soft">${t("directory.form.lead")}</p>
    ${line("name", entry["name"], { required: true })}
    ${choice("kind", entry["kind"], [["", ""], ...kinds], true)}
    ${lines("needs", names(entry["needs"], known.needs).join("\n"))}
    <details><summary>${t("directory.form.needs")}</summary><div class="choices">${known.needs.map(({ code, name }) => html`<button class="button button--small" type="button" key=${code} onClick=${() => add(name)}><${Icon} name="plus" /> ${name}</button>`)}</div></details>
    ${title("whom")}
    ${line("ages_min", entry["ages"].min, { type: "number" })}
    ${line("ages_max", entry["ages"].max, { type: "number" })}
    ${choice("area_level", entry["area"].level, AREAS.map((code) => [code, t(`directory.area.${code}`)]))}
    ${line("regions", names(entry["area"].regions, known.regions).join(", "))}
    ${line("municipalities", names(entry["area"].municipalities, known.municipalities).join(", "))}
    ${title("contacts")}
    ${CONTACTS.map((name) => line(name, entry["contacts"][name]))}
    ${line("hours", entry["hours"])}
    <${OpeningFields} fields=${fields} opening=${entry["opening"]} legend=${t("directory.field.opening")} />
    ${title("comes")}
    ${choice("anonymous", chosen, ["yes", "no", "unknown"].map((code) => [code, t(`directory.anonymous.${code}`)]))}
    ${choice("access", entry["access"], ACCESSES.map((code) => [code, t(`directory.access.${code}`)]))}
    ${choice("cost", entry["cost"] ?? "", [["", t("directory.cost.unknown")], ["free", t("directory.cost.free")], ["paid", t("directory.cost.paid")]])}
    ${line("waiting_time", entry["waiting_time"])}
    ${title("known")}
    ${line("owner", entry["owner"])}
    ${lines("source", entry["source"].join("\n"))}
    ${line("source_date", entry["source_date"])}
    ${lines("to_check", entry["to_check"].join("\n"))}
    ${lines("note", entry["note"] ?? "")}
    <${LookedUpFields} fields=${fields} of=${of} entry=${entry} />
    <label class="choice"><input type="checkbox" name="verified" defaultChecked=${entry["verified"]} /> ${t("directory.field.verified")}</label>
    ${children}
    <div class="directory__acts"><button class="button button--main" type="submit">${act}</button></div>
  </form>`;

  /** One more line in the box of needs, which is the browser's own. @param {string} name */
  function add(name) {
    const box = document.getElementById(`${of}-needs`);
    if (!(box instanceof HTMLTextAreaElement) || box.value.split("\n").includes(name)) return;
    box.value = [box.value.trim(), name].filter((one) => one !== "").join("\n");
  }
}
