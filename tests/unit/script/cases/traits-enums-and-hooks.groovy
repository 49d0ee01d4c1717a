//// traits-1
trait Fly { def fly() { "I fly ${name()}" }; abstract String name() }
trait Swim { String style = 'crawl'; def swim() { "swim $style" } }
class Duck implements Fly, Swim { String name() { 'duck' } }
def d = new Duck()
println d.fly()
println d.swim()
d.style = 'butterfly'
println d.swim()
println d instanceof Fly
println new Duck(style: 'x').swim()
//// traits-stack
trait A { def m() { 'A' } }
trait B { def m() { 'B' } }
class C implements A, B {}
class D implements B, A {}
class E implements A, B { def m() { A.super.m() + B.super.m() } }
println new C().m()
println new D().m()
println new E().m()
//// traits-super-chain
interface H { void on(String m) }
trait Base implements H { void on(String m) { println "base $m" } }
trait Up implements H { void on(String m) { println 'up'; super.on(m.toUpperCase()) } }
trait Log implements H { void on(String m) { println 'log'; super.on(m + '!') } }
class X implements Base, Up, Log {}
new X().on('a')
//// traits-static
trait S { static int n = 0; static inc() { n += 1 ; n } }
class SA implements S {}
class SB implements S {}
println SA.inc()
println SA.inc()
println SB.inc()
//// traits-private
trait Pv { private String secret() { 's3' }; def show() { secret() } ; private int c = 3; def cc() { c += 1 ; c } }
class PvI implements Pv {}
println new PvI().show()
def p = new PvI()
p.cc()
println p.cc()
//// traits-runtime
trait Loud { def speak() { 'LOUD' } }
class Plain { def name = 'p' }
def p = new Plain() as Loud
println p.speak()
println p.name
def q = new Plain().withTraits(Loud)
println q.speak()
//// traits-inherit
trait N { String name }
trait Pol extends N { def introduce() { "I am $name" } }
class Al implements Pol {}
println new Al(name: 'Al').introduce()
//// traits-this
trait T1 { def self() { this } }
class TI implements T1 {}
def t = new TI()
println t.self().is(t)
println t.self().class.name
//// enum-basic
enum Color { RED, GREEN, BLUE }
println Color.RED
println Color.values()
println Color.valueOf('GREEN').ordinal()
println Color.BLUE.name()
println Color.RED < Color.BLUE
println Color.RED.next()
println Color.BLUE.next()
println Color.RED.previous()
println((Color.RED..Color.BLUE).collect { it.name().toLowerCase() })
try { Color.valueOf('X') } catch (e) { println e.class.name; println e.message }
println('RED' as Color)
Color c = 'GREEN'
println c
println Color.MIN_VALUE
println Color.MAX_VALUE
println Color.RED.class
println Color.RED.declaringClass
println Color.RED.compareTo(Color.BLUE)
switch (c) { case Color.GREEN: println 'g'; break; default: println 'd' }
switch (c) { case [Color.GREEN, Color.RED]: println 'gr' }
println Color.RED == Color.RED
println Color.RED in Color.values()
//// enum-body
enum Op { PLUS('+') { int apply(int a, int b) { a + b } }, TIMES('*') { int apply(int a, int b) { a * b } }
  final String sym
  Op(String s) { sym = s }
  abstract int apply(int a, int b)
  String toString() { "Op($sym)" } }
println Op.PLUS.apply(2, 3)
println Op.TIMES.apply(2, 3)
println Op.values().collect { it.sym }
println Op.PLUS
println Op.PLUS.class.name
println Op.PLUS.declaringClass.name
//// enum-static
enum E { A(1), B(2); final int code; private E(int c) { code = c }
 static E of(int c) { values().find { it.code == c } }
 static final Map M = [x: 1] }
println E.of(2)
println E.of(7)
println E.M
println E.A.code
//// enum-interface
interface HasL { String label() }
enum EI implements HasL { ONE, TWO; String label() { name().toLowerCase().capitalize() } }
println EI.values()*.label()
println EI.ONE instanceof HasL
println EI.values().size()
println EI.findAll()
println EI.collect { it.ordinal() }
//// enum-map
enum K { A, B }
def m = [(K.A): 1, (K.B): 2]
println m
println m[K.A]
def em = new EnumMap(K)
em[K.B] = 'b'; em[K.A] = 'a'
println em
//// category
class StrCat { static String shout(String s) { s.toUpperCase() + '!' }; static getFirst(String s) { s[0] } }
use(StrCat) { println 'abc'.shout(); println 'abc'.first }
try { 'abc'.shout() } catch (MissingMethodException e) { println 'gone' }
//// category-ops
class NumCat { static Number plus(Number a, String b) { 99 } ; static getMeters(Integer i) { "${i}m" } }
use(NumCat) { println 5.meters; println 1 + 'a' }
@Category(String) class Q { String twice() { this + this } }
use(Q) { println 'ab'.twice() }
//// emc
String.metaClass.shout = { -> delegate.toUpperCase() + '!' }
println 'a'.shout()
Integer.metaClass.getTwice = { -> delegate * 2 }
println 4.twice
String.metaClass.static.make = { x -> "made $x" }
println String.make(3)
class Foo { def a = 1 }
Foo.metaClass.bar = { x -> a + x }
println new Foo().bar(2)
Foo.metaClass.prop = 'pv'
def f = new Foo()
println f.prop
f.prop = 'other'
println f.prop
Foo.metaClass.constructor = { String s -> def z = new Foo(); z.a = s; z }
println new Foo('q').a
//// emc-instance
class Bar { def x = 1 }
def b = new Bar()
b.metaClass.hi = { -> "hi $x" }
println b.hi()
try { new Bar().hi() } catch (MissingMethodException e) { println e.message }
b.metaClass.y = 5
println b.y
//// emc-override
class Baz { def m() { 'orig' } }
Baz.metaClass.m = { -> 'new' }
println new Baz().m()
//// emc-invokeMethod
class Inv { def known() { 'known' } }
Inv.metaClass.invokeMethod = { String n, args -> "called $n with ${args.toList()}" }
println new Inv().known()
println new Inv().other(1, 2)
//// emc-missing
class Mis {}
Mis.metaClass.methodMissing = { String n, args -> "mm $n ${args.size()}" }
Mis.metaClass.propertyMissing = { String n -> "pm $n" }
println new Mis().foo(1)
println new Mis().bar
//// hooks
class H { def methodMissing(String n, args) { "mm:$n:${args.toList()}" }; def propertyMissing(String n) { "pm:$n" }; def propertyMissing(String n, v) { println "set $n=$v" } }
def h = new H()
println h.foo(1, 'a')
println h.xyz
h.abc = 3
//// hooks-getProperty
class G { def real = 'r'; def getProperty(String n) { n == 'real' ? "got ${this.@real}" : "dyn $n" }; void setProperty(String n, v) { println "set $n to $v" } }
def g = new G()
println g.real
println g.zzz
g.real = 4
//// hooks-invokeMethod
class I { def invokeMethod(String n, Object a) { "inv $n ${a.toList()}" }; def real() { 'real' } }
println new I().real()
println new I().fake(1)
class J implements GroovyInterceptable { def real() { 'real' }; def invokeMethod(String n, Object a) { def m = metaClass.getMetaMethod(n, a); m ? "<" + m.invoke(this, a) + ">" : "none $n" } }
println new J().real()
println new J().fake()
//// expando
def e = new Expando(name: 'x', hi: { -> "hi $name" })
println e.name
println e.hi()
e.age = 3
println e.age
println e.nope
println e.properties
e.greet = { "g$it" }
println e.greet(1)
try { e.unknown() } catch (x) { println x.class.name; println x.message }
println e
//// properties-basic
class A { String name; private int secret = 3; public pub = 4; final fin = 5; def getVirtual() { 'v' }; void setWr(x) { name = "w$x" } ; boolean isOk() { true } ; boolean flag }
def a = new A()
a.name = 'n'
println a.name
println a.getName()
println a.pub
println a.fin
println a.virtual
a.wr = 9
println a.name
println a.ok
println a.flag
println a.isFlag()
try { a.fin = 1 } catch (e) { println e.class.name; println e.message }
try { a.virtual = 1 } catch (e) { println e.class.name; println e.message }
try { a.nope = 1 } catch (e) { println e.class.name; println e.message }
println a.secret
try { println a.wr } catch (e) { println e.class.name; println e.message }
println a.hasProperty('name') != null
println a.properties.keySet().sort()
println a['name']
a['name'] = 'sub'
println a.name
//// properties-caps
class C { def aProp = 1; def URL = 'u'; def xIndex = 3 ; def getFOO() { 'foo' } }
def c = new C()
println c.aProp
println c.URL
println c.getaProp()
println c.getURL()
println c.FOO
println c.xIndex
//// field-access
class F { String name = 'f'; String getName() { 'getter' } }
def f = new F()
println f.name
println f.@name
f.@name = 'z'
println f.@name
try { f.@nope } catch (e) { println e.class.name; println e.message }
//// operator-overloading
class V { int x; V plus(V o) { new V(x: x + o.x) }; V minus(V o) { new V(x: x - o.x) }; V multiply(n) { new V(x: x * n) }; V div(n) { new V(x: x.intdiv(n)) }; V negative() { new V(x: -x) }; V positive() { new V(x: +x) }; V next() { new V(x: x + 1) }; V previous() { new V(x: x - 1) }; def getAt(i) { "at$i" }; void putAt(i, v) { println "put $i $v" }; V leftShift(o) { new V(x: x << o) }; V rightShift(o) { new V(x: x >> o) }; V mod(o) { new V(x: x % o) } ; V power(n) { new V(x: x ** n) }; V or(V o) { new V(x: x | o.x) }; V and(V o) { new V(x: x & o.x) }; V xor(V o) { new V(x: x ^ o.x) }; V bitwiseNegate() { new V(x: ~x) }; def call(a) { "call$a" }; boolean asBoolean() { x > 0 }; boolean isCase(o) { o == x }; boolean equals(o) { o instanceof V && o.x == x }; int hashCode() { x }; int compareTo(o) { x <=> o.x }; String toString() { "V($x)" } ; def asType(Class c) { c == Integer ? x : null } }
def a = new V(x: 5), b = new V(x: 3)
println a + b
println a - b
println a * 2
println a / 2
println(-a)
println(+a)
println a % 3
println a ** 2
println a | b
println a & b
println a ^ b
println ~a
println a << 1
println a >> 1
println a[3]
a['k'] = 4
println a(1)
println a ? 'yes' : 'no'
println 5 in a
println a == new V(x: 5)
def c = a
c++
println c
println a
--c
println c
println a as Integer
a += b
println a
//// compareTo-rules
class Ver implements Comparable<Ver> { int n; int compareTo(Ver o) { n <=> o.n } }
println new Ver(n: 1) < new Ver(n: 2)
println new Ver(n: 1) == new Ver(n: 1)
println new Ver(n: 1) <=> new Ver(n: 0)
println([new Ver(n: 3), new Ver(n: 1)].max().n)
println new Ver(n: 1).equals(new Ver(n: 1))
try { println new Ver(n: 1) < 3 } catch (e) { println e.class.name }
//// coercion
println '123' as int
println '12' as Integer
println '3.5' as Double
println '3.5' as BigDecimal
println 3.7 as int
println 65 as char
println 'a' as char
println ((int) 'a')
println ((char) 98)
println [1, 2] as Set
println ([1, 2, 2] as Set)
println ([3, 1] as int[]).class
println ('abc' as List)
println ([a: 1] as TreeMap).class
println 1 as boolean
println '' as boolean
println 1 as String
println 1 as Long
println null as String
try { 'abc' as int } catch (e) { println e.class.name; println e.message }
try { (int) 'abc' } catch (e) { println e.class.name; println e.message }
try { [1] as Integer } catch (e) { println e.class.name; println e.message }
println ([1,2] as String)
println (1..3 as List)
println ((1..3) as int[]).length
println ([1,2,3] as Object[]).length
println (['a','b'] as String[]).class.name
println (['1','2'] as Set).class.name
println ({ 1 } as java.util.concurrent.Callable).call()
//// as-interface
interface Calc { int add(int a, int b); int neg(int a) }
def c = [add: { a, b -> a + b }, neg: { -it }] as Calc
println c.add(1, 2)
println c.neg(3)
def d = { Object[] a -> a.size() } as Calc
println d.add(5, 6)
println d.neg(5)
def e = [add: { a, b -> 1 }] as Calc
try { e.neg(1) } catch (x) { println x.class.name; println x.message }
def it = [hasNext: { true }, next: { 5 }] as Iterator
println it.next()
println c instanceof Calc
interface Fn { def apply(x) }
Fn f = { it * 2 }
println f.apply(4)
def use(Fn g) { g.apply(10) }
println use { it + 1 }
println use(x -> x + 2)
//// integer-arith
println 7 / 2
println 6 / 2
println (6 / 2).class
println (7 / 2).class
println 7.intdiv(2)
println -7 / 2
println -7 % 3
println 7 % -3
println (-7).mod(3)
println 2 ** 10
println (2 ** 10).class
println 2 ** -1
println 2 ** 0.5
println (2 ** 31).class
println (2 ** 63).class
println 2147483647 + 1
println (2147483647 + 1).class
println 9223372036854775807 + 1
println 2147483648
println 2147483648.class
println 9223372036854775808.class
println 1_000_000
println 0x1F
println 0b101
println 017
println 0xFFFFFFFF
println 0xFFFFFFFF.class
println 0x7FFFFFFFFFFFFFFF
println 1g.class
println 1L.class
println 1i.class
println 1.5.class
println 1.5f.class
println 1.5d.class
println 1e3.class
println 1e3
println 1.0e-3
println 5 <=> 3
println 1 == 1.0
println 1L == 1
println 1.0 == 1.00
println 1.0.equals(1.00)
println 10 % 3.5
println 1.1 + 2.2
println 1.1f + 2.2f
println 1.1d + 2.2d
println 0.1 + 0.2
println 1 / 3
println 1.0 / 3.0
println 100.0 / 3
println 2 / 3.0f
println 10.0 / 4
println 1e10 / 3
println 1 / 8
println 22.0 / 7.0
println 3.0 * 2.00
println 3.00 - 1.0
println 3.0 ** 2
println 1.5 ** 2
println 10 ** 20
println 1 << 33
println 1L << 33
println -8 >> 1
println -8 >>> 28
println -8L >>> 60
println 5 & 3
println 5 | 3
println 5 ^ 3
println ~5
try { 1 / 0 } catch (e) { println e.class.name; println e.message }
try { 1 % 0 } catch (e) { println e.class.name; println e.message }
println 1d / 0
println -1d / 0
println 0d / 0
println 1.0d % 0
try { 1.0 / 0 } catch (e) { println e.class.name; println e.message }
try { 1.intdiv(0) } catch (e) { println e.class.name; println e.message }
println((byte) 200)
println((short) 70000)
println((int) 3000000000)
println((long) 3.99)
println((int) -3.99)
println 5.0 as int
byte b = 10
b += 5
println b.class
short s = 1
s++
println s.class
println ((byte)1 + (byte)2).class
println (1L + 1).class
println (1 + 1.0).class
println (1 + 1f).class
println (1f + 1f).class
println (1.0 + 1f).class
println (1G + 1).class
println (1G + 1.0).class
println (1 / 2L).class
println (2L / 2).class
println Integer.MAX_VALUE + 1
println Long.MAX_VALUE + 1
println Integer.MIN_VALUE
println -2147483648.class
println Math.abs(-5)
//// char-arith
char c = 'a'
println c + 1
println c++
println c
println (c + c)
println ('a' as char) < ('b' as char)
println 'a' < 'b'
println 'a' == ('a' as char)
println ('a'..'e').toList()
println (char) ((int) 'a' + 1)
println 'a'.next()
println 'az'.next()
println 'abc'[0].class
println 'abc'.charAt(1).class
println 'abc'.charAt(1) + 1
println 'abc' - 'b'
println 'abc' * 3
println 'abc'[-1]
println 'abcdef'[1..3]
println 'abcdef'[-3..-1]
println 'abcdef'[1, 3, 5]
println 'abcdef'[4..2]
println 'abc' <=> 'abd'
println 'a' + 1 + 2
println 1 + 2 + 'a'
println 'a' + null
println 'x' << 'y'
println ('x' << 'y').class
println 'hello'.multiply(2)
