/** Folder of the cases, with a slash at its end. */
export const casesDir: string;
/** Names of the features, each a file of cases. */
export function features(): string[];
export function readCases(feature: string): { name: string; source: string }[];
