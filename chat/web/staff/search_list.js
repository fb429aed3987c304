// @ts-check
/*
 * A list one searches and chooses from by keyboard (søgeliste): the caret stays in the search box, and what would be
 * chosen is told beside it. WAI-ARIA Authoring Practices, combobox with a list box.
 */

import { html, useLayoutEffect, useRef, useState } from "../vendor/preact.js";

/** @typedef {{ id: string, words: unknown, end?: unknown, act: () => void }} Option `end` stands at its end: a key, a topic */
/** @typedef {{ id: string, name: string, options: Option[] }} Group */

/** So many have a number of their own. */
const NUMBERED = 9;

/**
 * @param {object} props
 * @param {string} props.id
 * @param {string} props.label
 * @param {string} props.query
 * @param {(query: string) => void} props.setQuery
 * @param {readonly Group[]} props.groups
 * @param {string} props.none said when nothing fits
 * @param {boolean} [props.numbers] whether 1-9 choose
 * @param {() => void} props.close
 * @param {(event: KeyboardEvent) => boolean} [props.onKey] whether the key was the caller's
 */
export function SearchList({ id, label, query, setQuery, groups, none, numbers = false, close, onKey }) {
  const options = groups.flatMap((group) => group.options);
  const [at, setAt] = useState(0);
  const current = Math.min(at, options.length - 1);
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  const box = useRef(/** @type {HTMLInputElement | null} */ (null));
  const idOf = (/** @type {Option | undefined} */ option) => (option === undefined ? undefined : `${id}-${option.id}`);

  // Before the next key: letters that come fast are looked for, and don't land elsewhere.
  useLayoutEffect(() => box.current?.focus(), []);
  useLayoutEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [current, query]);

  const keys = (/** @type {KeyboardEvent} */ event) => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const to = moved(event.key, current, options.length);
    const number = numbers && /^[1-9]$/.test(event.key) ? Number(event.key) : 0;
    if (event.key === "Escape") close();
    else if (onKey?.(event) === true) event.preventDefault();
    else if (to !== null) setAt(to);
    else if (event.key === "Enter") options[current]?.act();
    else if (number > 0) options[number - 1]?.act();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const typed = (/** @type {InputEvent} */ event) => {
    setAt(0);
    setQuery(/** @type {HTMLInputElement} */ (event.target).value);
  };
  let number = 0;
  return html`<div class="search-list">
    <label class="visually-hidden" for=${id}>${label}</label>
    <input class="input" id=${id} ref=${box} type="search" role="combobox" autofocus autocomplete="off" spellcheck=${false}
      aria-expanded=${String(options.length > 0)} aria-controls=${`${id}-list`} aria-autocomplete="list"
      aria-activedescendant=${idOf(options[current])} placeholder=${label} value=${query} onInput=${typed} onKeyDown=${keys} />
    <div class="search-list__options" role="listbox" id=${`${id}-list`} aria-label=${label} ref=${list}
      onMouseDown=${(/** @type {Event} */ event) => event.preventDefault()}>
      ${groups.map((group) => html`<div role="group" key=${group.id} aria-labelledby=${`${id}-group-${group.id}`}>
        <div class="search-list__group" role="presentation" id=${`${id}-group-${group.id}`}>${group.name}</div>
        ${group.options.map((option) => {
          number += 1;
          return html`<div class="search-list__option" role="option" id=${idOf(option)} key=${option.id}
            aria-selected=${String(option === options[current])} onClick=${option.act}>
            <span>${option.words}</span>
            <span class="search-list__end">${option.end}
              ${numbers && number <= NUMBERED && html`<kbd aria-hidden="true">${number}</kbd>`}</span>
          </div>`;
        })}
      </div>`)}
    </div>
    ${options.length === 0 && html`<p class="search-list__none">${none}</p>`}
  </div>`;
}

/**
 * @param {string} key
 * @param {number} from
 * @param {number} count
 * @returns {number | null} where a key leads; null when it is no such key
 */
export function moved(key, from, count) {
  if (count === 0) return null;
  if (key === "ArrowDown") return (from + 1) % count;
  if (key === "ArrowUp") return (from - 1 + count) % count;
  if (key === "PageDown") return Math.min(from + NUMBERED, count - 1);
  if (key === "PageUp") return Math.max(from - NUMBERED, 0);
  return null;
}
