/** What has changed in the store, told to every page of ours that is open. */
export type Changed = 'connections' | 'invitations' | 'wizards' | 'settings' | 'sites' | 'access';

const CHANNEL = 'liaison-changes';

/** Announces changes after they have been committed. Content scripts never hear this channel: it is per origin. */
export function createAnnouncer(): { announce(changed: readonly Changed[]): void; close(): void } {
  // Most wake-ups change nothing, and a channel is another process to ask.
  let channel: BroadcastChannel | undefined;
  return {
    announce(changed) {
      channel ??= new BroadcastChannel(CHANNEL);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has no target origin
      channel.postMessage(changed);
    },
    close: () => channel?.close(),
  };
}

type OnChange = (changed: readonly Changed[]) => void;

/** One channel for all who listen in a page: each further one would unpack every announcement again. */
let hearing: { readonly channel: BroadcastChannel; readonly listeners: Set<OnChange> } | undefined;

/** Calls `onChange` for every announcement made elsewhere; answers the function that stops it. */
export function listenForChanges(onChange: OnChange): () => void {
  if (hearing === undefined) {
    const channel = new BroadcastChannel(CHANNEL);
    const listeners = new Set<OnChange>();
    channel.addEventListener('message', (event: MessageEvent<readonly Changed[]>) => {
      for (const listener of listeners) listener(event.data);
    });
    hearing = { channel, listeners };
  }
  const { channel, listeners } = hearing;
  // One function may listen twice and stop once.
  const own: OnChange = (changed) => onChange(changed);
  listeners.add(own);
  return () => {
    listeners.delete(own);
    if (listeners.size > 0 || hearing?.channel !== channel) return;
    hearing = undefined;
    channel.close();
  };
}
