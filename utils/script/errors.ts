/** Raising Java's and Groovy's exceptions, with Groovy's texts. */
import { classNamed } from './library/registry.ts';
import { ArithmeticFailure } from './numbers.ts';
import { R } from './runtime.ts';
import { GThrowable, Thrown, type TraceElement, type Value } from './values.ts';

/** The script's calls under way, innermost first, at most 100. */
export function currentTrace(): TraceElement[] {
  const trace: TraceElement[] = [];
  let at = R.pos;
  for (let i = R.depth; i > 0 && trace.length < 100; i--) {
    trace.push({ method: R.stackNames[i] ?? '?', at });
    at = R.stackAt[i] ?? -1;
  }
  trace.push({ method: 'run', at });
  return trace;
}

export function newThrowable(className: string, message: string | null, cause: Value = null): GThrowable {
  const made = new GThrowable(classNamed(className), message, cause);
  made.at = R.pos;
  made.trace = currentTrace();
  return made;
}

/** The exception to throw: `throw raise('java.lang.IllegalStateException', 'why')`. */
export function raise(className: string, message: string | null, details?: Record<string, Value>): Thrown {
  const made = newThrowable(className, message);
  if (details) for (const [key, value] of Object.entries(details)) made.details.set(key, value);
  return new Thrown(made);
}

/** Runs arithmetic; its failures become java.lang.ArithmeticException. */
export function arithmetic<T>(compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    if (error instanceof ArithmeticFailure) throw raise('java.lang.ArithmeticException', error.message);
    throw error;
  }
}

/** java.lang.Throwable and below, each under its parent. */
export const THROWABLES: readonly (readonly [parent: string, children: string])[] = [
  ['java.lang.Throwable', 'java.lang.Exception java.lang.Error'],
  [
    'java.lang.Exception',
    'java.lang.RuntimeException java.io.IOException java.lang.CloneNotSupportedException java.lang.InterruptedException java.lang.ReflectiveOperationException java.text.ParseException java.net.URISyntaxException java.util.concurrent.TimeoutException java.util.concurrent.ExecutionException java.security.GeneralSecurityException java.sql.SQLException javax.script.ScriptException org.xml.sax.SAXException',
  ],
  [
    'java.lang.RuntimeException',
    'java.lang.ArithmeticException java.lang.ArrayStoreException java.lang.ClassCastException java.lang.IllegalArgumentException java.lang.IllegalStateException java.lang.IndexOutOfBoundsException java.lang.NegativeArraySizeException java.lang.NullPointerException java.lang.SecurityException java.lang.UnsupportedOperationException java.util.ConcurrentModificationException java.util.EmptyStackException java.util.NoSuchElementException java.util.MissingResourceException java.time.DateTimeException java.io.UncheckedIOException groovy.lang.GroovyRuntimeException groovy.json.JsonException org.codehaus.groovy.runtime.InvokerInvocationException',
  ],
  [
    'java.lang.IllegalArgumentException',
    'java.lang.NumberFormatException java.util.IllegalFormatException java.util.regex.PatternSyntaxException java.nio.charset.UnsupportedCharsetException',
  ],
  [
    'java.lang.IllegalStateException',
    'java.util.FormatterClosedException java.util.concurrent.CancellationException',
  ],
  [
    'java.util.IllegalFormatException',
    'java.util.UnknownFormatConversionException java.util.MissingFormatArgumentException java.util.IllegalFormatConversionException java.util.DuplicateFormatFlagsException java.util.FormatFlagsConversionMismatchException java.util.IllegalFormatFlagsException java.util.IllegalFormatPrecisionException java.util.IllegalFormatWidthException java.util.MissingFormatWidthException java.util.UnknownFormatFlagsException java.util.IllegalFormatCodePointException',
  ],
  [
    'java.lang.IndexOutOfBoundsException',
    'java.lang.ArrayIndexOutOfBoundsException java.lang.StringIndexOutOfBoundsException',
  ],
  ['java.util.NoSuchElementException', 'java.util.InputMismatchException'],
  ['java.lang.UnsupportedOperationException', 'groovy.lang.ReadOnlyPropertyExceptionBase'],
  [
    'java.time.DateTimeException',
    'java.time.format.DateTimeParseException java.time.temporal.UnsupportedTemporalTypeException java.time.zone.ZoneRulesException',
  ],
  [
    'java.lang.ReflectiveOperationException',
    'java.lang.ClassNotFoundException java.lang.NoSuchMethodException java.lang.NoSuchFieldException java.lang.InstantiationException java.lang.IllegalAccessException java.lang.reflect.InvocationTargetException',
  ],
  [
    'java.io.IOException',
    'java.io.FileNotFoundException java.io.EOFException java.io.UnsupportedEncodingException java.net.MalformedURLException java.net.UnknownHostException java.net.SocketException java.net.SocketTimeoutException',
  ],
  ['java.net.SocketException', 'java.net.ConnectException'],
  ['java.security.GeneralSecurityException', 'java.security.NoSuchAlgorithmException'],
  ['org.xml.sax.SAXException', 'org.xml.sax.SAXParseException'],
  [
    'groovy.lang.GroovyRuntimeException',
    'groovy.lang.MissingPropertyException groovy.lang.MissingMethodException groovy.lang.IncorrectClosureArgumentsException groovy.lang.MissingClassException org.codehaus.groovy.runtime.metaclass.MethodSelectionException groovy.lang.StringWriterIOException',
  ],
  [
    'groovy.lang.MissingPropertyException',
    'groovy.lang.ReadOnlyPropertyException groovy.lang.MissingFieldException',
  ],
  ['java.lang.ClassCastException', 'org.codehaus.groovy.runtime.typehandling.GroovyCastException'],
  ['java.lang.Error', 'java.lang.AssertionError java.lang.LinkageError java.lang.VirtualMachineError'],
  [
    'java.lang.LinkageError',
    'java.lang.NoClassDefFoundError java.lang.ExceptionInInitializerError java.lang.IncompatibleClassChangeError',
  ],
  [
    'java.lang.IncompatibleClassChangeError',
    'java.lang.AbstractMethodError java.lang.InstantiationError java.lang.NoSuchMethodError java.lang.NoSuchFieldError',
  ],
  [
    'java.lang.VirtualMachineError',
    'java.lang.StackOverflowError java.lang.OutOfMemoryError java.lang.InternalError',
  ],
  ['java.lang.AssertionError', 'org.codehaus.groovy.runtime.powerassert.PowerAssertionError'],
];
