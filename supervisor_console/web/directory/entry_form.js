// @ts-check
/* The form of an entry (tilbud, center), new or changed, with what the house answered beside its button. */

import { Icon } from "../../../chat/web/design/icon.js";
import { useHere } from "../../../chat/web/staff/asking.js";
import { faultWords, t } from "../../../chat/web/staff/words.js";
import { html } from "../../../chat/web/vendor/preact.js";
import { CentreForm } from "./centre_form.js";
import { NEW } from "./directory.js";
import { NO_CENTRE, NO_SERVICE, fieldOf } from "./entry.js";
import { ServiceForm } from "./service_form.js";

/** @import { Directory, Edited, Entry, FaultOf, Known, Listed } from "./directory.js" */

/** @param {{ directory: Directory, known: Known, one: Listed, saved: (edit: Edited) => void }} props */
export function EditForm({ directory, known, one, saved }) {
  const Form = one.centre ? CentreForm : ServiceForm;
  const isHere = useHere();
  const save = async (/** @type {Entry} */ wanted, /** @type {boolean} */ lookedUp) => {
    const edit = await directory.edit(one, wanted, lookedUp);
    // Whoever has opened something else meanwhile stays there.
    if (edit !== null && isHere()) saved(edit);
    return edit;
  };
  return html`<${Form} known=${known} of=${one.service_id} entry=${one.entry} fault=${directory.fault.value} save=${save}
    label=${t("directory.form.label", { name: one.entry["name"] })} act=${t("directory.form.save")}><${Told} fault=${directory.fault.value} of=${one.service_id} /></${Form}>`;
}

/** @typedef {{ centre: boolean, from: Entry | null }} Making a new service or centre; made of what was once proposed, or of nothing */

/** @param {{ directory: Directory, known: Known, making: Making, cancel: () => void, saved: (edit: Edited) => void }} props */
export function NewForm({ directory, known, making: { centre, from }, cancel, saved }) {
  const Form = centre ? CentreForm : ServiceForm;
  const isHere = useHere();
  const title = t(centre ? "directory.new.title_centre" : "directory.new.title_service");
  const save = async (/** @type {Entry} */ wanted, /** @type {boolean} */ lookedUp) => {
    const edit = await directory.propose(wanted, lookedUp);
    if (edit !== null && isHere()) saved(edit);
    return edit;
  };
  return html`<section class="panel directory__new" aria-labelledby="new-title">
    <div class="panel__head"><h2 id="new-title" tabindex="-1" ref=${(/** @type {HTMLElement | null} */ head) => { if (head && !head.dataset["met"]) { head.dataset["met"] = "yes"; head.focus(); } }}>${title}</h2>
      <div class="panel__end"><button class="button button--small" type="button" onClick=${cancel}><${Icon} name="x" /> ${t("directory.new.cancel")}</button></div></div>
    <p class="notice notice--quiet"><${Icon} name="lock" /><span>${t("directory.new.lead")}</span></p>
    <${Form} known=${known} of=${NEW} entry=${{ ...(centre ? NO_CENTRE : NO_SERVICE), ...from }} fault=${directory.fault.value} save=${save} label=${title} act=${t("directory.new.save")}>
      <${Told} fault=${directory.fault.value} of=${NEW} /></${Form}>
  </section>`;
}

/** What went wrong; what is said at a field is not said twice. @param {{ fault: FaultOf | null, of: string }} props */
export function Told({ fault, of }) {
  const said = fault?.of === of ? fault : null;
  const atField = fieldOf(said?.reason ?? null) !== null;
  return html`<div role="alert" class="directory__told">${said !== null && html`<div class="notice notice--danger"><${Icon} name="triangle-alert" />
    <div><strong>${atField ? t("directory.wrong.there") : faultWords(said.code)}</strong>${said.reason !== null && !atField && html`<pre lang="en">${said.reason}</pre>`}</div></div>`}</div>`;
}
