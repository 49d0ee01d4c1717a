/** Adding methods to a class object. */
import type { GClass, Method, Value } from './values.ts';

export function addMethod(cls: GClass, method: Method): void {
  const list = cls.methods.get(method.name);
  if (list) list.push(method);
  else cls.methods.set(method.name, [method]);
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
