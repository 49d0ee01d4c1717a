/**
 * What runs inside a page to find elements. `locate` is sent as source text, so it stands alone: no import,
 * no name from outside its own body.
 */

/** A `Target` as it travels: regular expressions as source and flags. */
export interface WireTarget {
  role?: string | undefined;
  name?: string | { source: string; flags: string } | undefined;
  testId?: string | undefined;
  css?: string | undefined;
  text?: string | { source: string; flags: string } | undefined;
}

export interface Found {
  x: number;
  y: number;
  width: number;
  height: number;
  /** Another element takes clicks at the middle of this one. */
  covered: boolean;
  disabled: boolean;
  text: string;
  value: string;
  attribute: string | null;
  selected: string;
  /** For the error message. */
  what: string;
}

export type Act = 'look' | 'scroll' | 'focus' | 'select' | 'attribute';

/**
 * Finds what the target names in this document, in its open shadow roots and in the closed ones given, and
 * does something small with the n-th match.
 */
export function locate(
  roots: readonly (Document | ShadowRoot)[],
  target: WireTarget,
  nth: number,
  act: Act,
  attributeName: string,
): Found[] {
  const implied: Readonly<Record<string, string>> = {
    A: 'link',
    BUTTON: 'button',
    SUMMARY: 'button',
    TEXTAREA: 'textbox',
    SELECT: 'combobox',
    OPTION: 'option',
    H1: 'heading',
    H2: 'heading',
    H3: 'heading',
    H4: 'heading',
    UL: 'list',
    OL: 'list',
    LI: 'listitem',
    NAV: 'navigation',
    MAIN: 'main',
    TABLE: 'table',
    TR: 'row',
    TD: 'cell',
    TH: 'columnheader',
    FORM: 'form',
    DIALOG: 'dialog',
    FIELDSET: 'group',
    IMG: 'img',
    OUTPUT: 'status',
    PROGRESS: 'progressbar',
    ARTICLE: 'article',
  };
  const inputs: Readonly<Record<string, string>> = {
    button: 'button',
    submit: 'button',
    reset: 'button',
    checkbox: 'checkbox',
    radio: 'radio',
    range: 'slider',
    number: 'spinbutton',
    search: 'searchbox',
  };
  const squeeze = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
  const roleOf = (element: Element): string => {
    const given = element.getAttribute('role');
    if (given) return given;
    if (element instanceof HTMLInputElement) return inputs[element.type] ?? 'textbox';
    if (element.tagName === 'A' && !element.hasAttribute('href')) return 'generic';
    return implied[element.tagName] ?? 'generic';
  };
  const textOf = (node: Node): string => {
    if (node instanceof Text) return node.data;
    if (node instanceof HTMLImageElement) return node.alt;
    if (node instanceof Element) {
      if (node.getAttribute('aria-hidden') === 'true' || node.tagName === 'STYLE') return '';
      const label = node.getAttribute('aria-label');
      if (label) return label;
    }
    const own = node instanceof Element && node.shadowRoot ? node.shadowRoot : node;
    return [...own.childNodes]
      .map((child) => {
        const text = textOf(child);
        return child instanceof Element && getComputedStyle(child).display !== 'inline' ? ` ${text} ` : text;
      })
      .join('');
  };
  const nameOf = (element: Element): string => {
    const root = element.getRootNode();
    const byId = (id: string) =>
      root instanceof Document || root instanceof ShadowRoot ? root.getElementById(id) : null;
    const labelledBy = element.getAttribute('aria-labelledby');
    if (labelledBy) {
      const texts = labelledBy.split(/\s+/).map((id) => {
        const label = byId(id);
        return label ? textOf(label) : '';
      });
      return squeeze(texts.join(' '));
    }
    const label = element.getAttribute('aria-label');
    if (label) return squeeze(label);
    if (
      element instanceof HTMLInputElement ||
      element instanceof HTMLTextAreaElement ||
      element instanceof HTMLSelectElement
    ) {
      if (element instanceof HTMLInputElement && /^(?:button|submit|reset)$/.test(element.type)) {
        return squeeze(element.value);
      }
      const labels = [...(element.labels ?? [])]
        .map((one) =>
          [...one.childNodes]
            .filter((node) => node !== element)
            .map(textOf)
            .join(' '),
        )
        .join(' ');
      return squeeze(labels || element.title || (element.getAttribute('placeholder') ?? ''));
    }
    if (element instanceof HTMLFieldSetElement) {
      const legend = element.querySelector('legend');
      return legend ? squeeze(textOf(legend)) : '';
    }
    return squeeze(textOf(element)) || squeeze(element.getAttribute('title') ?? '');
  };
  const matches = (actual: string, wanted: string | { source: string; flags: string }, part: boolean) => {
    if (typeof wanted !== 'string') return new RegExp(wanted.source, wanted.flags).test(actual);
    const expected = squeeze(wanted);
    return part ? actual.includes(expected) : actual === expected;
  };
  const visible = (element: Element): boolean => {
    const rect = element.getBoundingClientRect();
    return rect.width > 0 && rect.height > 0 && element.checkVisibility({ visibilityProperty: true });
  };
  const all: Element[] = [];
  const collect = (root: Document | ShadowRoot) => {
    for (const element of root.querySelectorAll('*')) {
      all.push(element);
      if (element.shadowRoot) collect(element.shadowRoot);
    }
  };
  for (const root of [document, ...roots]) collect(root);

  let found = all.filter(
    (element) =>
      (target.css === undefined || element.matches(target.css)) &&
      (target.testId === undefined || element.getAttribute('data-testid') === target.testId) &&
      (target.role === undefined || roleOf(element) === target.role) &&
      visible(element) &&
      (target.name === undefined || matches(nameOf(element), target.name, false)) &&
      (target.text === undefined || matches(squeeze(textOf(element)), target.text, true)),
  );
  if (target.text !== undefined) {
    const candidates = found;
    found = found.filter(
      (element) => !candidates.some((other) => other !== element && element.contains(other)),
    );
  }
  const chosen = found[nth];
  if (chosen && act === 'scroll') chosen.scrollIntoView({ block: 'center', inline: 'center' });
  if (chosen instanceof HTMLElement && act === 'focus') {
    chosen.focus();
    if (chosen instanceof HTMLInputElement || chosen instanceof HTMLTextAreaElement) chosen.select();
  }
  if (chosen && act === 'select') getSelection()?.selectAllChildren(chosen);
  return found.map((element) => {
    const rect = element.getBoundingClientRect();
    const root = element.getRootNode();
    const from = root instanceof ShadowRoot || root instanceof Document ? root : document;
    const hit = from.elementFromPoint(rect.x + rect.width / 2, rect.y + rect.height / 2);
    return {
      x: rect.x,
      y: rect.y,
      width: rect.width,
      height: rect.height,
      covered: !hit || !(element.contains(hit) || hit.contains(element) || hit.closest('label') === element),
      disabled: element.matches(':disabled') || element.getAttribute('aria-disabled') === 'true',
      text: element instanceof HTMLElement ? element.innerText : squeeze(textOf(element)),
      value:
        element instanceof HTMLInputElement ||
        element instanceof HTMLTextAreaElement ||
        element instanceof HTMLSelectElement
          ? element.value
          : '',
      attribute: act === 'attribute' ? element.getAttribute(attributeName) : null,
      selected: act === 'select' ? (getSelection()?.toString() ?? '') : '',
      what: element.outerHTML.slice(0, 120),
    };
  });
}

/** What has the focus, looked for through open shadow roots; stands alone like `locate`. */
export function focusedElement(): { role: string; name: string; testId: string | undefined } {
  let element: Element | null = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  if (!element || element === document.body) return { role: 'none', name: '', testId: undefined };
  const labels =
    element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement
      ? [...(element.labels ?? [])].map((label) => label.textContent).join(' ')
      : '';
  const name =
    element.getAttribute('aria-label') ??
    (labels ||
      (element instanceof HTMLElement ? element.innerText : '') ||
      element.getAttribute('title') ||
      '');
  const implied: Readonly<Record<string, string>> = {
    A: 'link',
    BUTTON: 'button',
    TEXTAREA: 'textbox',
    SELECT: 'combobox',
    SUMMARY: 'button',
    H1: 'heading',
    H2: 'heading',
  };
  const inputs: Readonly<Record<string, string>> = {
    checkbox: 'checkbox',
    radio: 'radio',
    search: 'searchbox',
    submit: 'button',
  };
  const role =
    element.getAttribute('role') ??
    (element instanceof HTMLInputElement
      ? (inputs[element.type] ?? 'textbox')
      : (implied[element.tagName] ?? element.tagName.toLowerCase()));
  return {
    role,
    name: name.replaceAll(/\s+/g, ' ').trim(),
    testId: element.getAttribute('data-testid') ?? undefined,
  };
}
