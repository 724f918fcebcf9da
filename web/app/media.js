import { useEffect, useState } from 'preact/hooks';

const narrow = matchMedia('(max-width: 48rem)');

/** True where rows are cards. */
export function useNarrow() {
  const [is, set] = useState(narrow.matches);
  useEffect(() => {
    const look = () => set(narrow.matches);
    narrow.addEventListener('change', look);
    return () => narrow.removeEventListener('change', look);
  }, []);
  return is;
}
