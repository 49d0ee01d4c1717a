//// fresh-2
def words = 'the quick brown fox jumps over the lazy dog the end'.split(' ')
println words.countBy { it }.findAll { it.value > 1 }
println words.groupBy { it.size() }.collectEntries { k, v -> [k, v.size()] }
println words.toUnique().sort { a, b -> a.size() <=> b.size() ?: a <=> b }
println words.collate(4)*.join('-')
println words*.capitalize().join(' ')
println words.max { it.length() }
//// fresh-3
interface Visitor { def visit(node) }
class Num { int v; def accept(Visitor vis) { vis.visit(this) } }
class Add { def l, r; def accept(Visitor vis) { vis.visit(this) } }
class Eval2 implements Visitor { def visit(Num n) { n.v }; def visit(Add a) { a.l.accept(this) + a.r.accept(this) }; def visit(Object o) { throw new UnsupportedOperationException() } }
println new Add(l: new Num(v: 3), r: new Add(l: new Num(v: 4), r: new Num(v: 5))).accept(new Eval2())
//// fresh-4
def memo = [:].withDefault { n -> n < 2 ? n : memo[n - 1] + memo[n - 2] }
try { println memo[20] } catch (e) { println e.class.simpleName }
//// fresh-5
class Stack2<T> { private List<T> items = []; void push(T t) { items.push(t) }; T pop() { items.pop() }; boolean isEmpty() { items.empty }; int size() { items.size() } }
def s = new Stack2<Integer>()
s.push(1); s.push(2)
println s.pop() + s.size()
println s.empty
println s.items
//// fresh-6
@groovy.transform.TupleConstructor
class Point { int x, y; Point plus(Point o) { new Point(x + o.x, y + o.y) }; Point negative() { new Point(-x, -y) }; boolean equals(Object o) { o instanceof Point && o.x == x && o.y == y }; int hashCode() { 31 * x + y }; String toString() { "($x, $y)" } }
def p = new Point(1, 2) + new Point(3, 4)
println p
println(-p)
println p == new Point(4, 6)
println([p] as Set == [new Point(4, 6)] as Set)
//// fresh-7
def html = new StringBuilder()
def tag = { String name, Map attrs = [:], Closure body -> html << "<$name"; attrs.each { k, v -> html << " $k='$v'" }; html << '>'; body?.call(); html << "</$name>" }
tag('div', [id: 1]) { tag('p') { html << 'hi' } }
println html
//// fresh-8
def parse(String s) { def m = s =~ /^(\w+)\s*=\s*(.*)$/; m ? [m[0][1], m[0][2]] : null }
println parse('a = b c')
println parse('nope')
def (k, v) = parse('x=1')
println "$k:$v"
def text = '''a=1
b=2
# comment
c = 3'''
def conf = text.readLines().findAll { !it.startsWith('#') }.collectEntries { def (kk, vv) = it.split('=')*.trim(); [kk, vv as int] }
println conf
//// fresh-9
enum Level { LOW(1), MID(5), HIGH(10)
  private final int weight
  Level(int w) { weight = w }
  static Level of(int n) { values().reverse().find { n >= it.weight } ?: LOW }
  boolean atLeast(Level o) { weight >= o.weight } }
println([0, 3, 5, 99].collect { Level.of(it) })
println Level.HIGH.atLeast(Level.MID)
println Level.values().collectEntries { [it.name().toLowerCase(), it.weight] }
//// fresh-10
def pipeline = [{ it.trim() }, { it.toUpperCase() }, { it.reverse() }]
println pipeline.inject('  abc ') { acc, f -> f(acc) }
println pipeline.inject { f, g -> f >> g }('  xyz')
def retry = { int n, Closure c -> def last; for (i in 1..n) { try { return c(i) } catch (e) { last = e } }; throw last }
println retry(3) { if (it < 3) throw new Exception("try $it"); "ok $it" }
try { retry(2) { throw new IllegalStateException("always $it") } } catch (e) { println e.message }
//// fresh-11
class Obs { private listeners = []; def on(Closure c) { listeners << c; this }; def fire(Object... args) { listeners*.call(*args) } }
println new Obs().on { a, b -> a + b }.on { a, b -> a * b }.fire(3, 4)
//// fresh-13
def m = [b: 2, a: 1, c: [x: [1, 2, [y: 'deep']]]]
println m.c.x[2].y
println m.sort()*.key
println m.findAll { it.value instanceof Integer }.values().sum()
println m.collect { k, v -> v instanceof Map ? k.toUpperCase() : k }
m.c.x[2].z = m.c.x[0..1]
println m
println m.inspect()
println m.toString() == "$m"
//// fresh-14
def gcd
gcd = { int a, int b -> b == 0 ? a : gcd(b, a % b) }
println gcd(48, 18)
def primes = (2..50).findAll { n -> !(2..<n).any { n % it == 0 } }
println primes
println (1..15).collect { it % 15 == 0 ? 'FizzBuzz' : it % 5 == 0 ? 'Buzz' : it % 3 == 0 ? 'Fizz' : it }.join(' ')
def matrix = [[1, 2, 3], [4, 5, 6]]
println matrix.transpose()
println matrix*.sum()
println matrix.collect { r -> r.collect { it * it } }
println matrix.flatten().sum { it }
println [[1, 2], ['a', 'b']].combinations()
println 'hello'.toList().reverse().join()
println 255.toString(2) + Integer.toHexString(255)
//// fresh-15
abstract class Shape { abstract double area(); String toString() { String.format('%s[%.2f]', getClass().simpleName, area()) } }
class Circle extends Shape { double r; double area() { Math.PI * r ** 2 } }
class Sq extends Shape { double s; double area() { s * s } }
def shapes = [new Circle(r: 1), new Sq(s: 2), new Circle(r: 0.5)]
println shapes
println shapes.sort { it.area() }*.class*.simpleName
println shapes.sum { it.area() } > 7
println shapes.groupBy { it.class }.collectEntries { k, v -> [k.simpleName, v.size()] }
//// fresh-16
int depth(Object o) { o instanceof Map ? 1 + (o.values().collect { depth(it) }.max() ?: 0) : o instanceof List ? 1 + (o.collect { depth(it) }.max() ?: 0) : 0 }
println depth([a: [b: [1, [2]]]])
println depth([])
String pad(s, n = 5, String c = ' ') { s.toString().padLeft(n, c) }
println pad(1) + pad(2, 3) + pad(3, 4, '0')
static max3(a, b, c) { [a, b, c].max() }
println max3(1, 3, 2)
//// fresh-17
def r = []
outer: for (x in 1..4) { for (y in 1..4) { if (y > x) continue outer; if (x + y > 6) break outer; r << x * 10 + y } }
println r
def i = 0
while (true) { i += 1; if (i % 2) continue; if (i > 8) break; r << i }
println r.size()
do { i-- } while (i > 3)
println i
for (int a = 0, b = 10; a < b; a += 2, b--) { print "$a:$b " }
println()
def fin = []
for (n in 1..3) { try { if (n == 2) continue; fin << n } finally { fin << "f$n" } }
println fin
//// fresh-18
trait Auditable { List log = []; def audit(String m) { log << "${this.class.simpleName}:$m"; this } }
trait Named2 { String name = 'anon'; String hello() { "I am $name" } }
class Svc implements Auditable, Named2 { def run() { audit('run').audit('done'); log.size() } }
def s = new Svc(name: 'svc')
println s.run()
println s.log
println s.hello()
println s instanceof Named2
def t = new Svc()
println t.log.empty + t.name
//// fresh-20
def x = [1, 2, 3]
def y = x
y << 4
println x
def z = x.clone()
z << 5
println x.size()
def (first, second) = x
println first + second
def f = { Map o = [:], String s -> "$o $s" }
println f('a')
println f('b', k: 1)
println f(k: 2, 'c')
def nul = null
println nul?.size() ?: 'none'
println "${nul ?: 'dflt'}"
println nul.is(null)
switch (x) { case { it.size() > 3 }: println 'big'; break; default: println 'small' }
assert x.size() == 5 : "size is ${x.size()}"
