// @ts-check
/* The workbench as a whole: try a sentence, write an entry, see what others proposed. */

import { Icon } from "../../../chat/web/design/icon.js";
import { LiveRegions } from "../../../chat/web/staff/live_regions.js";
import { StaffBar } from "../../../chat/web/staff/staff_bar.js";
import { t } from "../../../chat/web/staff/words.js";
import { html, useState } from "../../../chat/web/vendor/preact.js";
import { EntryForm } from "./entry_form.js";
import { ProposalList } from "./proposal_list.js";
import { TryForm } from "./try_form.js";

/** @import { Workbench } from "./workbench.js" */

const KEYS = [{ keys: ["Ctrl", "Enter"], does: "workbench.keys.send" }];

/** @param {{ bench: Workbench, signOut: () => void }} props */
export function WorkbenchPage({ bench, signOut }) {
  const [keysOpen, setKeysOpen] = useState(false);
  const lexicon = bench.lexicon.value;
  return html`
    <${StaffBar} href="/supervisor" sound=${null} keys=${KEYS} keysOpen=${keysOpen} setKeysOpen=${setKeysOpen} signOut=${signOut}
      groups=${[html`<a class="button" href="/supervisor"><${Icon} name="arrow-left" /> ${t("workbench.bar.back")}</a>`]} />
    <main class="workbench">
      <div class="workbench__head">
        <h1>${t("workbench.page.heading")}</h1>
        ${lexicon !== null && html`<p class="soft">${t("workbench.page.runs", { lexicon: lexicon.lexicon, version: lexicon.house_version })}</p>`}
        ${lexicon?.refused && html`<div class="notice notice--danger" role="alert"><${Icon} name="triangle-alert" />
          <div><strong>${t("workbench.page.refused")}</strong><pre lang="en">${lexicon.refused}</pre></div></div>`}
      </div>
      <${TryForm} bench=${bench} />
      <${EntryForm} bench=${bench} />
      <${ProposalList} bench=${bench} />
    </main>
    <${LiveRegions} />`;
}
