/** Classes that stay out of a rule's reach: using one fails with what to use in its place. */
import { raise } from '../errors.ts';
import type { ClassSpec, LibraryTopic, Rows } from './registry.ts';

const HINTS: readonly (readonly [names: string, hint: string])[] = [
  [
    'java.io.File java.io.FileReader java.io.FileWriter java.io.FileInputStream java.io.FileOutputStream java.io.RandomAccessFile java.nio.file.Files java.nio.file.Paths java.nio.file.Path',
    'files are not available to scripts: keep text in a variable or a StringWriter',
  ],
  [
    'java.net.URL java.net.Socket java.net.ServerSocket java.net.HttpURLConnection java.net.http.HttpClient java.net.http.HttpRequest java.net.InetAddress groovyx.net.http.HTTPBuilder groovyx.net.http.RESTClient org.apache.http.impl.client.HttpClients',
    'the network is not available to scripts: use the HTTP helper the rule is given',
  ],
  ['java.lang.ProcessBuilder java.lang.Process java.lang.Runtime', 'processes are not available to scripts'],
  [
    'java.util.concurrent.Executors java.util.concurrent.ExecutorService java.util.concurrent.CompletableFuture java.util.concurrent.CountDownLatch java.util.concurrent.TimeUnit java.util.Timer java.util.concurrent.locks.ReentrantLock',
    'threads are not available to scripts: call the closure directly',
  ],
  [
    'groovy.lang.GroovyShell groovy.lang.GroovyClassLoader groovy.util.Eval java.lang.ClassLoader javax.script.ScriptEngineManager groovy.util.GroovyScriptEngine',
    'code made at run time is not available to scripts: use a method or a closure',
  ],
  ['groovy.grape.Grape', 'libraries cannot be loaded by scripts'],
  ['groovy.sql.Sql java.sql.DriverManager java.sql.Connection', 'databases are not available to scripts'],
];

const topic: Record<string, ClassSpec> = {};
for (const [names, hint] of HINTS)
  for (const name of names.split(' ')) {
    const refuse = () => {
      throw raise('java.lang.SecurityException', `${name}: ${hint}`);
    };
    const rows: Rows = Object.fromEntries(
      [
        'of',
        'get',
        'getRuntime',
        'newCachedThreadPool',
        'newFixedThreadPool',
        'newSingleThreadExecutor',
        'supplyAsync',
        'runAsync',
        'me',
        'grab',
        'newInstance',
        'getConnection',
        'readAllLines',
        'write',
        'readString',
        'createTempFile',
        'newHttpClient',
        'newBuilder',
        'getByName',
      ].map((each) => [`${each}(Object...)`, refuse]),
    );
    topic[name] = { construct: { '(Object...)': refuse }, statics: rows };
  }

export const outside: LibraryTopic = topic;
