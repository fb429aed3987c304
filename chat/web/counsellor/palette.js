// @ts-check
/* The palette (find): everything one can do now, by name and keyboard. */

import { html, useState } from "../vendor/preact.js";
import { Dialog } from "../staff/dialog.js";
import { SearchList } from "../staff/search_list.js";
import { t } from "../staff/words.js";
import { actsNamed, actsNow } from "./acts.js";

/** @import { Desk } from "./desk.js" */
/** @import { View } from "./view.js" */

/** @param {{ desk: Desk, view: View, signOut: () => void }} props */
export function Palette({ desk, view, signOut }) {
  if (!view.paletteOpen.value) return null;
  return html`<${Open} desk=${desk} view=${view} signOut=${signOut} />`;
}

/** @param {{ desk: Desk, view: View, signOut: () => void }} props */
function Open({ desk, view, signOut }) {
  const [query, setQuery] = useState("");
  const close = () => { view.paletteOpen.value = false; };
  const groups = actsNamed(actsNow(desk, view, signOut), query).map(({ id, name, acts }) => ({
    id,
    name,
    options: acts.map(({ id: act, words, keys, act: run }) => ({
      id: act,
      words,
      end: keys === undefined ? null : html`<kbd>${keys}</kbd>`,
      // First gone, so that focus is back where it was before the act moves it on; both before the next key.
      act: () => { close(); queueMicrotask(run); },
    })),
  }));
  return html`<${Dialog} title=${t("desk.find.title")} close=${close}>
    <${SearchList} id="find" label=${t("desk.find.search")} query=${query} setQuery=${setQuery} groups=${groups}
      none=${t("desk.find.none")} close=${close} />
  <//>`;
}
