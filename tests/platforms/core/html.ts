/** Markup that is already safe; everything else put into a template is escaped. */
export interface Markup {
  readonly markup: string;
}

type Piece = string | number | boolean | null | undefined | Markup | readonly Piece[];

/** Escapes text for element content and quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function render(piece: Piece): string {
  if (piece === null || piece === undefined || piece === false || piece === true) return '';
  if (typeof piece === 'object' && 'markup' in piece) return piece.markup;
  if (typeof piece === 'object') return piece.map(render).join('');
  return escapeHtml(String(piece));
}

/** Builds markup; values are escaped, nested markup and arrays of it are not escaped twice. */
export function html(strings: TemplateStringsArray, ...values: Piece[]): Markup {
  let markup = strings[0] ?? '';
  values.forEach((value, index) => {
    markup += render(value) + (strings[index + 1] ?? '');
  });
  return { markup };
}

/** Marks a string as safe markup: only for text written in this repository. */
export function raw(markup: string): Markup {
  return { markup };
}

/** A value as JSON that may stand inside a script element. */
export function scriptJson(value: unknown): Markup {
  return { markup: JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028') };
}
