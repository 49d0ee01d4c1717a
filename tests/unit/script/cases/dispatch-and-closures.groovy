//// tests-closure-1
class Foo { def bar = { it * 2 }; def call(x) { "called $x" } }
def f = new Foo()
println f.bar(3)
println f(4)
println f.bar.call(5)
def list = [f]
println list[0](6)
println f.with { it(7) }
//// closure-as-map-value
def m = [add: { a, b -> a + b }, neg: { -it }]
println m.add(1, 2)
println m.neg(5)
println m['add'](3, 4)
println m.'neg'(1)
println m.get('add')(5, 6)
m.each { k, v -> println "$k ${v.maximumNumberOfParameters}" }
//// closure-in-list
def l = [{ 1 }, { it + 1 }]
println l[0]()
println l[1](5)
println l*.call(3)
//// closure-equality
def c = { 1 }
println c == c
println c.equals(c)
println c == { 1 }
println c.clone() == c
println([c].contains(c))
//// closure-string-coercion
def s = "${{ -> 'lazy' }} ${{ it -> it << 'w' }}"
println s
//// composition
def inc = { it + 1 }, dbl = { it * 2 }
println((inc >> dbl >> inc)(3))
println((inc << dbl)(3))
println([1, 2].collect(inc >> dbl))
def add = { a, b -> a + b }
println((add >> inc)(1, 2))
println add.curry(1) .call(2)
println((add.curry(5) >> dbl)(1))
println([inc, dbl].inject { a, b -> a >> b }(5))
println inc.andThen(dbl)(1)
println inc.compose(dbl)(1)
println Closure.IDENTITY(5)
//// currying-more
def f = { a, b = 5, c -> "$a $b $c" }
println f(1, 2)
println f.curry('x')(9)
def g = { String s, int... xs -> s + xs.sum() }
println g.curry('a')(1, 2)
println g.rcurry(3)('q')
def h = { a, b, c, d -> [a, b, c, d] }
println h.ncurry(1, 'B', 'C')('a', 'd')
println h.rcurry('C', 'D')('a', 'b')
println h.curry(1).rcurry(4)(2, 3)
println h.curry(1).maximumNumberOfParameters
println h.curry(1).parameterTypes.length
//// delegates-strategies
class D1 { def name = 'D1'; def hi() { "hi from $name" } }
class Own { def name = 'Own'; def hi() { 'own hi' }; def test(int strat) { def c = { "${name} ${hi()}" }; c.delegate = new D1(); c.resolveStrategy = strat; c() } }
def o = new Own()
println o.test(Closure.OWNER_FIRST)
println o.test(Closure.DELEGATE_FIRST)
println o.test(Closure.OWNER_ONLY)
println o.test(Closure.DELEGATE_ONLY)
println Closure.DELEGATE_FIRST
def c = { foo() + bar }
c.delegate = [foo: { 'mapfoo' }, bar: 'mapbar']
println c()
def nested = { -> { -> zork } }
nested.delegate = [zork: 'deep']
println nested()()
//// nested-builders
class Node2 { String n; Map a; List kids = []; String toString() { "$n${a ?: ''}${kids ?: ''}" } }
class B { def stack = []; def root
  def methodMissing(String n, args) { def node = new Node2(n: n); for (x in args) { if (x instanceof Map) node.a = x; else if (x instanceof Closure) { stack.push(node); x.delegate = this; x.resolveStrategy = Closure.DELEGATE_FIRST; x(); stack.pop() } else node.kids << x }
    if (stack) stack.first().kids << node else root = node
    node } }
println new B().html { head { title 'T' }; body(id: 1) { p 'x'; p 'y'; ul { 3.times { i -> li i } } } }
//// gstring-methods
def g = "Hello ${'World'}"
println g.toUpperCase()
println g.length()
println g[0..4]
println g.contains('World')
println g + '!'
println g.replace('Hello', 'Bye')
println g.split(' ').toList()
println g == 'Hello World'
println 'Hello World' == g
println g.hashCode() == 'Hello World'.hashCode()
println g.toString().hashCode() == 'Hello World'.hashCode()
println g.getClass().simpleName
println((g as String).class.simpleName)
String s = g
println s.class.simpleName
println([g].contains('Hello World'))
println(['Hello World'].contains(g))
println([(g): 1].containsKey('Hello World'))
println g in ['Hello World']
switch (g) { case 'Hello World': println 'sw'; break; default: println 'no' }
println g.values.toList()
println g.strings.toList()
println "${1}".toInteger() + 1
println "a${1}b" ==~ /a\db/
println "x".plus("y${1}")
println "${[1, 2]}".size()
def f(String x) { x.class.simpleName }
println f("g${1}")
def h(Object x) { x.class.simpleName }
println h("g${1}")
println "a${null}b${true}c${1.50}d${[a: 1]}e${1..3}f${'x' as char}"
println "${-> 'lazy'}${1}"
def n = 1; def lz = "${-> n}"; n = 2; println lz
//// methods-default-overload
class A { def f(a, b = 1) { "2args $a $b" }; def f(String s) { "str $s" } }
println new A().f(5)
println new A().f('x')
println new A().f('x', 2)
class B { def g(int a = 1, String b = 'b', c) { "$a $b $c" } }
println new B().g('z')
println new B().g(5, 'z')
println new B().g(5, 'q', 'z')
class C { C(a = 1, b = 2) { println "$a $b" } }
new C(); new C(5); new C(5, 6)
def h(List l = [], Map m = [:]) { "$l $m" }
println h()
println h([1])
println h([1], [a: 1])
//// varargs-more
class V { def a(String s, Object... r) { "$s ${r.length}" }; def b(int... i) { i.length }; def c(Object o) { 'single' }; def c(Object... o) { "many ${o.length}" }; def d(List... l) { l.length }; static e(String... s) { s.join('+') } }
def v = new V()
println v.a('x')
println v.a('x', 1, 2)
println v.a('x', [1, 2])
println v.a('x', [1, 2] as Object[])
println v.a('x', *[1, 2])

println v.b()
println v.b(1, 2)
println v.b([1, 2] as int[])
println v.c(1)
println v.c(1, 2)
println v.c()
println v.d([1], [2])
println V.e('a', 'b')
println V.e()
def f(String... xs) { xs?.length }
println f('a')
println f(['a', 'b'] as String[])
println f("g${1}", 'x')
def g(Object[] arr) { arr.length }
println g(1, 2, 3)
println g([1, 2] as Object[])
def w(a, int... rest) { "$a $rest" }
println w(1, 2, 3)
//// dispatch-runtime
def m(Integer i) { 'int' }
def m(String s) { 'str' }
def m(Object o) { 'obj' }
def m(List l) { 'list' }
Object o = 5
println m(o)
o = 'x'
println m(o)
println m([1])
println m(1.5)
println m(null)
println m((Object) 'cast')
println m("g${1}")
println([1, 's', [], 2.0].collect { m(it) })
class P { }
class Q extends P { }
def k(P p) { 'P' }
def k(Q q) { 'Q' }
P p = new Q()
println k(p)
println k(new P())
def n(long l) { 'long' }
def n(double d) { 'double' }
println n(1)
println n(1.5f)
println n(2.5)
def c(char ch) { 'char' }
def c(String s) { 'string' }
println c('a')
println c('a' as char)
def b(boolean x) { 'bool' }
def b(Object x) { 'object' }
println b(true)
println b(1)
def z(Closure cl) { 'closure' }
def z(Runnable r) { 'runnable' }
println z { }
def num(Number x) { 'Number' }
def num(Integer x) { 'Integer' }
println num(1)
println num(1L)
def coll(Collection x) { 'coll' }
def coll(Iterable x) { 'iter' }
println coll([1])
println coll([1] as Set)
//// property-this-super
class A { protected String p = 'A.p'; String getQ() { 'A.q' }; String r = 'A.r' }
class B extends A { String getQ() { "B.q+${super.q}" }; def all() { [p, this.p, q, r, super.r] }; void setR(String v) { super.setR(v + '!') } }
def b = new B()
println b.all()
b.r = 'new'
println b.r
println b.all()
//// static-inherit
class A { static x = 1; static hi() { "A.hi $x" }; static class In { } }
class B extends A { static y = x + 1; static hi2() { hi() + y } }
println B.hi()
println B.hi2()
println B.x
B.x = 5
println A.x
println new B().x
println B.y
println new B().hi()
//// instance-of-chain
interface I1 { }
interface I2 extends I1 { int K = 5 }
class A implements I2 { }
class B extends A { }
println new B() instanceof I1
println B.K
println I2.K
println I1.isAssignableFrom(B)
println new B().class.superclass.interfaces*.simpleName
//// equals-hash-collections
class K { String id; K(id) { this.id = id }; boolean equals(o) { o instanceof K && o.id == id }; int hashCode() { id.hashCode() }; String toString() { "K$id" } }
def m = [(new K('a')): 1]
m[new K('a')] = 2
println m
println m.size()
def s = [new K('x'), new K('x'), new K('y')] as Set
println s.size()
println([new K('a'), new K('b')].indexOf(new K('b')))
println([new K('a')] == [new K('a')])
println([new K('a'), new K('b')].minus([new K('a')]))
println([new K('a')].intersect([new K('a'), new K('c')]))
println([new K('b'), new K('a')].sort { it.id })
println([new K('a'), new K('a')].unique().size())
println([new K('b'), new K('a')].groupBy { it.id }.keySet())
println([new K('a')].count(new K('a')))
//// comparable-sort
class V implements Comparable<V> { int n; int compareTo(V o) { n <=> o.n }; String toString() { "v$n" } }
def l = [new V(n: 3), new V(n: 1), new V(n: 2)]
println l.sort(false)
println l.max()
println l.min()
println l.sort { -it.n }
println l.toSorted()
println(new V(n: 1) < new V(n: 2))
println(new V(n: 1) == new V(n: 1))
println([new V(n: 1)].contains(new V(n: 1)))
println new TreeSet(l)
println l.sort { a, b -> a <=> b }
println(new V(n: 5) in (new V(n: 1)..new V(n: 9)) ? 'in' : 'out')
//// mixin
class M1 { def hello() { "hello from mixin" } ; def who() { this.class.simpleName } }
class T { }
T.mixin M1
println new T().hello()
//// getAt-putAt
class G { def d = [:]; def getAt(k) { "get:$k" }; def putAt(k, v) { d[k] = v }; def getAt(Range r) { "range:$r" } }
def g = new G()
println g[1]
println g['a']
println g[1..2]
println g[1, 2]
g['z'] = 5
println g.d
g[1] += 'x'
println g.d
//// call-operator
class F { def call() { 'none' }; def call(a) { "one $a" }; def call(a, b) { "two $a $b" }; static call(String s, int i, int j) { 'static' } }
def f = new F()
println f()
println f(1)
println f(1, 2)
println F.call('a', 1, 2)
class H { F f = new F(); def go() { f(5) } }
println new H().go()
println new H().f(6)
//// asBoolean
class T { boolean v; boolean asBoolean() { v } }
println new T(v: true) ? 'y' : 'n'
println new T(v: false) ? 'y' : 'n'
println !new T(v: true)
if (new T(v: true)) println 'if'
println new T(v: false) ?: 'elvis'
println new T(v: true) && true
while (new T(v: false)) { println 'never' }
println([new T(v: true), new T(v: false)].findAll().size())
println([new T(v: true), new T(v: false)].count { it })
//// power-of-labels
def found = null
search:
for (i in 1..5) {
  for (j in 1..5) {
    if (i * j == 12) { found = [i, j]; break search }
    if (j > i) continue search
  }
}
println found
def n = 0
outer: while (true) { inner: while (true) { n++; if (n % 2) continue outer; if (n > 6) break outer } }
println n
