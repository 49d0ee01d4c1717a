/** The platform's own time by the `Date` that HTTP puts on each answer, ms (whole seconds); `undefined` without one. */
export function platformTime(headers: Headers): number | undefined {
  const at = Date.parse(headers.get('Date') ?? '');
  return Number.isNaN(at) ? undefined : at;
}
