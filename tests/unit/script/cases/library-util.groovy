//// println UUID.fromString('00000000-0000-0001-0000-000000000002')
println UUID.fromString('00000000-0000-0001-0000-000000000002')
//// println UUID.nameUUIDFromBytes('abc'.bytes)
println UUID.nameUUIDFromBytes('abc'.bytes)
//// def u = UUID.randomUUID(); println u.toString().length()
def u = UUID.randomUUID(); println u.toString().length()
//// def u = UUID.randomUUID(); println u.version()
def u = UUID.randomUUID(); println u.version()
//// def u = UUID.randomUUID(); println UUID.fromString('1-2-3-4-5')
def u = UUID.randomUUID(); println UUID.fromString('1-2-3-4-5')
//// def u = UUID.randomUUID(); try { UUID.fromString('xyz') } catch (e) {
def u = UUID.randomUUID(); try { UUID.fromString('xyz') } catch (e) { println e }
//// def u = UUID.randomUUID(); println UUID.nameUUIDFromBytes('abc'.bytes)
def u = UUID.randomUUID(); println UUID.nameUUIDFromBytes('abc'.bytes).hashCode()
//// def u = UUID.randomUUID(); println UUID.nameUUIDFromBytes('abc'. 2
def u = UUID.randomUUID(); println UUID.nameUUIDFromBytes('abc'.bytes).mostSignificantBits
//// def r = new Random(42); println r.nextInt(100)
def r = new Random(42); println r.nextInt(100)
//// def r = new Random(42); def _1 = r.nextInt(100); println r.nextInt()
def r = new Random(42); def _1 = r.nextInt(100); println r.nextInt()
//// def r = new Random(42); def _1 = r.nextInt(100); def _2 = r.nextInt();
def r = new Random(42); def _1 = r.nextInt(100); def _2 = r.nextInt(); println r.nextDouble()
//// def r = new Random(42); def _1 = r.nextInt(100); def _2 = r.next 2
def r = new Random(42); def _1 = r.nextInt(100); def _2 = r.nextInt(); def _3 = r.nextDouble(); println r.nextBoolean()
//// def r = new Random(42); def _1 = r.nextInt(100); def _2 = r.next 3
def r = new Random(42); def _1 = r.nextInt(100); def _2 = r.nextInt(); def _3 = r.nextDouble(); def _4 = r.nextBoolean(); println r.nextLong()
//// def r = new Random(42); def _1 = r.nextInt(100); def _2 = r.next 4
def r = new Random(42); def _1 = r.nextInt(100); def _2 = r.nextInt(); def _3 = r.nextDouble(); def _4 = r.nextBoolean(); def _5 = r.nextLong(); println r.nextGaussian()
//// def r = new Random(42); def _1 = r.nextInt(100); def _2 = r.next 5
def r = new Random(42); def _1 = r.nextInt(100); def _2 = r.nextInt(); def _3 = r.nextDouble(); def _4 = r.nextBoolean(); def _5 = r.nextLong(); def _6 = r.nextGaussian(); println r.nextInt(16)
//// def r = new Random(42); def _1 = r.nextInt(100); def _2 = r.next 6
def r = new Random(42); def _1 = r.nextInt(100); def _2 = r.nextInt(); def _3 = r.nextDouble(); def _4 = r.nextBoolean(); def _5 = r.nextLong(); def _6 = r.nextGaussian(); def _7 = r.nextInt(16); println r.nextFloat()
//// def r = new Random(42); def _1 = r.nextInt(100); def _2 = r.next 7
def r = new Random(42); def _1 = r.nextInt(100); def _2 = r.nextInt(); def _3 = r.nextDouble(); def _4 = r.nextBoolean(); def _5 = r.nextLong(); def _6 = r.nextGaussian(); def _7 = r.nextInt(16); def _8 = r.nextFloat(); def b = new byte[5]; r.nextBytes(b); println b
//// def r = new Random(42); def _1 = r.nextInt(100); def _2 = r.next 8
def r = new Random(42); def _1 = r.nextInt(100); def _2 = r.nextInt(); def _3 = r.nextDouble(); def _4 = r.nextBoolean(); def _5 = r.nextLong(); def _6 = r.nextGaussian(); def _7 = r.nextInt(16); def _8 = r.nextFloat(); def b = new byte[5]; r.nextBytes(b); try { r.nextInt(0) } catch (e) { println e }
//// def o = Optional.of(5); println o
def o = Optional.of(5); println o
//// def o = Optional.of(5); println o.get()
def o = Optional.of(5); println o.get()
//// def o = Optional.of(5); println o.map { it + 1 }
def o = Optional.of(5); println o.map { it + 1 }
//// def o = Optional.of(5); println o.filter { it > 9 }
def o = Optional.of(5); println o.filter { it > 9 }
//// def o = Optional.of(5); println Optional.empty()
def o = Optional.of(5); println Optional.empty()
//// def o = Optional.of(5); println Optional.ofNullable(null).orElse(7)
def o = Optional.of(5); println Optional.ofNullable(null).orElse(7)
//// def o = Optional.of(5); println o.isPresent()
def o = Optional.of(5); println o.isPresent()
//// def o = Optional.of(5); try { Optional.empty().get() } catch (e) { pri
def o = Optional.of(5); try { Optional.empty().get() } catch (e) { println e }
//// def o = Optional.of(5); o.ifPresent { println it }; println o == Optio
def o = Optional.of(5); o.ifPresent { println it }; println o == Optional.of(5)
//// def o = Optional.of(5); o.ifPresent { println it }; println Optional.e
def o = Optional.of(5); o.ifPresent { println it }; println Optional.empty() ? 1 : 2
//// def o = Optional.of(5); o.ifPresent { println it }; try { Optional.of(
def o = Optional.of(5); o.ifPresent { println it }; try { Optional.of(null) } catch (e) { println e }
//// println Objects.hash(1, 'a', null)
println Objects.hash(1, 'a', null)
//// println Objects.equals(null, null)
println Objects.equals(null, null)
//// println Objects.toString(null)
println Objects.toString(null)
//// println Objects.toString(null, 'x')
println Objects.toString(null, 'x')
//// try { Objects.requireNonNull(null, 'msg') } catch (e) { println e }
try { Objects.requireNonNull(null, 'msg') } catch (e) { println e }
//// println Objects.requireNonNullElse(null, 3)
println Objects.requireNonNullElse(null, 3)
//// println Objects.hashCode(null)
println Objects.hashCode(null)
//// println Objects.isNull(null)
println Objects.isNull(null)
//// def t = new Tuple2('a', 1); println t
def t = new Tuple2('a', 1); println t
//// def t = new Tuple2('a', 1); println t.first
def t = new Tuple2('a', 1); println t.first
//// def t = new Tuple2('a', 1); println t.v2
def t = new Tuple2('a', 1); println t.v2
//// def t = new Tuple2('a', 1); println t[1]
def t = new Tuple2('a', 1); println t[1]
//// def t = new Tuple2('a', 1); def (x, y) = t; println x
def t = new Tuple2('a', 1); def (x, y) = t; println x
//// def t = new Tuple2('a', 1); def (x, y) = t; try { t << 3 } catch (e) {
def t = new Tuple2('a', 1); def (x, y) = t; try { t << 3 } catch (e) { println e.class }
//// def t = new Tuple2('a', 1); def (x, y) = t; println new Tuple(1, 2, 3)
def t = new Tuple2('a', 1); def (x, y) = t; println new Tuple(1, 2, 3)
//// def t = new Tuple2('a', 1); def (x, y) = t; println new Tuple3(1,2,3).
def t = new Tuple2('a', 1); def (x, y) = t; println new Tuple3(1,2,3).third
//// def t = new Tuple2('a', 1); def (x, y) = t; println Tuple.tuple(1, 2).
def t = new Tuple2('a', 1); def (x, y) = t; println Tuple.tuple(1, 2).class
//// def t = new Tuple2('a', 1); def (x, y) = t; println t.size()
def t = new Tuple2('a', 1); def (x, y) = t; println t.size()
//// def t = new Tuple2('a', 1); def (x, y) = t; println new Tuple2(1,2) <=
def t = new Tuple2('a', 1); def (x, y) = t; println new Tuple2(1,2) <=> new Tuple2(1,3)
//// def t = new Tuple2('a', 1); def (x, y) = t; println new Tuple3(1 2
def t = new Tuple2('a', 1); def (x, y) = t; println new Tuple3(1,2,3).subList(0,2)
//// import java.util.concurrent.atomic.*; def a = new AtomicInteger(5); pr
import java.util.concurrent.atomic.*; def a = new AtomicInteger(5); println a.incrementAndGet()
//// import java.util.concurrent.atomic.*; def a = new AtomicInteger(5); de
import java.util.concurrent.atomic.*; def a = new AtomicInteger(5); def _2 = a.incrementAndGet(); println a.getAndAdd(3)
//// import java.util.concurrent.atomic.*; def a = new AtomicInteger( 2
import java.util.concurrent.atomic.*; def a = new AtomicInteger(5); def _2 = a.incrementAndGet(); println a
//// import java.util.concurrent.atomic.*; def a = new AtomicInteger( 3
import java.util.concurrent.atomic.*; def a = new AtomicInteger(5); def _2 = a.incrementAndGet(); println a.get() + 1
//// import java.util.concurrent.atomic.*; def a = new AtomicInteger( 4
import java.util.concurrent.atomic.*; def a = new AtomicInteger(5); def _2 = a.incrementAndGet(); println a.compareAndSet(9, 1)
//// import java.util.concurrent.atomic.*; def a = new AtomicInteger( 5
import java.util.concurrent.atomic.*; def a = new AtomicInteger(5); def _2 = a.incrementAndGet(); println a.updateAndGet { it * 10 }
//// import java.util.concurrent.atomic.*; def a = new AtomicInteger( 6
import java.util.concurrent.atomic.*; def a = new AtomicInteger(5); def _2 = a.incrementAndGet(); def l = new AtomicLong(); println l.incrementAndGet().class
//// import java.util.concurrent.atomic.*; def a = new AtomicInteger( 7
import java.util.concurrent.atomic.*; def a = new AtomicInteger(5); def _2 = a.incrementAndGet(); def l = new AtomicLong(); def _4 = l.incrementAndGet().class; def ab = new AtomicBoolean(true); println ab.get()
//// import java.util.concurrent.atomic.*; def a = new AtomicInteger( 8
import java.util.concurrent.atomic.*; def a = new AtomicInteger(5); def _2 = a.incrementAndGet(); def l = new AtomicLong(); def _4 = l.incrementAndGet().class; def ab = new AtomicBoolean(true); println new AtomicReference('x').get()
//// import java.util.concurrent.atomic.*; def a = new AtomicInteger( 9
import java.util.concurrent.atomic.*; def a = new AtomicInteger(5); def _2 = a.incrementAndGet(); def l = new AtomicLong(); def _4 = l.incrementAndGet().class; def ab = new AtomicBoolean(true); println a.intValue()
//// def j = new StringJoiner(', ', '[', ']'); j.add('a').add('b'); println
def j = new StringJoiner(', ', '[', ']'); j.add('a').add('b'); println j; println j.length(); def t = new StringTokenizer('a b,c', ' ,'); println t.countTokens(); while (t.hasMoreTokens()) println t.nextToken(); try { t.nextToken() } catch (e) { println e }; println new StringJoiner('-').setEmptyValue('none')
//// def s = new Scanner('1 abc 2.5\nline two\nlast'); println s.nextInt()
def s = new Scanner('1 abc 2.5\nline two\nlast'); println s.nextInt()
//// def s = new Scanner('1 abc 2.5\nline two\nlast'); def _1 = s.nextInt()
def s = new Scanner('1 abc 2.5\nline two\nlast'); def _1 = s.nextInt(); println s.next()
//// def s = new Scanner('1 abc 2.5\nline two\nlast'); def _1 = s.nex 2
def s = new Scanner('1 abc 2.5\nline two\nlast'); def _1 = s.nextInt(); def _2 = s.next(); println s.nextDouble()
//// def s = new Scanner('1 abc 2.5\nline two\nlast'); def _1 = s.nex 3
def s = new Scanner('1 abc 2.5\nline two\nlast'); def _1 = s.nextInt(); def _2 = s.next(); def _3 = s.nextDouble(); println s.nextLine()
//// def s = new Scanner('1 abc 2.5\nline two\nlast'); def _1 = s.nex 4
def s = new Scanner('1 abc 2.5\nline two\nlast'); def _1 = s.nextInt(); def _2 = s.next(); def _3 = s.nextDouble(); def _4 = s.nextLine(); println s.nextLine()
//// def s = new Scanner('1 abc 2.5\nline two\nlast'); def _1 = s.nex 5
def s = new Scanner('1 abc 2.5\nline two\nlast'); def _1 = s.nextInt(); def _2 = s.next(); def _3 = s.nextDouble(); def _4 = s.nextLine(); def _5 = s.nextLine(); println s.hasNextLine()
//// def s = new Scanner('1 abc 2.5\nline two\nlast'); def _1 = s.nex 6
def s = new Scanner('1 abc 2.5\nline two\nlast'); def _1 = s.nextInt(); def _2 = s.next(); def _3 = s.nextDouble(); def _4 = s.nextLine(); def _5 = s.nextLine(); println s.next()
//// def s = new Scanner('1 abc 2.5\nline two\nlast'); def _1 = s.nex 7
def s = new Scanner('1 abc 2.5\nline two\nlast'); def _1 = s.nextInt(); def _2 = s.next(); def _3 = s.nextDouble(); def _4 = s.nextLine(); def _5 = s.nextLine(); def _6 = s.next(); println s.hasNext()
//// def s = new Scanner('1 abc 2.5\nline two\nlast'); def _1 = s.nex 8
def s = new Scanner('1 abc 2.5\nline two\nlast'); def _1 = s.nextInt(); def _2 = s.next(); def _3 = s.nextDouble(); def _4 = s.nextLine(); def _5 = s.nextLine(); def _6 = s.next(); try { s.next() } catch (e) { println e }
//// def r = new StringReader('a\nb\nc'); println r.readLine(); println r.t
def r = new StringReader('a\nb\nc'); println r.readLine(); println r.text; println new StringReader('x\ny').readLines(); new StringReader('x\ny').eachLine { l, n -> println "$n $l" }; def br = new BufferedReader(new StringReader('q\nw')); String l; while ((l = br.readLine()) != null) println l; def w = new StringWriter(); def p = new PrintWriter(w); p.println('z'); p.print(1); p.flush(); println w; w << 'abc'; w.append('d').write('e'); println w.toString()
//// println URLEncoder.encode('a b&c=d/é?*~', 'UTF-8')
println URLEncoder.encode('a b&c=d/é?*~', 'UTF-8')
//// println URLDecoder.decode('a+b%26c%C3%A9', 'UTF-8')
println URLDecoder.decode('a+b%26c%C3%A9', 'UTF-8')
//// println 'hello'.bytes.encodeBase64().toString()
println 'hello'.bytes.encodeBase64().toString()
//// println new String('aGVsbG8='.decodeBase64())
println new String('aGVsbG8='.decodeBase64())
//// println Base64.encoder.encodeToString('hi?>'.bytes)
println Base64.encoder.encodeToString('hi?>'.bytes)
//// println new String(Base64.decoder.decode('aGk='))
println new String(Base64.decoder.decode('aGk='))
//// println Base64.urlEncoder.encodeToString('hi?>~~'.bytes)
println Base64.urlEncoder.encodeToString('hi?>~~'.bytes)
//// println Base64.getEncoder().withoutPadding().encodeToString('a'.bytes)
println Base64.getEncoder().withoutPadding().encodeToString('a'.bytes)
//// try { Base64.decoder.decode('a*b') } catch (e) { println e }
try { Base64.decoder.decode('a*b') } catch (e) { println e }
//// println 'abc'.md5()
println 'abc'.md5()
//// println 'abc'.sha256()
println 'abc'.sha256()
//// println 'abc'.digest('SHA-1')
println 'abc'.digest('SHA-1')
//// println 'abc'.digest('SHA-512')
println 'abc'.digest('SHA-512')
//// import java.security.MessageDigest; println MessageDigest.getInstance(
import java.security.MessageDigest; println MessageDigest.getInstance('MD5').digest('x'.bytes).encodeHex().toString()
//// import java.security.MessageDigest; def d = MessageDigest.getInstance(
import java.security.MessageDigest; def d = MessageDigest.getInstance('SHA-256'); d.update('a'.bytes); println d.digest().collect { String.format('%02x', it) }.join('')
//// import java.security.MessageDigest; def d = MessageDigest.getIns 2
import java.security.MessageDigest; def d = MessageDigest.getInstance('SHA-256'); d.update('a'.bytes); try { MessageDigest.getInstance('FOO') } catch (e) { println e }
//// import java.security.MessageDigest; def d = MessageDigest.getIns 3
import java.security.MessageDigest; def d = MessageDigest.getInstance('SHA-256'); d.update('a'.bytes); println 'ff00'.decodeHex()
//// import java.security.MessageDigest; def d = MessageDigest.getIns 4
import java.security.MessageDigest; def d = MessageDigest.getInstance('SHA-256'); d.update('a'.bytes); println 'abc'.digest('SHA-384')
//// import java.security.MessageDigest; def d = MessageDigest.getIns 5
import java.security.MessageDigest; def d = MessageDigest.getInstance('SHA-256'); d.update('a'.bytes); println 'é'.bytes
//// import java.security.MessageDigest; def d = MessageDigest.getIns 6
import java.security.MessageDigest; def d = MessageDigest.getInstance('SHA-256'); d.update('a'.bytes); println new BigInteger(1, MessageDigest.getInstance('MD5').digest('x'.bytes)).toString(16)
//// def u = new URI('https://user@ex.com:8080/p/a%20b?q=1&r=%C3%A9#frag');
def u = new URI('https://user@ex.com:8080/p/a%20b?q=1&r=%C3%A9#frag'); println u.host
//// def u = new URI('https://user@ex.com:8080/p/a%20b?q=1&r=%C3%A9#f 2
def u = new URI('https://user@ex.com:8080/p/a%20b?q=1&r=%C3%A9#frag'); println u.port
//// def u = new URI('https://user@ex.com:8080/p/a%20b?q=1&r=%C3%A9#f 3
def u = new URI('https://user@ex.com:8080/p/a%20b?q=1&r=%C3%A9#frag'); println u.path
//// def u = new URI('https://user@ex.com:8080/p/a%20b?q=1&r=%C3%A9#f 4
def u = new URI('https://user@ex.com:8080/p/a%20b?q=1&r=%C3%A9#frag'); println u.query
//// def u = new URI('https://user@ex.com:8080/p/a%20b?q=1&r=%C3%A9#f 5
def u = new URI('https://user@ex.com:8080/p/a%20b?q=1&r=%C3%A9#frag'); println u.rawQuery
//// def u = new URI('https://user@ex.com:8080/p/a%20b?q=1&r=%C3%A9#f 6
def u = new URI('https://user@ex.com:8080/p/a%20b?q=1&r=%C3%A9#frag'); println u.fragment
//// def u = new URI('https://user@ex.com:8080/p/a%20b?q=1&r=%C3%A9#f 7
def u = new URI('https://user@ex.com:8080/p/a%20b?q=1&r=%C3%A9#frag'); println u.scheme
//// def u = new URI('https://user@ex.com:8080/p/a%20b?q=1&r=%C3%A9#f 8
def u = new URI('https://user@ex.com:8080/p/a%20b?q=1&r=%C3%A9#frag'); println u
//// def u = new URI('https://user@ex.com:8080/p/a%20b?q=1&r=%C3%A9#f 9
def u = new URI('https://user@ex.com:8080/p/a%20b?q=1&r=%C3%A9#frag'); println u.authority
//// def u = new URI('https://user@ex.com:8080/p/a%20b?q=1&r=%C3%A9#f 10
def u = new URI('https://user@ex.com:8080/p/a%20b?q=1&r=%C3%A9#frag'); println u.userInfo
//// def u = new URI('https://user@ex.com:8080/p/a%20b?q=1&r=%C3%A9#f 11
def u = new URI('https://user@ex.com:8080/p/a%20b?q=1&r=%C3%A9#frag'); println 'http://x.y/z'.toURI().host
//// def u = new URI('https://user@ex.com:8080/p/a%20b?q=1&r=%C3%A9#f 12
def u = new URI('https://user@ex.com:8080/p/a%20b?q=1&r=%C3%A9#frag'); try { new URI('http://a b') } catch (e) { println e }
//// def u = new URI('https://user@ex.com:8080/p/a%20b?q=1&r=%C3%A9#f 13
def u = new URI('https://user@ex.com:8080/p/a%20b?q=1&r=%C3%A9#frag'); println URI.create('/rel').absolute
//// println Locale.US
println Locale.US
//// println Locale.ENGLISH
println Locale.ENGLISH
//// println Locale.GERMANY.country
println Locale.GERMANY.country
//// println new Locale('fr', 'CA')
println new Locale('fr', 'CA')
//// println Locale.US.toLanguageTag()
println Locale.US.toLanguageTag()
//// println Locale.FRANCE.displayLanguage
println Locale.FRANCE.displayLanguage
//// println Locale.US == Locale.US
println Locale.US == Locale.US
//// println Locale.default
println Locale.default
//// println 'TITLE'.toLowerCase(Locale.ENGLISH)
println 'TITLE'.toLowerCase(Locale.ENGLISH)
//// println Locale.US.displayCountry
println Locale.US.displayCountry
//// println Locale.US.displayName
println Locale.US.displayName
//// println Currency.getInstance('USD').symbol
println Currency.getInstance('USD').symbol
