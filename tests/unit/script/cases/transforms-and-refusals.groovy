//// eqhash
import groovy.transform.*
@EqualsAndHashCode class A { String n; int v }
println new A(n: 'x', v: 1) == new A(n: 'x', v: 1)
println new A(n: 'x', v: 1) == new A(n: 'x', v: 2)
println new A(n: 'x', v: 1).hashCode() == new A(n: 'x', v: 1).hashCode()
println([new A(n: 'x', v: 1)] as Set == [new A(n: 'x', v: 1)] as Set)
println([new A(n: 'x', v: 1), new A(n: 'x', v: 1)].unique().size())
@EqualsAndHashCode(excludes = 'v') class B { String n; int v }
println new B(n: 'x', v: 1) == new B(n: 'x', v: 2)
@EqualsAndHashCode(callSuper = true) class C extends A { int k }
println new C(n: 'x', v: 1, k: 2) == new C(n: 'x', v: 1, k: 2)
println new C(n: 'y', v: 1, k: 2) == new C(n: 'x', v: 1, k: 2)
println new A(n: 'x') == 'x'
println new A(n: 'x') == null
println new A(n: 'x', v: 1).hashCode()
@EqualsAndHashCode class D { }
println new D() == new D()
println new D().hashCode()
println new A(n: 'a', v: 2).canEqual(new A())
//// canonical
import groovy.transform.Canonical
@Canonical class P { String n; int v = 5; List l }
println new P('a')
println new P('a', 2, [1])
println new P(n: 'z', l: [3])
println new P()
println new P('a') == new P('a')
try { new P('a', 1, [], 4) } catch (e) { println e.message }
@Canonical(excludes = 'v') class Q { String n; int v }
println new Q('x')
//// immutable
import groovy.transform.Immutable
@Immutable class P { String n; int v; List l }
def p = new P('a', 1, [1])
println p
try { p.n = 'b' } catch (e) { println e.class.name; println e.message }
try { p.l << 2 } catch (e) { println e.class.name }
println new P(n: 'a', v: 1, l: [1]) == p
println p.hashCode() == new P('a', 1, [1]).hashCode()
try { new P(x: 1) } catch (e) { println e.class.name; println e.message }
@Immutable(copyWith = true) class Q { String a; int b }
println new Q('x', 1).copyWith(b: 5)
println new Q('x')
println new Q(b: 3)
//// map-ctor
import groovy.transform.*
@MapConstructor class A { String a; int b }
println new A(a: 'x', b: 2).a
@MapConstructor @TupleConstructor class B { int p; int q }
println new B(1, 2).q
println new B(p: 5).p
//// lazy
class L { @Lazy def x = { println 'computed'; 42 }(); @Lazy List l = [1, 2]; int n = 0; @Lazy String s = "v$n" }
def l = new L()
println 'before'
println l.x
println l.x
println l.l
l.n = 5
println l.s
//// builder
import groovy.transform.builder.*
@Builder class P { String first; int age }
println P.builder().first('a').age(3).build().with { "$first $age" }
@Builder(builderStrategy = SimpleStrategy) class Q { String n; int v }
def q = new Q().setN('x').setV(2)
println q.n + q.v
@Builder(prefix = 'with', builderMethodName = 'make', buildMethodName = 'done') class R { String n }
println R.make().withN('z').done().n
@Builder(builderClassName = 'MyB') class S { int a }
println S.builder().class.name
@Builder(builderStrategy = SimpleStrategy, prefix = '') class T2 { int k }
println new T2().k(4).k
//// delegate
class Ev { @Delegate Date when; String title }
class W { @Delegate List<String> items = []; def own() { 'own' } }
def w = new W()
w << 'a'
w.add('b')
println w.size()
println w.items
println w.own()
println w.collect { it * 2 }
println w[0]
println w instanceof List
class Inner2 { def hi() { 'hi' }; String name = 'nm'; def both() { 'inner' } }
class Out { @Delegate Inner2 i = new Inner2(); def both() { 'outer' } }
println new Out().hi()
println new Out().name
println new Out().both()
//// singleton
@Singleton class S { int n = 1; def hi() { 'hi' + n++ } }
println S.instance.hi()
println S.instance.hi()
println S.instance.is(S.instance)
try { new S() } catch (e) { println e.class.name; println e.message }
@Singleton(property = 'me', lazy = true) class T3 { def x = 3 }
println T3.me.x
println S.getInstance().n
//// sortable
import groovy.transform.*
@Sortable @ToString class P { String last; String first; int age }
def l = [new P(last: 'b', first: 'x', age: 3), new P(last: 'a', first: 'z', age: 1), new P(last: 'a', first: 'y', age: 2)]
println l.sort()*.first
println l.sort(false, P.comparatorByAge())*.age
@Sortable(includes = ['age']) class Q { String n; int age }
println new Q(age: 1) < new Q(age: 2)
println([new Q(n: 'o', age: 9), new Q(n: 'p', age: 3)].min().n)
@Sortable(reversed = true) class R { int v }
println([new R(v: 1), new R(v: 5)].sort()*.v)
//// memoized
import groovy.transform.Memoized
class M { int n = 0; @Memoized def slow(x) { n++; x * 2 } }
def m = new M()
println m.slow(2) + m.slow(2) + m.slow(3)
println m.n
@Memoized def f(x) { println 'calc'; x }
println f(1) + f(1)
//// field
import groovy.transform.Field
@Field int counter = 3
@Field String nm = 'f'
@Field List l = [1]
def inc() { counter++; l << counter }
inc()
println counter
println l
println nm
println this.counter
//// inherit-ctors
import groovy.transform.InheritConstructors
@InheritConstructors class MyEx extends RuntimeException {}
try { throw new MyEx('msg') } catch (e) { println e.message; println e.class.name }
println new MyEx('a', new Exception('c')).cause.message
class Base { def x; Base(x) { this.x = x }; Base(x, y) { this.x = x + y } }
@InheritConstructors class D extends Base {}
println new D(4).x
println new D(4, 5).x
//// index-prop
import groovy.transform.*
class A { @IndexedProperty List<Integer> xs = [1, 2]; @IndexedProperty String[] ss = ['a'] }
def a = new A()
println a.getXs(1)
a.setXs(0, 9)
println a.xs
println a.getSs(0)
//// final-errors
final x = 1
x = 2
//// dup-var
def a = 1
def a = 2
//// dup-param
def f(a, a) { }
//// dup-in-closure
def x = 1
def c = { def x = 2 }
//// dup-nested
def x = 1
if (true) { def x = 2 }
//// unresolved-1
def x = new Foo()
//// unresolved-2
Foo x = null
//// unresolved-4
class A extends Foo {}
//// unresolved-5
class A implements Bar {}
println 1
//// unresolved-6
def f(Foo x) { }
//// unresolved-7
Bar f() { }
//// unresolved-8
try { } catch (FooException e) { }
//// unresolved-9
println 1 instanceof Foo
//// unresolved-11
println(1 as Foo)
//// unresolved-12
List<Foo> l = []
println l
//// unresolved-14
println Foo.bar
//// unresolved-15
println Foo
//// unresolved-16
println foo.Bar.baz()
//// unresolved-17
println foo.bar.Baz.qux
//// abstract-inst
abstract class A {}
new A()
//// abstract-missing
abstract class A { abstract foo(int x) }
class B extends A {}
//// iface-missing
interface I { def foo(); String bar(int x) }
class B implements I { def foo() { 1 } }
//// iface-inst
interface I {}
new I()
//// abstract-with-body
abstract class A { abstract foo() { 1 } }
//// final-class
final class A {}
class B extends A {}
//// final-method
class A { final foo() { } }
class B extends A { def foo() { } }
//// extends-iface
interface I {}
class A extends I {}
//// implements-class
class C {}
class A implements C {}
//// dup-method2
class A { def f(int x) { }; String f(int y) { } }
//// dup-class
class A {}
class A {}
//// break-outside
break
//// continue-outside
def f() { continue }
//// label-missing
for (i in 1..2) { break foo }
//// static-this
class A { def x = 1; static f() { x } }
println A.f()
//// script-static
static f() { 5 }
println f()
//// missing-return-val
def f() { }
println f()
int g() { }
println g()
boolean h() { }
println h()
//// num-range
int x = 99999999999
//// num-range2
println 99999999999i
//// number-fmt
println 1__000
//// bad-octal
println 09
//// super-missing
class A { def foo() { super.foo() } }
new A().foo()
//// private-ctor
class A { private A() { } ; static make() { new A() } }
println A.make() != null
println new A() != null
//// cyclic
class A extends B {}
class B extends A {}
//// unreachable
def f() { return 1; println 2 }
println f()
//// assign-const
5 = x
//// assign-call
foo() = 1
//// unclosed-str
println 'abc
println 2
//// bad-elvis
def x = ?: 5
//// missing-colon
def x = true ? 1
//// else-alone
else { }
//// catch-alone
try { }
//// empty-stmt
;;;
println 1;;
//// comma-decl
def a = 1, b = 2
int c, d = 3
println a + b + d
println c
//// import-mid
println 1
import java.util.regex.Pattern
println Pattern.compile('a').pattern()
//// pkg
package foo.bar
class A {}
println A.name
println this.class.name
//// closure-ret-type
def c = { String s -> s.size() }
try { c(5) } catch (e) { println e.class.name; println e.message }
//// const
const x = 1
//// return-type-conv
int f() { '5' }
println f()
//// return-type-conv2
int f() { 5.7 }
println f()
String g() { 5 }
println g().class
List h() { 'a' }
println h()
