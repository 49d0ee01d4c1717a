import { nativeClosure } from '../calls.ts';
/** groovy.lang.Closure: currying, composition, memoizing, trampolines. */
import {
  C,
  arity,
  callAny,
  callClosure,
  cloneClosure,
  closureClassName,
  closureProperty,
  getProperty,
  isTrue,
} from '../core.ts';
import { raise } from '../errors.ts';
import { spend } from '../runtime.ts';
import { GArray, GClosure, GList, GMap, type Value } from '../values.ts';
import { arrayClass, classNamed, type LibraryTopic } from './registry.ts';

function derived(self: GClosure, run: (args: Value[]) => Value, count: number): GClosure {
  const made = nativeClosure(run, Math.max(0, count), self.owner, 0, true);
  made.delegate = self.delegate;
  made.strategy = self.strategy;
  return made;
}

function composed(first: GClosure, second: Value): GClosure {
  return derived(first, (args) => callAny(second, [callClosure(first, args)]), arity(first));
}

function memoized(self: GClosure, limit: number): GClosure {
  const cache = new GMap();
  return derived(
    self,
    (args) => {
      const key = new GList([...args]);
      const known = cache.find(key);
      if (known) {
        if (limit !== Infinity) {
          cache.delete(key);
          cache.put(key, known.v);
        }
        return known.v;
      }
      const v = callClosure(self, args);
      cache.put(key, v);
      if (cache.size > limit) {
        const oldest = cache.entries()[0];
        if (oldest) cache.delete(oldest.k);
      }
      return v;
    },
    arity(self),
  );
}

const TRAMPOLINE = classNamed('groovy.lang.TrampolineClosure');

function trampoline(self: GClosure, bound: readonly Value[]): GClosure {
  const made = nativeClosure(
    (args) => {
      let result = callClosure(self, [...bound, ...args]);
      while (result instanceof GClosure && result.cls === TRAMPOLINE) {
        spend(1);
        const next = steps.get(result);
        if (!next) break;
        result = next();
      }
      return result;
    },
    arity(self),
    self.owner,
    0,
    true,
  );
  made.cls = TRAMPOLINE;
  steps.set(made, () => callClosure(self, [...bound]));
  return made;
}
const steps = new WeakMap<GClosure, () => Value>();

export const closures: LibraryTopic = {
  'groovy.lang.Closure': {
    isAbstract: true,
    implements: ['java.lang.Runnable', 'java.lang.Cloneable'],
    constants: {
      OWNER_FIRST: () => 0,
      DELEGATE_FIRST: () => 1,
      OWNER_ONLY: () => 2,
      DELEGATE_ONLY: () => 3,
      TO_SELF: () => 4,
      DONE: () => 1,
      SKIP: () => 2,
      IDENTITY: () => nativeClosure(([v]) => v ?? null, 1, null),
    },
    methods: {
      'run()': (self: GClosure) => void callClosure(self, []),
      'getOwner()': (self: GClosure) => self.owner,
      'getDelegate()': (self: GClosure) => self.delegate,
      'setDelegate(Object)': (self: GClosure, v: Value) => {
        self.delegate = v;
      },
      'getThisObject()': (self: GClosure) => self.thisObject,
      'getResolveStrategy()': (self: GClosure) => self.strategy,
      'setResolveStrategy(int)': (self: GClosure, v: number) => {
        self.strategy = v;
      },
      'getDirective()': (self: GClosure) => self.directive,
      'setDirective(int)': (self: GClosure, v: number) => {
        self.directive = v;
      },
      'getMaximumNumberOfParameters()': (self: GClosure) => arity(self),
      'getParameterTypes()': (self: GClosure) =>
        new GArray(
          arrayClass(C.Class),
          (self.code.implicitIt ? [null] : self.code.params).map((each) => each ?? C.Object),
        ),
      'getProperty(String)': (self: GClosure, name: string) =>
        closureProperty(self, name) ?? getProperty(self.thisObject, name),
      'curry(Object...)': (self: GClosure, bound: Value[]) =>
        derived(self, (args) => callClosure(self, [...bound, ...args]), arity(self) - bound.length),
      'rcurry(Object...)': (self: GClosure, bound: Value[]) =>
        derived(self, (args) => callClosure(self, [...args, ...bound]), arity(self) - bound.length),
      'ncurry(int,Object...)': (self: GClosure, n: number, bound: Value[]) => {
        const count = arity(self);
        if (count > 0 && !self.code.varargs && (n + bound.length > count || n < 0)) {
          if (n < 0 && n + count >= 0)
            return derived(
              self,
              (args) => callClosure(self, [...args.slice(0, n + count), ...bound, ...args.slice(n + count)]),
              count - bound.length,
            );
          throw raise(
            'java.lang.IllegalArgumentException',
            `Can't curry ${bound.length} arguments for a closure with ${count} parameters.`,
          );
        }
        return derived(
          self,
          (args) => callClosure(self, [...args.slice(0, n), ...bound, ...args.slice(n)]),
          count - bound.length,
        );
      },
      'rightShift(Object)': (self: GClosure, next: Value) => composed(self, next),
      'leftShift(Object)': (self: GClosure, first: Value) =>
        first instanceof GClosure ? composed(first, self) : callClosure(self, [first]),
      'andThen(Object)': (self: GClosure, next: Value) => composed(self, next),
      'compose(Object)': (self: GClosure, first: Value) =>
        derived(self, (args) => callClosure(self, [callAny(first, args)]), 1),
      'memoize()': (self: GClosure) => memoized(self, Infinity),
      'memoizeAtMost(int)': (self: GClosure, n: number) => memoized(self, n),
      'memoizeAtLeast(int)': (self: GClosure) => memoized(self, Infinity),
      'memoizeBetween(int,int)': (self: GClosure, _: number, n: number) => memoized(self, n),
      'trampoline(Object...)': (self: GClosure, bound: Value[]) => trampoline(self, bound),
      'clone()': (self: GClosure) => cloneClosure(self),
      'asWritable()': (self: GClosure) => self,
      'dehydrate()': (self: GClosure) => {
        const copy = cloneClosure(self);
        copy.delegate = null;
        copy.owner = null;
        copy.thisObject = null;
        return copy;
      },
      'rehydrate(Object,Object,Object)': (
        self: GClosure,
        delegate: Value,
        owner: Value,
        thisObject: Value,
      ) => {
        const copy = cloneClosure(self);
        copy.delegate = delegate;
        copy.owner = owner;
        copy.thisObject = thisObject;
        return copy;
      },
      'isCase(Object)': (self: GClosure, v: Value) => isTrue(callClosure(self, [v])),
      'equals(Object)': (self: GClosure, other: Value) => self === other,
      // What a closure is as a java.util.function interface.
      'apply(Object...)': (self: GClosure, args: Value[]) => callClosure(self, args),
      'accept(Object...)': (self: GClosure, args: Value[]) => void callClosure(self, args),
      'test(Object...)': (self: GClosure, args: Value[]) => isTrue(callClosure(self, args)),
      'get()': (self: GClosure) => callClosure(self, []),
      'compare(Object,Object)': (self: GClosure, a: Value, b: Value) => callClosure(self, [a, b]),
    },
  },
  'groovy.lang.TrampolineClosure': { extends: 'groovy.lang.Closure' },
  'org.codehaus.groovy.runtime.MethodClosure': {
    extends: 'groovy.lang.Closure',
    methods: { 'getMethod()': (self: GClosure) => closureClassName(self) },
  },
};
