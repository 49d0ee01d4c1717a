/** Making invitations and connections by messages alone, as our own pages send them: for specs about what follows. */
import type { Json, View } from '../../support/browsers/types.ts';
import { ask } from './ground.ts';
import type { Answer } from './ground.ts';

export interface SomeInstance {
  readonly platform: string;
  readonly url: string;
}

export const instances = {
  serviceNow: { platform: 'servicenow', url: 'https://acme.service-now.com' },
  northwind: { platform: 'servicenow', url: 'https://northwind.service-now.com' },
  salesforce: { platform: 'salesforce', url: 'https://acme.my.salesforce.com' },
  xurrent: { platform: 'xurrent', url: 'https://globex.xurrent.com' },
} as const satisfies Readonly<Record<string, SomeInstance>>;

interface WizardAnswer {
  readonly id: string;
  readonly state: { readonly step: string; readonly [key: string]: Json | undefined };
}

/** The value of an answer. Throws with the code of a refusal. */
function valueOf(answer: Answer, name: string): Json {
  if (!answer.ok) throw new Error(`${name}: ${answer.code} ${answer.detail ?? ''}`);
  return answer.value ?? null;
}

/** Sends a request and gives its value. Throws with the code of a refusal, and where nobody answers for 5 s. */
export async function get(view: View, name: string, input?: Json): Promise<Json> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${name}: nobody answered`)), 5000);
  });
  try {
    return valueOf(await Promise.race([ask(view, name, input), silence]), name);
  } finally {
    clearTimeout(timer);
  }
}

// The background answers with the record that the protocol's schema describes.
const wizardOf = (value: Json): WizardAnswer => value as unknown as WizardAnswer;

/** One record of one object store, straight from the database. */
export const readRecord = (view: View, store: string, key: string): Promise<Json> =>
  view.evaluate(
    (name, id) =>
      new Promise<Json>((resolve, reject) => {
        const opening = indexedDB.open('liaison');
        opening.addEventListener('error', () => reject(opening.error ?? new Error('not opened')));
        opening.addEventListener('success', () => {
          const reading = opening.result.transaction(name).objectStore(name).get(id);
          reading.addEventListener('success', () => {
            opening.result.close();
            resolve(JSON.parse(JSON.stringify(reading.result ?? null)) as Json);
          });
        });
      }),
    store,
    key,
  );

/** Waits until a wizard stands at one of these steps; gives its state. */
export async function waitForStep(
  view: View,
  id: string,
  ...steps: string[]
): Promise<WizardAnswer['state']> {
  const state = await view.waitUntil(
    (wanted, allowed) =>
      new Promise<Json>((resolve) => {
        const opening = indexedDB.open('liaison');
        opening.addEventListener('error', () => resolve(null));
        opening.addEventListener('success', () => {
          const reading = opening.result.transaction('wizards').objectStore('wizards').get(wanted);
          reading.addEventListener('success', () => {
            opening.result.close();
            const found = reading.result as { state: { step: string } } | undefined;
            resolve(found && allowed.includes(found.state.step) ? found.state : null);
          });
        });
      }),
    [id, steps] as const,
  );
  return state as unknown as WizardAnswer['state'];
}

const send = async (view: View, id: string, event: Json): Promise<WizardAnswer> =>
  wizardOf(await get(view, 'wizard.send', { id, event }));

/**
 * An invitation of an instance without projects, private without a destination; gives its id and its code. A
 * destination must have been allowed before.
 */
export async function invite(
  view: View,
  local: SomeInstance,
  destination?: SomeInstance,
): Promise<{ id: string; code: string }> {
  // A wizard that an earlier attempt left is the one that opens again: go on from where it stands.
  let record = wizardOf(await get(view, 'wizard.open', { action: 'initiate', instance: { ...local } }));
  const { id } = record;
  for (let tries = 0; record.state.step !== 'creating' && record.state.step !== 'invitation'; tries += 1) {
    const { draft } = record.state as unknown as {
      draft: { noUrl: boolean; urlText: string; mode: string; check: { state: string } };
    };
    const stuck = tries > 300 || ['refused', 'needs-permission'].includes(draft.check.state);
    if (stuck) throw new Error(`stands at ${JSON.stringify(record.state)}`);
    const isHere = record.state.step === 'destination';
    if (isHere && destination === undefined && !draft.noUrl) {
      record = await send(view, id, { type: 'no-url-ticked', ticked: true });
    } else if (isHere && destination !== undefined && draft.urlText !== destination.url) {
      record = await send(view, id, { type: 'url-typed', text: destination.url });
    } else if (isHere && destination !== undefined && draft.mode !== 'script') {
      record = await send(view, id, { type: 'mode-chosen', mode: 'script' });
    } else record = await send(view, id, { type: 'next' });
  }
  const state = await waitForStep(view, id, 'invitation');
  const { invitationId } = state['draft'] as { invitationId: string };
  await get(view, 'wizard.discard', { id });
  const { code } = (await readRecord(view, 'invitations', invitationId)) as { code: string };
  return { id: invitationId, code };
}

/** A wizard that stands before *Confirm* of an acceptance at an instance without projects; gives its id. */
export async function review(view: View, local: SomeInstance, code: string): Promise<string> {
  const { id, state } = wizardOf(
    await get(view, 'wizard.open', { action: 'accept', instance: { ...local } }),
  );
  if (state.step === 'paste') {
    await send(view, id, { type: 'code-typed', text: code });
    await send(view, id, { type: 'next' });
  }
  await waitForStep(view, id, 'review');
  return id;
}

/** *Confirm*; gives the state that comes of it. */
export async function confirm(view: View, id: string): Promise<WizardAnswer['state']> {
  await send(view, id, { type: 'next' });
  await view.waitUntil(
    (wanted) =>
      new Promise<boolean>((resolve) => {
        const opening = indexedDB.open('liaison');
        opening.addEventListener('error', () => resolve(false));
        opening.addEventListener('success', () => {
          const reading = opening.result.transaction('wizards').objectStore('wizards').get(wanted);
          reading.addEventListener('success', () => {
            opening.result.close();
            const found = reading.result as { state: { step: string } } | undefined;
            resolve(found !== undefined && found.state.step !== 'accepting');
          });
        });
      }),
    [id] as const,
  );
  const record = (await readRecord(view, 'wizards', id)) as unknown as WizardAnswer;
  return record.state;
}

/** Accepts a code at an instance without projects and leaves the wizard. Throws when it is refused. */
export async function accept(view: View, local: SomeInstance, code: string): Promise<void> {
  const id = await review(view, local, code);
  const state = await confirm(view, id);
  if (state.step !== 'established') throw new Error(`not accepted: ${JSON.stringify(state)}`);
  await get(view, 'wizard.discard', { id });
}
