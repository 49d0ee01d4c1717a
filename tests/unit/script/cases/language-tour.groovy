//// class P { String name; int age; def greet() { "hi $name" } }
class P { String name; int age; def greet() { "hi $name" } }
def p = new P(name: 'Bob', age: 3); println p.greet(); p.age++; println p.age; p.name = "x${1}"; println p.name.class
class Q extends P { Q(n) { super(); name = n } ; String toString() { "Q($name)" } ; def greet() { super.greet() + "!" } }
println new Q('z'); println new Q('z').greet(); println new Q('a') instanceof P
//// trait Fly { int speed = 3; def fly() { "fly $speed" } ; abst
trait Fly { int speed = 3; def fly() { "fly $speed" } ; abstract String nm() }
trait Swim { def swim() { "swim" } }
class Duck implements Fly, Swim { String nm() { 'duck' } }
def d = new Duck(speed: 5); println d.fly(); println d.swim(); println d.nm(); d.speed = 9; println d.fly()
//// enum Color { RED('r') { def x() { 1 } }, GREEN('g') { def x(
enum Color { RED('r') { def x() { 1 } }, GREEN('g') { def x() { 2 } }; final String code; Color(c) { code = c }; abstract x() }
println Color.RED.code; println Color.GREEN.x(); println Color.values(); println Color.RED.next(); println Color.valueOf('RED').ordinal(); for (c in Color) println c
switch (Color.RED) { case Color.GREEN: println 'g'; break; case Color.RED: println 'r' }
println Color.RED <=> Color.GREEN; println((Color.RED..Color.GREEN).toList()); println 'RED' as Color
//// def fib; fib = { n -> n < 2 ? n : fib(n-1) + fib(n-2) }; pri
def fib; fib = { n -> n < 2 ? n : fib(n-1) + fib(n-2) }; println fib(15)
def add = { a, b -> a + b }; println add.curry(1)(2); println((add >> { it * 2 })(1,2)); def m = { it * 2 }.memoize(); println m(4)
println([1,2,3].collect { it * 2 }.findAll { it > 2 }.sum()); println([a:1,b:2].collect { k, v -> "$k=$v" }); println((1..5).inject { a, b -> a * b })
//// def (a, b) = [1, 2]; (a, b) = [b, a]; println "$a $b"; def l
def (a, b) = [1, 2]; (a, b) = [b, a]; println "$a $b"; def list = [3,1,2]; println list.sort(); println list.max(); println list.reverse(); println list*.toString()
println list.withIndex(); println list.groupBy { it % 2 }; println list.join('-'); println list[0..1]; println list[-1]; list << 9; println list; println list - [1]; println list.indexOf(9)
//// def m = [a: 1, b: [c: 2]]; println m.b.c; println m?.z?.y; m
def m = [a: 1, b: [c: 2]]; println m.b.c; println m?.z?.y; m.d = 4; println m; println m.keySet(); m.each { k, v -> println "$k:$v" }; m.each { println it }; println m.find { it.value == 1 }; println m*.key; println m.a.class
println m.findAll { k, v -> v instanceof Integer }; println m.collectEntries { k, v -> [k + 'x', v] }; println m.sort { -it.key.hashCode() }
//// String s = "Hello World"; println s.toUpperCase(); println s
String s = "Hello World"; println s.toUpperCase(); println s.replaceAll(/o(.)/) { all, g -> "[$g]" }; println s =~ /W/ ? 'y' : 'n'; def mt = s =~ /(\w+) (\w+)/; println mt[0][2]; println s ==~ /Hello.*/; println s.tokenize(); println s.padLeft(15, '*'); println s[0..4]; println s.reverse(); println s.find(/W\w+/); println s - 'World'; println s * 2; println s.split(' ').class; println s.contains('World'); println s.center(20,'-')
//// try { throw new IllegalArgumentException("bad") } catch (Ill
try { throw new IllegalArgumentException("bad") } catch (IllegalStateException | IllegalArgumentException e) { println e.message; println e } finally { println 'fin' }
def f() { try { return 1 } finally { println 'f' } }; println f()
try { [].first() } catch (e) { println e.class.name + e.message }
try { Integer.parseInt('x') } catch (NumberFormatException e) { println e.message }
try { null.foo } catch (NullPointerException e) { println e.message }
try { assert false : 'no' } catch (AssertionError e) { println e.message }
//// def r = switch (3) { case 1 -> 'a'; case 2, 3 -> { yield 'b'
def r = switch (3) { case 1 -> 'a'; case 2, 3 -> { yield 'b' }; default -> 'c' }; println r
switch ('abc') { case ~/a.*/: println 'm'; case Integer: println 'fall'; break; default: println 'd' }
switch (5) { case 1..3: println 'lo'; break; case [4,5]: println 'list'; break }
switch (5) { case { it > 3 }: println 'clo' }
outer: for (i in 0..3) { for (j in 0..3) { if (j == 2) continue outer; if (i == 2) break outer; print "$i$j " } }; println()
int i = 0; while (true) { if (++i > 3) break }; println i; do { i-- } while (i > 0); println i
for (int a = 0, b = 10; a < b; a += 3, b--) print "$a,$b;"; println()
//// def s = new StringBuilder(); s << 'a' << 1; s.append('x').in
def s = new StringBuilder(); s << 'a' << 1; s.append('x').insert(0, 'Z'); println s; println s.length(); println "${s}"
def w = new StringWriter(); w << 'q'; println w
println "${-> 1 + 1}"; def n = 1; def g = "${-> n} $n"; n = 2; println g
println '''a
b'''.readLines(); println """x ${1 + 1}
y"""; println $/a/b $$ ${1}/$; println(/a\/b\d/)
//// class A { def propertyMissing(String n) { "pm $n" } ; def me
class A { def propertyMissing(String n) { "pm $n" } ; def methodMissing(String n, args) { "mm $n ${args.toList()}" } }
def a = new A(); println a.foo; println a.bar(1, 2)
String.metaClass.shout = { -> delegate.toUpperCase() + '!' }; println 'x'.shout()
Integer.metaClass.getDbl = { -> delegate * 2 }; println 4.dbl
class Cat { static up(String s) { s.toUpperCase() } }; use (Cat) { println 'abc'.up() }
def e = new Expando(a: 1); e.b = { it + a }; println e.b(2); println e.a
def o = new Object(); o.metaClass.hi = { 'hello' }; println o.hi()
//// import groovy.transform.*
import groovy.transform.*
@Canonical class Pt { int x; int y }
println new Pt(1, 2); println new Pt(1,2) == new Pt(x:1, y:2); println new Pt(1,2).hashCode()
@ToString(includeNames=true) class T { def a = 1; String b }; println new T(b: 'q')
@Immutable class Im { String s; List l }; def im = new Im('a', [1]); println im; try { im.s = 'b' } catch (ex) { println ex.class.name + ': ' + ex.message }
@EqualsAndHashCode class EH { int a }; println new EH(a:1) == new EH(a:1)
@TupleConstructor class TC { def a, b }; println new TC(1, 2).b
@Sortable class So { int a; String toString() { "So$a" } }; println([new So(a:2), new So(a:1)].sort())
//// println([1,2,3] as Set); println([3,1,2] as TreeSet); printl
println([1,2,3] as Set); println([3,1,2] as TreeSet); println(new LinkedHashMap(a:1)); println([1,2] as int[]); println((['a','b'] as String[]).length); int[] q = [1,2]; q[0] = 5; println q; println q.class; println new int[2]; println([[1,2],[3]].flatten()); println([1,2,3,4].collate(2)); println([1,null,2].findAll()); println([1,2,2].unique()); println([1,2,3].any { it > 2 }); println(['a','b'].withIndex().collect { x, i -> "$x$i" }); println([[1,'a'],[2,'b']].collectEntries()); println([1,2,3].partition { it > 1 })
