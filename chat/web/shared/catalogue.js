// @ts-check
/* The message catalogue (tekster): every word for people, in their language, none of them in code. */

/** @typedef {string | Record<string, string>} Entry a text, or its plural forms */
/** @typedef {Record<string, string | number>} Values */

const FOLDER = new URL("../catalogue/", import.meta.url);
const TRIES = 3;

export class Words {
  #entries;
  #plurals;

  /**
   * @param {string} language "da" or "en"
   * @param {Record<string, Entry>} entries
   */
  constructor(language, entries) {
    this.language = language;
    this.#entries = entries;
    this.#plurals = new Intl.PluralRules(language);
  }

  /** @param {string} key */
  has(key) {
    return Object.hasOwn(this.#entries, key);
  }

  /**
   * Say it with these values in its `{places}`; a plural is chosen by `count`. A key without a
   * text is said as itself: seen at once, and never an empty button.
   *
   * @param {string} key
   * @param {Values} [values]
   */
  say(key, values = {}) {
    const entry = this.has(key) ? this.#entries[key] : undefined;
    const text = typeof entry === "object" ? this.#form(entry, values) : entry;
    return (text ?? key).replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));
  }

  /**
   * @param {Record<string, string>} forms
   * @param {Values} values
   */
  #form(forms, values) {
    return forms[this.#plurals.select(Number(values.count))] ?? forms.other;
  }
}

/**
 * @param {readonly string[]} parts files of `chat/web/catalogue/`, without their endings
 * @param {string} language
 */
export async function loadCatalogue(parts, language) {
  const entries = await Promise.all(parts.map((part) => loadPart(`${part}.${language}.json`)));
  return new Words(language, Object.assign({}, ...entries));
}

/**
 * @param {string} name
 * @param {number} triesLeft a bad line loses a request now and then; a page without words is no page
 * @returns {Promise<Record<string, Entry>>}
 */
async function loadPart(name, triesLeft = TRIES) {
  try {
    const answer = await fetch(new URL(name, FOLDER));
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return await answer.json();
  } catch (error) {
    if (triesLeft <= 1) throw error;
    return loadPart(name, triesLeft - 1);
  }
}
