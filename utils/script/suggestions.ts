/** "Possible solutions" of Groovy's messages: the members most like the one that was asked for, ranked as Groovy does. */
import { C, classOf, splitChars, suggest, wrapper } from './core.ts';
import { classNamed } from './library/registry.ts';
import { spend } from './runtime.ts';
import { GClass, GClosure, type Value } from './values.ts';

const MOST = 6;
const WORST_METHOD = 50;
const WORST_PROPERTY = 30;

/** Edits from one sequence to another: 10 each, 5 for neighbours that changed places or letters of another case. */
function edits<T>(s: readonly T[], t: readonly T[], alike: (a: T, b: T) => number): number {
  if (s.length === 0) return t.length;
  if (t.length === 0) return s.length;
  let older: number[] = [];
  let old: number[] = s.map((_, i) => i * 10);
  old.push(s.length * 10);
  for (let j = 1; j <= t.length; j++) {
    const row = [j * 10];
    for (let i = 1; i <= s.length; i++) {
      const cost = alike(s[i - 1] as T, t[j - 1] as T);
      let best = Math.min((row[i - 1] ?? 0) + 10, (old[i] ?? 0) + 10, (old[i - 1] ?? 0) + cost);
      if (
        i > 1 &&
        j > 1 &&
        alike(s[i - 1] as T, t[j - 2] as T) === 0 &&
        alike(s[i - 2] as T, t[j - 1] as T) === 0
      )
        best = Math.min(best, (older[i - 2] ?? 0) + (cost === 0 ? 0 : 5));
      row.push(best);
    }
    older = old;
    old = row;
  }
  return old[s.length] ?? 0;
}

const letters = (a: string, b: string): number =>
  a === b ? 0 : a.toLowerCase() === b.toLowerCase() ? 5 : 10;
const nameDistance = (a: string, b: string): number =>
  edits(splitChars(a.slice(0, 100)), splitChars(b.slice(0, 100)), letters);

type Row = { readonly name: string; readonly types: readonly string[] };

const row = (text: string): Row => {
  const open = text.indexOf('(');
  const inside = text.slice(open + 1, -1);
  return {
    name: text.slice(0, open),
    types: inside === '' ? [] : inside.split(',').map((each) => SHORT[each] ?? each),
  };
};
const SHORT: Readonly<Record<string, string>> = {
  O: 'java.lang.Object',
  S: 'java.lang.String',
  C: 'groovy.lang.Closure',
  'O[]': '[Ljava.lang.Object;',
  Class: 'java.lang.Class',
};
/** What every object has from Groovy, in Groovy's order. */
const OF_ALL =
  'addShutdownHook(C) any() any(C) asBoolean() asType(Class) collect() collect(java.util.Collection,C) collect(C) dump() each(C) eachWithIndex(C) every() every(C) find() find(C) findAll() findAll(C) findIndexOf(C) findIndexOf(int,C) findIndexValues(C) findIndexValues(java.lang.Number,C) findLastIndexOf(C) findLastIndexOf(int,C) findResult() findResult(C) findResult(O) findResult(O,C) getAt(S) getMetaClass() getMetaPropertyValues() getProperties() grep() grep(O) hasProperty(S) identity(C) inject(C) inject(O,C) inspect() invokeMethod(S,O) is(O) isCase(O) isNotCase(O) iterator() metaClass(C) print(java.io.PrintWriter) print(O) printf(S,O[]) printf(S,O) println() println(java.io.PrintWriter) println(O) putAt(S,O) respondsTo(S) respondsTo(S,O[]) setMetaClass(groovy.lang.MetaClass) split(C) sprintf(S,O[]) sprintf(S,O) tap(C) toString() use(O[]) use(Class,C) use(java.util.List,C) with(C) with(boolean,C) withTraits([Ljava.lang.Class;) stream() sleep(long) sleep(long,C) getMetaClass() setMetaClass(groovy.lang.MetaClass)';
const OF_OBJECT =
  'equals(O) getClass() hashCode() notify() notifyAll() toString() wait() wait(long) wait(long,int)';
const OF_SCRIPT =
  'getMetaClass() setMetaClass(groovy.lang.MetaClass) evaluate(java.io.File) evaluate(S) getBinding() getProperty(S) invokeMethod(S,O) print(O) printf(S,O[]) printf(S,O) println() println(O) run() run(java.io.File,[Ljava.lang.String;) setBinding(groovy.lang.Binding) setProperty(S,O) $getLookup() main([Ljava.lang.String;)';

let known: { all: Row[]; object: Row[]; script: Row[] } | null = null;
const rows = (): { all: Row[]; object: Row[]; script: Row[] } =>
  (known ??= {
    all: OF_ALL.split(' ').map(row),
    object: OF_OBJECT.split(' ').map(row),
    script: OF_SCRIPT.split(' ').map(row),
  });

/** A class's own methods in the order of their names. */
function ownRows(cls: GClass): Row[] {
  cls.ensureLoaded();
  const list: Row[] = [];
  for (const [name, methods] of cls.methods)
    for (const m of methods) {
      // Parameters with a default make a method for each number of arguments.
      for (let n = m.scripted && !m.varargs ? m.required : m.params.length; n <= m.params.length; n++)
        list.push({ name, types: m.params.slice(0, n).map((each) => (each ?? C.Object).name) });
    }
  if (cls === C.Object) return [];
  if (cls.scripted && cls.superclass === C.Object && !cls.isInterface)
    list.push(
      { name: 'getMetaClass', types: [] },
      { name: 'setMetaClass', types: ['groovy.lang.MetaClass'] },
    );
  const key = (each: Row): string => `${each.name} ${each.types.join(',')}`;
  return list.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

function membersOf(cls: GClass, closure: GClosure | null): Row[] {
  const { all, object, script } = rows();
  const chain: GClass[] = [];
  for (let each: GClass | null = cls; each; each = each.superclass) {
    each.ensureLoaded();
    chain.unshift(each);
  }
  if (cls.isSubclassOf(C.Closure)) {
    const own: Row[] =
      !closure || closure.code.implicitIt
        ? [
            { name: 'doCall', types: [] },
            { name: 'doCall', types: ['java.lang.Object'] },
          ]
        : [{ name: 'doCall', types: closure.code.params.map((each) => (each ?? C.Object).name) }];
    return [...all, ...own, ...all];
  }
  if (cls.isSubclassOf(C.Script))
    return [...object, ...script, ...ownRows(cls), { name: 'run', types: [] }, ...all];
  const own = chain.flatMap(ownRows);
  if (cls.scripted) return [...object, ...own, ...all];
  const gathered = [...cls.ancestors.keys()].filter((each) => each !== C.Object && !chain.includes(each));
  return [...object, ...own, ...gathered.flatMap(ownRows), ...all];
}

suggest.methods = (cls, name, args, closure) => {
  const given = args.map((each: Value) =>
    each === null ? '' : each instanceof GClosure ? 'closure' : classOf(each).name,
  );
  const list = membersOf(cls, closure);
  spend(list.length);
  const ranked = list
    .map((each) => ({
      each,
      score:
        nameDistance(name, each.name) + edits(given, each.types.map(boxedName), (a, b) => (a === b ? 0 : 10)),
    }))
    .filter(({ score }) => score <= WORST_METHOD)
    .toSorted((a, b) => a.score - b.score)
    .slice(0, MOST);
  if (ranked.length === 0) return '';
  return `\nPossible solutions: ${ranked.map(({ each }) => `${each.name}(${each.types.join(', ')})`).join(', ')}`;
};
const boxedNames = new Map<string, string>();
function boxedName(name: string): string {
  let found = boxedNames.get(name);
  if (found === undefined) {
    found = /^[a-z]+$/.test(name) ? wrapper(classNamed(name)).name : name;
    boxedNames.set(name, found);
  }
  return found;
}

suggest.properties = (cls, name) => {
  const names: string[] = ['class'];
  for (let each: GClass | null = cls; each; each = each.superclass) {
    if (!each.scripted) break;
    for (const [field, info] of each.declaredFields)
      if (!names.includes(field) && !info.name.includes('$')) names.push(field);
    for (const [method, list] of each.methods) {
      const getter = /^(?:get|is|set)(\p{Lu}.*)$/u.exec(method)?.[1];
      if (getter === undefined || !list.some((m) => m.params.length === (method.startsWith('set') ? 1 : 0)))
        continue;
      const property = getter.charAt(0).toLowerCase() + getter.slice(1);
      if (!names.includes(property)) names.push(property);
    }
    if (each.kind === 'enum')
      for (const key of each.statics.keys()) if (!names.includes(key)) names.push(key);
  }
  if (cls.isSubclassOf(C.Script)) names.push('binding');
  const ranked = names
    .map((each) => ({ each, score: nameDistance(name, each) }))
    .filter(({ score }) => score <= WORST_PROPERTY)
    .toSorted((a, b) => a.score - b.score)
    .slice(0, MOST);
  return ranked.length === 0 ? '' : `\nPossible solutions: ${ranked.map(({ each }) => each).join(', ')}`;
};
