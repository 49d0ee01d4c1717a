import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

import type { Backend } from './backend.ts';
import { createWords } from './words.ts';
import type { Words } from './words.ts';

export const BackendContext = createContext<Backend | undefined>(undefined);

/** The parts that the entrypoint gave to this page. */
export function useBackend(): Backend {
  const backend = useContext(BackendContext);
  if (!backend) throw new Error('a screen was drawn without its backend');
  return backend;
}

const kept = new WeakMap<Backend, Words>();

/** Texts, numbers and dates in the page's language. */
export function useWords(): Words {
  const backend = useBackend();
  let words = kept.get(backend);
  if (!words) {
    words = createWords(backend.text, backend.language);
    kept.set(backend, words);
  }
  return words;
}
