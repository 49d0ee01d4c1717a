import { AppError } from '@/utils/base/errors.ts';
import type { Connection } from '@/utils/domain/connection.ts';
import type { RulesEngine } from '@/utils/domain/sync.ts';

import { basicRules } from './basic.ts';

/** Which rules a mode runs by; a further mode is one line here. */
export type RulesByMode = Readonly<
  Partial<Record<Connection['mode'], (connection: Connection) => RulesEngine>>
>;

export const knownRules: RulesByMode = {
  basic: () => basicRules,
};

/** The rules of a connection. Throws `AppError` `store/not-found` for a mode that this build does not carry. */
export function rulesOf(connection: Connection, known: RulesByMode = knownRules): RulesEngine {
  const make = known[connection.mode];
  if (make === undefined) throw new AppError('store/not-found', connection.mode);
  return make(connection);
}
