import { readFileSync } from 'node:fs';

/** A file of `public` as WXT's hook `build:publicAssets` has it. */
type PublicFile = { absoluteSrc: string; relativeDest: string } | { contents: string; relativeDest: string };

interface Message {
  message: string;
  /** For translators; no browser shows it. */
  description?: string;
  placeholders?: Record<string, { content: string; example?: string }>;
}

/** The texts as browsers read them: without notes for translators, examples and spaces. */
export function leanMessages(json: string): string {
  const messages = JSON.parse(json) as Record<string, Message>;
  const lean = Object.entries(messages).map(([key, { message, placeholders }]) => [
    key,
    placeholders === undefined
      ? { message }
      : {
          message,
          placeholders: Object.fromEntries(
            Object.entries(placeholders).map(([name, { content }]) => [name, { content }]),
          ),
        },
  ]);
  return JSON.stringify(Object.fromEntries(lean));
}

/** Puts lean texts in the place of those of `public/_locales`. */
export function leanLocales(files: PublicFile[]): void {
  for (const [index, file] of files.entries()) {
    const isMessages = /^_locales[/\\][^/\\]+[/\\]messages\.json$/.test(file.relativeDest);
    if (!isMessages || !('absoluteSrc' in file)) continue;
    files[index] = {
      relativeDest: file.relativeDest,
      contents: leanMessages(readFileSync(file.absoluteSrc, 'utf8')),
    };
  }
}
