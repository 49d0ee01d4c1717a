import type { Connection, ConnectionStatus } from '@/utils/domain/connection.ts';
import type { InvitationRecord, InvitationStatus } from '@/utils/domain/invitation.ts';
import type { Settings, Site } from '@/utils/domain/settings.ts';
import type { Changed } from '@/utils/messages/changes.ts';
import type { Send } from '@/utils/messages/send.ts';
import type { WizardRecord } from '@/utils/wizard/state.ts';

/** A page of rows, newest first. `more`: further rows exist; ask again with the last row's `createdAt` and id as `after`. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly more: boolean;
}

export interface After {
  readonly createdAt: number;
  readonly id: string;
}

/** What pages read by themselves, straight from the store: indexed ranges with a limit, flat at any size. */
export interface Reader {
  invitations(query: {
    status?: InvitationStatus;
    search?: string;
    limit: number;
    after?: After;
  }): Promise<Page<InvitationRecord>>;
  connections(query: {
    status?: ConnectionStatus;
    /** Only sides served for this instance's base URL. */
    instance?: string;
    search?: string;
    limit: number;
    after?: After;
  }): Promise<Page<Connection>>;
  invitation(id: string): Promise<InvitationRecord | undefined>;
  connection(id: string): Promise<Connection | undefined>;
  /** How many are pending, from a counter. */
  counts(): Promise<{ pendingInvitations: number; connections: number; waiting: number }>;
  /** All wizards that are kept, latest first (a handful). */
  wizards(): Promise<readonly WizardRecord[]>;
  settings(): Promise<Settings>;
  sites(): Promise<readonly Site[]>;
}

/** What the browser does for a page, given by the entrypoint so that a component never touches it. */
export interface Surface {
  /** Must be called within the click: asks the browser for origins; resolves to whether they were granted. */
  requestOrigins(origins: readonly string[]): Promise<boolean>;
  /** Writes to the clipboard; `false` where the browser refused. */
  copy(text: string): Promise<boolean>;
  /** Clears the clipboard if it still holds `text`; resolves to whether it did. Reading may not be allowed: then it just clears. */
  clearClipboard(text: string): Promise<boolean>;
  openConnectionsPage(tab?: string): void;
  openTab(url: string): void;
  /** Saves a text as a file. */
  saveFile(name: string, text: string): void;
  /** Closes the popup or window, where this page is one. */
  close(): void;
  /** On which of these sites the admin has sent our corner buttons away; by match pattern. */
  hiddenButtons(origins: readonly string[]): Promise<ReadonlySet<string>>;
  /** Brings them back; a page that is open shows them when it is loaded next. */
  showButtons(origin: string): Promise<void>;
  /** Whether private data may be kept for good; asks the browser to keep it (from a page only). */
  persistStorage(): Promise<boolean>;
  /** The admin knows that the data is gone: makes an empty database where an old one was evicted. Throws `AppError` `store/*`. */
  startAnew(): Promise<void>;
  /** What can still be read of a damaged store, as JSON text without codes, keys or tokens. */
  salvage(): Promise<string>;
}

export type Text = (key: string, ...substitutions: readonly (string | number)[]) => string;

/** Everything a screen of ours needs from outside; an entrypoint gives the real parts, a test gives fakes. */
export interface Backend {
  readonly send: Send;
  readonly read: Reader;
  readonly surface: Surface;
  /** Text of a `_locales` key with its substitutions; the key itself where it is missing. */
  readonly text: Text;
  /** The language that the texts are in, as BCP 47 (`en`, `pt-BR`): numbers, dates and plurals follow it. */
  readonly language: string;
  /** The `_locales` folders that exist. */
  readonly languages: readonly string[];
  /** Calls back when something in the store changed; answers the function that stops it. */
  readonly onChange: (listener: (changed: readonly Changed[]) => void) => () => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}
