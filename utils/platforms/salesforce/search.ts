import { AppError } from '@/utils/base/errors.ts';

/**
 * A condition as the admin wrote it, safe to stand in parentheses: whatever it says, it cannot leave them. A leading
 * `WHERE` is dropped. Everything else is judged by the platform, in its own words.
 * Throws `platform/refused` where parentheses or quotes do not match.
 */
export function soqlCondition(query: string): string {
  const condition = query.trim().replace(/^where\s+/i, '');
  const refuse = (token: string) => new AppError('platform/refused', `unexpected token: '${token}'`);
  if (condition === '') throw refuse('<EOF>');
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < condition.length; at += 1) {
    const character = condition.charAt(at);
    if (quoted) {
      if (character === '\\') at += 1;
      else if (character === "'") quoted = false;
    } else if (character === "'") quoted = true;
    else if (character === '(') depth += 1;
    else if (character === ')') {
      depth -= 1;
      if (depth < 0) throw refuse(')');
    }
  }
  if (quoted) throw refuse("'");
  if (depth > 0) throw refuse('<EOF>');
  return `(${condition})`;
}
