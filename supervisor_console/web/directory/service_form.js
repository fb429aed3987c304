// @ts-check
/* A service's fields (felter), as one edits them; the house holds them to the rules of `services.yaml`. */

import { t } from "../../../chat/web/staff/words.js";
import { html } from "../../../chat/web/vendor/preact.js";
import { CONTACTS, LISTS, entryOf } from "./directory.js";

/** @import { Entry, Known, Listed } from "./directory.js" */

const AREAS = ["national", "region", "municipality", "municipality_generic"];
const ACCESSES = ["self", "self_or_referral", "referral_gp", "via_municipality", "via_police", "professional_only"];

/** @param {{ known: Known, one: Listed, save: (wanted: Entry) => void }} props */
export function ServiceForm({ known, one, save }) {
  const { entry } = one;
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    save(entryOf(new FormData(/** @type {HTMLFormElement} */ (event.currentTarget)), entry));
  };
  const chosen = entry["anonymous"] === null ? "unknown" : entry["anonymous"] ? "yes" : "no";
  return html`<form class="directory__form" aria-label=${t("directory.form.label", { name: entry["name"] })} onSubmit=${submit}>
    <p class="soft">${t("directory.form.lead")}</p>
    ${line("name", entry["name"], "text", true)}
    ${choice("kind", entry["kind"], known.kinds.map((code) => [code, code]))}
    ${LISTS.map((name) => lines(name, (entry[name] ?? []).join("\n")))}
    <details><summary>${t("directory.form.needs")}</summary><p class="small soft">${known.needs.map(({ code, name }) => `${code}: ${name}`).join("; ")}</p></details>
    ${line("ages_min", entry["ages"].min, "number")}
    ${line("ages_max", entry["ages"].max, "number")}
    ${choice("area_level", entry["area"].level, AREAS.map((code) => [code, t(`directory.area.${code}`)]))}
    ${line("regions", entry["area"].regions.join(" "))}
    ${line("municipalities", entry["area"].municipalities.join(" "))}
    ${CONTACTS.map((name) => line(name, entry["contacts"][name]))}
    ${line("hours", entry["hours"])}
    ${lines("opening", one.opening)}
    ${choice("anonymous", chosen, ["yes", "no", "unknown"].map((code) => [code, t(`directory.anonymous.${code}`)]))}
    ${choice("access", entry["access"], ACCESSES.map((code) => [code, t(`directory.access.${code}`)]))}
    ${choice("cost", entry["cost"] ?? "", [["", t("directory.cost.unknown")], ["free", t("directory.cost.free")], ["paid", t("directory.cost.paid")]])}
    ${line("waiting_time", entry["waiting_time"])}
    ${line("owner", entry["owner"])}
    ${line("source_date", entry["source_date"])}
    ${lines("note", entry["note"] ?? "")}
    ${line("last_checked", entry["last_checked"], "date")}
    ${line("checked_by", entry["checked_by"])}
    <label class="choice"><input type="checkbox" name="verified" defaultChecked=${entry["verified"]} /> ${t("directory.field.verified")}</label>
    <div class="directory__acts"><button class="button button--main" type="submit">${t("directory.form.save")}</button></div>
  </form>`;

  // Plain functions, no components: drawn anew, a component of this moment would lose what is typed.
  /** @param {string} name @param {unknown} value @param {string} [type] @param {boolean} [required] */
  function line(name, value, type = "text", required = false) {
    const id = `${one.service_id}-${name}`;
    return html`<div class="field"><label for=${id}>${t(`directory.field.${name}`)}</label>
      <input class="input" id=${id} name=${name} type=${type} required=${required} defaultValue=${value ?? ""} /></div>`;
  }

  /** @param {string} name @param {string} value one on each line */
  function lines(name, value) {
    const id = `${one.service_id}-${name}`;
    return html`<div class="field"><label for=${id}>${t(`directory.field.${name}`)}</label>
      <p class="field__hint" id=${`${id}-hint`}>${t(`directory.hint.${name}`)}</p>
      <textarea class="input" id=${id} name=${name} rows="3" aria-describedby=${`${id}-hint`} defaultValue=${value}></textarea></div>`;
  }

  /** @param {string} name @param {string} value @param {string[][]} among codes, and what each is called */
  function choice(name, value, among) {
    const id = `${one.service_id}-${name}`;
    return html`<div class="field"><label for=${id}>${t(`directory.field.${name}`)}</label>
      <select class="input" id=${id} name=${name}>${among.map(([code, said]) => html`<option key=${code} value=${code} selected=${code === value}>${said}</option>`)}</select></div>`;
  }
}
