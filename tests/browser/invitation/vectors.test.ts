import { expect, test } from 'vitest';

import { fromBase64Url } from '@/utils/base/bytes.ts';
import { decodeInvitation, encodeInvitation } from '@/utils/invitation/code.ts';

import stored from '../../unit/invitation/vectors.json' with { type: 'json' };
import {
  codeFailure,
  envelopeFailure,
  handshakeOutcome,
  makeVectors,
  type Vectors,
} from '../../unit/invitation/vectors.ts';

// The same vectors with the browser's own crypto and base64, where the product runs.
const vectors = stored as unknown as Vectors;

test('the browser makes the same codes, handshake and envelopes from the same seeds', async () => {
  expect(JSON.parse(JSON.stringify(await makeVectors()))).toEqual(stored);
});

test('the browser reads every code as it stands and refuses the others for the same reason', () => {
  for (const { invitation, code } of vectors.codes.good) {
    expect(encodeInvitation(invitation)).toBe(code);
    expect(decodeInvitation(code)).toEqual({ ok: true, invitation, code });
  }
  for (const { name, text, failure } of vectors.codes.bad)
    expect([name, codeFailure(text)]).toEqual([name, failure]);
});

test('the browser refuses every bad message and envelope for the same reason', async () => {
  for (const { name, state, id, envelope, now, failure } of vectors.handshakeFailures) {
    const outcome = await handshakeOutcome(state, { id, body: fromBase64Url(envelope) }, now);
    expect([name, outcome]).toEqual([name, failure]);
  }
  for (const vector of vectors.envelopes.bad) {
    expect([vector.name, await envelopeFailure(vector)]).toEqual([vector.name, vector.failure]);
  }
});
