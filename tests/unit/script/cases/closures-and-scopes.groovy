//// gen1
class Box<T extends Comparable<T>> { T v; Box(T v) { this.v = v }; T get() { v }; static <K, V> Map<K, V> mk(K k, V v) { [(k): v] } }
println new Box<Integer>(3).get()
println Box.mk('a', 1)
println Box.<String, Integer>mk('b', 2)
def <T> T id(T x) { x }
println id(5)
Map<String, List<Integer>> m = new HashMap<>()
m.computeIfAbsent('a') { [] } << 1
println m
List<? extends Number> l = [1, 2.0]
println l
println new ArrayList<Map<String, Integer>>().size()
interface Tr<A, B> { B go(A a) }
class TI implements Tr<String, Integer> { Integer go(String s) { s.size() } }
println new TI().go('abc')
//// anon-capture
def make(int n) { new Object() { int c = n; def inc() { c += n; c } ; String toString() { "c=$c" } } }
def o = make(3)
println o.inc()
println o
def list = []
def a = new ArrayList() { boolean add(x) { list << x; super.add(x * 2) } }
a.add(4)
println a
println list
//// anon-iface-multi
interface Shape { double area(); default String desc() { "area ${area()}" } }
def s = new Shape() { double area() { 2.5 } }
println s.desc()
println s instanceof Shape
println ([new Shape() { double area() { 1 } }, s]*.area())
//// inner-this
class A { String n = 'A'; class B { String n = 'B'; def both() { "${A.this.n}${this.n}$n" } }; def mk() { new B() } }
println new A().mk().both()
//// inner-outer-methods
class O { private int x = 1; def helper(y) { x + y }; class I { def go() { helper(10) + x }; def setIt() { x = 50 } } 
 def run() { def i = new I(); i.setIt(); i.go() } }
println new O().run()
//// static-nested-enum
class C { enum E { A, B }; static class N { E e = E.A }; interface K { int Z = 3 } }
println C.E.B
println new C.N().e
println C.K.Z
//// local-closures-recursion
def fib
fib = { n -> n < 2 ? n : fib(n - 1) + fib(n - 2) }
println fib(12)
def fact = { int n -> n <= 1 ? 1 : n * call(n - 1) }
println fact(5)
def even, odd
even = { n -> n == 0 ? true : odd(n - 1) }
odd = { n -> n == 0 ? false : even(n - 1) }
println even(10)
//// closure-return
def f() { [1, 2, 3].each { if (it == 2) return it }; 'end' }
println f()
println([1, 2, 3].collect { if (it == 2) return 'two'; it })
println([1, 2, 3].find { it > 1 })
def c = { if (it) 'yes' else 'no' }
println c(true) + c(false)
def d = { for (i in 1..3) { if (i == 2) return i } }
println d()
def e = { try { throw new Exception('x') } catch (ex) { 'caught' } }
println e()
def g = { def x = 5 }
println g()
def h = { switch (it) { case 1: 'one'; break; default: 'other' } }
println h(1) + h(2)
def i = { while (true) { break } }
println i()
def j = { int z; z = 4 }
println j()
def k = { ; }
println k()
def l = { { -> 5 } }
println l()()
def m = { return }
println m()
//// closure-scope
def x = 1
def c = { x++ ; x }
c(); c()
println x
def mk = { def n = 0; { -> n++ } }
def c1 = mk(), c2 = mk()
c1(); c1()
println c1() + c2()
def list = (1..3).collect { i -> { -> i * 10 } }
println list*.call()
y = 5
def d = { y + 1 }
println d()
def e = { z = 9 }
e()
println z
for (q in 1..2) { def inner = q; list << { inner } }
println list[-1]()
//// closure-delegates
class Cfg { def vals = [:]; def methodMissing(String n, a) { vals[n] = a[0]; this } ; def propertyMissing(String n) { vals[n] } }
def cfg(Closure c) { def k = new Cfg(); c.delegate = k; c.resolveStrategy = Closure.DELEGATE_FIRST; c(); k.vals }
println cfg { name 'x'; size 5; nested { 1 } }.keySet()
def b = new StringBuilder()
b.with { append('a'); append('b'); length() }
println b
println 'abc'.with { toUpperCase() + length() }
println [1, 2].with { add(3); it }
def t = new ArrayList().tap { add(1); add(2) }
println t
def m = [a: 1].with { a + 1 }
println m
//// owner-chain
class A { def v = 'A'; def go() { def outer = { def inner = { v + this.v + owner.owner.v }; inner() }; outer() } }
println new A().go()
def c = { [owner.class.name, delegate.class.name, this.class.name] }
println c()
def n = { { -> [owner.is(delegate), owner instanceof Closure] }() }
println n()
//// setter-in-closure
class P { def a; def init(Closure c) { c.delegate = this; c.resolveStrategy = Closure.DELEGATE_FIRST; c() } }
def p = new P()
p.init { a = 5 }
println p.a
def q = new P()
q.with { a = 7 }
println q.a
//// static-closures
class S { static c = { it * 2 }; static list = [1, 2]; static m() { list.collect(c) }; def inst = { it + 1 }; def go() { inst(4) } }
println S.m()
println S.c(4)
println new S().go()
println new S().inst(9)
//// gpath
def data = [people: [[name: 'a', kids: [[n: 1], [n: 2]]], [name: 'b', kids: []]]]
println data.people.name
println data.people.kids.n
println data.people*.kids*.n
println data.people.kids.flatten().n
println data.people[0].kids[1].n
println data.people.find { it.name == 'b' }?.kids
println data.nope?.x
println data.people.size()
println data['people'][0]['name']
println data.people.collectMany { it.kids }.n
println data?.people?.getAt(0)?.name
//// map-methods-vs-props
def m = [size: 99, class: 'k', empty: 1, keySet: 2]
println m.size
println m.size()
println m.class
println m.getClass().simpleName
println m.empty
println m.isEmpty()
println m.keySet
m.foo = { 'called' }
println m.foo()
println m.bar
m.each { k, v -> }
println m.get('size')
def n = [:]
n.a = [:]
n.a.b = 1
n['c d'] = 2
n."e$n.a.b" = 3
println n
//// prop-quoted
def o = [ 'a b': [ 'c-d': 5 ] ]
println o.'a b'.'c-d'
println o."a b"?."c-d"
def k = 'a b'
println o."$k"
println o."${k}".'c-d'
o.'x y' = 1
println o.'x y'
class Q { def 'my method'(x) { "mm $x" } ; def p = 1 }
println new Q().'my method'(3)
def name = 'p'
println new Q()."$name"
def meth = 'my method'
println new Q()."$meth"(4)
//// script-methods
def add(a, b) { a + b }
int twice(int x) { x * 2 }
private secret() { 's' }
static stat(x) { x + 1 }
void nothing() { }
println add(1, 2)
println twice(4)
println secret()
println stat(5)
println nothing()
def String typed(String s) { s }
println typed('t')
def "quoted name"() { 'qn' }
println "quoted name"()
println this.add(3, 4)
println owner == null
//// script-owner
try { println owner } catch (e) { println e.class.simpleName }
println this.class.name
println binding.variables.size()
x = 5
println binding.variables
println binding.getVariable('x')
println binding.hasVariable('zz')
binding.setVariable('q', 7)
println q
println this.x
this.w = 3
println w
try { println nope } catch (MissingPropertyException e) { println e.message; println e.property }
//// binding-in-method
v = 10
def local = 5
def f() { v + 1 }
println f()
def g() { try { local } catch (MissingPropertyException e) { e.message } }
println g()
//// string-mult
println 'a' * 3 + 'b'
println 'x'.multiply(0) + '|'
try { 'a' * -1 } catch (e) { println e.class.name + ': ' + e.message }
println '-' * 10
println 'abc' - 'z' - 'b'
println 'aXbX' - 'X'
println 'a1b2' - ~/\d/
println 'abc'++
println 'hello' as List
println 'a,b'.split(',') as List
println 'abc'.collect { it.toUpperCase() }.join('-')
println 'abc'.toList()
println ('abc' in ['abc'])
println 'abc'[0, 2]
println 'abc'[0..-1]
try { 'abc'[5] } catch (e) { println e.class.name + ': ' + e.message }
println 'a'.compareTo('b')
println 'abc'.equals("abc")
println 'ABC'.equalsIgnoreCase('abc')
println 'abc'.hashCode()
println 'x=${1}'
println "a" == 'a'
println 'a' != 'b'
println 'abc' > 'abd'
println 'a' <=> null
println ''.isEmpty()
println 'abc'.reverse()
println 'abc'.contains('b')
println "abc".chars.length
println 'a b c'.tokenize()
println 'line1\nline2'.readLines()
println 'abc'.eachWithIndex { c, i -> print "$c$i" }
println 'abc'.any { it == 'b' }
println 'abc'.find(/[bc]/)
println 'a-b'.replace('-', '+')
println 'aaa'.replaceAll('a', 'b')
println 'aab'.replaceFirst('a', 'z')
println 'abc'.padLeft(5, '*') + 'abc'.padRight(5) + '|' + 'abc'.center(7, '-')
println 'x'.toCharacter().class
println '5'.toInteger() + '5'.toBigDecimal()
println 'true'.toBoolean()
println '12'.isNumber()
println 'abc'.capitalize()
println 'a.b.c'.split(/\./).size()
//// nested-gstring-quotes
def m = [a: [b: 'c']]
println "v: ${m['a']['b']} ${m.a.b.toUpperCase()} ${m.collect { k, v -> "$k:${v.b}" }.join(", ")}"
println "${m.a ? "yes ${m.a.b}" : 'no'}"
println "a ${ "b ${ "c" }" }"
println "${'it\'s'}"

println "${1}${2}" + "${3}"
println "\u0041 \\ \$ \" '"
println "a\nb".readLines()
println "sum=${[1, 2, 3].sum { it * 2 }}"
println """
  ${m.a}
 end"""
println "brace {} ${'{'} }"
println "${ def z = 5; z + 1 }"
//// instance-init
class I { int a = 1; int b; { b = a + 1 }; int c = b * 2; static int s; static { s = 9 }; I() { c += 1 } }
def i = new I()
println "$i.a $i.b $i.c $I.s"
class J extends I { int d = c + 1; J() { super(); d++ } }
println new J().d
//// ctor-order
class A { A() { println 'A'; init() }; def init() { println 'A.init' } }
class B extends A { def x = 5; B() { println "B $x" }; def init() { println "B.init $x" } }
new B()
//// super-calls
class A { def hi(n) { "A$n" }; def getP() { 'Ap' }; String toString() { 'strA' } }
class B extends A { def hi(n) { super.hi(n) + 'B' }; def getP() { super.p + 'B' }; String toString() { super.toString() + 'B' } }
println new B().hi(1)
println new B().p
println new B()
class C extends B { def hi(n) { super.hi(n) + 'C' } }
println new C().hi(2)
def c = new C() { def hi(n) { super.hi(n) + 'anon' } }
println c.hi(3)
//// polymorphism
abstract class Sh { abstract area(); def desc() { "${this.class.simpleName}:${area()}" } }
class Sq extends Sh { def s; def area() { s * s } }
class Ci extends Sh { def r; def area() { 3 * r * r } }
println([new Sq(s: 2), new Ci(r: 1)]*.desc())
println new Sq(s: 1) instanceof Sh
//// equals-override
class P { int x; boolean equals(Object o) { o instanceof P && x == o.x }; int hashCode() { x } }
println new P(x: 1) == new P(x: 1)
println new P(x: 1) != new P(x: 2)
println([new P(x: 1)].contains(new P(x: 1)))
println([new P(x: 1), new P(x: 1)].toSet().size())
println([(new P(x: 1)): 'v'][new P(x: 1)])
println new P(x: 1).is(new P(x: 1))
println([new P(x: 2)].indexOf(new P(x: 2)))
println([new P(x: 2)] - [new P(x: 2)])
//// toString-default
class T { }
println new T().toString().startsWith('T@')
println "${new T()}".startsWith('T@')
println new T().hashCode() == new T().hashCode()
def t = new T()
println t == t
println t.equals(t)
println t.class
println t.getClass().getName()
//// iterable
class It implements Iterable<Integer> { Iterator<Integer> iterator() { [1, 2, 3].iterator() } }
def it1 = new It()
println it1.collect { it * 2 }
println it1.toList()
for (x in it1) print x
println()
println it1.sum()
println 2 in it1
println it1.find { it > 1 }
println it1*.plus(1)
println it1.join('-')
class R implements Iterator { int n = 0; boolean hasNext() { n < 3 }; Object next() { n++ }; void remove() { } }
println new R().collect { it }
for (x in new R()) print x
println()
println new R().toList()
//// custom-range
class D implements Comparable<D> { int v; D next() { new D(v: v + 1) }; D previous() { new D(v: v - 1) }; int compareTo(D o) { v <=> o.v }; String toString() { "D$v" } ; boolean equals(o) { o instanceof D && o.v == v } ; int hashCode() { v } }
println((new D(v: 1)..new D(v: 4)).toList())
println((new D(v: 1)..<new D(v: 4)).size())
println new D(v: 2) in (new D(v: 1)..new D(v: 3))
for (d in new D(v: 1)..new D(v: 2)) print d
println()
println((new D(v: 3)..new D(v: 1)).toList())
println(new D(v: 1)..new D(v: 4))
//// assignment-ops
int a = 5
a += 2; println a
a -= 1; println a
a *= 3; println a
a /= 2; println a
a %= 5; println a
a **= 2; println a
a <<= 2; println a
a >>= 1; println a
a |= 8; println a
a &= 12; println a
a ^= 5; println a
a >>>= 1; println a
def s = 'x'
s += 1; s *= 2; println s
def l = [1]
l += 2; l += [3, 4]; l -= 1; println l
l << 5; println l
l <<= 6; println l
def m = [a: 1]
m += [b: 2]; println m
m.a += 5; println m
m['z'] = (m['z'] ?: 0) + 1; println m
def arr = [1, 2] as int[]
arr[0] += 5; println arr
l[0]++; println l
++l[1]; println l
println m.a++
println m.a
println(--m.a)
def x, y
x = y = 5
println x + y
def z = (x = 3) + 1
println z
println((x += 2) * 2)
//// bool-ops
def t(x) { print "t$x "; true }
def f(x) { print "f$x "; false }
println t(1) || f(2)
println f(1) && t(2)
println f(1) || t(2)
println !t(1)
println t(1) & f(2)
println t(1) | f(2)
println t(1) ^ t(2)
println t(1) ? 'a' : 'b'
println(true && 'x')
println(null || 0)
println !'' && ![]
boolean b = true
b &= false
println b
b |= true
println b
//// eval-order
def log = []
def v(l, n) { l << n; n }
def m = [:]
m[v(log, 'k')] = v(log, 'v')
println log
log.clear()
println v(log, 1) + v(log, 2) * v(log, 3)
println log
log.clear()
def g(a, b = 5) { "$a$b" }
println g(v(log, 'x'), v(log, 'y'))
println log
def i = 1
println i++ + i++ * i
println i
def arr = [0, 0, 0]
i = 0
arr[i++] = i
println arr
int k = 5
k = k++ + ++k
println k
//// ternary-chains
def grade(n) { n > 90 ? 'A' : n > 80 ? 'B' : n > 70 ? 'C' : 'F' }
println([95, 85, 75, 5].collect { grade(it) })
println true ? null ?: 'x' : 'y'
println((null ?: false) ?: 'z')
def x = null
println x?.y ?: 'def'
println x ? x.y : 'none'
println 1 ? [a: 1] : [b: 2]
println true ? { 5 }() : 6
def r = false ?
   'a'
   : 'b'
println r
//// tuple-return
def stats(List l) { [l.min(), l.max(), l.sum()] }
def (mn, mx, sm) = stats([3, 1, 2])
println "$mn $mx $sm"
def (String q, int w) = ['a', 2]
println q + w
def (_, second) = [1, 2]
println second
def a = 1, b = 2
(a, b) = [b, a]
println "$a$b"
def (h, *t) = [1, 2, 3]
println t
//// k1
println([1, 2].with { collect { it * 2 } })
//// k2
println([1, 2].with { any { it == 2 } })
//// k3
println([1, 2].with { toString() }.startsWith('Script1'))
//// k4
println('x'.with { hashCode() } == 'x'.hashCode())
//// k6
println('x'.with { getClass() }.simpleName.size() > 0)
println('x'.with { is('x') })
//// k7
class A { def println(x) { System.out.println("A:$x") }; def each(c) { 'own each' }; def go() { [1].collect { println(it); each { } } } }
println new A().go()
//// k8
class A { def find(x) { 'own find' }; def go() { [1].collect { find(it) } } ; def with(c) { 'own with' }; def go2() { [1].collect { with { 1 } } } }
println new A().go()
println new A().go2()
//// k9
println([a: 1].with { inspect() })
println([3, 4].with { iterator().next() })
//// cn1
def a = { { -> } }
def b = { }
println a.class.name
println a().class.name
println b.class.name
def f() { return { -> 1 } }
println f().class.name
class A { def x = { }; static y = { }; def m() { { -> } }; A() { z = { } } ; def z }
println new A().x.class.name
println A.y.class.name
println new A().m().class.name
println new A().z.class.name
[1].each { println({ }.class.name) }
def o = new Object() { def c = { } ; def d() { { -> } } }
println o.c.class.name
println o.d().class.name
println o.class.name
enum E { X; def c = { } }
println E.X.c.class.name
def l = x -> x
println l.class.name
//// cn2
def c = { a, b -> }
try { c(1) } catch (e) { println e.message }
try { c.foo() } catch (e) { println e.message }
try { [1].each { it.foo() } } catch (e) { println e.message }
try { [1].each { foo() } } catch (e) { println e.message }
try { [1].each { foo } } catch (e) { println e.message }
try { [1].each { [2].each { zip } } } catch (e) { println e.message }
class K { def go() { [1].each { zap() } }; def go2() { [1].each { zap } } }
try { new K().go() } catch (e) { println e.message }
try { new K().go2() } catch (e) { println e.message }
