//// println(1.5f+1.5f).class; println((1.5f+1.5f).class); printl
println(1.5f+1.5f).class; println((1.5f+1.5f).class); println(('a' as char)+1)
//// println 5 % 0
println 5 % 0
//// println 1.0/0
println 1.0/0
//// println 1/0
println 1/0
//// println 0/0
println 0/0
//// def m = [a:1, "b c":[1,'x']]; println m; println m.inspect()
def m = [a:1, "b c":[1,'x']]; println m; println m.inspect(); println "${m}"; println([null, 'a', 1.5, 2L, 'c' as char].inspect())
//// class A { int x; String toString() { "A$x" } }; println new
class A { int x; String toString() { "A$x" } }; println new A(x: 3); println([new A(x:1)])
//// class A { int x }; println new A(x: 3).toString().startsWith
class A { int x }; println new A(x: 3).toString().startsWith('A@')
//// println 'abc'[5]
println 'abc'[5]
//// println 'abc'[-1]; println 'abc'[0..1]; println([1,2,3][5]);
println 'abc'[-1]; println 'abc'[0..1]; println([1,2,3][5]); println([1,2,3][-5])
//// [1,2,3].get(5)
[1,2,3].get(5)
//// def l = [1,2].asImmutable(); l << 3
def l = [1,2].asImmutable(); l << 3
//// Map m = [:].asImmutable(); m.a=1
Map m = [:].asImmutable(); m.a=1
//// for (x in [1,2,3]) { if (x==2) continue; println x }; def l
for (x in [1,2,3]) { if (x==2) continue; println x }; def l = [1,2,3]; for (x in l) { l << 4 }
//// println "abc" + 1 + null; println 1 + "a"; println null + "a
println "abc" + 1 + null; println 1 + "a"; println null + "a"
//// println null + 1
println null + 1
//// println 1 + null
println 1 + null
//// println([1] + null); println([1] + [2]); println([a:1] + [b:
println([1] + null); println([1] + [2]); println([a:1] + [b:2]); println([1,2,3] - [2]); println "hello" - "l"; println "ab" * 3
//// println 1 <=> "a"
println 1 <=> "a"
//// println "a" < 1
println "a" < 1
//// println 1 == "a"; println 'a' == ('a' as char); println 97 =
println 1 == "a"; println 'a' == ('a' as char); println 97 == ('a' as char); println 1 == 1.0; println 1L == 1; println [1] == [1L]; println "a${1}" == "a1"
//// enum E { A, B }; println E.valueOf("C")
enum E { A, B }; println E.valueOf("C")
//// println((1..10).step(3)); println((1..3)); println(('a'..'e'
println((1..10).step(3)); println((1..3)); println(('a'..'e').inspect()); println((3..1)); println(1..<4); println((1..3).class); println(('a'..'c').class); println((1.5..3.5).toList())
//// interface I { def foo(a) }; I i = { println "got $it" }; i.f
interface I { def foo(a) }; I i = { println "got $it" }; i.foo(3); println i instanceof I
//// def c = { a, b -> a }; c(1)
def c = { a, b -> a }; c(1)
//// def c = { it }; c(1,2)
def c = { it }; c(1,2)
//// def c = { -> 1 }; c(1)
def c = { -> 1 }; c(1)
//// String s = null; s.length()
String s = null; s.length()
//// s = 5; println this.binding.variables; println this.class.na
s = 5; println this.binding.variables; println this.class.name; println this.getClass().simpleName
//// def f = { println owner.class.name; println delegate.class.n
def f = { println owner.class.name; println delegate.class.name; println this.class.name }; f()
//// println this.toString().startsWith("Script1@"); def c = {};
println this.toString().startsWith("Script1@"); def c = {}; println c.toString(); println c.class.name
