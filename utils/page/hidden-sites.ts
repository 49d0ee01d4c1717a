/** The part of `browser.storage.local` that is needed. */
export interface LocalArea {
  get(key: string): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(key: string): Promise<void>;
}

const keyOf = (origin: string): string => `buttons-hidden:${origin}`;

/** Whether the admin has sent our corner away on a site. Kept by the site's origin; Settings may bring it back. */
export async function isHiddenOn(area: LocalArea, origin: string): Promise<boolean> {
  return (await area.get(keyOf(origin)))[keyOf(origin)] === true;
}

/** Remembers that the corner is not wanted on this site. */
export const hideOn = (area: LocalArea, origin: string): Promise<void> => area.set({ [keyOf(origin)]: true });

/** Brings the corner back on this site. */
export const showOn = (area: LocalArea, origin: string): Promise<void> => area.remove(keyOf(origin));
