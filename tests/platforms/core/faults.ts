import type { Fault, FaultSwitch, PracticeRequest } from './types.ts';

/** Faults that the server itself produces, whatever the platform. */
const transportFaults = [
  'slow',
  'slow-answer',
  'drop',
  'drop-after-effect',
  'truncated-json',
  'cut-off',
  'empty-body',
] as const;

export interface FaultBoard extends FaultSwitch {
  /** Switches one fault on. Throws when the kind is not one of the known ones. */
  set(fault: Fault): void;
  /** Switches off all, or all of one kind. */
  clear(kind?: string): void;
  list(): readonly Fault[];
}

function matches(fault: Fault, request: PracticeRequest): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== request.method) return false;
  if (fault.path === undefined) return true;
  const target = request.path + request.url.search;
  return typeof fault.path === 'string' ? target.includes(fault.path) : fault.path.test(target);
}

/** `/x/` in a string, as JSON has no regular expressions, becomes one; it is one only with both slashes and a sign of one. */
function readPattern(path: string | RegExp | undefined): string | RegExp | undefined {
  if (typeof path !== 'string') return path;
  const pattern = /^\/(.*[\\^$*+?|[(].*)\/$/.exec(path)?.[1];
  return pattern === undefined ? path : new RegExp(pattern);
}

/** The faults of one host. */
export function createFaultBoard(kinds: readonly string[]): FaultBoard {
  const known = new Set<string>([...transportFaults, ...kinds]);
  let active: { fault: Fault; left: number; skip: number }[] = [];

  const find = (kind: string, request: PracticeRequest) =>
    active.filter((entry) => entry.fault.kind === kind && entry.left > 0 && matches(entry.fault, request));

  const take = (kind: string, request: PracticeRequest): Fault | undefined => {
    for (const entry of find(kind, request)) {
      if (entry.skip > 0) {
        entry.skip -= 1;
        continue;
      }
      entry.left -= 1;
      return entry.fault;
    }
    return undefined;
  };

  return {
    take,
    takeAny: (wanted, request) => {
      for (const kind of wanted) {
        const fault = take(kind, request);
        if (fault) return fault;
      }
      return undefined;
    },
    has: (kind, request) => find(kind, request).some((entry) => entry.skip === 0),
    set: (fault) => {
      if (!known.has(fault.kind)) {
        throw new Error(`unknown fault ${fault.kind}; known here: ${[...known].sort().join(', ')}`);
      }
      const path = readPattern(fault.path);
      active.push({
        fault: path === undefined ? fault : { ...fault, path },
        left: fault.times ?? Infinity,
        skip: fault.after ?? 0,
      });
    },
    clear: (kind) => {
      active = kind === undefined ? [] : active.filter((entry) => entry.fault.kind !== kind);
    },
    list: () => active.filter((entry) => entry.left > 0).map((entry) => entry.fault),
  };
}
