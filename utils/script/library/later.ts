/**
 * The rarer topics of the library, each in a chunk of its own. A topic is loaded before a run whose source mentions
 * one of its words; what a source does not name it cannot use, but for values that come in from the host, for which
 * `need` leaves the run until the topic is there.
 */
import { installLibrary, type LibraryTopic } from './registry.ts';

type LaterTopic = {
  readonly name: string;
  readonly words: RegExp;
  readonly load: () => Promise<LibraryTopic>;
};

export const laterTopics: readonly LaterTopic[] = [
  {
    name: 'regex',
    words: /=~|~\s*['"/$]|regex|Pattern|Matcher|matches|replace|split|[fF]ind|eachMatch|grep|minus/,
    load: async () => (await import('./regex.ts')).regex,
  },
  {
    name: 'format',
    words: /format|printf/i,
    load: async () => (await import('./format.ts')).format,
  },
  {
    name: 'dates',
    words: /Date|Time|Calendar|%[-\d$<]*[tT][a-zA-Z]/,
    load: async () => (await import('./dates.ts')).dates,
  },
  {
    name: 'time',
    words:
      /java\.time|Local(?:Date|Time)|Instant|ZonedDateTime|Offset(?:Date)?Time|Zone(?:Id|Offset)|Duration|Period|ChronoUnit|DayOfWeek|YearMonth|DateTimeFormatter|toLocalDate/,
    load: async () => {
      // On dates: the two convert into each other.
      await loadNamed('dates');
      return (await import('./time.ts')).time;
    },
  },
  {
    name: 'utilities',
    words:
      /[sS]tream|UUID|Random|Optional|Objects|Tuple|Atomic|LongAdder|StringJoiner|StringTokenizer|Scanner|Reader|Writer|ByteArray|InputStream|Locale|Currency|BitSet/,
    load: async () => (await import('./utilities.ts')).utilities,
  },
  {
    name: 'digests',
    words: /Digest|digest|md5|sha256|Base64|[eE]ncodeHex|decodeHex|URLEncoder|URLDecoder|URI|Charset/,
    load: async () => (await import('./digests.ts')).digests,
  },
  {
    name: 'streams',
    words: /[sS]tream|Collectors|chars\(\)|codePoints|\.lines\(\)/,
    load: async () => (await import('./streams.ts')).streams,
  },
  {
    name: 'formats',
    words: /DecimalFormat|NumberFormat|MessageFormat/,
    load: async () => (await import('./formats.ts')).formats,
  },
  {
    name: 'xml',
    words: /Xml|MarkupBuilder|Node/,
    load: async () => (await import('./xml.ts')).xml,
  },
  { name: 'jsoup', words: /[jJ]soup/, load: async () => (await import('./jsoup.ts')).jsoup },
  {
    name: 'outside',
    words:
      /File|Path|URL|Socket|Http|HTTP|REST|Inet|Process|Runtime|Execut|Future|Latch|TimeUnit|Timer|Lock|Shell|ClassLoader|Eval|ScriptEngine|Grape|[sS]ql/,
    load: async () => (await import('./outside.ts')).outside,
  },
  { name: 'json', words: /Json/, load: async () => (await import('./json.ts')).json },
];

const present = new Set<string>();
const underWay = new Map<string, Promise<void>>();

function bring(topic: LaterTopic): Promise<void> {
  let loading = underWay.get(topic.name);
  if (!loading) {
    loading = topic.load().then(
      (rows) => {
        installLibrary([rows]);
        present.add(topic.name);
        return undefined;
      },
      (error: unknown) => {
        underWay.delete(topic.name);
        throw error;
      },
    );
    underWay.set(topic.name, loading);
  }
  return loading;
}

/** Loads what a source mentions and is not there yet; null when nothing is missing. */
export function loadFor(source: string): Promise<void> | null {
  const missing = laterTopics.filter((each) => !present.has(each.name) && each.words.test(source));
  return missing.length === 0 ? null : Promise.all(missing.map(bring)).then(() => undefined);
}

/** Loads one topic by its name. */
export function loadNamed(name: string): Promise<void> {
  const topic = laterTopics.find((each) => each.name === name);
  return topic ? bring(topic) : Promise.resolve();
}
