import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';

import { createAdminButton } from '@/components/admin-button/AdminButton.ts';
import type { AdminAction, Outcome } from '@/components/admin-button/AdminButton.ts';
import { adminButtonStyle } from '@/components/admin-button/style.ts';
import type { Anchor, PagesOfPlatform } from '@/utils/domain/adapter.ts';
import { keepAdminButtons } from '@/utils/page/admin-buttons.ts';
import type { AdminButtonParts, KeptButtons } from '@/utils/page/admin-buttons.ts';
import { HOST_TAG } from '@/utils/page/shadow-host.ts';

const texts = {
  group: 'Liaison',
  initiate: 'Initiate connection',
  accept: 'Accept invitation',
  hide: 'Hide these buttons on this site',
  reload: 'Reload page',
};

// The suite's own address stays where it is; an admin page is told by a part of the query.
const home = location.href;
const goTo = (name: string) => {
  const url = new URL(home);
  url.searchParams.set('at', name);
  history.pushState({}, '', url);
};

const anchors: Record<string, Anchor> = {
  inline: { selector: '#toolbar', place: 'inside-end' },
  after: { selector: '#toolbar', place: 'after' },
  overlay: { selector: '#panel', place: 'overlay' },
};

/** Pages of a platform that exists in this suite alone. */
const pagesWith = (...chosen: readonly Anchor[]): PagesOfPlatform => ({
  ids: ['servicenow'],
  contentScript: 'servicenow',
  markers: ['#app'],
  recognise: (facts) =>
    facts.markers.includes('#app') ? { platform: 'servicenow', url: location.origin } : undefined,
  guess: () => undefined,
  patternsOf: () => [],
  adminPages: [
    {
      name: 'test page',
      matches: (url) => url.searchParams.get('at')?.startsWith('admin') === true,
      anchors: chosen,
      seen: '2026-11',
      fixture: '',
    },
  ],
  entityOf: () => undefined,
});

const hosts = () => [...document.getElementsByTagName(HOST_TAG)] as HTMLElement[];
const host = () => {
  const [only] = hosts();
  if (only === undefined) throw new Error('no group stands on the page');
  return only;
};

let kept: KeptButtons | undefined;
let now = 0;
let isAlive = true;
let hiddenHere = false;
let onChoose: (action: AdminAction) => Promise<Outcome>;
let chosen: AdminAction[] = [];
let missing: string[] = [];

function start(pages: PagesOfPlatform, change: Partial<AdminButtonParts> = {}): KeptButtons {
  kept = keepAdminButtons(pages, {
    isTop: true,
    alive: () => isAlive,
    isHidden: () => Promise.resolve(hiddenHere),
    hide: () => {
      hiddenHere = true;
      return Promise.resolve();
    },
    draw: (onHide) =>
      createAdminButton({ texts, onChoose: (action) => onChoose(action), onHide, onReload: () => undefined }),
    css: adminButtonStyle,
    now: () => now,
    reportMissing: (page) => missing.push(page),
    ...change,
  });
  return kept;
}

/** Waits for what a page does by itself: `vi.waitFor` looks again and again, no sleep of a fixed length. */
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 4000, interval: 20 });
const frame = () => new Promise<void>((resolve) => requestAnimationFrame(() => resolve()));

beforeEach(() => {
  document.body.innerHTML = `
    <div id="app">
      <div id="toolbar" style="height: 40px; display: flex"><a href="#x">Home</a></div>
      <div id="panel" style="height: 400px"><h1 style="margin: 0">Settings</h1><p>Words</p></div>
    </div>`;
  now = 0;
  isAlive = true;
  hiddenHere = false;
  chosen = [];
  missing = [];
  onChoose = (action) => {
    chosen.push(action);
    return Promise.resolve(undefined);
  };
  goTo('admin');
});
afterEach(() => {
  kept?.stop();
  kept = undefined;
  history.replaceState({}, '', home);
});

/** Clicks the group's n-th button as a person does: a closed root leaves only the place to aim at. */
async function clickPart(part: 'initiate' | 'accept' | 'hide'): Promise<void> {
  const { width, height } = host().getBoundingClientRect();
  const x = { initiate: width * 0.25, accept: width * 0.65, hide: width - 12 }[part];
  await userEvent.click(host(), { position: { x, y: height / 2 } });
}

describe('where the group stands', () => {
  test('inside the anchor where the page is drawn by the server', () => {
    start(pagesWith(anchors['inline'] as Anchor));
    expect(host().parentElement?.id).toBe('toolbar');
    expect(host().getBoundingClientRect().width).toBeGreaterThan(200);
  });

  test('over the anchor, outside its tree, where a framework owns the page', async () => {
    const before = document.querySelector('#app')?.innerHTML;
    start(pagesWith(anchors['overlay'] as Anchor));
    await eventually(() => expect(hosts()).toHaveLength(1));
    expect(document.querySelector('#app')?.innerHTML).toBe(before);
    const panel = document.querySelector('#panel')?.getBoundingClientRect() as DOMRect;
    const own = host().getBoundingClientRect();
    expect(own.top).toBeGreaterThanOrEqual(panel.top);
    expect(own.right).toBeLessThanOrEqual(panel.right);
  });

  test('an overlay covers no control and no text of the page', async () => {
    const panel = document.querySelector('#panel') as HTMLElement;
    panel.style.position = 'relative';
    panel.innerHTML =
      '<button style="position:absolute;right:8px;top:8px;width:120px;height:32px">Create</button><p style="margin:0">Words</p>';
    start(pagesWith(anchors['overlay'] as Anchor));
    await eventually(() => expect(hosts()).toHaveLength(1));
    const own = host().getBoundingClientRect();
    const button = panel.querySelector('button')?.getBoundingClientRect() as DOMRect;
    const apart = own.right <= button.left || own.left >= button.right || own.top >= button.bottom;
    expect(apart).toBe(true);
  });

  test('an overlay makes way for what the page draws under it while it is still drawing', async () => {
    start(pagesWith(anchors['overlay'] as Anchor));
    await eventually(() => expect(hosts()).toHaveLength(1));
    const before = host().getBoundingClientRect();
    const button = document.createElement('button');
    button.style.cssText = `position:fixed;left:${String(before.left)}px;top:${String(before.top)}px;width:${String(before.width)}px;height:30px`;
    document.querySelector('#panel')?.append(button);
    await eventually(() => {
      const own = host().getBoundingClientRect();
      expect(own.right <= before.left || own.top >= before.top + 30).toBe(true);
    });
    expect(hosts()).toHaveLength(1);
  });

  test('an overlay follows its anchor', async () => {
    start(pagesWith(anchors['overlay'] as Anchor));
    await eventually(() => expect(hosts()).toHaveLength(1));
    const before = host().getBoundingClientRect();
    const panel = document.querySelector('#panel') as HTMLElement;
    panel.style.marginTop = '60px';
    panel.style.height = '380px';
    await eventually(() => expect(host().getBoundingClientRect().top).toBeCloseTo(before.top + 60, 0));
    expect(hosts()).toHaveLength(1);
  });

  test('in the corner when no anchor has come, which is said once by the page’s name', async () => {
    const page = pagesWith({ selector: '#nowhere', place: 'inside-end' });
    start(page);
    expect(hosts()).toHaveLength(0);
    now = 6000;
    kept?.check();
    await eventually(() => expect(hosts()).toHaveLength(1));
    const own = host().getBoundingClientRect();
    expect(Math.round(innerWidth - own.right)).toBe(16);
    expect(Math.round(innerHeight - own.bottom)).toBe(16);
    kept?.check();
    expect(missing).toStrictEqual(['test page']);
  });

  test('from the corner to its anchor, when that comes late', async () => {
    start(pagesWith({ selector: '#late', place: 'inside-end' }));
    now = 6000;
    kept?.check();
    await eventually(() => expect(hosts()).toHaveLength(1));
    document.querySelector('#toolbar')?.insertAdjacentHTML('beforeend', '<span id="late">.</span>');
    await eventually(() => expect(host().parentElement?.id).toBe('late'));
    expect(hosts()).toHaveLength(1);
  });

  test('over nothing that is too small: in the corner until there is room', async () => {
    (document.querySelector('#panel') as HTMLElement).style.height = '10px';
    start(pagesWith(anchors['overlay'] as Anchor));
    now = 6000;
    await eventually(() => expect(host().style.position).toBe('fixed'));
    expect(hosts()).toHaveLength(1);
    (document.querySelector('#panel') as HTMLElement).style.height = '300px';
    await eventually(() => expect(host().style.position).toBe('absolute'));
    expect(hosts()).toHaveLength(1);
  });

  test('an anchor that is not shown is none', async () => {
    (document.querySelector('#toolbar') as HTMLElement).style.display = 'none';
    start(pagesWith(anchors['inline'] as Anchor));
    now = 6000;
    kept?.check();
    await eventually(() => expect(host().parentElement).toBe(document.documentElement));
  });
});

describe('where it does not stand', () => {
  test.each([
    ['in a frame', () => start(pagesWith(anchors['inline'] as Anchor), { isTop: false })],
    [
      'on a page that is no admin page',
      () => {
        goTo('inbox');
        start(pagesWith(anchors['inline'] as Anchor));
      },
    ],
    [
      'on a page that is not the platform’s',
      () => {
        document.querySelector('#app')?.removeAttribute('id');
        start(pagesWith(anchors['inline'] as Anchor));
      },
    ],
    [
      'in the corner of a site where it was sent away',
      () => {
        hiddenHere = true;
        now = 0;
        start(pagesWith());
      },
    ],
  ])('%s', async (_name, arrange) => {
    arrange();
    await frame();
    await frame();
    expect(hosts()).toHaveLength(0);
  });
});

describe('through the life of a page', () => {
  test('it goes with the admin page and comes back with it', async () => {
    start(pagesWith(anchors['inline'] as Anchor));
    goTo('inbox');
    await eventually(() => expect(hosts()).toHaveLength(0));
    goTo('admin-again');
    await eventually(() => expect(hosts()).toHaveLength(1));
    history.back();
    await eventually(() => expect(hosts()).toHaveLength(0));
  });

  test('re-rendering of its neighbourhood leaves exactly one, back within a frame or two', async () => {
    start(pagesWith(anchors['inline'] as Anchor));
    const toolbar = document.querySelector('#toolbar') as HTMLElement;
    toolbar.replaceChildren(document.createElement('span'));
    await eventually(() => expect(host().parentElement).toBe(toolbar));
    expect(hosts()).toHaveLength(1);
  });

  test('re-rendering of everything leaves exactly one', async () => {
    start(pagesWith(anchors['after'] as Anchor));
    document.body.innerHTML = '<div id="app"><div id="toolbar" style="height: 40px">New</div></div>';
    await eventually(() => expect(host().previousElementSibling?.id).toBe('toolbar'));
    expect(hosts()).toHaveLength(1);
  });

  test('a second run of the script in the same page adds nothing', () => {
    const first = start(pagesWith(anchors['inline'] as Anchor));
    const second = start(pagesWith(anchors['inline'] as Anchor));
    expect(second).toBe(first);
    expect(hosts()).toHaveLength(1);
  });

  test('what an older script left behind is cleared away', () => {
    document.body.append(document.createElement(HOST_TAG));
    start(pagesWith(anchors['inline'] as Anchor));
    expect(hosts()).toHaveLength(1);
    expect(host().parentElement?.id).toBe('toolbar');
  });

  test('a page that keeps removing it gets it back five times a minute, no more', async () => {
    start(pagesWith(anchors['inline'] as Anchor));
    for (let times = 1; times < 5; times += 1) {
      host().remove();
      await eventually(() => expect(hosts()).toHaveLength(1));
    }
    host().remove();
    for (let look = 0; look < 10; look += 1) {
      kept?.check();
      await frame();
    }
    expect(hosts()).toHaveLength(0);
    now = 61_000;
    kept?.check();
    expect(hosts()).toHaveLength(1);
  });

  test('a hundred hints in a row change nothing', async () => {
    start(pagesWith(anchors['inline'] as Anchor));
    const mine = host();
    for (let hint = 0; hint < 100; hint += 1) kept?.check();
    await frame();
    expect(hosts()).toStrictEqual([mine]);
  });

  test('a busy neighbourhood is looked at no more than once a frame', async () => {
    let looks = 0;
    const pages = pagesWith(anchors['inline'] as Anchor);
    start({
      ...pages,
      recognise: (facts) => {
        looks += 1;
        return pages.recognise(facts);
      },
    });
    const toolbar = document.querySelector('#toolbar') as HTMLElement;
    looks = 0;
    for (let round = 0; round < 20; round += 1) {
      for (let change = 0; change < 100; change += 1) {
        const node = document.createElement('i');
        toolbar.append(node);
        node.remove();
      }
      await frame();
    }
    expect(looks).toBe(0);
    expect(hosts()).toHaveLength(1);
  });
});

describe('when the extension is gone', () => {
  test('the group stays where it is, and is not put back', async () => {
    start(pagesWith(anchors['inline'] as Anchor));
    isAlive = false;
    kept?.check();
    expect(hosts()).toHaveLength(1);
    host().remove();
    kept?.check();
    await frame();
    expect(hosts()).toHaveLength(0);
  });

  test('it leaves with the page', async () => {
    start(pagesWith(anchors['inline'] as Anchor));
    isAlive = false;
    goTo('inbox');
    await eventually(() => expect(hosts()).toHaveLength(0));
  });
});

describe('what a click can do', () => {
  test('a person’s click asks for one action, once', async () => {
    start(pagesWith(anchors['inline'] as Anchor));
    await clickPart('initiate');
    expect(chosen).toStrictEqual(['initiate']);
    await clickPart('accept');
    expect(chosen).toStrictEqual(['initiate', 'accept']);
  });

  test('further clicks wait until the first has been answered', async () => {
    const answers: (() => void)[] = [];
    onChoose = (action) => {
      chosen.push(action);
      return new Promise((resolve) => {
        answers.push(() => resolve(undefined));
      });
    };
    start(pagesWith(anchors['inline'] as Anchor));
    await clickPart('initiate');
    await clickPart('initiate');
    await clickPart('accept');
    expect(chosen).toStrictEqual(['initiate']);
    answers[0]?.();
    await frame();
    await clickPart('accept');
    expect(chosen).toStrictEqual(['initiate', 'accept']);
  });

  test('nothing that the page dispatches counts', async () => {
    start(pagesWith(anchors['inline'] as Anchor));
    const { left, top, width, height } = host().getBoundingClientRect();
    for (const type of ['pointerdown', 'mousedown', 'mouseup', 'click', 'keydown', 'liaison', 'message']) {
      const options = { bubbles: true, composed: true, clientX: left + width / 4, clientY: top + height / 2 };
      host().dispatchEvent(new MouseEvent(type, options));
      document
        .elementFromPoint(options.clientX, options.clientY)
        ?.dispatchEvent(new MouseEvent(type, options));
      document.dispatchEvent(new CustomEvent(type, { detail: { action: 'initiate' } }));
      postMessage({ name: 'wizard.open', input: { action: 'initiate' } }, '*');
    }
    host().click();
    await frame();
    expect(chosen).toStrictEqual([]);
  });

  test('the page gets no hold of the buttons themselves', () => {
    start(pagesWith(anchors['inline'] as Anchor));
    expect(host().shadowRoot).toBeNull();
    expect(host().childNodes).toHaveLength(0);
    expect(
      host()
        .getAttributeNames()
        .filter((name) => name !== 'style'),
    ).toStrictEqual([]);
  });

  test.each([
    ['it is made transparent', () => host().style.setProperty('opacity', '0', 'important')],
    [
      'its parent is',
      () => document.querySelector<HTMLElement>('#toolbar')?.style.setProperty('opacity', '0'),
    ],
    ['the whole page is', () => document.documentElement.style.setProperty('opacity', '0')],
  ])('when %s a click still does no more than ask for the wizard', async (_name, hide) => {
    start(pagesWith(anchors['inline'] as Anchor));
    hide();
    await clickPart('initiate');
    document.documentElement.style.removeProperty('opacity');
    expect(chosen).toStrictEqual(['initiate']);
  });

  test('the keyboard reaches both buttons, and Enter and Space press them', async () => {
    start(pagesWith(anchors['inline'] as Anchor));
    document.querySelector<HTMLElement>('#toolbar a')?.focus();
    await userEvent.keyboard('{Tab}{Enter}');
    await userEvent.keyboard('{Tab} ');
    expect(chosen).toStrictEqual(['initiate', 'accept']);
  });

  test('the corner can be sent away, and stays away on this site', async () => {
    start(pagesWith());
    await eventually(() => expect(hosts()).toHaveLength(1));
    await clickPart('hide');
    expect(hosts()).toHaveLength(0);
    expect(hiddenHere).toBe(true);
    now = 10_000;
    goTo('admin-elsewhere');
    kept?.check();
    await frame();
    expect(hosts()).toHaveLength(0);
  });
});

test('the page’s own rules neither move nor restyle it', () => {
  const style = document.createElement('style');
  style.textContent = `* { font: 40px serif !important; display: none; background: red; } ${HOST_TAG} { display: none !important; transform: scale(3); position: fixed; }`;
  start(pagesWith(anchors['inline'] as Anchor));
  const before = host().getBoundingClientRect();
  document.querySelector('#toolbar')?.setAttribute('style', 'height: 40px; display: flex !important');
  document.querySelector('#app')?.setAttribute('style', 'display: block !important');
  document.body.setAttribute('style', 'display: block !important');
  document.documentElement.setAttribute('style', 'display: block !important');
  document.head.append(style);
  const after = host().getBoundingClientRect();
  style.remove();
  document.body.removeAttribute('style');
  document.documentElement.removeAttribute('style');
  expect([Math.round(after.width), Math.round(after.height)]).toStrictEqual([
    Math.round(before.width),
    Math.round(before.height),
  ]);
});
