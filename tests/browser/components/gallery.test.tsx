import axe from 'axe-core';
import { afterEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';

import { clearPage, drawOnPage } from './draw.tsx';
import { hostile } from './gallery/data.ts';
import { states } from './gallery/states.tsx';

afterEach(clearPage);

const named = (name: string) => {
  const state = states.find((candidate) => candidate.name === name);
  if (!state) throw new Error(`no state ${name}`);
  return state;
};

async function faultsOf(only?: readonly string[]): Promise<readonly string[]> {
  const result = await axe.run(document, {
    resultTypes: ['violations'],
    ...(only ? { runOnly: { type: 'rule', values: [...only] } } : {}),
    // The test's own frame has no landmark around what is drawn in it.
    rules: { region: { enabled: false } },
  });
  return result.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}

describe('every screen in every state', () => {
  test.each(states.map(({ name }) => name))('%s has nothing that axe finds fault with', async (name) => {
    const state = named(name);
    await page.viewport(state.kind === 'page' ? 1100 : 400, 600);
    await drawOnPage(state);
    expect(await faultsOf()).toEqual([]);
    document.documentElement.dataset['theme'] = 'dark';
    expect(await faultsOf(['color-contrast'])).toEqual([]);
  });

  test.each(states.map(({ name }) => name))('%s fits into 320 pixels', async (name) => {
    await page.viewport(320, 600);
    const { app } = await drawOnPage(named(name));
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    const wider = [...app.querySelectorAll('*')].filter(
      (element) =>
        element.getBoundingClientRect().right > 320.5 && // What is cut off on purpose is cut off by its parent.
        !element.closest('.visually-hidden, thead, svg, .one-line, .clamp'),
    );
    expect(wider.map((element) => element.outerHTML.slice(0, 120))).toEqual([]);
  });

  test.each(states.map(({ name }) => name))('%s says everything in words that exist', async (name) => {
    const { app } = await drawOnPage(named(name));
    const written = [...app.querySelectorAll('*')].flatMap((element) => [
      ...[...element.childNodes].filter((node) => node instanceof Text).map((node) => node.data),
      element.getAttribute('aria-label') ?? '',
      element.getAttribute('title') ?? '',
    ]);
    // A key without a text would be drawn as itself; a placeholder without a value as a dollar sign.
    expect(written.filter((text) => /^[a-z]+(_[a-z0-9]+)+$|\$\d/.test(text.trim()))).toEqual([]);
  });
});

describe('what strangers write', () => {
  test.each(states.filter(({ name }) => name.includes('hostile')).map(({ name }) => name))(
    '%s stays text',
    async (name) => {
      const { app } = await drawOnPage(named(name));
      expect(app.textContent).toContain('<img src=x onerror');
      expect(app.querySelectorAll('img, script, iframe, object, [onmouseover], [onerror]')).toHaveLength(0);
      expect(document.body.dataset['hacked']).toBeUndefined();
    },
  );

  test('a host with a letter of another alphabet is shown in ASCII', async () => {
    const { app } = await drawOnPage(named('wizard: review homoglyph'));
    const host = app.querySelector('dd .host-name');
    expect(host?.textContent).toBe('xn--cme-5cd.service-now.com');
    expect(app.textContent).not.toContain(new URL(hostile.homoglyph.url).pathname.slice(1) || 'аcme');
  });

  test('the part of a host that somebody had to register is what stands out', async () => {
    const { app } = await drawOnPage(named('wizard: review hostile'));
    expect(app.querySelector('dd .host-name')?.textContent).toBe('acme.atlassian.net.login.evil.example');
    expect(app.querySelector('dd .host-name b')?.textContent).toBe('evil.example');
  });

  test('a name that runs from right to left does not turn its neighbours round', async () => {
    const { app } = await drawOnPage(named('wizard: review homoglyph'));
    const claim = app.querySelector('.claim');
    expect(claim?.textContent).toBe(`Says it is “${hostile.rightToLeft}”`);
    expect(claim?.querySelector('bdi')?.textContent).toBe(hostile.rightToLeft);
    expect(getComputedStyle(claim ?? document.body).direction).toBe('ltr');
  });

  test('a stranger is always said to be who they say they are', async () => {
    const { app } = await drawOnPage(named('wizard: review'));
    expect(app.querySelector('.claim')?.textContent).toBe('Says it is “Acme IT”');
  });
});
