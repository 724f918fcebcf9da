import { useEffect, useState } from 'preact/hooks';

/** Where rows are cards. */
const narrow = matchMedia('(max-width: 48rem)');
/** Where the sheet has no room for a column for everything that tells devices apart. */
const cramped = matchMedia('(max-width: 75rem)');

/** Where a date has no column of its own. */
const slim = matchMedia('(max-width: 68rem)');

/** @param {MediaQueryList} list */
function useMedia(list) {
  const [is, set] = useState(list.matches);
  useEffect(() => {
    const look = () => set(list.matches);
    list.addEventListener('change', look);
    return () => list.removeEventListener('change', look);
  }, []);
  return is;
}

/** True where rows are cards. */
export const useNarrow = () => useMedia(narrow);

/** True where what tells devices apart stands in one cell. */
export const useCramped = () => useMedia(cramped);

/** True where a date stands below its value. */
export const useSlim = () => useMedia(slim);
