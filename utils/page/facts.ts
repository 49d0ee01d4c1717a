import type { PageFacts } from '@/utils/domain/adapter.ts';

/**
 * Reads what a page says of itself. Without side effects and without anything from outside its own body, so that
 * `scripting.executeScript({ func: readPageFacts, args: [markers] })` can run it in a page as it stands here.
 *
 * `markers` are selectors; `script:text` asks for an inline script that holds the text.
 */
export function readPageFacts(markers: readonly string[]): PageFacts {
  const cut = (text: string | null | undefined): string => (text ?? '').slice(0, 500);
  const metas: Record<string, string> = Object.create(null) as Record<string, string>;
  // The tag list is live and ordered: the first two hundred are read, whatever the page piles up behind them.
  const all = document.getElementsByTagName('meta');
  for (let index = 0; index < all.length && index < 200; index += 1) {
    const meta = all.item(index);
    const name = meta?.getAttribute('name');
    if (meta === null || typeof name !== 'string' || name === '' || name in metas) continue;
    metas[cut(name)] = cut(meta.getAttribute('content'));
    if (name !== 'application-name') continue;
    for (const attribute of ['data-name', 'data-version']) {
      const value = meta.getAttribute(attribute);
      if (value !== null) metas[`${name}:${attribute}`] = cut(value);
    }
  }
  const present = (marker: string): boolean => {
    if (!marker.startsWith('script:')) return document.querySelector(marker) !== null;
    const wanted = marker.slice('script:'.length);
    const scripts = document.scripts;
    for (let index = 0; index < scripts.length && index < 100; index += 1) {
      const script = scripts.item(index);
      if (script !== null && !script.hasAttribute('src') && script.text.slice(0, 100_000).includes(wanted)) {
        return true;
      }
    }
    return false;
  };
  const body: HTMLElement | null = document.body;
  return {
    href: location.href,
    title: cut(document.title),
    metas,
    bodyId: cut(body?.getAttribute('id')),
    bodyClass: cut(body?.getAttribute('class')),
    markers: markers.filter(present),
  };
}
