//// String.metaClass.shout = { -> delegate.toUpperCase() + '!' }
String.metaClass.shout = { -> delegate.toUpperCase() + '!' }; println 'x'.shout()
Integer.metaClass.getDbl = { -> delegate * 2 }; println 4.dbl
class Cat { static up(String s) { s.toUpperCase() } }; use (Cat) { println 'abc'.up() }
def o = new Object(); o.metaClass.hi = { 'hello' }; println o.hi()
def e = new Expando(a: 1); e.b = { x -> x + a }; println e.b(2); println e.a
//// println 'x'.with { it + 'y' }; def f(Closure c) { c(5) }; pr
println 'x'.with { it + 'y' }; def f(Closure c) { c(5) }; println f { it + 1 }; def g = this.&f; println g { it * 3 }; println(['a','b'].collect(String::toUpperCase)); println([1,2].collect(Integer.&toString))
def v(Object... args) { args.length }; println v(); println v(1,2); println v([1,2] as Object[]); def dd(a, b = 2, c = 3) { "$a $b $c" }; println dd(1); println dd(1, 9); println dd(1,8,7)
//// println 255 as byte; println 1 << 33; println 1L << 33; prin
println 255 as byte; println 1 << 33; println 1L << 33; println -1 >>> 28; println 5 & 3 | 8; println ~5; println 0.1 + 0.2; println 0.1d + 0.2d; println 1/3d; println 100.0 * 1.10; println 3.0 - 1; println 1.23456789012345678901234567890
//// int x = 5; x += 2.7; println x; long t = 0; (1..5).each { t
int x = 5; x += 2.7; println x; long t = 0; (1..5).each { t += it }; println t.class; def y = 5 as Long; println y.class; double d = 3; println d; float ff = 1.1f; println ff; char c = 'a'; println c + 1; boolean bb = "s"; println bb
//// def data = [name: 'x', tags: ['a', 'b'], n: null]
def data = [name: 'x', tags: ['a', 'b'], n: null]
println data.tags.collect { it.toUpperCase() }.join(','); println data.n?.foo ?: 'none'; println data.'name'; println data["name"]; data.tags += 'c'; println data; data.count = (data.count ?: 0) + 1; println data.count
def issue = [:]; issue.labels = ['x']; issue.labels.add('y'); println issue; issue."custom field" = 3; println issue; println issue.size()
//// def m = [1:'a', 2:'b']; println m[1]; println m.get(2); for
def m = [1:'a', 2:'b']; println m[1]; println m.get(2); for (e in m) println "${e.key}=${e.value}"; def (k, w) = ['p', 'q']; println k + w; println m.collect { it.key }.sum(); println m.inject(0) { acc, kk, vv -> acc + kk }; println m.max { it.key }.value; println m.groupBy { it.key % 2 }; println m.any { kk, vv -> vv == 'a' }; println([a:1] == [a:1L]); m.remove(1); println m; println m.withDefault { 'zz' }[9]; println m.containsKey(2)
//// def s = 'a,b;c'; println s.split(/[,;]/).toList(); println s
def s = 'a,b;c'; println s.split(/[,;]/).toList(); println s.replaceAll('[,;]', '-'); println s.replaceAll(/(\w),(\w)/, '$2,$1'); def mm = 'k1=v1,k2=v2' =~ /(\w+)=(\w+)/; while (mm.find()) println mm.group(1) + mm.group(2); mm.reset(); mm.each { all, kk, vv -> println "$kk $vv" }; println mm.count; def sb = new StringBuffer(); def m2 = 'x1y2' =~ /\d/; while (m2.find()) m2.appendReplacement(sb, '#'); m2.appendTail(sb); println sb; if ('abc' =~ /b/) println 'yes'; println 'abc'.matches('a.c'); println('foo' in ['foo'])
