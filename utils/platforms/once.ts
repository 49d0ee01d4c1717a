/**
 * A value that is made when it is first asked for. Schemas are: making them costs milliseconds at every start of
 * the background, and most starts talk to no platform.
 */
export function once<T extends object>(make: () => T): () => T {
  let value: T | undefined;
  return () => (value ??= make());
}
