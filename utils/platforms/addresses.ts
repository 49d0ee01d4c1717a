/** The match pattern of an address's host. Without port: Firefox knows none, and both browsers then match every port. */
export const patternOf = (url: string): string => {
  const { protocol, hostname } = new URL(url);
  return `${protocol}//${hostname}/*`;
};

/** The context path of an instance: `''` or such as `/jira`. */
export const basePathOf = (instanceUrl: string): string => {
  const { pathname } = new URL(instanceUrl);
  return pathname === '/' ? '' : pathname.replace(/\/+$/, '');
};

/** The address of a page's document, or `undefined` where it is none that a platform can have. */
export function webAddress(href: string): URL | undefined {
  if (!URL.canParse(href)) return undefined;
  const url = new URL(href);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  return isWeb && url.username === '' && url.password === '' ? url : undefined;
}

/** One part of a path, decoded; `undefined` where its encoding is broken. */
export function decodePart(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
