// @ts-check
/* The directory (tilbudsoversigten) as a whole: whom to check again first, and each service with what one may do. */

import { Icon } from "../../../chat/web/design/icon.js";
import { useHere } from "../../../chat/web/staff/asking.js";
import { LiveRegions } from "../../../chat/web/staff/live_regions.js";
import { StaffBar } from "../../../chat/web/staff/staff_bar.js";
import { faultWords, t } from "../../../chat/web/staff/words.js";
import { html, useState } from "../../../chat/web/vendor/preact.js";
import { listed, takenOutBy } from "./directory.js";
import { Because, EditList } from "./edit_list.js";
import { CONTACTS } from "./entry.js";
import { EditForm, NewForm, Told } from "./entry_form.js";
import { valueWords } from "./value_words.js";

/** @import { Directory, Edited, Known, Listed, Shown } from "./directory.js" */
/** @import { Making } from "./entry_form.js" */

const SHOWN = /** @type {const} */ (["stale", "waiting", "all", "centres", "out"]);

/** @param {{ directory: Directory, signOut: () => void }} props */
export function DirectoryPage({ directory, signOut }) {
  const [keysOpen, setKeysOpen] = useState(false);
  const [shown, setShown] = useState(/** @type {Shown} */ ("stale"));
  const [sought, setSought] = useState("");
  const [open, setOpen] = useState("");
  const [making, setMaking] = useState(/** @type {Making | null} */ (null));
  const known = directory.known.value;
  const fault = directory.fault.value;
  const found = known === null ? [] : listed(known, shown, sought);
  const begin = (/** @type {Making} */ what) => {
    directory.fault.value = null;
    setMaking(what);
  };
  const proposed = (/** @type {Edited} */ edit) => {
    setMaking(null);
    setShown("waiting");
    setSought("");
    setOpen(edit.service_id);
    goTo(edit.service_id);
  };
  return html`
    <${StaffBar} href="/supervisor" sound=${null} keys=${[]} keysOpen=${keysOpen} setKeysOpen=${setKeysOpen} signOut=${signOut}
      groups=${[html`<a class="button" href="/supervisor"><${Icon} name="arrow-left" /> ${t("directory.page.back")}</a>`]} />
    <main class="directory">
      <h1>${t("directory.page.title")}</h1>
      <p class="soft">${t("directory.page.lead")}</p>
      <div role="alert">${fault?.of === "" && html`<p class="notice notice--danger"><${Icon} name="triangle-alert" /><span>${faultWords(fault.code)}</span></p>`}</div>
      ${known !== null && making === null && html`<div class="directory__acts">
        <button class="button" type="button" onClick=${() => begin({ centre: false, from: null })}><${Icon} name="plus" /> ${t("directory.page.new_service")}</button>
        <button class="button" type="button" onClick=${() => begin({ centre: true, from: null })}><${Icon} name="plus" /> ${t("directory.page.new_centre")}</button></div>`}
      ${known !== null && making !== null && html`<${NewForm} key=${`${making.centre} ${making.from?.["name"] ?? ""}`} directory=${directory} known=${known} making=${making} cancel=${() => setMaking(null)} saved=${proposed} />`}
      <div class="panel directory__find">
        <div class="field"><label for="shown">${t("directory.find.shown")}</label>
          <select class="input" id="shown" value=${shown} onChange=${(/** @type {Event} */ event) => setShown(/** @type {Shown} */ (/** @type {HTMLSelectElement} */ (event.target).value))}>
            ${SHOWN.map((one) => html`<option key=${one} value=${one}>${t(`directory.find.${one}`)}</option>`)}</select></div>
        <div class="field"><label for="sought">${t("directory.find.sought")}</label>
          <input class="input" id="sought" type="search" value=${sought} onInput=${(/** @type {Event} */ event) => setSought(/** @type {HTMLInputElement} */ (event.target).value)} /></div>
      </div>
      ${known !== null && html`<p class="soft" role="status">${t("directory.find.found", { count: found.length })}</p>
        <ul class="directory__list">${found.map((one) => html`<${One} key=${one.service_id} directory=${directory} known=${known} one=${one} open=${open === one.service_id}
          again=${() => begin({ centre: one.centre, from: one.entry })} toggle=${() => setOpen(open === one.service_id ? "" : one.service_id)} />`)}</ul>
        ${found.length === 0 && html`<p class="soft">${t(shown === "centres" && sought.trim() === "" ? "directory.find.no_centre" : "directory.find.empty")}</p>`}`}
    </main>
    <${LiveRegions} />`;
}

/** What one was at is gone from the page: its place in the list is gone to. @param {string} id */
function goTo(id) {
  setTimeout(() => document.getElementById(`one-${id}`)?.focus());
}

/** @param {{ directory: Directory, known: Known, one: Listed, open: boolean, toggle: () => void, again: () => void }} props */
function One({ directory, known, one, open, toggle, again }) {
  const edits = known.edits.filter(({ service_id: id }) => id === one.service_id);
  const waits = edits.some(({ state }) => state === "proposed");
  return html`<li class="panel" aria-label=${one.entry["name"]}>
    <h2><button class="directory__one" id=${`one-${one.service_id}`} type="button" aria-expanded=${String(open)} onClick=${toggle}><${Icon} name=${open ? "chevron-up" : "chevron-down"} /> ${one.entry["name"]}</button></h2>
    <p class="directory__tags">
      ${one.centre && html`<span class="tag">${t("directory.tag.centre")}</span>`}
      ${one.standing === "there" && html`<span class=${`tag ${one.verified && !one.retired ? "tag--good" : ""}`}>${t(one.retired ? "directory.tag.retired" : one.verified ? "directory.tag.verified" : "directory.tag.unverified")}</span>`}
      ${one.standing !== "there" && html`<span class=${`tag ${one.standing === "proposed" ? "tag--acute" : ""}`}>${t(`directory.tag.${one.standing}`)}</span>`}
      ${one.stale !== null && html`<span class="tag tag--acute">${t(`directory.stale.${one.stale}`)}</span>`}
      ${waits && one.standing === "there" && html`<span class="tag tag--acute">${t("directory.tag.waits")}</span>`}
      ${one.refused !== null && html`<span class="tag tag--acute">${t("directory.tag.refused")}</span>`}
    </p>
    ${open && html`<${Inside} directory=${directory} known=${known} one=${one} edits=${edits} again=${again} />`}
  </li>`;
}

/** @param {{ directory: Directory, known: Known, one: Listed, edits: Edited[], again: () => void }} props */
function Inside({ directory, known, one, edits, again }) {
  const [doing, setDoing] = useState(/** @type {"edit" | "retire" | null} */ (null));
  const done = directory.done.value;
  const { entry } = one;
  const there = one.standing === "there";
  const told = html`<${Told} fault=${directory.fault.value} of=${one.service_id} /><div role="status">
    ${done?.of === one.service_id && html`<p class="notice notice--good"><${Icon} name="circle-check" /><span>${t(done.what)}</span></p>`}</div>`;
  const over = () => {
    setDoing(null);
    goTo(one.service_id);
  };
  const isHere = useHere();
  const retire = async () => { if ((await directory.retire(one)) && isHere()) over(); };
  const takenOut = takenOutBy(known, one);
  return html`<div class="directory__inside">
    ${one.standing !== "proposed" && html`<dl class="directory__facts">
      ${FACTS.map((name) => fact(name, entry[name]))}${CONTACTS.map((name) => fact(name, entry["contacts"]?.[name]))}${fact("hours", entry["hours"])}
      ${fact("owner", entry["owner"])}${fact("to_check", entry["to_check"])}
      ${entry["source"].length > 0 && html`<div><dt>${t("directory.field.source")}</dt><dd>${entry["source"].map((/** @type {string} */ one) => html`<${Source} key=${one} one=${one} />`)}</dd></div>`}
      ${fact("last_checked", entry["last_checked"] && `${entry["last_checked"]}, ${entry["checked_by"]}`)}
    </dl>`}
    ${one.standing === "proposed" && html`<p class="notice notice--quiet"><${Icon} name="lock" /><span>${t("directory.new.waits")}</span></p>`}
    ${one.standing === "gone" && html`<p class="notice notice--quiet"><${Icon} name="lock" /><span>${t("directory.new.gone")}</span></p>
      <div class="directory__acts"><button class="button" type="button" onClick=${again}><${Icon} name="undo-2" /> ${t("directory.new.again")}</button></div>`}
    ${there && !one.verified && !one.retired && html`<p class="notice notice--quiet"><${Icon} name="lock" /><span>${t("directory.unseen")}</span></p>`}
    ${one.refused !== null && html`<div class="notice notice--danger"><${Icon} name="triangle-alert" /><div><strong>${t("directory.refused")}</strong><pre lang="en">${one.refused}</pre></div></div>`}
    ${doing !== "edit" && told}
    ${takenOut !== null && html`<p>${t(takenOut.own ? "directory.restore.own" : "directory.restore.says")}</p>
      ${!takenOut.own && html`<${Because} directory=${directory} one=${takenOut} what="withdraw" label="directory.restore" />`}`}
    ${there && !one.retired && html`<div class="directory__acts">
      <button class="button" type="button" aria-disabled=${String(directory.busy.value)} onClick=${() => void directory.check(one)}><${Icon} name="check" /> ${t("directory.act.check")}</button>
      <button class="button" type="button" aria-expanded=${String(doing === "edit")} onClick=${() => setDoing(doing === "edit" ? null : "edit")}><${Icon} name="pencil" /> ${t("directory.act.edit")}</button>
      <button class="button" type="button" aria-expanded=${String(doing === "retire")} onClick=${() => setDoing(doing === "retire" ? null : "retire")}><${Icon} name="minus" /> ${t("directory.act.retire")}</button>
    </div>`}
    ${doing === "retire" && html`<p>${t("directory.retire.says")}</p>
      <div class="directory__acts"><button class="button button--main" type="button" onClick=${() => void retire()}>${t("directory.retire.yes")}</button></div>`}
    ${doing === "edit" && html`<${EditForm} directory=${directory} known=${known} one=${one} saved=${over} />`}
    <${EditList} directory=${directory} known=${known} edits=${edits} />
  </div>`;

  /** @param {string} name @param {unknown} value */
  function fact(name, value) {
    const said = valueWords(name, value, known);
    return said === "" ? null : html`<div key=${name}><dt>${t(`directory.field.${name}`)}</dt><dd>${said}</dd></div>`;
  }
}

/** Whoever looks it up again opens it, in a tab that is not told where from. @param {{ one: string }} props */
function Source({ one }) {
  return /^https?:\/\//.test(one) ? html`<a class="directory__source" href=${one} target="_blank" rel="noopener noreferrer">${one}</a>` : html`<span class="directory__source">${one}</span>`;
}

/** Of a centre; a service has its own in other fields. */
const FACTS = /** @type {const} */ (["service", "municipality", "address", "phone", "opening", "outreach"]);
