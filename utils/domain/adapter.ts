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

/** Where the buttons go relative to an anchor; `overlay` stands over it without touching its tree. */
export type Place = 'inside-start' | 'inside-end' | 'before' | 'after' | 'overlay';

/** An element of a foreign page by which our buttons stand. */
export interface Anchor {
  readonly selector: string;
  readonly place: Place;
}

/** One kind of admin page and where our buttons stand in it (data, dated, with a saved page). */
export interface AdminPage {
  readonly name: string;
  /** By the address alone, `basePath` being the instance's context path (`''` or `/jira`). */
  matches(url: URL, basePath: string): boolean;
  /** What else must hold, as far as the page tells: no buttons where it says that nobody is signed in. */
  confirms?(facts: PageFacts): boolean;
  /** Best first; when none exists: the quiet fixed corner. */
  readonly anchors: readonly Anchor[];
  /** When the anchors were last seen, such as `2026-11`. */
  readonly seen: string;
  /** The saved page in `tests/pages/` that holds one of the anchors, where there are any. */
  readonly fixture: string;
}

/** What pages of a platform look like; knows no network. */
export interface PagesOfPlatform {
  readonly ids: readonly PlatformId[];
  /** The content script for these pages, by the name of its entrypoint: `jira` for `jira.content`. */
  readonly contentScript: string;
  /** Selectors to look for, whose presence `recognise` may ask in `facts.markers`. */
  readonly markers: readonly string[];
  /** The instance a page belongs to, by what the page says it is, or `undefined`: never by host name alone. */
  recognise(facts: PageFacts): Instance | undefined;
  /** Which platform an address names by its form alone: a first guess before anything may be asked. */
  guess(url: URL): Instance | undefined;
  /** Match patterns of the hosts that show this instance's pages; those that only carry its interface are left out. */
  patternsOf(instance: Instance): readonly string[];
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
   * Which platform answers at an address that the admin typed, asked without credentials, redirects not followed (T12).
   * `undefined`: not one of ours. Throws `AppError` `platform/unreachable`, `platform/timeout`, `platform/hibernating`.
   */
  probe(url: URL, signal: AbortSignal): Promise<{ instance: Instance; version: string } | undefined>;
  /** Who is signed in there and whether they administer it. Never throws for a state that `Access` can tell. */
  fetchAccess(instance: Instance, signal: AbortSignal): Promise<Access>;
  /** Projects or services, at most 50, whose name or key holds `search`; empty where the platform has none. Throws `AppError` `platform/*`. */
  fetchProjects(instance: Instance, search: string, signal: AbortSignal): Promise<readonly Project[]>;
  /** The project that the signed-in user looked at last: a suggestion. Absent or `undefined`: nothing is known. */
  fetchRecentProject?(instance: Instance, signal: AbortSignal): Promise<Project | undefined>;
  /** Checks and keeps a token for platforms that know nothing else (Xurrent); absent elsewhere. */
  acceptToken?(instance: Instance, token: string, signal: AbortSignal): Promise<Access>;
  /** What an admin opens to make such a token, with name and scopes filled in; absent elsewhere. */
  tokenPage?(instance: Instance): string;
  /** The address of the page where an admin would start on this instance. */
  homeOf(instance: Instance): string;
}
