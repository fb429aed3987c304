// @ts-check
/*
 * Presses (tryk): a press reaches what it began on. Where something comes in above, the page moves it from under the
 * pointer meanwhile: a browser then gives a mouse's press to nobody, and a finger's to whatever stands there now.
 */

const PRESSABLE = "a[href], button, label, summary, [role=option], tr";
/** Whoever slides further than this has thought better of it; our own choice. */
const SLIDES_PX = 10;

/** @typedef {{ clientX: number, clientY: number }} Pointer */
/** @typedef {{ left: number, top: number }} Corner */

/** Look after the presses on this page. */
export function connectPresses() {
  /** @type {{ on: Element | null, place: Element, corner: Corner, at: Pointer } | null} `on` is null where there was nothing to press */
  let begun = null;
  document.addEventListener("pointerdown", (event) => {
    const on = pressable(event.target);
    const place = on ?? /** @type {Element} */ (event.target);
    begun = event.isPrimary ? { on, place, corner: place.getBoundingClientRect(), at: event } : null;
  }, true);
  document.addEventListener("click", (event) => {
    const press = begun;
    begun = null;
    // A key's, a script's, or the second click by which a label presses its field.
    if (press === null || !event.isTrusted || event.detail === 0 || press.on === pressable(event.target)) return;
    const corner = press.place.isConnected ? press.place.getBoundingClientRect() : null;
    if (!pageMoved(press.corner, corner) || slid(press.at, event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (corner !== null) /** @type {HTMLElement | null} */ (press.on)?.click();
  }, true);
}

/**
 * Whether the page has moved what was pressed.
 *
 * @param {Corner} before
 * @param {Corner | null} now null when it is gone
 */
export function pageMoved(before, now) {
  return now === null || Math.hypot(now.left - before.left, now.top - before.top) >= 1;
}

/**
 * Whether the pointer went elsewhere by itself: then nothing is pressed for it.
 *
 * @param {Pointer} from
 * @param {Pointer} to
 */
export function slid(from, to) {
  return Math.hypot(to.clientX - from.clientX, to.clientY - from.clientY) > SLIDES_PX;
}

/** @param {EventTarget | null} target */
function pressable(target) {
  return target instanceof Element ? target.closest(PRESSABLE) : null;
}
