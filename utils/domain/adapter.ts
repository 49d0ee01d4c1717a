import type { Access } from './access.ts';
import type { Instance, PlatformId, Project } from './platform.ts';

/**
 * What a page says of itself, read inside the page by one function without side effects (`page/facts.ts`) and
 * believed only as a hint: whoever wrote the page can write anything here.
 */
export interface PageFacts {
  /** The document's address. */
  readonly href: string;
  readonly title: string;
  /** `name` → `content` of the first 200 metas; for Jira's `application-name` also `data-name` and `data-version`. */
  readonly metas: Readonly<Record<string, string>>;
  readonly bodyId: string;
  readonly bodyClass: string;
  /** Which of the registry's marker selectors exist in the page. */
  readonly markers: readonly string[];
}

/** One kind of admin page and where our buttons stand in it (data, dated, with a saved page). */
export interface AdminPage {
  readonly name: string;
  matches(url: URL, basePath: string): boolean;
  /** Selectors, best first; `undefined` when none exists: the quiet fixed corner. */
  readonly anchors: readonly string[];
  /** Where the buttons go relative to the anchor. */
  readonly place: 'inside-end' | 'before' | 'after' | 'overlay';
}

/** What pages of a platform look like; knows no network. */
export interface PagesOfPlatform {
  readonly ids: readonly PlatformId[];
  /** Selectors to look for, whose presence `recognise` may ask in `facts.markers`. */
  readonly markers: readonly string[];
  /** The instance a page belongs to, by what the page says it is, or `undefined`: never by host name alone. */
  recognise(facts: PageFacts): Instance | undefined;
  /** Which platform an address names by its form alone: a first guess before anything may be asked. */
  guess(url: URL): Instance | undefined;
  readonly adminPages: readonly AdminPage[];
  /** The human key of the entity that an address shows (`INC0010006`, `SD-12`), or its id where only that is known. */
  entityOf(url: URL, instance: Instance): { id?: string; key?: string } | undefined;
}

/** A platform as the product talks to it. Everything it returns has been parsed. */
export interface PlatformAdapter {
  readonly ids: readonly PlatformId[];
  /** Match patterns of all origins that the instance needs (Salesforce spreads one org over several hosts). */
  originsOf(instance: Instance): readonly string[];
  /**
   * Which platform answers at an address that the admin typed, asked without credentials, redirects refused (T12).
   * `undefined`: not one of ours. Throws `AppError` `platform/unreachable`, `platform/timeout`, `platform/hibernating`.
   */
  probe(url: URL, signal: AbortSignal): Promise<{ instance: Instance; version: string } | undefined>;
  /** Who is signed in there and whether they administer it. Never throws for a state that `Access` can tell. */
  fetchAccess(instance: Instance, signal: AbortSignal): Promise<Access>;
  /** Projects or services, at most 50, whose name or key holds `search`; empty where the platform has none. Throws `AppError` `platform/*`. */
  fetchProjects(instance: Instance, search: string, signal: AbortSignal): Promise<readonly Project[]>;
  /** Checks and keeps a token for platforms that know nothing else (Xurrent); absent elsewhere. */
  acceptToken?(instance: Instance, token: string, signal: AbortSignal): Promise<Access>;
  /** What an admin opens to make such a token, with name and scopes filled in; absent elsewhere. */
  tokenPage?(instance: Instance): string;
  /** The address of the page where an admin would start on this instance. */
  homeOf(instance: Instance): string;
}
