/** java.lang.Throwable and everything under it. */
import { invokeMethod, toStr } from '../core.ts';
import { THROWABLES, currentTrace } from '../errors.ts';
import { R } from '../runtime.ts';
import { GArray, type GClass, GList, GObject, GThrowable, type Value } from '../values.ts';
import { arrayClass, classNamed, type ClassSpec, type LibraryTopic, type Rows } from './registry.ts';

const make = (cls: GClass): GThrowable => {
  const made = new GThrowable(cls, null);
  made.at = R.pos;
  made.trace = currentTrace();
  return made;
};

const init: Rows = {
  '()': () => undefined,
  '(String)': (self: GThrowable, message: string | null) => {
    self.message = message;
  },
  '(String,Throwable)': (self: GThrowable, message: string | null, cause: Value) => {
    self.message = message;
    self.cause = cause;
  },
  '(Throwable)': (self: GThrowable, cause: Value) => {
    self.cause = cause;
    self.message = cause === null ? null : toStr(cause);
  },
};

function elements(self: GThrowable): Value {
  const cls = classNamed('java.lang.StackTraceElement');
  return new GArray(
    arrayClass(cls),
    self.trace.map((each) => {
      const made = new GObject(cls);
      made.native = each;
      return made;
    }),
  );
}

const classesOf = (): LibraryTopic => {
  const topic: Record<string, ClassSpec> = {};
  for (const [parent, children] of THROWABLES)
    for (const name of children.split(' ')) topic[name] = { extends: parent, make, init };
  return topic;
};

export const exceptions: LibraryTopic = {
  ...classesOf(),
  'java.lang.VerifyError': { extends: 'java.lang.LinkageError', make, init },
  'java.lang.AssertionError': {
    extends: 'java.lang.Error',
    make,
    init: {
      '()': () => undefined,
      '(Object)': (self: GThrowable, detail: Value) => {
        self.message = toStr(detail);
        if (detail instanceof GThrowable) self.cause = detail;
      },
      '(String,Throwable)': (self: GThrowable, message: string | null, cause: Value) => {
        self.message = message;
        self.cause = cause;
      },
    },
  },
  'java.util.regex.PatternSyntaxException': {
    extends: 'java.lang.IllegalArgumentException',
    make,
    methods: {
      'getIndex()': (self: GThrowable) => self.details.get('index') ?? -1,
      'getDescription()': (self: GThrowable) => self.details.get('description') ?? null,
      'getPattern()': (self: GThrowable) => self.details.get('pattern') ?? null,
    },
  },
  'groovy.lang.MissingPropertyException': {
    extends: 'groovy.lang.GroovyRuntimeException',
    make,
    init: {
      '(String)': (self: GThrowable, message: string | null) => {
        self.message = message;
      },
      '(String,Class)': (self: GThrowable, name: string, type: GClass) => {
        self.message = `No such property: ${name} for class: ${type.name}`;
        self.details.set('property', name);
        self.details.set('type', type);
      },
    },
    methods: {
      'getProperty()': (self: GThrowable) => self.details.get('property') ?? null,
      'getType()': (self: GThrowable) => self.details.get('type') ?? null,
    },
  },
  'groovy.lang.MissingMethodException': {
    extends: 'groovy.lang.GroovyRuntimeException',
    make,
    init: {
      '(String,Class,Object)': (self: GThrowable, name: string, type: GClass, args: Value) => {
        const items = args instanceof GArray || args instanceof GList ? args.a : [];
        const types = items.map((each) =>
          each === null
            ? 'null'
            : toStr(each) &&
              (typeof each === 'string'
                ? 'String'
                : typeof each === 'number'
                  ? 'Integer'
                  : typeof each === 'boolean'
                    ? 'Boolean'
                    : each.cls.simpleName),
        );
        self.message = `No signature of method: ${type.name}.${name}() is applicable for argument types: (${types.join(', ')}) values: [${items.map(toStr).join(', ')}]`;
        self.details.set('method', name);
        self.details.set('type', type);
        self.details.set('arguments', args);
      },
    },
    methods: {
      'getMethod()': (self: GThrowable) => self.details.get('method') ?? null,
      'getType()': (self: GThrowable) => self.details.get('type') ?? null,
      'getArguments()': (self: GThrowable) => self.details.get('arguments') ?? null,
      'isStatic()': (self: GThrowable) => self.details.get('isStatic') ?? false,
    },
  },
  'java.lang.StackTraceElement': {
    methods: {
      'getMethodName()': (self: GObject) => (self.native as { method: string }).method,
      'getClassName()': () => 'Script1',
      'getFileName()': () => 'Script1.groovy',
      'getLineNumber()': (self: GObject) =>
        R.source.slice(0, Math.max(0, (self.native as { at: number }).at)).split('\n').length,
    },
  },
  'java.lang.Throwable': {
    make,
    init,
    methods: {
      'getMessage()': (self: GThrowable) => self.message,
      'getLocalizedMessage()': (self: GThrowable) => invokeMethod(self, 'getMessage', []),
      'getCause()': (self: GThrowable) => self.cause,
      'initCause(Throwable)': (self: GThrowable, cause: Value) => {
        self.cause = cause;
        return self;
      },
      'getStackTrace()': elements,
      'setStackTrace(Object)': () => undefined,
      'fillInStackTrace()': (self: GThrowable) => self,
      'printStackTrace()': (self: GThrowable) => R.print(`${toStr(self)}\n`),
      'addSuppressed(Throwable)': (self: GThrowable, other: Value) => {
        self.suppressed.push(other);
      },
      'getSuppressed()': (self: GThrowable) =>
        new GArray(arrayClass(classNamed('java.lang.Throwable')), [...self.suppressed]),
    },
  },
};
