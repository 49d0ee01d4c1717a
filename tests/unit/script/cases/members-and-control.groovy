//// g1
println "${ def z = 5; z + 1 }"
//// g2
println "${ 1; 2 }"
//// g3
println "${ if (true) 5 }"
//// g4
println "${println 'x'; 5}"
//// g5
println "${ it -> it }"
//// g6
println "${new Date(0) != null}"
//// static-init
class S { static { a = 5 }; static int a = 3; static int b = a * 2 }
println S.a
println S.b
//// hooks-get-set-map
class M { private Map d = [:]; def get(String k) { d[k] ?: "no $k" }; void set(String k, v) { d[k] = v } }
def m = new M()
m.foo = 5
println m.foo
println m.bar
println m['foo']
//// missing-in-closure
class X { def methodMissing(String n, a) { "mm $n" }; def go() { [1].collect { foo(it) } } ; def propertyMissing(String n) { "pm $n" }; def go2() { [1].collect { zip } } }
println new X().go()
println new X().go2()
//// class-literals
println String
println String.class
println String.name
println String.simpleName
println int
println int.class.name
println int[].class
println String[].simpleName
println ([] as String[]).class.componentType
println Integer.TYPE
println java.util.Map.Entry
println Map.Entry.name
println 'a'.class == String
println 'a'.getClass() === String
println String == String.class
println Integer.class.isInstance(5)
println Number.isAssignableFrom(Integer)
println List.isInterface()
println Integer.superclass
println [].class.interfaces.size() > 0
class Z { } 
println Z
println Z.class.name
println new Z().class.superclass
println Z.newInstance().class
println Class.forName('java.lang.String')
println (1.class)
println void.class
println Object
println Closure
println({}.class.superclass)
//// is-getters
class B { boolean isFoo() { true }; Boolean isBar() { true }; String isBaz() { 'z' }; boolean active; Boolean boxed = true }
def b = new B()
println b.foo
try { println b.bar } catch (e) { println e.class.simpleName }
try { println b.baz } catch (e) { println e.class.simpleName }
println b.active
println b.isActive()
println b.getActive()
println b.boxed
try { println b.isBoxed() } catch (e) { println e.class.simpleName }
//// setter-overload
class S { def v; void setV(String s) { v = "s$s" }; void setV(Integer i) { v = "i$i" } }
def s = new S()
s.v = 'a'
println s.v
s.v = 1
println s.v
//// private-props
class P { private x = 1; private getY() { 2 }; protected z = 3; @groovy.transform.PackageScope q = 4; public w = 5; static private sp = 6 }
def p = new P()
println p.x + p.y + p.z + p.q + p.w + P.sp
println p.properties.keySet().sort()
//// final-props
class F { final a = 1; final b; F(b) { this.b = b }; static final C = 3 }
def f = new F(2)
println f.a + f.b + F.C
try { f.b = 5 } catch (e) { println e.class.name + ': ' + e.message }
try { F.C = 5 } catch (e) { println e.class.name + ': ' + e.message }
//// list-access
def l = [1, 2, 3]
println l[5]
println l[-1]
try { l[-5] } catch (e) { println e.class.name; println e.message }
l[5] = 6
println l
println l[0, 2]
println l[0..1]
println l[2..0]
println l[[0, 1]]
try { println l[1..9] } catch (e) { println e.class.name; println e.message }
l[0..1] = ['a', 'b', 'c']
println l
println l.get(0)
l[0] = null
println l
println l.getAt(1)
l.putAt(1, 'z')
println l
println [1, [2, [3]]].flatten()
println [][0]
println ([1, 2] + 3)
println ([1, 2] + [3])
println ([1, 2, 2] - 2)
println ([1, 2] * 2)
println ([1, 2] << 3)
println ([1] == [1L])
println ([1, 2] <=> [1, 3])
//// map-access
def m = [a: 1, 'b': 2, 3: 'c', (null): 'n', '': 'e']
println m
println m.a
println m['b']
println m[3]
println m[null]
println m['']
println m.get('zz', 5)
println m.zz
println m.getOrDefault('q', 7)
println m.find { k, v -> v == 2 }
println m.collect { k, v -> "$k-$v" }
println m.findAll { it.value instanceof Integer }
println m.keySet()
println m.values()
println m.containsKey(null)
println m.any { it.key == 'a' }
m.remove('a')
println m.size()
println m + [z: 26]
println m - [z: 26]
println([a: 1] == [a: 1])
println([a: 1, b: 2].sort { -it.value })
println([b: 1, a: 2].sort())
println([a: 1].entrySet().class.simpleName.size() > 0)
println([a: [1, 2]].collectEntries { k, v -> [k, v.sum()] })
println([a: 1].inject(0) { s, k, v -> s + v })
println([a: 3, b: 5].max { it.value })
println([a: 3].withDefault { 0 }.zz)
println((1..3).collectEntries { [it, it * it] })
println([a: 1, b: 2].groupBy { it.value % 2 })
println([a: 1, b: 2].subMap(['a']))
println([a: 1].plus([b: 2]))
println([1, 2].indexed())
println(['a', 'b'].withIndex())
for (e in [x: 1, y: 2]) print "${e.key}=${e.value};"
println()
[x: 1].each { println it }
[x: 1].eachWithIndex { k, v, i -> println "$k $v $i" }
[x: 1].eachWithIndex { e, i -> println "$e $i" }
//// catch-types
def t(Closure c) { try { c(); 'none' } catch (NullPointerException | ClassCastException e) { "npe/cce" } catch (IllegalArgumentException e) { "iae ${e.message}" } catch (RuntimeException e) { "rt ${e.class.simpleName}" } catch (Exception e) { "ex" } catch (Error e) { "err ${e.class.simpleName}" } }
println t { null.foo() }
println t { throw new IllegalArgumentException('m') }
println t { throw new IllegalStateException() }
println t { throw new IOException('x') }
println t { assert false }
println t { (Integer) 'x' }
println t { 'abc' as Integer }
println t { [1][0].foo() }
println t { throw new StackOverflowError() }
println t { }
//// custom-exceptions
class BaseEx extends RuntimeException { BaseEx(String m) { super(m) }; BaseEx(String m, Throwable t) { super(m, t) } }
class SubEx extends BaseEx { def data; SubEx(d) { super("sub $d"); data = d }; String getMessage() { "[" + super.getMessage() + "]" } }
try { throw new SubEx(5) } catch (BaseEx e) { println e.message; println e.data; println e }
try { throw new BaseEx('a', new SubEx(1)) } catch (e) { println e.cause.data; println e.cause }
def e = new BaseEx('z')
println e.message
println e instanceof RuntimeException
println e.stackTrace.class.simpleName
println e.localizedMessage
throw new SubEx('final')
//// finally-order
def log = []
def f() { try { throw new RuntimeException('a') } catch (e) { throw new RuntimeException('b') } finally { println 'fin' } }
try { f() } catch (e) { println e.message }
def g(l) { for (i in 1..3) { try { if (i == 2) break; l << i } finally { l << "f$i" } }; l }
println g([])
def h() { while (true) { try { return 'r' } finally { break } }; 'after' }
println h()
def k() { try { try { throw new Exception('1') } finally { throw new Exception('2') } } catch (e) { e.message } }
println k()
def m(x) { try { if (x) return 'early'; 'late' } finally { println "f$x" } }
println m(true)
println m(false)
//// uncaught
def f() { throw new IllegalStateException("bad ${1 + 1}") }
println 'before'
f()
println 'after'
//// uncaught2
[1, 2].each { if (it == 2) throw new Exception("e$it") }
//// nested-fn-defs
def outer(x) { def inner = { y -> def deep = { z -> x + y + z }; deep(3) }; inner(2) }
println outer(1)
//// string-switch
def f(s) { switch (s) { case 'a': case 'b': return 'ab'; case ~/c.*/: return 'c'; case ['d', 'e'] as Set: return 'de'; case { it.size() > 5 }: return 'long'; case 'x'..'z': return 'xyz'; default: return '?' } }
println(['a', 'b', 'cat', 'e', 'longer', 'y', 'q'].collect { f(it) })
def g(c) { switch (c) { case Number: 'num'; break; case Collection: 'coll'; break; case Map: 'map'; break; case Closure: 'cl'; break; case null: 'nul'; break; default: 'oth' } }
println([1, 2.0, [], [:], {}, null, 'x', 1..2].collect { g(it) })
//// do-while
int i = 0
do { i++; if (i == 3) continue; if (i > 5) break } while (i < 10)
println i
do println 'once' while (false)
while (i-- > 4) println i
for (int j = 0; ; j++) { if (j > 2) break; print j }
println()
for (int a = 1, b = 5; a < b; a++, b--) print "$a$b "
println()
int s = 0
for (x in 1..5) { if (x % 2) continue; s += x }
println s
for (i2 in 0..<2) for (j2 in 0..<2) print "$i2$j2 "
println()
for (entry in [a: 1]) println entry.value
for (Map.Entry en : [a: 1].entrySet()) println en.key
def (x1, y1) = [1, 2]
for (n in [3, 4].reverse()) print n
println()
//// shebang-comments
// line
/* block
 * more */
def x = /* inline */ 5 // trailing
println x /* a */ + /* b */ 1
/**
 * Javadoc @param x
 */
def f() { 1 } // c
println f()
//// semis
def a = 1; def b = 2;; println a + b;
if (a) { println 'x' }; println 'y'
for (;false;) {}; println 'z'
class Q { def x = 1; ; }
println new Q().x;
//// multiline-expr
def r = [1, 2, 3]
  .collect { it * 2 }
  .findAll { it > 2 }
  *.plus(1)
  ?.sum()
println r
def s = 'a' +
  'b' +
  'c'
println s
def b = true &&
  false ||
  true
println b
def c = true
  && false
println c
println([
  1,
  2
].size())
def m = [
  a: 1,
  // comment
  b: 2
]
println m
println(
  'x'
)
def f(a,
  b) {
  a + b
}
println f(
  1,
  2)
def cl = {
  a,
  b2 ->
  a + b2
}
println cl(1, 2)
String t = m.a == 1 ?
  'one' :
  'other'
println t
if (m.a == 1 &&
    m.b == 2) println 'both'
def x =
  5
println x
//// keywords-as-names
def m = [in: 1, as: 2, def: 3, class: 4, if: 5, for: 6, return: 7, new: 8, this: 9, null: 10, true: 11, import: 12, int: 13, trait: 14]
println m.in + m.as + m.def + m.if + m.for + m.return + m.new + m.int + m.trait + m.import
println m.this
println m.null
println m
class K { def in() { 'in' }; def as = 'as'; def trait = 't'; def record = 'r'; def yield = 'y'; def sealed = 's'; def permits = 'p'; def var = 'v' }
def k = new K()
println k.in()
println k.as + k.trait + k.record + k.yield + k.sealed + k.permits + k.var
def record = 1, sealed = 2, permits = 3, yield = 4
println record + sealed + permits + yield
def var = 5
println var
var z = 6
println z
def it = 7
println it
//// dollar-names
def $a = 1, a$b = 2, _x = 3
println "$_x ${$a} ${a$b}"
def ab = 5
println "$ab$ab"
println "$ab.class.simpleName|"
println "$ab-$ab"
println "${ab}_$ab"
println "\$ab"
println '$ab'
//// negative-index-etc
def s = 'hello'
println s[-3..-1]
println s[1..-2]
println s[0..<-1]
println s[-1..0]
println s[(0..1)]
println s[1..1]
println s[[0, 4]]
try { s[9] } catch (e) { println e.message }
try { s[2..9] } catch (e) { println e.message }
println s.substring(1, 3)
println s.take(2) + s.drop(3)
println s.getAt(0)
println s.size() - s.length()
