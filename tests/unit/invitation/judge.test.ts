import { describe, expect, test } from 'vitest';

import { HOUR, MINUTE } from '@/utils/base/clock.ts';
import type { Invitation, InvitationStatus } from '@/utils/domain/invitation.ts';
import type { Instance } from '@/utils/domain/platform.ts';
import { type JudgeContext, judgeInvitation } from '@/utils/invitation/judge.ts';

import { bytesOf, invitationOf, NOON } from './build.ts';

const here = bytesOf(16, 5);
const elsewhere = bytesOf(16, 6);
const inviting: Instance = { platform: 'servicenow', url: 'https://acme.service-now.com' };
const accepting: Instance = { platform: 'jira-cloud', url: 'https://acme.atlassian.net' };
const expiry = NOON + 72 * HOUR;

const contextOf = (changes: Partial<JudgeContext> = {}): JudgeContext => ({
  now: NOON,
  node: here,
  accepting,
  issued: { status: 'pending' },
  connections: [],
  ...changes,
});

const connectionOf = (
  partner: Instance,
  changes: Partial<JudgeContext['connections'][number]> = {},
): JudgeContext['connections'][number] => ({
  connectionId: bytesOf(16, 7),
  side: 'source',
  name: 'OLD_to_FRIEND',
  local: { shortName: 'OLD', instance: accepting },
  remote: { shortName: 'FRIEND', claim: { name: 'FRIEND', instance: partner, node: elsewhere } },
  ...changes,
});

const verdict = (invitation: Partial<Invitation>, context: Partial<JudgeContext>) => {
  const judgement = judgeInvitation(invitationOf(invitation), contextOf(context));
  if (judgement.ok) return 'accepted';
  return judgement.detail === undefined ? judgement.code : `${judgement.code} ${judgement.detail}`;
};

describe('an invitation', () => {
  test('from another instance in this browser may be accepted without a warning', () => {
    expect(judgeInvitation(invitationOf(), contextOf())).toEqual({ ok: true, warnings: [] });
  });

  test.each<[string, number, string]>([
    ['long before its end', NOON, 'accepted'],
    ['ten minutes after its end, since clocks differ', expiry + 10 * MINUTE, 'accepted'],
    ['later than that', expiry + 10 * MINUTE + 1, 'code/expired 2027-03-04T12:00:00.000Z'],
  ])('%s is judged by the clock', (_, now, expected) => {
    expect(verdict({}, { now })).toBe(expected);
  });

  test.each<[InvitationStatus, string]>([
    ['pending', 'accepted'],
    ['accepted', 'code/already-used'],
    ['revoked', 'code/revoked'],
    ['expired', 'code/expired 2027-03-04T12:00:00.000Z'],
  ])('that this node has marked as %s is judged by that', (status, expected) => {
    expect(verdict({}, { issued: { status } })).toBe(expected);
  });

  test('that was revoked and has expired since is told to be revoked', () => {
    expect(verdict({}, { issued: { status: 'revoked' }, now: expiry + HOUR })).toBe('code/revoked');
  });

  test('that was accepted here before is told to be used', () => {
    const used = connectionOf(inviting, { connectionId: bytesOf(16, 1), side: 'destination' });
    expect(verdict({}, { connections: [used] })).toBe('code/already-used');
  });

  test('is not taken for used because its own source side stands here', () => {
    const own = connectionOf(accepting, { connectionId: bytesOf(16, 1), side: 'source' });
    expect(verdict({}, { connections: [own] })).toBe('accepted');
  });

  test('of this very instance is told to be its own', () => {
    expect(verdict({}, { accepting: inviting })).toBe('code/own');
    expect(verdict({ type: 'public', expected: accepting }, { accepting: inviting })).toBe('code/own');
  });

  test('to a local connection is for this very instance and no other', () => {
    expect(verdict({ type: 'local' }, { accepting: inviting })).toBe('accepted');
    expect(verdict({ type: 'local' }, { accepting: { ...inviting, url: 'https://b.service-now.com' } })).toBe(
      'code/other-instance acme.service-now.com',
    );
  });

  test('for another platform or another instance names what it is for', () => {
    expect(verdict({ expected: { platform: 'xurrent', url: 'https://acme.xurrent.com' } }, {})).toBe(
      'code/other-platform Xurrent',
    );
    expect(verdict({ expected: { ...accepting, platform: 'jira-dc' } }, {})).toBe(
      'code/other-platform Jira Data Center',
    );
    expect(verdict({ expected: { ...accepting, url: 'https://globex.atlassian.net' } }, {})).toBe(
      'code/other-instance globex.atlassian.net',
    );
    expect(verdict({ expected: accepting }, {})).toBe('accepted');
  });

  test('that only another browser could answer is told so', () => {
    expect(verdict({}, { node: elsewhere, issued: undefined })).toBe('code/other-browser');
  });

  test('of an instance that is no longer served here is told so', () => {
    expect(verdict({}, { issued: undefined })).toBe('code/instance-removed acme.service-now.com');
    expect(verdict({}, { served: [accepting] })).toBe('code/instance-removed acme.service-now.com');
    expect(verdict({}, { served: [accepting, inviting] })).toBe('accepted');
  });

  test('before the accepting instance is known is judged by everything else', () => {
    expect(
      verdict({ expected: { platform: 'xurrent', url: 'https://x.example' } }, { accepting: undefined }),
    ).toBe('accepted');
    expect(verdict({}, { accepting: undefined, issued: { status: 'revoked' } })).toBe('code/revoked');
  });

  test('of a partner that this instance is connected with already may be accepted, with a warning', () => {
    const judgement = judgeInvitation(invitationOf(), contextOf({ connections: [connectionOf(inviting)] }));
    expect(judgement).toEqual({
      ok: true,
      warnings: [{ code: 'handshake/same-partner', detail: 'OLD_to_FRIEND' }],
    });
  });

  test.each<[string, JudgeContext['connections'][number]]>([
    ['another partner', connectionOf({ ...inviting, url: 'https://globex.service-now.com' })],
    ['another local instance', connectionOf(inviting, { local: { shortName: 'X', instance: inviting } })],
    ['a partner not yet known', connectionOf(inviting, { remote: { shortName: 'FRIEND' } })],
  ])('is not warned of because of a connection with %s', (_, connection) => {
    expect(judgeInvitation(invitationOf(), contextOf({ connections: [connection] }))).toEqual({
      ok: true,
      warnings: [],
    });
  });
});
