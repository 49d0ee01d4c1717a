/** Ways out that were tried on other sandboxes, in the manner of JavaScript and of Groovy: none leads anywhere here. */
import { describe, expect, test, vi } from 'vitest';

import { ScriptError, runScript } from '../../../utils/script/run.ts';

/** Each must be refused: the run rejects with an exception of the script's world. */
const refused: readonly string[] = [
  // Evaluating text.
  'Eval.me("1")',
  'Eval.x(1, "x + 1")',
  'Eval.xy(1, 2, "x + y")',
  'new GroovyShell().evaluate("1")',
  'new GroovyShell(new Binding()).parse("1").run()',
  'groovy.lang.GroovyShell.newInstance().evaluate("1")',
  'evaluate("1 + 1")',
  'this.evaluate("1")',
  'run(new File("x"), [])',
  'new GroovyClassLoader().parseClass("class X {}")',
  'this.class.classLoader.parseClass("class X {}")',
  'this.class.classLoader.loadClass("java.lang.Runtime")',
  'getClass().getClassLoader()',
  'String.class.classLoader.toString()',
  'new groovy.util.GroovyScriptEngine("/").run("x", null)',
  'groovy.util.Eval.me("1")',
  'new javax.script.ScriptEngineManager().getEngineByName("groovy").eval("1")',
  'javax.script.ScriptEngineManager.newInstance()',
  'new groovy.text.SimpleTemplateEngine().createTemplate("<% 1 %>").make()',
  'new groovy.text.GStringTemplateEngine()',
  'eval("1")',
  'Function("return 1")()',
  'new Function("return 1")()',
  'setTimeout({ 1 }, 0)',
  'require("fs")',
  'import("fs")',
  'process.exit(1)',
  'globalThis.process',
  'global.process',
  'window.location',
  'self.location',
  'document.cookie',
  'fetch("https://example.org")',
  'new XMLHttpRequest()',
  'new WebSocket("wss://example.org")',
  'importScripts("x")',
  'chrome.runtime.id',
  'browser.storage.local',
  'localStorage.getItem("x")',
  'indexedDB.open("x")',
  'crypto.subtle',
  'console.log(1)',
  'Reflect.ownKeys(this)',
  'Proxy.revocable([:], [:])',
  'Symbol.iterator',
  'WebAssembly.compile([])',
  'structuredClone(1)',
  'Object.getPrototypeOf(this)',
  'Object.prototype.polluted = 1',
  'Object.keys([:])',
  'Object.defineProperty(this, "x", [:])',
  'JSON.parse("1")',
  'Array.from([1])',
  'Error.captureStackTrace(this)',
  // Processes, files, threads, network, the system.
  '"ls".execute()',
  '["ls", "-l"].execute()',
  '"ls".execute().text',
  '(["sh", "-c", "id"] as String[]).execute()',
  'Runtime.getRuntime().exec("ls")',
  'Runtime.runtime.exec("ls")',
  'java.lang.Runtime.getRuntime().exit(1)',
  'new ProcessBuilder("ls").start()',
  'new ProcessBuilder(["ls"]).start()',
  'java.lang.ProcessBuilder.newInstance(["ls"])',
  'System.exit(0)',
  'System.halt(0)',
  'System.getenv().PATH.size()',
  'System.load("x")',
  'System.setSecurityManager(null)',
  'System.in.read()',
  'new File("/etc/passwd").text',
  'new File(".").listFiles()',
  'new java.io.File("/etc/passwd").readLines()',
  'File.createTempFile("a", "b")',
  'new FileReader("/etc/passwd")',
  'new FileInputStream("/etc/passwd")',
  'new FileWriter("/tmp/x")',
  'new RandomAccessFile("/etc/passwd", "r")',
  'java.nio.file.Files.readAllLines(java.nio.file.Paths.get("/etc/passwd"))',
  'java.nio.file.Paths.get("/etc/passwd").text',
  '"file:///etc/passwd".toURL().text',
  'new URL("file:///etc/passwd").text',
  'new URL("https://example.org").openConnection()',
  'new URL("https://example.org").getText()',
  'new Socket("example.org", 80)',
  'new ServerSocket(80)',
  'InetAddress.getByName("example.org")',
  'java.net.http.HttpClient.newHttpClient()',
  'Thread.start { 1 }',
  'new Thread({ 1 }).start()',
  'Thread.currentThread().contextClassLoader.loadClass("x")',
  'Thread.currentThread().getThreadGroup()',
  'new Timer().schedule({ 1 }, 1)',
  'java.util.concurrent.Executors.newFixedThreadPool(1)',
  'java.util.concurrent.CompletableFuture.supplyAsync { 1 }',
  'new java.util.concurrent.ForkJoinPool()',
  'GroovySystem.metaClassRegistry.removeMetaClass(String)',
  'new groovy.sql.Sql(null)',
  'groovy.sql.Sql.newInstance("jdbc:x")',
  'java.sql.DriverManager.getConnection("jdbc:x")',
  'new javax.naming.InitialContext().lookup("ldap://x")',
  'new java.beans.XMLDecoder(null)',
  'new ObjectInputStream(null).readObject()',
  'sun.misc.Unsafe.getUnsafe()',
  'jdk.internal.misc.Unsafe.getUnsafe()',
  'java.lang.management.ManagementFactory.getRuntimeMXBean()',
  'java.awt.Desktop.getDesktop()',
  'new java.util.logging.FileHandler("x")',
  // Reflection and class loading.
  'Class.forName("java.lang.Runtime").getRuntime().exec("ls")',
  'Class.forName("java.lang.ProcessBuilder").newInstance(["ls"])',
  'Class.forName("java.io.File").newInstance("/etc/passwd")',
  '"".getClass().forName("java.lang.Runtime").getMethod("getRuntime").invoke(null)',
  '"".class.forName("java.lang.System").exit(0)',
  'String.class.getMethod("valueOf", Object).invoke(null, 1)',
  'String.getDeclaredField("value").setAccessible(true)',
  '"".class.getDeclaredConstructor().newInstance()',
  'this.class.getProtectionDomain()',
  'this.class.getResource("/")',
  'this.class.getResourceAsStream("/x")',
  'this.class.module.toString()',
  '"".class.classLoader',
  'ClassLoader.getSystemClassLoader()',
  'java.lang.reflect.Proxy.newProxyInstance(null, null, null)',
  'java.lang.invoke.MethodHandles.lookup()',
  'java.lang.Compiler.enable()',
  'Integer.class.module.name',
  'org.codehaus.groovy.runtime.InvokerHelper.invokeMethod(this, "x", null)',
  'org.codehaus.groovy.runtime.InvokerHelper.runScript(this.class, null)',
  'new org.codehaus.groovy.runtime.MethodClosure("ls", "execute").call()',
  'new org.codehaus.groovy.runtime.ConvertedClosure({ 1 }, "x")',
  'org.codehaus.groovy.runtime.ProcessGroovyMethods.execute("ls")',
  'groovy.lang.GroovySystem.getMetaClassRegistry()',
  'new groovy.lang.MetaClassImpl(String)',
  'new groovy.lang.ExpandoMetaClass(String).initialize()',
  'new groovy.lang.DelegatingMetaClass(String)',
  'com.sun.jndi.rmi.registry.RegistryContext.newInstance()',
  // Pointers to forbidden methods.
  '"ls".&execute()',
  'def e = "ls".&execute; e()',
  'def e = "ls"::execute; e.call()',
  '(Runtime.&getRuntime)()',
  'System.&exit(0)',
  'def x = System.&exit; x(0)',
  'Eval.&me("1")',
  '(File.&new)("/etc/passwd")',
  '(File::new)("/etc/passwd").text',
  '["ls"].collect(String::execute)',
  '["ls"]*.execute()',
  '"ls"."execute"()',
  '"ls"."${"exe" + "cute"}"()',
  'def m = "execute"; "ls"."$m"()',
  '"ls".invokeMethod("execute", null)',
  '"ls".metaClass.invokeMethod("ls", "execute", null)',
  '"ls".metaClass.getMetaMethod("execute").invoke("ls")',
  '"ls".with { execute() }',
  'use(org.codehaus.groovy.runtime.ProcessGroovyMethods) { "ls".execute() }',
  // Annotations that run code while compiling.
  '@groovy.transform.ASTTest(value = { assert false }) def x = 1; x()',
  '@Grab("x:y:1") import x.Y; new Y()',
  '@Grapes([@Grab("x:y:1")]) class A {}; new x.Y()',
  '@groovy.transform.AnnotationCollector class A {}; new B()',
  'groovy.grape.Grape.grab([:])',
  'Grape.resolve([:])',
  // Through what the host gave.
  'helper.call.constructor("return 1")()',
  'helper.call.getClass().forName("java.lang.Runtime")',
  'helper.call.bind(null)()',
  'helper.call.owner.exit()',
  'helper.constructor("return this")()',
  'helper.toString.constructor("return 1")()',
  'helper.hasOwnProperty("call")',
  'helper.__defineGetter__("x") { 1 }',
  'helper.secret()',
  'data.list.constructor.constructor("return 1")()',
  'data.text.constructor("x")',
  'data.text.__proto__.x()',
  'data.list.map { it }',
  'data.list.forEach.call(1)',
  'data.list.__proto__',
  'data.text.__proto__',
  'data.text.constructor',
  '"".constructor',
  '"".prototype',
  '(1).constructor.constructor("return 1")()',
  '[].constructor.constructor("return process")()',
  '[:].constructor.constructor("return process")()',
  '({ 1 }).constructor("return process")()',
  '({ 1 }).__proto__.constructor("return 1")()',
  '({ 1 }).caller()',
  '({ 1 }).arguments.callee()',
  'this.constructor.constructor("return process")()',
  'this.__proto__.x()',
  'class A {}; new A().constructor("x")()',
  'class A { def toString() { "".constructor("x")() } }; "${new A()}"',
  'class A { String toString() { throw new Error("x") } }; "${new A()}".size()',
  'try { null.x() } catch (e) { e.constructor("return 1")() }',
  'try { null.x() } catch (e) { e.stack.toString() }',
  'try { null.x() } catch (e) { e.native.toString() }',
  'try { helper.fail() } catch (e) { e.cause.stack.x() }',
  'try { helper.fail() } catch (e) { e.config.token.size() }',
  'new Object().fields.size()',
  'new Object().cls.methods',
  '[1].a.push(2)',
  '"x".native.x()',
  'String.methods.clear()',
  'String.statics.x',
  'String.load()',
  'this.native.x()',
  'R.fuel = 1000000000; R.x()',
];

const READS = [
  'constructor',
  '__proto__',
  'prototype',
  '__defineGetter__',
  '__lookupGetter__',
  'hasOwnProperty',
  'isPrototypeOf',
  'toLocaleString',
  'valueOf',
  'caller',
  'callee',
  'arguments',
  'native',
  'fields',
  'cls',
  'code',
  'captured',
  'invoke',
];
const RECEIVERS = [
  '"x"',
  '1',
  '1L',
  '1.5',
  '[1]',
  '[a: 1]',
  '({ 1 })',
  'helper',
  'helper.call',
  'data',
  'data.list',
  'data.text',
  'new Object()',
  '(1..2)',
  '"a${1}"',
  'String',
  'new Expando()',
  'new A()',
  'A',
  'new RuntimeException()',
  '([1] as int[])',
  '[1].iterator()',
  '(~/x/)',
  'this',
];

const bindings = () => ({
  helper: {
    call: (x: unknown) => x,
    fail: () => {
      throw Object.assign(new Error('no'), { config: { token: 'secret-token' } });
    },
  },
  data: { list: [1, 2], text: 'abc', nested: { a: null } },
});

/** Nothing but plain data: no function and no object of a class. */
function isPlain(v: unknown, depth = 0): boolean {
  if (v === null || v === undefined) return true;
  if (typeof v === 'function' || typeof v === 'symbol') return false;
  if (typeof v !== 'object') return true;
  if (depth > 20) return true;
  if (Array.isArray(v)) return v.every((each) => isPlain(each, depth + 1));
  if (v instanceof Date) return true;
  if (Object.getPrototypeOf(v) !== Object.prototype) return false;
  return Object.values(v).every((each) => isPlain(each, depth + 1));
}

async function outcome(source: string): Promise<{ value: unknown } | { error: ScriptError }> {
  const exit = vi.spyOn(process, 'exit').mockImplementation((() => undefined) as never);
  try {
    return { value: await runScript(source, bindings(), { fuel: 200_000 }) };
  } catch (error) {
    if (error instanceof ScriptError) return { error };
    throw error;
  } finally {
    expect(exit).not.toHaveBeenCalled();
    exit.mockRestore();
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  }
}

/** What a rule may be told: nothing of the host's files, engine or secrets. */
const HOST_DETAIL =
  /\.ts\b|\.js:|node:|at Object\.|TypeError|ReferenceError|RangeError|secret-token|\[native code\]/;

describe('a way out is refused', () => {
  test('the corpus holds at least 200 attempts', () => {
    expect(new Set(refused).size).toBeGreaterThanOrEqual(200);
  });

  test.each(refused)('%s', async (source) => {
    const answer = await outcome(source);
    if ('value' in answer) throw new Error(`ran and answered ${JSON.stringify(answer.value)}`);
    expect(answer.error.exceptionClass).not.toBe('java.lang.InternalError');
    expect(`${answer.error.message}\n${answer.error.excerpt.replace(source, '')}`).not.toMatch(HOST_DETAIL);
  });
});

describe('no name of the host is a member of a value', () => {
  test.each(RECEIVERS)('of %s', async (receiver) => {
    for (const name of READS) {
      for (const source of [
        `class A { def x = 1 }\n${receiver}.${name}`,
        `class A { def x = 1 }\n${receiver}['${name}']`,
        `class A { def x = 1 }\n${receiver}.${name}()`,
        `class A { def x = 1 }\n${receiver}.@${name}`,
        `class A { def x = 1 }\n${receiver}.${name} = 1`,
      ]) {
        const answer = await outcome(source);
        if ('value' in answer) {
          expect(isPlain(answer.value), source).toBe(true);
          if (typeof answer.value === 'string') expect(answer.value, source).not.toMatch(HOST_DETAIL);
        } else {
          expect(answer.error.exceptionClass, source).not.toBe('java.lang.InternalError');
          expect(answer.error.message, source).not.toMatch(HOST_DETAIL);
        }
      }
    }
  });
});

test('an error of the host reaches the script as a message only', async () => {
  const answer = await outcome('try { helper.fail() } catch (e) { [e.class.name, e.message, e.cause] }');
  expect(answer).toEqual({ value: ['java.lang.RuntimeException', 'no', null] });
});

test('a getter, a proxy and an object without prototype come in as data', async () => {
  const odd = Object.create(null) as Record<string, unknown>;
  odd['a'] = 1;
  const proxy = new Proxy({ b: 2 }, {});
  const getter = {
    get c() {
      return 3;
    },
  };
  expect(await runScript('[odd.a, proxy.b, getter.c]', { odd, proxy, getter })).toEqual([1, 2, 3]);
});

test('a map key named __proto__ stays a key on the way in and out', async () => {
  const given = JSON.parse('{"__proto__": {"polluted": 1}}') as unknown;
  const answer = (await runScript("x['__proto__'].polluted + 1; x", { x: given })) as object;
  expect(Object.getPrototypeOf(answer)).toBe(Object.prototype);
  expect(Object.keys(answer)).toEqual(['__proto__']);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
