import type { Reader } from '@/components/backend.ts';

// Schemas and the database come in a file of their own, so that the first screen is drawn without them.
const loading = () => import('./store-reader.ts');
let loaded: ReturnType<typeof loading> | undefined;
const store = () => (loaded ??= loading());

/** Reads the store from a page; what it needs for that is loaded at the first question. */
export const reader: Reader = {
  invitations: async (query) => (await store()).reader.invitations(query),
  connections: async (query) => (await store()).reader.connections(query),
  invitation: async (id) => (await store()).reader.invitation(id),
  connection: async (id) => (await store()).reader.connection(id),
  counts: async () => (await store()).reader.counts(),
  wizards: async () => (await store()).reader.wizards(),
  settings: async () => (await store()).reader.settings(),
  sites: async () => (await store()).reader.sites(),
};

export const startAnew = async (): Promise<void> => (await store()).startAnew();
export const salvage = async (): Promise<string> => (await store()).salvage();
