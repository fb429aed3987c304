/* What preact.js exports, for the type check; the types are the npm packages' own. */
import type { VNode } from "preact";

export { h, render, Fragment, Component, createContext } from "preact";
export type { ComponentChildren, ComponentType, FunctionComponent, RefObject, VNode } from "preact";
export {
  useState, useEffect, useLayoutEffect, useRef, useMemo, useCallback, useContext,
} from "preact/hooks";
export {
  signal, computed, effect, batch, untracked, useSignal, useComputed, useSignalEffect,
} from "@preact/signals";
export type { ReadonlySignal, Signal } from "@preact/signals";

/** htm bound to h. A template with one root gives one node; its attributes are not checked. */
export function html(strings: TemplateStringsArray, ...values: unknown[]): VNode;
