//// operators-null
def n = null
println n == 0
println n != 0
println null > 0
println 0 > null
println null <=> null
println [null, 1, 3, null, 2].sort()
println null in []
println null ?: 'd'
println "${null}x"
println 'a' + null
println([null] + null)
println null as String
println null as List
try { println null * 2 } catch (e) { println e.message }
try { null.size() } catch (e) { println e.message }
try { null[0] } catch (e) { println e.message }
try { null.x = 1 } catch (e) { println e.message }
try { null.each { } ; println 'ok' } catch (e) { println e.message }
try { null.length() } catch (e) { println e.message }
try { null() } catch (e) { println e.message }
try { null << 1 } catch (e) { println e.message }
try { null..3 } catch (e) { println e.class.name + e.message }
try { !null; println 'nn' } catch (e) { println e.message }
try { println null =~ /x/ } catch (e) { println e.class.name }
try { println null ==~ /x/ } catch (e) { println e.class.name }
try { for (x in null) { }; println 'loop' } catch (e) { println e.message }
try { switch (null) { case 1: break; default: println 'def' } } catch (e) { println e.message }
try { println null?.toString() } catch (e) { println e.message }
try { [1, null].sum() } catch (e) { println e.class.name + e.message }
try { [a: null].a.b } catch (e) { println e.message }
try { println 'abc'.contains(null) } catch (e) { println e.class.name }
try { println 'abc'.equals(null) } catch (e) { println e.class.name }
//// compare-mixed
println 1 < 2.5
println 1L < 2
println 'a' < 'b'
println 1 == 'a'
try { println 1 < 'a' } catch (e) { println e.class.name + ': ' + e.message }
try { println 'abc' < 1 } catch (e) { println e.class.name + ': ' + e.message }
try { println [] < [] } catch (e) { println e.class.name + ': ' + e.message }
try { println true < 1 } catch (e) { println e.class.name + ': ' + e.message }
println true > false
println 'a' == 97
println ('a' as char) == 97
println 1.0 == 1
println 1.0f == 1.0d
println 0.1f == 0.1d
println 1G == 1
println [1, 2] == [1, 2.0]
println [a: 1] == [a: 1L]
println ([1] as Set) == ([1] as Set)
println [1] == ([1] as Set)
println 'a' == "a"
println "${'a'}" == 'a'
println 'a'.equals("${'a'}")
println new Date(0) == new Date(0)
println new Date(0) < new Date(1)
println 1 <=> 2
println 'b' <=> 'a'
println null == false
println 0 == false
println '' == false
println [] == []
println [:] == []
println 1..3 == [1, 2, 3]
println ([1, 2] as int[]) == [1, 2]
println 1 != 1L
println Integer == int
println (1 as byte) == 1
println Double.NaN == Double.NaN
println 0.0d == -0.0d
println 1.equals(1L)
println 'A' <=> 'a'
println 10 > 9 && '10' < '9'
//// instanceof
println 1 instanceof Integer
println 1 instanceof Number
println 1 instanceof Comparable
println 1 instanceof Object
println 'a' instanceof CharSequence
println "${1}" instanceof String
println "${1}" instanceof CharSequence
println "${1}" instanceof GString
println([] instanceof List)
println([] instanceof Collection)
println([] instanceof Iterable)
println([:] instanceof Map)
println([:] instanceof HashMap)
println({ } instanceof Closure)
println({ } instanceof Runnable)
println 1.5 instanceof BigDecimal
println (1..2) instanceof List
println (1..2) instanceof Range
println null instanceof Object
println new int[1] instanceof int[]
println (['a'] as String[]) instanceof Object[]
println new Exception() instanceof Throwable
println !(1 instanceof String)
println 1 !instanceof String
println 'x' instanceof Comparable
println true instanceof Boolean
println ('c' as char) instanceof Character
println 1G instanceof BigInteger
println (1..2) instanceof IntRange
println [1].iterator() instanceof Iterator
println String instanceof Class
//// bigmath
println 2G ** 100
println 100G.pow(5)
println 123456789012345678901234567890 + 1
println 99999999999 * 99999999999
println 99999999999L * 99999999999L
println 1.23456789 * 9.87654321
println 1.0 / 3 * 3
println 10 / 3 * 3
println (10 / 3).scale()
println 2 / 7
println 1.10 / 3
println 100 / 7.0
println 1e100.class
println 5 / 10
println 0.5 + 1/2
println 3.0 / 2
println 1000000 / 3
println 12345678901234567890 / 7
println 1.5 % 1
println 7.5.remainder(2)
println (-7).intdiv(2)
println -7.intdiv(2)
println 7 % -3
println -7 % 3
println Math.floorMod(-7, 3)
println 5.0 - 5
println 1.000 * 2
println 2.50 + 1.5
println (0.1 + 0.2).class
println 3 * 0.1
println 1.1.multiply(3)
println 10.div(4)
println 10G / 4
println 10L / 5
println 1.0.stripTrailingZeros()
println 100.00.stripTrailingZeros()
println 3.14159.setScale(2, BigDecimal.ROUND_HALF_UP)
println 1e3 as int
println 1.5e3
println 2.0 ** 10
println 2 ** 31
println 2 ** 62
println 2 ** 64
println 2L ** 40
println 2.5 ** 3
println 9 ** 0.5
println 2 ** -2
println (-2) ** 3
println 0 ** 0
println 1 / 3 as float
println 1f / 3
println 1d / 3
println 5 % 2.5
println Integer.MAX_VALUE * 2
println Integer.MAX_VALUE as long
println Integer.MAX_VALUE * 2L
println Long.MAX_VALUE * 2
println Math.pow(2, 10)
println Math.sqrt(16)
println Math.abs(-1.5)
println Math.max(1, 2.5)
println Math.round(1.5f)
println Math.PI
println 017 + 0x1f + 0b11
println 1_000 * 1_000
println 'abc'.hashCode() * 31
println (int) 'a'
println 5.toString() + 5
println -5.abs()
println 5.0.toString()
println 1.0e-10
println 1e-10d
println 12.0e2
println 0.000001
println 0.0000001
println 1E+5
println 1.0E5d
println 123.456f
//// shifts
println 1 << 31
println 1 << 32
println 1L << 63
println -1 >>> 1
println -1L >>> 1
println -16 >> 2
println 5 >> 1
println 0xFF & 0x0F
println 0xF0 | 0x0F
println 0xFF ^ 0x0F
println ~0
println ~0L
println 1G << 100
println (1G << 70) >> 60
println (byte) 0xFF
println (short) 0xFFFF
println 1 << -1
println 5 & 3L
println (5 & 3L).class
println true & true
println true ^ false
println 6 & 3 | 8
try { 1.5 << 1 } catch (e) { println e.class.name + ': ' + e.message }
try { 1.5 & 1 } catch (e) { println e.class.name + ': ' + e.message }
try { ~1.5 } catch (e) { println e.class.name + ': ' + e.message }
println Integer.toBinaryString(-8 >>> 28)
println 3 >>> 1
//// incdec
def i = 5
println i++ + ++i
println i-- - --i
def d = 1.5
d++
println d
def c = 'a'
c++
println c
def l = 5L
l++
println l.class
def b = (byte) 127
b++
println b
println b.class
int ii = Integer.MAX_VALUE
ii++
println ii
def arr = [1, 2]
arr[0]++
++arr[1]
println arr
def m = [x: 1]
m.x++
m['x']++
println m
class P { int v = 1; static int s = 1; def inc() { v++; this.v++; s++; v } }
def p = new P()
println p.inc()
p.v++
p.v += 5
println p.v
P.s++
println P.s
def n = null
try { n++ } catch (e) { println e.message }
def z = [a: [b: 1]]
z.a.b++
z.a.b *= 10
println z
def q = 'z'
q++
println q
char ch = 'y'
ch++
println ch
println ch.class
boolean bb = true
try { bb++ } catch (e) { println e.class.simpleName }
def dt = new Date(0)
dt++
println dt.time
float f = 1.5f
f--
println f
//// elvis-assign
def a
a ?= 'x'
println a
def m = [:]
m.k ?= []
m.k << 1
m.k ?= 'no'
println m
class P { def v; int n }
def p = new P()
p.v ?= 3
p.v ?= 4
p.n ?= 9
println "$p.v $p.n"
String s = ''
s ?= 'filled'
println s
//// safe-chains
class A { A next; String name; def go(x) { x } }
def a = new A(name: 'a', next: new A(name: 'b'))
println a.next?.name
println a.next?.next?.name
println a?.next?.next?.go(1)
println a?.next.next
println a.next?.next?.name?.toUpperCase()?.size()
def e = { println 'evaluated'; 1 }
A z = null
println z?.go(e())
println z?.name?.size() ?: 'none'
println a?."name"
println a?.'next'?."${'na' + 'me'}"
println z?.next?.next
println([a, null, z]*.name)
println([a, null]?.name)
z?.name = 'q'
println z
println a?.@name
println([null]?.get(0)?.x)
def l = null
println l?[0]
println l?[0]?.foo
println a?.with { name }
//// enum-switch
enum Day { MON, TUE, SAT, SUN
  boolean isWeekend() { this in [SAT, SUN] }
  Day getNext() { values()[(ordinal() + 1) % values().length] } }
println Day.SAT.weekend
println Day.SUN.next
println Day.values().findAll { it.weekend }
println Day.MON.ordinal()
println Day.MON..Day.SAT
println((Day.MON..Day.SAT).size())

def d = Day.MON
d++
println d
//// interfaces-traits-mix
interface Named { String getName() }
trait Greets { String greet() { "Hi ${getName()}" } }
class Person implements Named, Greets { String name }
println new Person(name: 'Z').greet()
trait Counter { int count = 0; int next() { count += 1; count } }
class A implements Counter { }
def a = new A(), b = new A()
a.next(); a.next(); b.next()
println "$a.count $b.count"
trait Abs { abstract int val(); int dbl() { val() * 2 } }
class I implements Abs { int val() { 21 } }
println new I().dbl()
trait WithStatic { static String hi() { 'st' } }
class WS implements WithStatic { }
println WS.hi()
class Over implements Greets { String getName() { 'o' }; String greet() { 'over ' + Greets.super.greet() } }
println new Over().greet()
trait T1 { def x() { 'T1' } }
trait T2 extends T1 { def x() { 'T2' + super.x() } }
class C2 implements T2 { }
println new C2().x()
class Par { def x() { 'Par' } }
class Ch extends Par implements T1 { }
println new Ch().x()
println T1.class.isInterface()
println new C2() instanceof T1
trait Init { List items = []; def add(x) { items << x; this } }
class UsesInit implements Init { }
println new UsesInit().add(1).add(2).items
println new UsesInit().items
//// trait-props
trait P { String n = 'dflt'; private String hidden = 'h'; String getHidden2() { hidden }; public String pub = 'pub' }
class C implements P { }
def c = new C()
println c.n
c.n = 'x'
println c.n + c.hidden2
println new C(n: 'named').n
println c.P__pub
//// abstract-classes
abstract class Base { abstract int calc(int x); int twice(int x) { calc(x) * 2 }; static Base of(Closure c) { new Base() { int calc(int x) { c(x) } } } }
println Base.of { it + 1 }.twice(4)
def b = { int x -> x * 3 } as Base
println b.twice(2)
Base q = { it - 1 }
println q.twice(5)
