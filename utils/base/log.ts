import type { Clock } from './clock.ts';

export interface LogEntry {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly level: 'info' | 'error';
  readonly text: string;
}

export interface Log {
  info(what: string, facts?: Readonly<Record<string, unknown>>): void;
  error(what: string, error: unknown): void;
  /** The last entries, oldest first, as they were written: masked. */
  entries(): readonly LogEntry[];
  /** From now on this value is masked wherever it appears. */
  hide(secret: string): void;
}

/** Facts under these names are never written, whatever they hold. */
const SECRET_NAME = /secret|token|password|authorization|cookie|sid|g_ck|private|root|nonce|code|body/i;
/** Values of these forms are masked wherever they stand: our codes, bearer values, session ids, JSON web tokens. */
const SECRET_VALUES = [
  /eyJ[\w-]{16,}(?:\.[\w-]+)*/g,
  /\b(?:Bearer|Basic)\s+[\w.~+/!-]+=*/gi,
  /\b00D[\w]{12,15}![\w.~+/-]+/g,
  /\b[0-9a-f]{64,}\b/gi,
  // 256-bit keys and secrets in base64url; ids of 128 bits are shorter and may stay.
  /(?<![\w-])[\w-]{43,}(?![\w-])/g,
];
const MASK = '•••';
const KEPT = 500;

/**
 * The one logger: masks by name and by value before anything is kept or printed (T30).
 * @param output where lines go besides the kept ones; `undefined` keeps them only
 */
export function createLog(output: Pick<Console, 'info' | 'error'> | undefined, clock: Clock): Log {
  const entries: LogEntry[] = [];
  const hidden = new Set<string>();

  const mask = (text: string): string => {
    let masked = text;
    for (const secret of hidden) masked = masked.replaceAll(secret, MASK);
    for (const pattern of SECRET_VALUES) masked = masked.replaceAll(pattern, MASK);
    return masked.length > 2000 ? `${masked.slice(0, 2000)}…` : masked;
  };

  const write = (level: LogEntry['level'], text: string): void => {
    const entry = { at: clock.now(), level, text: mask(text) };
    entries.push(entry);
    if (entries.length > KEPT) entries.splice(0, entries.length - KEPT);
    output?.[level](entry.text);
  };

  return {
    info(what, facts = {}) {
      const told = Object.entries(facts).map(
        ([name, value]) => `${name}=${SECRET_NAME.test(name) ? MASK : describe(value)}`,
      );
      write('info', [what, ...told].join(' '));
    },
    error(what, error) {
      write('error', `${what}: ${describe(error)}`);
    },
    entries: () => [...entries],
    hide(secret) {
      // Short words would mask half of every text.
      if (secret.length >= 8) hidden.add(secret);
    },
  };
}

function describe(value: unknown): string {
  if (value instanceof Error) {
    const cause = value.cause === undefined ? '' : ` ← ${describe(value.cause)}`;
    return `${value.stack ?? `${value.name}: ${value.message}`}${cause}`;
  }
  if (typeof value === 'string') return value;
  try {
    return (
      JSON.stringify(value, (name, inner: unknown) => (SECRET_NAME.test(name) ? MASK : inner)) ??
      String(value)
    );
  } catch {
    return Object.prototype.toString.call(value);
  }
}
