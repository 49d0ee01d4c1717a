import { expect, test } from 'vitest';

import { Settings } from '@/utils/domain/settings.ts';
import { requests } from '@/utils/messages/protocol.ts';

test('an empty record is a valid one', () => {
  expect(Settings.parse({})).toEqual({
    theme: 'system',
    language: 'browser',
    invitationHours: 72,
    defaultMode: 'basic',
    rememberLast: true,
  });
});

test.each([
  { theme: 'dark' },
  { language: 'pt_BR' },
  { invitationHours: 24 },
  { defaultMode: 'script' },
  { rememberLast: false },
] as const)('a change of %o says nothing about the other settings', (change) => {
  expect(requests['settings.change'].input.parse(change)).toEqual(change);
});

test.each([
  { theme: 'pink' },
  { language: 'en-US' },
  { invitationHours: 0 },
  { invitationHours: 721 },
  { other: 1 },
])('%o is refused', (change) => {
  expect(requests['settings.change'].input.safeParse(change).success).toBe(false);
});
