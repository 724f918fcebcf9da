import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/**
 * A value that components can watch.
 *
 * @template T
 * @typedef {{ get: () => T, set: (value: T) => void, watch: (listener: () => void) => () => void }} Store
 */

/**
 * @template T
 * @param {T} value
 * @returns {Store<T>}
 */
export function store(value) {
  /** @type {Set<() => void>} */
  const listeners = new Set();
  return {
    get: () => value,
    set(next) {
      if (Object.is(value, next)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * A part of what is watched; other changes draw nothing.
 *
 * @template T, P
 * @param {Store<T>} watched
 * @param {(value: T) => P} pick
 * @returns {P}
 */
export function usePart(watched, pick) {
  const [, draw] = useState({});
  const seen = useRef(/** @type {P | undefined} */ (undefined));
  const part = pick(watched.get());
  seen.current = part;
  useLayoutEffect(() => {
    const look = () => {
      if (!Object.is(seen.current, pick(watched.get()))) draw({});
    };
    look();
    return watched.watch(look);
  }, [watched]);
  return part;
}

/**
 * @template T
 * @param {Store<T>} watched
 * @returns {T}
 */
export function useStore(watched) {
  const [, draw] = useState({});
  const seen = watched.get();
  useLayoutEffect(() => {
    // What changed between drawing and watching is drawn as well.
    if (!Object.is(seen, watched.get())) draw({});
    return watched.watch(() => draw({}));
  }, [watched]);
  return seen;
}
