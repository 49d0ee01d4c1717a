import type { AdminPage, Anchor, PagesOfPlatform } from '@/utils/domain/adapter.ts';

import { readPageFacts } from './facts.ts';
import { watchNavigation } from './navigation.ts';
import { blockerOf, findFreePlace } from './overlay.ts';
import type { Box } from './overlay.ts';
import { createShadowHost, HOST_TAG, setHostStyle } from './shadow-host.ts';

/** What stands on the page, as far as placing it needs to know. */
export interface PlacedGroup {
  readonly element: HTMLElement;
  setStanding(standing: 'inline' | 'overlay' | 'corner'): void;
}

/** What keeping the buttons needs from outside the page. */
export interface AdminButtonParts {
  /** Whether this is the page itself and not a frame in it. */
  readonly isTop: boolean;
  /** False once the extension has been updated or removed under the page. */
  alive(): boolean;
  /** Whether the admin has sent the corner away on this site. */
  isHidden(): Promise<boolean>;
  hide(): Promise<void>;
  /** Draws the group; called once, `hide` is for its own button. */
  draw(hide: () => void): PlacedGroup;
  readonly css: string;
  /** Milliseconds that only ever rise, as `performance.now()`. */
  now(): number;
  /** Told when a page's anchors are not there, by the page's name (habit 7). */
  reportMissing(page: string): void;
}

export interface KeptButtons {
  /** Looks again: after a hint that something happened to our elements. */
  check(): void;
  stop(): void;
}

/** Between two looks at a page that stands still. */
const TICK = 1000;
/** Between two looks while the page is still drawing itself. */
const EAGER_TICK = 250;
/** How long a page may take to show an anchor before the corner is taken. */
const PATIENCE = 5000;
/** How long after a navigation a page that is not recognised, or stands in the corner, is looked at again. */
const SETTLED = 20_000;
/** How often after a navigation an overlay makes sure that nothing has come under it. */
const RECHECKS = 3;
const MOUNTS_PER_MINUTE = 5;

const CLAIM = Symbol.for('liaison.admin-buttons');
const corner = {
  position: 'fixed',
  right: '16px',
  bottom: '16px',
  'z-index': '2147483000',
  display: 'block',
};
const inline = {
  display: 'inline-block',
  position: 'relative',
  'z-index': '1',
  'vertical-align': 'middle',
  'align-self': 'center',
  flex: 'none',
  margin: '0 8px',
};
const overlay = { position: 'absolute', left: '0', top: '0', 'z-index': '2147483000', display: 'block' };

type Offset = readonly [left: number, top: number, right: number];
const offsetOf = (area: Box, own: Box): Offset => [
  own.left - area.left,
  own.top - area.top,
  area.right - own.right,
];
const isSameOffset = (one: Offset, other: Offset): boolean =>
  one.every((distance, edge) => Math.abs(distance - (other[edge] ?? 0)) < 2);

// Asks for styles, never for a layout, which on a busy page is what costs.
const isShown = (element: Element): boolean => element.checkVisibility();

function findAnchor(page: AdminPage): { anchor: Anchor; element: Element } | undefined {
  for (const anchor of page.anchors) {
    const element = [...document.querySelectorAll(anchor.selector)].slice(0, 20).find(isShown);
    if (element !== undefined) return { anchor, element };
  }
  return undefined;
}

/** Whether any of the platform's admin pages could have this address, whatever its context path is. */
function mayBeAdmin(pages: PagesOfPlatform, url: URL): boolean {
  const [first = '', second = ''] = url.pathname.split('/').slice(1);
  return ['', `/${first}`, `/${first}/${second}`].some((basePath) =>
    pages.adminPages.some((page) => page.matches(url, basePath)),
  );
}

/**
 * Keeps exactly one group of our buttons on the platform's admin pages: through single-page navigation and
 * re-rendering, never on other pages, never in frames, put back at most five times a minute (T4). Looks at the page
 * after navigations and once a second, watches nothing but the anchor's parent, at most once a frame.
 */
export function keepAdminButtons(pages: PagesOfPlatform, parts: AdminButtonParts): KeptButtons {
  const nothing: KeptButtons = { check: () => undefined, stop: () => undefined };
  if (!parts.isTop) return nothing;
  // A second run in the same world (registered and injected at once) leaves the work to the first.
  const world = globalThis as { [CLAIM]?: KeptButtons };
  if (world[CLAIM] !== undefined) {
    world[CLAIM].check();
    return world[CLAIM];
  }

  let href = '';
  let since = 0;
  let host: HTMLElement | undefined;
  let group: PlacedGroup | undefined;
  let standing: 'inline' | 'overlay' | 'corner' | undefined;
  let anchor: Element | undefined;
  /** How the group stands to its anchor's edges, whatever has been scrolled. */
  let offset: Offset = [0, 0, 0];
  let anchorWidth = 0;
  let fullSize = '';
  let over: Element | undefined;
  let full: Element | undefined;
  let rechecks = 0;
  let hidden: boolean | undefined;
  let missing = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  let frame = 0;
  let stopped = false;
  let mounts: number[] = [];

  const parentObserver = new MutationObserver(() => {
    // One look a frame, whatever happens in there meanwhile.
    parentObserver.disconnect();
    lookInFrame();
  });
  // Both tell what the page's own layout has just found: asking the elements themselves would force another.
  const resizeObserver = new ResizeObserver((entries) => {
    const now = entries.at(-1)?.contentRect.width;
    // How far down it reaches does not matter, and lists grow with every row.
    if (now === undefined || now === anchorWidth) return;
    anchorWidth = now;
    if (anchor !== undefined) askPlace(anchor);
  });
  const areaObserver = new IntersectionObserver((entries) => {
    areaObserver.disconnect();
    const element = over;
    over = undefined;
    const found = entries.findLast(({ target }) => target === element);
    if (element === undefined || found === undefined || stopped) return;
    const own = entries.findLast(({ target }) => target === host)?.boundingClientRect;
    const isInView =
      found.rootBounds === null ||
      (found.boundingClientRect.top >= 0 && found.boundingClientRect.top < found.rootBounds.height);
    const knownAsFull = full === element;
    if (!placeOver(element, found.boundingClientRect, own, isInView) && !knownAsFull) check();
  });
  /** Asks for the place of an element, and of our host; the answer comes with the next frame. */
  const askPlace = (element: Element) => {
    areaObserver.disconnect();
    over = element;
    areaObserver.observe(element);
    if (standing === 'overlay' && host !== undefined) areaObserver.observe(host);
  };

  const lookInFrame = () => {
    if (frame !== 0 || stopped) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      if (!isSteady()) check();
      else if (standing === 'inline') observeParent();
    });
  };

  const unmount = () => {
    parentObserver.disconnect();
    resizeObserver.disconnect();
    areaObserver.disconnect();
    over = undefined;
    host?.remove();
    standing = undefined;
    anchor = undefined;
  };

  const observeParent = () => {
    parentObserver.disconnect();
    const parent = host?.parentNode;
    if (parent) parentObserver.observe(parent, { childList: true });
  };

  /** What costs next to nothing to know: same address, and our elements where they were put. */
  const isSteady = (): boolean =>
    location.href === href &&
    standing !== undefined &&
    host?.isConnected === true &&
    (anchor === undefined || anchor.isConnected);

  /** Moving what stands already is no mount: pages that draw themselves anew make us move, and that has an end. */
  const mayMount = (): boolean => {
    if (host?.isConnected === true) return true;
    const now = parts.now();
    mounts = mounts.filter((at) => now - at < 60_000);
    if (mounts.length >= MOUNTS_PER_MINUTE) return false;
    mounts.push(now);
    return true;
  };

  const hide = () => {
    hidden = true;
    unmount();
    void parts.hide().catch(() => undefined);
  };

  const ownHost = (): { host: HTMLElement; group: PlacedGroup } => {
    group ??= parts.draw(hide);
    host ??= createShadowHost(group.element, parts.css);
    // What an older script of ours left behind, dead or alive, goes.
    for (const other of document.querySelectorAll(HOST_TAG)) if (other !== host) other.remove();
    return { host, group };
  };

  const isInPlace = (wanted: typeof standing, element: Element | undefined): boolean =>
    host?.isConnected === true && standing === wanted && anchor === element;

  /** Puts the group over an anchor, at a place where nothing is; false where there is none. */
  const placeOver = (element: Element, rect: Box, own: Box | undefined, isInView: boolean): boolean => {
    const size = [rect.left, rect.top, rect.right, Math.min(rect.bottom - rect.top, 200)]
      .map(Math.round)
      .join();
    if (element === full && size === fullSize) return false;
    const stands = isInPlace('overlay', element);
    if (stands && own !== undefined) {
      // Scrolled out of sight nothing can be seen to be free; there is time.
      if (!isInView) return true;
      if (isSameOffset(offsetOf(rect, own), offset)) {
        // A page that is still drawing itself may put something where the group stands.
        if (rechecks === 0 || host === undefined) return true;
        rechecks -= 1;
        if (blockerOf(own, host) === undefined) return true;
      }
    }
    const stood = host?.isConnected === true;
    if (!stands && !mayMount()) return true;
    const mine = ownHost();
    setHostStyle(mine.host, { ...overlay, visibility: 'hidden', 'pointer-events': 'none' });
    mine.group.setStanding('overlay');
    if (!stands) document.body.append(mine.host);
    const before = mine.host.getBoundingClientRect();
    const place = findFreePlace(rect, before);
    if (place === undefined) {
      unmount();
      // It was never seen there: one place taken by what follows, not two.
      if (!stood) mounts.pop();
      full = element;
      fullSize = size;
      return false;
    }
    // Wherever its containing block begins, the difference leads there.
    const left = `${String(Math.round(place.left - before.left))}px`;
    const top = `${String(Math.round(place.top - before.top))}px`;
    setHostStyle(mine.host, { ...overlay, left, top, visibility: 'visible', 'pointer-events': 'auto' });
    standing = 'overlay';
    anchor = element;
    offset = offsetOf(rect, place);
    full = undefined;
    if (!stands) {
      resizeObserver.disconnect();
      anchorWidth = rect.right - rect.left;
      resizeObserver.observe(element);
    }
    return true;
  };

  const placeInline = (element: Element, place: Anchor['place']) => {
    if (!isInPlace('inline', element)) {
      if (!mayMount()) return;
      const mine = ownHost();
      resizeObserver.disconnect();
      setHostStyle(mine.host, inline);
      mine.group.setStanding('inline');
      if (place === 'inside-start') element.prepend(mine.host);
      else if (place === 'inside-end') element.append(mine.host);
      else if (place === 'before') element.before(mine.host);
      else element.after(mine.host);
      standing = 'inline';
      anchor = element;
    }
    observeParent();
  };

  const placeInCorner = () => {
    if (isInPlace('corner', undefined)) return;
    if (hidden === undefined) {
      // Asked once, and only where the corner is needed.
      hidden = true;
      const decide = (answer: boolean) => {
        hidden = answer;
        check();
      };
      // Where the memory does not answer, a button too many is better than none.
      void parts.isHidden().then(decide, () => decide(false));
      return;
    }
    if (hidden || !mayMount()) return;
    const mine = ownHost();
    resizeObserver.disconnect();
    setHostStyle(mine.host, corner);
    mine.group.setStanding('corner');
    // Outside the body: single-page applications own that, and some draw it anew.
    document.documentElement.append(mine.host);
    standing = 'corner';
    anchor = undefined;
  };

  const place = (page: AdminPage, waited: number) => {
    const found = findAnchor(page);
    if (found !== undefined) {
      missing = '';
      if (found.anchor.place !== 'overlay') return placeInline(found.element, found.anchor.place);
      if (!isInPlace('overlay', found.element)) askPlace(found.element);
      // Where there was no room the corner is taken until there is.
      if (found.element !== full) return;
    }
    if (page.anchors.length > 0 && waited < PATIENCE) return;
    if (found === undefined && page.anchors.length > 0 && missing !== page.name) {
      missing = page.name;
      parts.reportMissing(page.name);
    }
    placeInCorner();
  };

  /** Answers whether the page may still be drawing what we look for. */
  const look = (): boolean => {
    if (stopped) return false;
    const now = parts.now();
    if (location.href !== href) {
      href = location.href;
      since = now;
      full = undefined;
      rechecks = RECHECKS;
    }
    if (!parts.alive()) {
      // The last click explains itself; nothing is put up again by a script whose extension is gone.
      if (host?.isConnected !== true || !mayBeAdmin(pages, new URL(href))) stop();
      return false;
    }
    const url = new URL(href);
    const waited = now - since;
    if (!mayBeAdmin(pages, url)) {
      unmount();
      return false;
    }
    const facts = readPageFacts(pages.markers);
    const instance = pages.recognise(facts);
    const basePath = instance === undefined ? '' : new URL(instance.url).pathname.replace(/\/$/, '');
    const page =
      instance === undefined
        ? undefined
        : pages.adminPages.find((one) => one.matches(url, basePath) && one.confirms?.(facts) !== false);
    if (page === undefined) unmount();
    else place(page, waited);
    return waited < PATIENCE && standing === undefined;
  };

  const tick = () => {
    timer = undefined;
    if (stopped || document.hidden) return schedule(false);
    const young = parts.now() - since < SETTLED;
    const hopeful = young && (standing === undefined || standing === 'corner');
    const torn = standing !== undefined && !isSteady();
    if (hopeful || torn || location.href !== href || !parts.alive()) return schedule(look());
    if (standing === 'overlay' && anchor !== undefined) askPlace(anchor);
    schedule(false);
  };

  const schedule = (eager: boolean) => {
    if (stopped) return;
    clearTimeout(timer);
    timer = undefined;
    // A page that is none of ours is not looked at again until the browser tells of a navigation.
    if (navigation.told && standing === undefined && !eager && !mayBeAdmin(pages, new URL(location.href)))
      return;
    timer = setTimeout(tick, eager ? EAGER_TICK : TICK);
  };

  const check = () => {
    if (stopped) return;
    schedule(look());
  };

  const stop = () => {
    stopped = true;
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    navigation.stop();
    unmount();
    delete world[CLAIM];
  };

  const navigation = watchNavigation(() => {
    if (location.href !== href) check();
  });
  const kept: KeptButtons = { check, stop };
  world[CLAIM] = kept;
  check();
  return kept;
}
