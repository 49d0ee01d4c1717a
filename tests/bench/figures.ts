/** Values by figure and variant, and how they are told. */
export type VariantName = 'bare' | 'liaison';

export interface Figure {
  name: string;
  unit: 'ms' | 'KiB' | 'kB';
  /** Highest ratio to the bare extension. */
  ratio?: number;
  /** Highest absolute value, in the unit. */
  most?: number;
  /** Highest difference to the bare extension, in the unit. */
  added?: number;
  /** Compared with another figure of ours instead of the bare extension. */
  against?: string;
}

// The goals, from the performance page of the design.
export const figures: readonly Figure[] = [
  { name: 'popup painted, cold', unit: 'ms', ratio: 1.4 },
  { name: 'popup painted, warm', unit: 'ms', ratio: 1.25 },
  { name: 'first control, cold', unit: 'ms', ratio: 2.2 },
  { name: 'first control, warm', unit: 'ms', ratio: 2.8 },
  { name: 'popup usable, cold', unit: 'ms', ratio: 2.2 },
  { name: 'popup usable, warm', unit: 'ms', ratio: 2.8 },
  { name: 'stopped worker answers', unit: 'ms', ratio: 2 },
  { name: 'running worker answers', unit: 'ms', ratio: 1.5 },
  { name: 'own script, busy page', unit: 'ms', most: 4.5 },
  { name: 'page heap', unit: 'KiB', added: 250 },
  { name: 'worker heap', unit: 'KiB', most: 1536 },
  { name: 'first row, 10 invitations', unit: 'ms' },
  { name: 'first row, 10,000 invitations', unit: 'ms', ratio: 1.15, against: 'first row, 10 invitations' },
  { name: 'click to code', unit: 'ms', most: 20 },
  { name: 'click to code, stopped worker', unit: 'ms', most: 40 },
  { name: 'package', unit: 'kB', most: 120 },
];

/** The middle value; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Collects values and tells them as a table. */
export function createBook() {
  const values = new Map<string, number[]>();
  const key = (name: string, variant: VariantName) => `${variant} ${name}`;
  const of = (name: string, variant: VariantName) => values.get(key(name, variant)) ?? [];
  return {
    add(name: string, variant: VariantName, value: number | undefined) {
      if (value === undefined || !Number.isFinite(value)) return;
      values.set(key(name, variant), [...of(name, variant), value]);
    },
    /** Lines of the table, a goal that is missed marked so. */
    tell(): string[] {
      const shown = (value: number) => (Number.isNaN(value) ? '–' : value.toFixed(value < 10 ? 2 : 1));
      const head = ['figure', 'bare', 'liaison', 'ratio', 'goal', '', 'n'];
      const rows = figures.map((figure) => {
        const bare = median(figure.against ? of(figure.against, 'liaison') : of(figure.name, 'bare'));
        const own = median(of(figure.name, 'liaison'));
        const ratio = own / bare;
        const missed =
          (figure.ratio !== undefined && ratio > figure.ratio) ||
          (figure.most !== undefined && own > figure.most) ||
          (figure.added !== undefined && own - bare > figure.added);
        const goal =
          figure.ratio === undefined
            ? figure.most === undefined
              ? figure.added === undefined
                ? ''
                : `bare + ${String(figure.added)} ${figure.unit}`
              : `≤ ${String(figure.most)} ${figure.unit}`
            : `≤ ${String(figure.ratio)} ×`;
        const verdict = goal === '' ? '' : Number.isNaN(own) ? 'not measured' : missed ? 'MISSED' : 'met';
        const count = String(of(figure.name, 'liaison').length);
        return [figure.name, shown(bare), shown(own), shown(ratio), goal, verdict, count];
      });
      const table = [head, ...rows];
      const widths = head.map((_, column) => Math.max(...table.map((row) => (row[column] ?? '').length)));
      return table.map((row) =>
        row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd(),
      );
    },
  };
}

export type Book = ReturnType<typeof createBook>;
