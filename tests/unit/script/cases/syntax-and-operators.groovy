//// gstring
def name = 'Bob'
println "Hello $name"
println "Hello ${name.toUpperCase()}"
println "$name.length()"
println "${name.length()}"
println "$name.class.name"
def x = 1
def lazy = "${-> x}"
def eager = "${x}"
x = 2
println lazy
println eager
println "a${1}b${2}".strings
println "a${1}b${2}".values
println "a${1}b${2}".valueCount
println "${1}" == '1'
println "${1}".equals('1')
println "${1}".class
println "abc${1}".hashCode() == 'abc1'.hashCode()
println([("a${1}".toString()): 1]["a1"])
println([("a${1}" as String): 1].a1)
def m = ["a${1}": 1]
println m['a1']
println m["a${1}"]
println "\$name \${name}"
println "tab\tnew\\n"
println "${}" + '|'
println "${null}"
println "${[1,2]} ${[a:1]}"
println "$name's"
println "${name}s"
println """multi
${name}
line"""
println "nested ${"inner ${name}"}"
println "${ { -> 5 } }"
println "${ { w -> w << 'written' } }"
String s = "x${1}"
println s.class
println "a" + "b${1}" 
println ("a${1}" + 'b').class
println ("a" + "b${1}").class
println "a${1}".plus('b').class
println "a${x}c".size()
println "abc${x}"[1..2]
println 'lit $name'
//// strings-kinds
println 'it\'s'
println "q\"q"
println '''a
b'''
println '''\
no newline'''
println """a "quoted" b"""
def sl = /slashy \d+ \/ ok/
println(/a${1 + 1}b/)
println $/dollar $$ $/ slash / ${1 + 1}/$
println 'a\u0041b'
println '\101'
println '\t|'
println 'a' + /b/ + $/c/$
println "a\
b"
println 'C:\\dir'
println (/multi
line/)
println '\s|'
//// ranges
println (1..5).toList()
println (1..<5).toList()
println (1<..5).toList()
println (1<..<5).toList()
println (5..1).toList()
println (5..<1).toList()
println (1..5).size()
println (1..5).contains(3)
println 3 in 1..5
println 6 in 1..5
println (1..10).step(3)
println (1..5).reverse()
println ('a'..'d').toList()
println (1..5).from
println (1..5).to
println (1..<5).to
println (1.5..4.5).toList()
println (1..5)
println (1..<5).toString()
println (0..<0).toList()
println (1..3).sum()
println (1..3).collect { it * 2 }
for (i in 0..<3) print i
println()
(1..3).each { print it }
println()
1.upto(3) { print it }
3.downto(1) { print it }
1.step(10, 4) { print it }
println()
3.times { print it }
println()
println (1..5)[1..2]
println (1..5)[-1]
println (1..3) == [1,2,3]
println (1..3).equals(1..3)
println (1..3).hashCode() == [1,2,3].hashCode()
println (1..3).class
println ('a'..'c').class
println (1.0..2.0).class
println (1L..3L).class
println (3..1).isReverse()
println (1..5).subList(1,3)
println (1..3).inspect()
println((1..3) + 4)
def r = 1..3
try { r << 4 } catch (e) { println e.class.name }
try { r[0] = 3 } catch (e) { println e.class.name }
println r.containsWithinBounds(2)
println (0..3).every { it < 4 }
println 5 in (1..<5)
println (-1..-3).toList()
println [1,2,3,4][1..-1]
println [1,2,3,4][-2..-1]
println [1,2,3,4][1..<-1]
println 2.5 in 1..5
//// switch
def f(x) {
  switch (x) {
    case null: return 'null'
    case 1: return 'one'
    case 2..4: return 'range'
    case [5, 6]: return 'list'
    case String: return 'String'
    case ~/\d+/: return 'regex'
    case { it instanceof Number && it > 100 }: return 'big'
    case Integer: return 'int'
    case 1.5: return 'dec'
    default: return 'default'
  }
}
println f(null)
println f(1)
println f(1L)
println f(3)
println f(5)
println f('abc')
println f('12')
println f(200)
println f(50)
println f(1.5)
println f([])
//// switch-fall
def f(x) { def r = []; switch (x) { case 1: r << 1; case 2: r << 2; break; case 3: r << 3; default: r << 'd' }; r }
println f(1)
println f(2)
println f(3)
println f(9)
def g(x) { switch (x) { case 'a': 'A'; break; case 'b': 'B'; break; default: 'D' } }
println g('a')
println g('b')
println g('c')
def h(x) { switch (x) { case 1: return "one"; default: return "d" } }
println h(1)
println h(2)
//// switch-expr
def f(x) { switch (x) { case 1 -> 'one'; case 2, 3 -> 'few'; case String -> { def y = x.size(); "str$y" } ; default -> 'many' } }
println f(1)
println f(3)
println f('abc')
println f(9)
def r = switch (5) { case 5: yield 'five'; default: yield 'other' }
println r
def t = switch (7) { case 5 -> 'five' }
println t
try { def z = switch (1) { case 1 -> throw new RuntimeException('x') } } catch (e) { println e.message }
def n = 3
def v = switch (n) {
  case 0 -> 'zero'
  case { it % 2 == 0 } -> 'even'
  case Integer -> 'odd'
}
println v
println(switch (n) { case 1..5 -> 'in'; default -> 'out' })
//// labels
outer:
for (i in 1..3) { for (j in 1..3) { if (j == 2) continue outer; if (i == 3) break outer; println "$i $j" } }
int k = 0
loop: while (true) { while (true) { k++; if (k > 3) break loop } }
println k
lab: { println 'in'; }
//// loops
for (int i = 0; i < 3; i++) print i
for (int i = 0, j = 10; i < j; i += 3, j -= 2) print "($i,$j)"
println()
int w = 3
while (w-- > 0) print w
println()
do { print 'once' } while (false)
println()
for (x in [a: 1, b: 2]) print "${x.key}${x.value} "
for (c in 'abc') print c
for (String s : ['x', 'y']) print s
for (i in [1,2,3] as int[]) print i
for (def q in 1..2) print q
for (x in null) print 'never'
for (x in 5) print x
println()
for (;;) { break }
def l = [1,2,3]
for (e in l) { if (e == 2) continue; print e }
println()
for (int i in 1..3) { print i.class.simpleName }
println()
//// spread
def l = ['a', 'bb', 'ccc']
println l*.size()
println l*.toUpperCase()
println l.size()
println ([null, 'a']*.size())
def f(a, b, c) { "$a$b$c" }
println f(*[1, 2, 3])
println f(1, *[2, 3])
println [1, *[2, 3], 4]
println([a: 1, *: [b: 2]])
println ([[1, 2], [3]]*.size())
println ([[a: 1], [a: 2]]*.a)
println ([[a: 1], [a: 2]].a)
println null*.foo
def n = null
println n*.size()
println (1..3)*.toString()
println ([1, 2] as Set)*.plus(1)
def m = [a: 1, b: 2]
println m*.key
println m*.value
println m.collect { k, v -> "$k$v" }
println f(*'xyz')
println [*1..3]
println [*'ab']
println(*[1])
//// safe-nav
def x = null
println x?.foo
println x?.foo()
println x?.foo?.bar
println x?.a.b
println x?[0]
def m = [a: [b: null]]
println m?.a?.b?.c
println m.zzz?.yyy
println m?['a']
try { x.foo } catch (NullPointerException e) { println e.message }
try { x.foo() } catch (NullPointerException e) { println e.message }
try { x.foo = 1 } catch (NullPointerException e) { println e.message }
try { x[0] } catch (NullPointerException e) { println e.message }
try { x[0] = 1 } catch (NullPointerException e) { println e.message }
try { x + 1 } catch (NullPointerException e) { println e.message }
try { x - 1 } catch (NullPointerException e) { println e.message }
try { x++ } catch (NullPointerException e) { println e.message }
try { -x } catch (NullPointerException e) { println e.message }
try { x() } catch (NullPointerException e) { println e.message }
x?.foo = 3
println x
println x == null
println null == null
println null.is(null)
println x < 1
println x <=> 1
println "$x"
println x.toString()
println x.equals(null)
println null as Integer
println x ?: 'def'
println x in [null]
println x instanceof Object
println null.class
println x.with { 5 }
println null.iterator().hasNext()
x.each { println 'no' }
println x.collect { 1 }
println x.find { 1 }
println null + 'a'
println x.isCase(null)
//// elvis
println '' ?: 'empty'
println 0 ?: 'zero'
println 'a' ?: 'b'
println null ?: null ?: 'c'
def x = null
x ?= 5
println x
x ?= 6
println x
def m = [:]
m.a ?= 1
m.a ?= 2
println m
def l = []
l[2] ?= 'z'
println l
int n = 0
n ?= 4
println n
println true ? 1 : 2
println false ? 1 : true ? 2 : 3
println 1 > 2 ?: 'no'
//// multi-assign
def (a, b) = [1, 2]
println "$a $b"
(a, b) = [b, a]
println "$a $b"
def (c, d, e) = [1, 2]
println e
def (int i, String s) = [5, 'x']
println i + s
def (x, y) = 'ab'
println x + y
def (p, q) = [1, 2, 3, 4]
println p + q
def f() { [7, 8] }
def (m, n) = f()
println m + n
def map = [:]

println map
def lst = [0, 0]

println lst
def (k, v) = [z: 1].entrySet().first().with { [it.key, it.value] }
println "$k$v"
try { def (int aa, int bb) = ['x', 1] } catch (ee) { println ee.class.name }
def (r1, r2) = 1..2
println r2
//// exceptions
def f() { try { return 'try' } finally { println 'fin' } }
println f()
def g() { try { throw new RuntimeException('x') } catch (e) { return e.message } finally { println 'f2' } }
println g()
def h() { try { return 1 } finally { return 2 } }
println h()
try { try { throw new IllegalStateException('a') } finally { println 'inner' } } catch (IllegalStateException | IllegalArgumentException e) { println e.message }
class MyEx extends Exception { int code; MyEx(String m, int c) { super(m); code = c } }
try { throw new MyEx('bad', 3) } catch (MyEx e) { println "$e.message $e.code"; println e }
try { throw new RuntimeException('outer', new IllegalArgumentException('inner')) } catch (e) { println e.cause.message; println e }
try { throw new Exception() } catch (e) { println e.message; println e }
try { throw new RuntimeException(new Error('e')) } catch (e) { println e.message }
try { assert false } catch (AssertionError e) { println e.class.name; println e.message }
try { [].first() } catch (NoSuchElementException e) { println e.message }
try { throw null } catch (e) { println e.class.name; println e.message }
def i() { int x = 1; try { return x } finally { x = 2 } }
println i()
for (n in 1..3) { try { if (n == 2) continue; println n } finally { println "f$n" } }
try { throw new Error('err') } catch (e) { println 'no' } catch (Throwable t) { println "t ${t.message}" }
def j() { try { 5 } catch (e) { 6 } finally { 7 } }
println j()
try { Integer.parseInt('x') } catch (NumberFormatException e) { println e.message }
try { new ArrayList(-1) } catch (IllegalArgumentException e) { println e.message }
try { 'abc'.substring(5) } catch (StringIndexOutOfBoundsException e) { println e.message }
try { [1,2].get(5) } catch (IndexOutOfBoundsException e) { println e.message }
try { (String) [1] ; println 'ok' } catch (e) { println e }
try { Object o = 'x'; Integer n = (Integer) o } catch (ClassCastException e) { println e.message }
//// try-resources
class R implements Closeable { String n; R(n) { this.n = n; println "open $n" }; void close() { println "close $n" } }
try (R a = new R('a'); def b = new R('b')) { println 'body' }
try (R a = new R('c')) { throw new RuntimeException('x') } catch (e) { println "caught $e.message" } finally { println 'fin' }
class BadR implements AutoCloseable { void close() { throw new IllegalStateException('close') } }
try (def z = new BadR()) { throw new RuntimeException('body') } catch (e) { println e.message; println e.suppressed.length; println e.suppressed[0].message }
//// records
record Point(int x, int y) {}
def p = new Point(1, 2)
println p
println p.x()
println p.x
println p == new Point(1, 2)
println p.hashCode() == new Point(1, 2).hashCode()
println new Point(x: 3, y: 4)
println p.toList()
println p.toMap()
def (a, b) = p.toList()
println a + b
try { p.x = 5 } catch (e) { println e.class.name; println e.message }
record Named(String name, int age = 10) { String hi() { "hi $name" } ; static Named of(String s) { new Named(s) } }
println new Named('a').age
println Named.of('q').hi()
record Pos(int v) { Pos { if (v < 0) throw new IllegalArgumentException('neg') } }
try { new Pos(-1) } catch (e) { println e.message }
println p[0]
println p.size()
println new Point(1,2).equals('x')
//// lambdas
def f = x -> x * 2
println f(3)
def g = (x, y) -> x + y
println g(1, 2)
def h = () -> 'none'
println h()
def b = (int x) -> { def y = x * 2; return y + 1 }
println b(3)
println [1,2,3].collect(x -> x + 1)
println [3,1,2].sort((a, c) -> c <=> a)
println [1,2,3].stream().map(x -> x * 2).toList()
Runnable r = () -> println('run')
r.run()
java.util.function.Function<Integer, Integer> fn = x -> x + 10
println fn.apply(5)
//// method-refs
def up = 'abc'.&toUpperCase
println up()
def len = String.&length
println len('four')
println ['a', 'b'].collect('x'.&plus)
println [1, 2].collect(this.&dbl)
def dbl(x) { x * 2 }
println ['1', '2'].collect(Integer.&parseInt)
println ['1', '2'].collect(Integer::parseInt)
println ['a', 'B'].collect(String::toUpperCase)
def mk = ArrayList::new
println mk().class
println ['x'].collect(StringBuilder::new)*.toString()
def sz = [1,2,3]::size
println sz()
println [3, 1, 2].sort(Integer::compare)
println (1..3).collect(Math.&sqrt)
def arr = int[]::new
println arr(3).length
//// command-chains
def show(x) { println "show $x"; [on: { y -> println "on $y"; [at: { z -> println "at $z" }] }] }
show 1 on 2 at 3
def take(n) { [pills: { s -> println "$n $s" }] }
println 'x'
def please(cl) { [the: { what -> [of: { n -> println cl(n) }] }] }
def square = 'sq'
please { Math.sqrt(it) } the square of 100
def m(Map a, b) { println "$a $b" }
m x: 1, y: 2, 5
m 5, x: 1
m(z: 1, 'q')
def v(a, Closure c) { println a; c() }
v 1, { println 'cl' }
v(2) { println 'cl2' }
v 3 , { -> println 'cl3' }
//// in-notin
println 1 in [1, 2]
println 3 !in [1, 2]
println 'a' in [a: 1]
println 'a' in 'abc'
println 1 instanceof Integer
println 1 !instanceof String
println 1 in Integer
println null in [1]
println 2 in 1..3
println !(2 in [2])
println 'x' in String
println 'abc' =~ /b/ ? 'm' : 'n'
println 'abc' ==~ /b/
println 'abc' ==~ /a.c/
println ('abc' =~ /b/).find()
println ('a1b2' =~ /\d/).collect()
println ('a1b2' =~ /([a-z])(\d)/)[0]
println ('a1b2' =~ /([a-z])(\d)/)[1][2]
//// arrays
int[] a = [1, 2, 3]
println a
println a.class
println a.length
println a[0]
println a[-1]
a[1] = 9
println a
int[][] g = new int[2][3]
println g.length
println g[0].length
println g
g[1][2] = 5
println g
String[] s = ['x', 'y'] as String[]
println s
println s.class.simpleName
def d = new String[2]
println d
int[] z = [1, 2]
println z
def e = new int[]{4, 5, 6}
println e.sum()
def ee = [[1], [2, 3]] as int[][]
println ee
println ee[1][1]
try { a[10] } catch (x) { println x.class.name; println x.message }
try { a[10] = 1 } catch (x) { println x.class.name; println x.message }
try { a[0] = 'x' } catch (x) { println x.class.name; println x.message }
println((a as List) + [4])
println (a as List)
println a.toList().class
println a == [1, 9, 3] as int[]
println a.equals([1, 9, 3] as int[])
println a.collect { it * 2 }
println a.contains(9)
println 9 in a
println a.size()
println a[0..1]
println a[0..1].class
double[] dd = [1, 2]
println dd
char[] cs = 'abc'
println cs
println cs.class
println cs.length
byte[] bs = [1, 2]
println bs[0].class
boolean[] bb = new boolean[2]
println bb
Object[] os = [1, 'a', null]
println os
println new int[3][]
println new Integer[2]
def jag = new int[2][]
jag[0] = [1, 2] as int[]
println jag
println a.clone()
println Arrays.asList(1, 2)
println ([1, 2] as int[]) == ([1, 2] as int[])
try { new int[-1] } catch (x) { println x.class.name; println x.message }
long[] ls = [1, 2L]
println ls.sum().class
println a.max()
//// truth
println !!null
println !![]
println !![0]
println !!''
println !!'a'
println !!0
println !!1
println !!0.0
println !![:]
println !![a: 1]
println !!('abc' =~ /b/)
println !!('abc' =~ /z/)
println !!(new Object())
println !![].iterator()
println !!"${''}"
println !!(0 as char)
println !!Double.NaN
println !!({ -> })
println !!([] as int[])
println true && null
println null || 'a'
println !'a'
println true & false
println true ^ true
println true | false
//// casts
println(((Integer) 5))
println(((long) 5).class)
println(((String) 5))
println(((List) [1]))
println((int) 5.9)
println(((char) 'a').class)
try { (Integer) 'a5' } catch (e) { println e.class.name; println e.message }
try { (List) 5 } catch (e) { println e.class.name; println e.message }
try { (Map) 'a' } catch (e) { println e.class.name; println e.message }

Object o = 5
println(((Number) o) + 1)
println(((Object) 'x').class)
println(((double) 1))
println(((boolean) 'x'))
println(((Integer) 'a'))
println((Set) [1,1])
println(((Closure) { 5 })())
int i = 5.7
println i
long l = 5
println l.class
double d = 5
println d
float f = 1.5
println f.class
BigDecimal bd = 5
println bd.class
BigInteger bi = 5
println bi.class
String s = 5
println s.class
boolean b = 'x'
println b
char c = 'x'
println c.class
try { int z = null } catch (e) { println e.class.name; println e.message }
try { int z = 'abc' } catch (e) { println e.class.name; println e.message }
Integer iz = null
println iz

Integer ii = 5L
println ii.class
List li = [1] as LinkedList
println li.class
LinkedList ll = [1]
println ll.class
Set ss = [1, 1]
println ss.class
try { HashMap hm = [1] } catch (e) { println e.class.name; println e.message }
//// assert-msgs
def a = 1
try { assert a == 2 } catch (AssertionError e) { println e.message }
try { assert a == 2 : 'msg' } catch (AssertionError e) { println e.message }
try { assert a == 2, "got $a" } catch (AssertionError e) { println e.message }
try { assert [1, 2, 3].collect { it * 2 }.sum() == a + 5 } catch (AssertionError e) { println e.message }
try { assert null } catch (AssertionError e) { println e.message }
try { assert 'abc'.contains('z') || a > 5 } catch (AssertionError e) { println e.message }
try { assert !a } catch (AssertionError e) { println e.message }
try { assert a instanceof String } catch (AssertionError e) { println e.message }
def m = [x: [y: 1]]
try { assert m.x.y == 2 } catch (AssertionError e) { println e.message }
try { assert m['x']['y'] > 1 } catch (AssertionError e) { println e.message }
try { assert a in [2, 3] } catch (AssertionError e) { println e.message }
try { assert (a + 1) * 2 == 5 } catch (AssertionError e) { println e.message }
try { assert a ? false : null } catch (AssertionError e) { println e.message }
try { assert "x$a" == 'y' } catch (AssertionError e) { println e.message }
try { assert 'a\nb' == 'c' } catch (AssertionError e) { println e.message }
try { assert new Integer(3) == 4 } catch (AssertionError e) { println e.message }
try { assert Math.max(1, 2) == 3 } catch (AssertionError e) { println e.message }
try { assert a++ == 5 } catch (AssertionError e) { println e.message }
try { assert -a == 5 } catch (AssertionError e) { println e.message }
try { assert a as String == '5' } catch (AssertionError e) { println e.message }
try { assert a == 1 && a == 3 } catch (AssertionError e) { println e.message }
try { assert [a: 1].b?.c } catch (AssertionError e) { println e.message }
try { assert 'abc' =~ /z/ } catch (AssertionError e) { println e.message }
try { assert 'abc' ==~ /z/ } catch (AssertionError e) { println e.message }
try { assert [1,2]*.toString() == ['1'] } catch (AssertionError e) { println e.message }
def f(x) { x }
try { assert f(a) == f(9) } catch (AssertionError e) { println e.message }
def cl = { it }
try { assert cl(a) == cl.call(9) } catch (AssertionError e) { println e.message }
//// sx0
def f(x) { switch (x) { case 1 -> { if (x > 0) { 'pos' } else { 'neg' } }; default -> { try { 'try' } finally { } } } }
println f(1)
println f(2)
//// sx1
def f(x) { def r = switch (x) { case 1 -> { if (x > 0) { 'pos' } else { 'neg' } }; default -> { 5; } }; r }
println f(1)
println f(2)
//// sx2
def r = switch (3) { case 1: 'a'; case 3: 'b'; default: 'c' }
println r
//// sx3
def x = { switch (it) { case 1: yield 'a'; default: yield 'b' } }
println x(1)
//// sx4
int k = 2
def r = switch (k) { case 1 -> 'a'
 case 2 -> { println 'side'; yield 'b' }
 default -> throw new IllegalStateException() }
println r
println switch(k) { case 2 -> 'two' default -> 'no' }
//// sx5
def f(x) { return switch (x) { case Integer i -> 'i'; default -> 'z' } }
//// dd
println ({ 1 })()
//// de
def p = [1, 2, 3]
p.each { println it } 
println p[0] + p [1]
//// df
def x = 5
println x
  .toString()
  + 'a'
//// dg
def x = 1 +
  2
def y = 1
  + 2
println x + y
//// dh
def a = [1,
 2,
 3,]
println a
println([a: 1,
  b: 2,
])
//// di
if (true) println 'a' else println 'b'
if (false)
  println 'c'
else
  println 'd'
if (true) { println 'e' }
else { println 'f' }
//// dj
def f(int x,
      int y) { x +
y }
println f(1,
 2)
//// dk
class A { 
  def x = 1; def y = 2
  ; def z() { x + y };;
}
println new A().z();;
;
//// dl
def foo = 1; def bar = 2
println foo; println bar
//// dm
return 5
//// dn
println "a" ?
 "b" :
 "c"
def q = true
  ? 1
  : 2
println q
//// do1
def été = 5
println été
def $x = 2
println $x
def _ = 3
println _
def ñandú_1 = 'n'
println ñandú_1
//// dp
#!/usr/bin/env groovy
println 1
//// dq
/* a /* b */ println 1
/** doc */ println 2 // c
//// dr
println(1_000.5)
println 0b1010_1010
println 0xFF_FFL
println 1e-3f
println 100G
println 3.14G
println 0777
println 0b11L
println 1.0e10
println 5D
println 5F
println 1.e2
//// ds
println 1..3
println((1..3).size())
println 1.plus(2)
println 1.5.class
println 1.abs()
println(-1.abs())
println((-1).abs())
//// dt
println !true
println !!1
println -5 + 3
println - 5
println 2 + -3
println 2 - -3
println 2**3**2
println -2**2
println (-2)**2
println 1 + 2 * 3 - 4 / 2
println 10 % 4 * 2
println 1 << 2 + 1
println 5 & 6 | 1
println 5 == 5 && 3 < 4 || false
println true ? 1 : 0
println 1 < 2 == true
println !1 == 2
println ~5 + 1
//// du
def m = [a: 1, 'b c': 2, (1 + 1): 3, 5: 'five', "k${1}": 'g', null: 'n', true: 't', class: 'c', if: 1]
println m
println m.a + m.'b c'
println m[2]
println m.get(5)
println m.'class'
println m.keySet().collect { it.class.simpleName }
def key = 'z'
println([(key): 1, key: 2])
println([:].getClass())
println([a: [b: [c: 1]]].a.b.c)
println m.size()
m.new = 1
println m.new
m.'x y' = 4
println m['x y']
m << [q: 1]
println m.q
println m.containsKey('q')
//// as1
def a = 1
assert a instanceof String
//// as2
def a = 1
assert !(a instanceof Integer)
//// as3
def a = 1
assert a++ == 5
//// as5
assert [1,2].any { it > 5 }
//// as6
def x = [a: 1]
assert x.a == 2 &&
   x.b == 3
//// as7
assert (1 in [2]) || ('a' as List) == []
//// as8
def m(a, b = 2) { a + b }
assert m(1) == m(2, 3)
//// as9
class P { def x = 5; def getY() { null } }
def p = new P()
assert p.x == 6 || p.y?.z
//// as10
assert new ArrayList([1]) == [2]
//// as11
assert ['a', "b${1}"] == ['c']
//// as12
def s = 'abc'
assert s[0] == 'b'
//// as13
assert "abc".size() > 5 ? true : false
//// as14
def c = { it > 5 }
assert c(3)
//// as15
def list = []
assert list
//// as16
assert ''
//// as17
assert 0
//// as18
assert Integer.MAX_VALUE == 1
//// as19
assert -1 == +1
//// as20
def l = [1,2,3]
assert l[1..2]*.plus(1) == [3, 5]
//// as21
assert 'x'.with { it + 1 } == 'y'
//// as22
def d = 1.0
assert d ** 2 <=> 5
//// as23
assert [1, 2, 3] - [1] == [3]
//// as24
assert "a${1 + 1}b" == 'c'
//// as25
assert { 1 } == null
//// as26
Integer i = null
assert i?.toString()
//// as27
assert (1..3).contains(5)
//// as28
assert 1 == 1 : 'a'
assert false : 'b'
//// as29
def x = 5
assert x == 6 : "x is ${x}"
//// as30
def x = 5, y = [1]
assert x + y.size() == 9, 'm'
//// as31
assert x == 5
