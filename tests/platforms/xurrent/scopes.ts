/** Scopes of tokens: `model:action`, actions as full names, as letters of CRUD, or `*`. */

const ACTIONS: Readonly<Record<string, string>> = { C: 'Create', R: 'Read', U: 'Update', D: 'Delete' };
const ALL = Object.values(ACTIONS);

/** Models that a token may be made for. */
export const scopeModels = [
  'me',
  'note',
  'organization',
  'person',
  'problem',
  'request',
  'request-template',
  'service',
  'service-instance',
  'site',
  'team',
  'workflow',
] as const;

export type Scopes = Record<string, readonly string[]>;

/** Reads a comma-separated list; what is not understood is left out, as the form shows only what it knows. */
export function parseScopes(text: string): Scopes {
  const scopes: Scopes = {};
  for (const part of text.split(',')) {
    const [model = '', action = ''] = part.trim().split(':', 2);
    if (!(scopeModels as readonly string[]).includes(model)) continue;
    const actions =
      action === '*'
        ? ALL
        : /^[CRUD]+$/.test(action)
          ? action.split('').map((letter) => ACTIONS[letter] ?? '')
          : ALL.filter((name) => name === action);
    const known = new Set([...(scopes[model] ?? []), ...actions]);
    if (known.size > 0) scopes[model] = ALL.filter((name) => known.has(name));
  }
  return scopes;
}

/** As the introspection call lists them. */
export function listScopes(scopes: Readonly<Scopes>): string[] {
  return Object.entries(scopes).flatMap(([model, actions]) => actions.map((action) => `${model}:${action}`));
}

export function mayDo(scopes: Readonly<Scopes>, model: string, action: string): boolean {
  return (scopes[model] ?? []).includes(action);
}
