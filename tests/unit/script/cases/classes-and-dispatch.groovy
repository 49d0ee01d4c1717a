//// closure-basic
def c = { -> 42 }
assert c() == 42
def d = { it * 2 }
assert d(4) == 8
println d.maximumNumberOfParameters
println d.parameterTypes
println ({ int a, String b -> }).parameterTypes
println c.parameterTypes.length
//// closure-nested-owner
def a = { def b = { owner }; b() }
println a().is(a)
class T { def run() { def c = { this }; c() } ; def own() { def c = { owner }; c() } }
def t = new T()
println t.run().is(t)
println t.own().is(t)
//// closure-delegate
class P { String name; def m() { "m-$name" } }
def c = { name + m() }
c.delegate = new P(name: 'x')
println c()
c.resolveStrategy = Closure.DELEGATE_FIRST
println c()
c.resolveStrategy = Closure.DELEGATE_ONLY
println c()
c.resolveStrategy = Closure.TO_SELF
try { c() } catch (e) { println e.class.name + ': ' + e.message }
//// closure-missing-method
def c = { foo(1) }
try { c() } catch (MissingMethodException e) { println e.message }
c.delegate = [foo: { it + 1 }]
println c()
//// closure-compose
def plus2 = { it + 2 }
def times3 = { it * 3 }
println((plus2 >> times3)(3))
println((plus2 << times3)(3))
println((plus2 >> { "$it!" } )(3))
println([1,2,3].collect(plus2 >> times3))
//// memoize
int n = 0
def m = { n++; it * 2 }.memoize()
println m(2) + m(2) + m(3)
println n
def m2 = { a, b -> n++; a + b }.memoizeAtMost(1)
m2(1,2); m2(1,2); m2(2,3); m2(1,2)
println n
//// trampoline
def fact
fact = { n, acc = 1G -> n < 2 ? acc : fact.trampoline(n - 1, n * acc) }
fact = fact.trampoline()
println fact(20)
println fact(300).toString().size()
//// default-params
def f(a, b = 2, c = a + b) { "$a $b $c" }
println f(1)
println f(1, 5)
println f(1, 5, 9)
def g(a = 1, b) { "$a $b" }
println g(7)
println g(7, 8)
def cl = { a, b = 10, c = b -> "$a $b $c" }
println cl(1)
println cl(1,2)
println cl(1,2,3)
//// varargs
def f(Object... a) { a.size() }
def g(String s, int... n) { s + n.sum() + n.class.simpleName }
println f()
println f(1)
println f(null)
println f([1,2])
println f([1,2] as Object[])
println f(*[1,2,3])
println g('a')
println g('a', 1, 2)
//// varargs-null
def f(String... a) { a == null ? 'null' : a.length }
println f(null)
println f(null, null)
println f((String) null)
//// overload-null
class N { def m(Object o) { 'Object' }; def m(String s) { 'String' } }
println new N().m(null)
class N2 { def m(Integer o) { 'Integer' }; def m(String s) { 'String' } }
try { new N2().m(null) } catch (e) { println e.class.name; println e.message }
//// overload-two-args
class W { def m(Object a, String b) { 1 }; def m(String a, Object b) { 2 } }
println new W().m(1, 'a')
println new W().m('a', 1)
try { println new W().m('a', 'b') } catch (e) { println e.class.name; println e.message }
//// private-method-call
class A { private foo() { 1 }; def bar() { foo() } }
println new A().bar()
println new A().foo()
//// static-members
class S { static int count = 0; static inc() { count++ }; static final NAME = 'n'; static { count = 5 } }
S.inc()
println S.count
S.count = 10
println S.inc()
println S.count
println S.NAME
try { S.NAME = 'x' } catch (e) { println e.class.name + ': ' + e.message }
println new S().count
//// interface-constants
interface K { int A = 1; String B = 'b'; def foo() }
class KI implements K { def foo() { A + B } }
println K.A
println KI.B
println new KI().foo()
println new KI() instanceof K
//// interface-default
interface D { default String hi() { "hi " + name() }; String name() }
class DI implements D { String name() { 'bob' } }
println new DI().hi()
//// interface-static
interface IS { static String hi() { 'static hi' } }
println IS.hi()
//// inner
class Outer { int v = 5; class Inner { int w = 6; def sum() { v + w } }; def make() { new Inner() }; static class Nested { def hi() { 'nested' } } }
println new Outer().make().sum()
def o = new Outer(v: 10)
println new Outer.Inner(o).sum()
println new Outer.Nested().hi()
println Outer.Inner.name
//// constructors
class A { def x, y; A() { this(1, 2) }; A(a, b) { x = a; y = b } }
def a = new A()
println a.x + a.y
class B extends A { B(z) { super(z, z * 2) } }
def b = new B(4)
println "$b.x $b.y"
try { new B() } catch (e) { println e.class.name; println e.message }
try { new A(1) } catch (e) { println e.class.name; println e.message }
//// named-ctor
class P { String a; int b }
println new P(a: 'x', b: 2).with { "$a$b" }
try { new P(a: 'x', c: 2) } catch (e) { println e.class.name; println e.message }
try { new P('x') } catch (e) { println e.class.name; println e.message }
try { new P(b: 'abc') } catch (e) { println e.class.name; println e.message }
println(([a: 'q', b: 3] as P).a)
P p = [a: 'z', b: 4]
println p.b
//// list-coercion
class Pt { int x, y; Pt(int x, int y) { this.x = x; this.y = y } }
Pt p = [1, 2]
println "$p.x $p.y"
def q = [3, 4] as Pt
println q.x
try { Pt r = [1,2,3] } catch (e) { println e.class.name; println e.message }
