import { useCallback, useEffect, useState } from 'preact/hooks';
import { Refusal } from './api.js';

/**
 * What a page asks for when it is opened.
 *
 * @template T
 * @param {() => Promise<T>} ask
 * @param {unknown[]} [about] asked again when these change
 * @returns {{ value: T | null, refusal: Refusal | null, again: () => void, set: (value: T) => void }}
 */
export function useLoad(ask, about = []) {
  const [state, setState] = useState(/** @type {{ value: T | null, refusal: Refusal | null }} */ ({ value: null, refusal: null }));
  const [round, setRound] = useState(0);
  useEffect(() => {
    let mine = true;
    setState((before) => ({ ...before, refusal: null }));
    ask().then(
      (value) => mine && setState({ value, refusal: null }),
      (refusal) => {
        if (!(refusal instanceof Refusal)) throw refusal;
        if (mine) setState((before) => ({ ...before, refusal }));
      },
    );
    return () => {
      mine = false;
    };
  }, [...about, round]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  const set = useCallback((/** @type {T} */ value) => setState({ value, refusal: null }), []);
  return { ...state, again, set };
}
