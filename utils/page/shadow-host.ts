/** The element that carries our shadow root in a foreign page; the tag is how a newer script finds an older one's. */
export const HOST_TAG = 'liaison-buttons';

/**
 * A host element with a closed shadow root holding `content`, styled by `css` alone. Closed is tidiness, not a
 * defence (T2). The page's policy does not reach the style: a constructed sheet where the browser lets content
 * scripts use one, else a style element, which both browsers exempt.
 */
export function createShadowHost(content: Node, css: string): HTMLElement {
  const host = document.createElement(HOST_TAG);
  const root = host.attachShadow({ mode: 'closed' });
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const style = document.createElement('style');
    style.textContent = css;
    root.append(style);
  }
  root.append(content);
  return host;
}

/** The page's own rules must not move or hide the host by accident; values of the CSS object are no inline style. */
export function setHostStyle(host: HTMLElement, style: Readonly<Record<string, string>>): void {
  host.style.setProperty('all', 'initial', 'important');
  for (const [name, value] of Object.entries(style)) host.style.setProperty(name, value, 'important');
}
