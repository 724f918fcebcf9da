import { useLayoutEffect, useState } from 'preact/hooks';

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
