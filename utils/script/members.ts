/** Adding methods to a class object. */
import type { GClass, Method, Value } from './values.ts';

export function addMethod(cls: GClass, method: Method): void {
  const list = cls.methods.get(method.name);
  if (list) list.push(method);
  else cls.methods.set(method.name, [method]);
}

/**
 * The methods a method with default values stands for: one for each number of defaults given, from the left, as
 * Groovy generates them. `optional` says which parameters have a default.
 */
export function withDefaults(method: Method, optional: readonly boolean[]): Method[] {
  const defaults = optional.filter(Boolean).length;
  if (defaults === 0) return [method];
  const made: Method[] = [];
  for (let given = defaults; given >= 0; given--) {
    let left = given;
    const kept = method.params.map((_, i) => !optional[i] || left-- > 0);
    const params = method.params.filter((_, i) => kept[i]);
    const varargs = method.varargs && kept[kept.length - 1] === true;
    made.push({
      ...method,
      params,
      paramNames: method.paramNames.filter((_, i) => kept[i]),
      required: varargs ? params.length - 1 : params.length,
      varargs,
      plain: !varargs && params.every((each) => each === null),
    });
  }
  return made;
}

export function generated(
  owner: GClass,
  name: string,
  params: (GClass | null)[],
  invoke: (self: Value, args: Value[]) => Value,
): Method {
  return {
    name,
    params,
    paramNames: [],
    required: params.length,
    varargs: false,
    isStatic: false,
    isAbstract: false,
    visibility: 'public',
    owner,
    returns: null,
    scripted: true,
    plain: params.every((each) => each === null),
    synthetic: true,
    invoke,
  };
}
