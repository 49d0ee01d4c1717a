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

/** Calls `onChange` for every announcement made elsewhere; answers the function that stops it. */
export function listenForChanges(onChange: (changed: readonly Changed[]) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener('message', (event: MessageEvent<readonly Changed[]>) => onChange(event.data));
  return () => channel.close();
}
