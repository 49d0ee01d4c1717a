/** One text of `messages.json`. */
export interface Message {
  readonly message: string;
  readonly placeholders?: Readonly<Record<string, { readonly content: string }>>;
}

/** What `i18n.getMessage` makes of a message: `$NAME$` from its placeholders, `$1` to `$9`, and `$$` for a dollar. */
export function formatMessage({ message, placeholders }: Message, substitutions: readonly string[]): string {
  const named = message.replaceAll(/\$([A-Za-z_@]\w*)\$/g, (whole, name: string) => {
    const entry = Object.entries(placeholders ?? {}).find(
      ([key]) => key.toLowerCase() === name.toLowerCase(),
    );
    return entry ? entry[1].content : whole;
  });
  return named.replaceAll(/\$(\$|[1-9])/g, (_, sign: string) =>
    sign === '$' ? '$' : (substitutions[Number(sign) - 1] ?? ''),
  );
}
