// @ts-check
/* The directory (tilbudsoversigten) as a whole: whom to check again first, and each service with what one may do. */

import { Icon } from "../../../chat/web/design/icon.js";
import { LiveRegions } from "../../../chat/web/staff/live_regions.js";
import { StaffBar } from "../../../chat/web/staff/staff_bar.js";
import { faultWords, t } from "../../../chat/web/staff/words.js";
import { html, useState } from "../../../chat/web/vendor/preact.js";
import { listed } from "./directory.js";
import { EditList } from "./edit_list.js";
import { ServiceForm } from "./service_form.js";

/** @import { Directory, Known, Listed, Shown } from "./directory.js" */

const SHOWN = /** @type {const} */ (["stale", "waiting", "all"]);

/** @param {{ directory: Directory, signOut: () => void }} props */
export function DirectoryPage({ directory, signOut }) {
  const [keysOpen, setKeysOpen] = useState(false);
  const [shown, setShown] = useState(/** @type {Shown} */ ("stale"));
  const [sought, setSought] = useState("");
  const [open, setOpen] = useState("");
  const known = directory.known.value;
  const fault = directory.fault.value;
  const found = known === null ? [] : listed(known, shown, sought);
  return html`
    <${StaffBar} href="/supervisor" sound=${null} keys=${[]} keysOpen=${keysOpen} setKeysOpen=${setKeysOpen} signOut=${signOut}
      groups=${[html`<a class="button" href="/supervisor"><${Icon} name="arrow-left" /> ${t("directory.page.back")}</a>`]} />
    <main class="directory">
      <h1>${t("directory.page.title")}</h1>
      <p class="soft">${t("directory.page.lead")}</p>
      <div role="alert">${fault?.of === "" && html`<p class="notice notice--danger"><${Icon} name="triangle-alert" /><span>${faultWords(fault.code)}</span></p>`}</div>
      <div class="panel directory__find">
        <div class="field"><label for="shown">${t("directory.find.shown")}</label>
          <select class="input" id="shown" value=${shown} onChange=${(/** @type {Event} */ event) => setShown(/** @type {Shown} */ (/** @type {HTMLSelectElement} */ (event.target).value))}>
            ${SHOWN.map((one) => html`<option key=${one} value=${one}>${t(`directory.find.${one}`)}</option>`)}</select></div>
        <div class="field"><label for="sought">${t("directory.find.sought")}</label>
          <input class="input" id="sought" type="search" value=${sought} onInput=${(/** @type {Event} */ event) => setSought(/** @type {HTMLInputElement} */ (event.target).value)} /></div>
      </div>
      ${known !== null && html`<p class="soft" role="status">${t("directory.find.found", { count: found.length })}</p>
        <ul class="directory__list">${found.map((one) => html`<${One} key=${one.service_id} directory=${directory} known=${known} one=${one} open=${open === one.service_id}
          toggle=${() => setOpen(open === one.service_id ? "" : one.service_id)} />`)}</ul>`}
    </main>
    <${LiveRegions} />`;
}

/** @param {{ directory: Directory, known: Known, one: Listed, open: boolean, toggle: () => void }} props */
function One({ directory, known, one, open, toggle }) {
  const edits = known.edits.filter(({ service_id: id }) => id === one.service_id);
  const waits = edits.some(({ state }) => state === "proposed");
  return html`<li class="panel" aria-label=${one.entry["name"]}>
    <h2><button class="directory__one" type="button" aria-expanded=${String(open)} onClick=${toggle}><${Icon} name=${open ? "chevron-up" : "chevron-down"} /> ${one.entry["name"]}</button></h2>
    <p class="directory__tags">
      <span class=${`tag ${one.verified && !one.retired ? "tag--good" : ""}`}>${t(one.retired ? "directory.tag.retired" : one.verified ? "directory.tag.verified" : "directory.tag.unverified")}</span>
      ${one.stale !== null && html`<span class="tag tag--acute">${t(`directory.stale.${one.stale}`)}</span>`}
      ${waits && html`<span class="tag tag--acute">${t("directory.tag.waits")}</span>`}
      ${one.refused !== null && html`<span class="tag tag--acute">${t("directory.tag.refused")}</span>`}
    </p>
    ${open && html`<${Inside} directory=${directory} known=${known} one=${one} edits=${edits} />`}
  </li>`;
}

/** @param {{ directory: Directory, known: Known, one: Listed, edits: import("./directory.js").Edited[] }} props */
function Inside({ directory, known, one, edits }) {
  const [doing, setDoing] = useState(/** @type {"edit" | "retire" | null} */ (null));
  const fault = directory.fault.value;
  const done = directory.done.value;
  const { entry } = one;
  const told = html`<div role="status">
    ${fault?.of === one.service_id && html`<div class="notice notice--danger"><${Icon} name="triangle-alert" /><div><strong>${faultWords(fault.code)}</strong>${fault.reason !== null && html`<pre lang="en">${fault.reason}</pre>`}</div></div>`}
    ${done?.of === one.service_id && html`<p class="notice notice--good"><${Icon} name="circle-check" /><span>${t(done.what)}</span></p>`}
  </div>`;
  const retire = async () => { if (await directory.retire(one)) setDoing(null); };
  return html`<div class="directory__inside">
    <dl class="directory__facts">
      ${fact("phone", entry["contacts"]?.phone)}${fact("web", entry["contacts"]?.web)}${fact("hours", entry["hours"])}
      ${fact("owner", entry["owner"])}${fact("to_check", (entry["to_check"] ?? []).join(", "))}
      ${fact("source", (entry["source"] ?? []).join(", "))}${fact("last_checked", entry["last_checked"] === null ? "" : `${entry["last_checked"]}, ${entry["checked_by"]}`)}
    </dl>
    ${!one.verified && html`<p class="notice notice--quiet"><${Icon} name="lock" /><span>${t("directory.unseen")}</span></p>`}
    ${one.refused !== null && html`<div class="notice notice--danger"><${Icon} name="triangle-alert" /><div><strong>${t("directory.refused")}</strong><pre lang="en">${one.refused}</pre></div></div>`}
    ${doing !== "edit" && told}
    ${!one.retired && html`<div class="directory__acts">
      <button class="button" type="button" aria-disabled=${String(directory.busy.value)} onClick=${() => void directory.check(one)}><${Icon} name="check" /> ${t("directory.act.check")}</button>
      <button class="button" type="button" aria-expanded=${String(doing === "edit")} onClick=${() => setDoing(doing === "edit" ? null : "edit")}><${Icon} name="pencil" /> ${t("directory.act.edit")}</button>
      <button class="button" type="button" aria-expanded=${String(doing === "retire")} onClick=${() => setDoing(doing === "retire" ? null : "retire")}><${Icon} name="minus" /> ${t("directory.act.retire")}</button>
    </div>`}
    ${doing === "retire" && html`<p>${t("directory.retire.says")}</p>
      <div class="directory__acts"><button class="button button--main" type="button" onClick=${() => void retire()}>${t("directory.retire.yes")}</button></div>`}
    ${doing === "edit" && html`<${ServiceForm} known=${known} one=${one} save=${async (/** @type {import("./directory.js").Entry} */ wanted) => { if (await directory.edit(one, wanted)) setDoing(null); }} />${told}`}
    <${EditList} directory=${directory} edits=${edits} />
  </div>`;

  /** @param {string} name @param {unknown} value */
  function fact(name, value) {
    return value ? html`<div><dt>${t(`directory.field.${name}`)}</dt><dd>${value}</dd></div>` : null;
  }
}
