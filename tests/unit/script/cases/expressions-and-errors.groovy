//// def l=[]; for (i in 1..3) { l << { i } }; println l*.call()
def l=[]; for (i in 1..3) { l << { i } }; println l*.call()
//// println([1,2,3].toSet().class); println(new HashMap([b:1,a:2
println([1,2,3].toSet().class); println(new HashMap([b:1,a:2])); println([3,1].toSet().getClass())
//// println foo
println foo
//// "abc".foo(1)
"abc".foo(1)
//// null.foo()
null.foo()
//// def x = null; x.y
def x = null; x.y
//// 1.foo
1.foo
//// [1,2].sum { it.foo }
[1,2].sum { it.foo }
//// int x = "abc"
int x = "abc"
//// Integer y = (Integer) "abc"
Integer y = (Integer) "abc"
//// def f(int a) {}
def f(int a) {}
f("x")
//// assert [1,2].size() == 3 && "abc".length() > 2
assert [1,2].size() == 3 && "abc".length() > 2
//// def a = 5
def a = 5
assert a + 3 == 
   9 : "msg"
//// new Foo()
new Foo()
//// class A { def x }
class A { def x }
new A().y
//// class A { def x } (again)
class A { def x }
new A(y: 1)
//// class A { A(int x) {} }
class A { A(int x) {} }
new A("s")
//// println 10/4; println 10/3; println 1.0/3; println 2.5*2; pr
println 10/4; println 10/3; println 1.0/3; println 2.5*2; println 1e3; println 1.10+2; println 7.intdiv(2); println 2/3+1; println 100000000000*2; println 1.5f; println 1.5d*3; println 1e10d; println 1e-5d; println 3.0d
//// x = = 3
x = = 3
//// println "a" +
println "a" +
//// throw new RuntimeException("boo")
throw new RuntimeException("boo")
//// def m() { throw new IllegalStateException() }
def m() { throw new IllegalStateException() }
m()
