//// println 1 + 2 * 3 - 4 / 2
println 1 + 2 * 3 - 4 / 2
//// println((1 + 2) * 3)
println((1 + 2) * 3)
//// println 2 ** 3 ** 2
println 2 ** 3 ** 2
//// println(-2 ** 2)
println(-2 ** 2)
//// println((-2) ** 2)
println((-2) ** 2)
//// println 10 - 2 - 3
println 10 - 2 - 3
//// println 100 / 10 / 2
println 100 / 10 / 2
//// println 7 % 4 % 2
println 7 % 4 % 2
//// println 1 + 1 + 'a' + 1 + 1
println 1 + 1 + 'a' + 1 + 1
//// println 'a' + 1 * 2
println 'a' + 1 * 2
//// println 1 << 2 + 1
println 1 << 2 + 1
//// println 1 + 2 << 3
println 1 + 2 << 3
//// println 16 >> 2 >> 1
println 16 >> 2 >> 1
//// println 5 & 3 == 1
println 5 & 3 == 1
//// println((5 & 3) == 1)
println((5 & 3) == 1)
//// println 5 | 2 ^ 7 & 3
println 5 | 2 ^ 7 & 3
//// println !true || true
println !true || true
//// println true && false || true
println true && false || true
//// println true || false && false
println true || false && false
//// println 1 < 2 == true
println 1 < 2 == true
//// println 3 > 2 && 2 > 1
println 3 > 2 && 2 > 1
//// println 1 == 1 ? 'eq' : 'ne'
println 1 == 1 ? 'eq' : 'ne'
//// println 1 <=> 2 + 5
println 1 <=> 2 + 5
//// println 1..3 + 2
println 1..3 + 2
//// println((1..3) + 2)
println((1..3) + 2)
//// println 1 in [1] && 2 in [2]
println 1 in [1] && 2 in [2]
//// println !(1 in [2])
println !(1 in [2])
//// println 1 !in [2]
println 1 !in [2]
//// println 'x' instanceof String && true
println 'x' instanceof String && true
//// println 5 as String + 'a'
println 5 as String + 'a'
//// println '5' as int + 1
println '5' as int + 1
//// println 'a' == 'a' as String
println 'a' == 'a' as String
//// println 1 ?: 2 + 3
println 1 ?: 2 + 3
//// println 0 ?: 2 + 3
println 0 ?: 2 + 3
//// println null ?: null ?: 5
println null ?: null ?: 5
//// println true ? false ? 1 : 2 : 3
println true ? false ? 1 : 2 : 3
//// println 4 / 2 + 1
println 4 / 2 + 1
//// println 4.intdiv(2) + 1
println 4.intdiv(2) + 1
//// println 5 - -3
println 5 - -3
//// println 5 + +3
println 5 + +3
//// println - -5
println - -5
//// println ~~5
println ~~5
//// println !!'x'
println !!'x'
//// println 1 + 2.0
println 1 + 2.0
//// println 1 + 2.0f
println 1 + 2.0f
//// println 1.0 + 2.0d
println 1.0 + 2.0d
//// println 1L + 1
println 1L + 1
//// println 1L * 2.5
println 1L * 2.5
//// println 3 / 2L
println 3 / 2L
//// println 1G + 0.5
println 1G + 0.5
//// println 1e3 + 1
println 1e3 + 1
//// println 1.50 + 1.5
println 1.50 + 1.5
//// println 1.5 * 1.50
println 1.5 * 1.50
//// println 1.0 - 1
println 1.0 - 1
//// println 10.00 / 2
println 10.00 / 2
//// println 1 / 4
println 1 / 4
//// println 1 / 3.0
println 1 / 3.0
//// println 7.0.intdiv(2)
println 7.0.intdiv(2)
//// println 5 % 3.0
println 5 % 3.0
//// println 5.5 % 2
println 5.5 % 2
//// println(-5 % 3)
println(-5 % 3)
//// println 5.mod(3)
println 5.mod(3)
//// println(-5.mod(3))
println(-5.mod(3))
//// println 5 / 0.5
println 5 / 0.5
//// println 1 / 3 + 1 / 3 + 1 / 3
println 1 / 3 + 1 / 3 + 1 / 3
//// println 0.1 + 0.2
println 0.1 + 0.2
//// println 0.1d + 0.2d
println 0.1d + 0.2d
//// println 0.1f + 0.2f
println 0.1f + 0.2f
//// println 1.1 * 1.1
println 1.1 * 1.1
//// println 100 * 1.1
println 100 * 1.1
//// println 3 * 0.1 == 0.3
println 3 * 0.1 == 0.3
//// println 3 * 0.1d == 0.3d
println 3 * 0.1d == 0.3d
//// println 1000000 * 1000000
println 1000000 * 1000000
//// println 1000000L * 1000000
println 1000000L * 1000000
//// println 1000000G * 1000000
println 1000000G * 1000000
//// println 2147483647 + 1
println 2147483647 + 1
//// println(-2147483648 - 1)
println(-2147483648 - 1)
//// println 2147483648 - 1
println 2147483648 - 1
//// println 9223372036854775807 + 1
println 9223372036854775807 + 1
//// println 0x7fffffff + 1
println 0x7fffffff + 1
//// println 0xff
println 0xff
//// println 0b1111
println 0b1111
//// println 0777
println 0777
//// println 1_000_000
println 1_000_000
//// println 1e0
println 1e0
//// println 1.0e-2
println 1.0e-2
//// println 1.5e300 * 1e10
println 1.5e300 * 1e10
//// println 1e308d * 10
println 1e308d * 10
//// println(-1e308d * 10)
println(-1e308d * 10)
//// println 0d / 0
println 0d / 0
//// println 1d / 3
println 1d / 3
//// println 1f / 3
println 1f / 3
//// println 5 as BigDecimal
println 5 as BigDecimal
//// println 5.9 as int
println 5.9 as int
//// println(-5.9 as int)
println(-5.9 as int)
//// println 5.9 as long
println 5.9 as long
//// println 300 as byte
println 300 as byte
//// println 65 as char
println 65 as char
//// println 'A' as char
println 'A' as char
//// println((int) ('A' as char))
println((int) ('A' as char))
//// println 3.7f as double
println 3.7f as double
//// println 1.1f as BigDecimal
println 1.1f as BigDecimal
//// println '1.10' as BigDecimal
println '1.10' as BigDecimal
//// println '010' as int
println '010' as int
//// println ' 5 '.trim() as int
println ' 5 '.trim() as int
//// println 'true' as boolean
println 'true' as boolean
//// println 'false' as boolean
println 'false' as boolean
//// println 1 as Boolean
println 1 as Boolean
//// println [] as boolean
println [] as boolean
//// println [1, 1, 2] as Set
println [1, 1, 2] as Set
//// println [3, 1, 2] as TreeSet
println [3, 1, 2] as TreeSet
//// println([1, 2] as int[])
println([1, 2] as int[])
//// println(([1, 2] as int[]).class.name)
println(([1, 2] as int[]).class.name)
//// println([1, 2] as Object[])
println([1, 2] as Object[])
//// println((['a', 'b'] as String[]).length)
println((['a', 'b'] as String[]).length)
//// println([a: 1] as HashMap)
println([a: 1] as HashMap)
//// println 'abc' as List
println 'abc' as List
//// println 'abc' as char[]
println 'abc' as char[]
//// println((1..3) as int[])
println((1..3) as int[])
//// println null as int[]
println null as int[]
//// println 5.class
println 5.class
//// println 5L.class
println 5L.class
//// println 5G.class
println 5G.class
//// println 5.0.class
println 5.0.class
//// println 5f.class
println 5f.class
//// println 5d.class
println 5d.class
//// println 'a'.class
println 'a'.class
//// println "a${1}".class
println "a${1}".class
//// println 'a'.charAt(0).class
println 'a'.charAt(0).class
//// println true.class
println true.class
//// println null.class
println null.class
//// println [].class
println [].class
//// println [1: 2].getClass()
println [1: 2].getClass()
//// println((1..2).class)
println((1..2).class)
//// println(('a'..'b').class)
println(('a'..'b').class)
//// println({ }.class.superclass.name)
println({ }.class.superclass.name)
//// println new Date(0).class
println new Date(0).class
//// println(([] as Set).class)
println(([] as Set).class)
//// println([].iterator().class.simpleName.size() > 0)
println([].iterator().class.simpleName.size() > 0)
//// println((1 + 1L).class)
println((1 + 1L).class)
//// println((1 + 1.0).class)
println((1 + 1.0).class)
//// println((1 + 1f).class)
println((1 + 1f).class)
//// println((1f + 1f).class)
println((1f + 1f).class)
//// println((1 / 2).class)
println((1 / 2).class)
//// println((4 / 2).class)
println((4 / 2).class)
//// println((2 ** 3).class)
println((2 ** 3).class)
//// println((2 ** 40).class)
println((2 ** 40).class)
//// println((2L ** 3).class)
println((2L ** 3).class)
//// println((2.0 ** 3).class)
println((2.0 ** 3).class)
//// println((2 ** -1).class)
println((2 ** -1).class)
//// println((1 << 2).class)
println((1 << 2).class)
//// println((1L << 2).class)
println((1L << 2).class)
//// println((5 & 3L).class)
println((5 & 3L).class)
//// println((5.intdiv(2)).class)
println((5.intdiv(2)).class)
//// println((5 % 3).class)
println((5 % 3).class)
//// println((5.5 % 3).class)
println((5.5 % 3).class)
//// println((~5).class)
println((~5).class)
//// println((-5L).class)
println((-5L).class)
//// println((1 <=> 2).class)
println((1 <=> 2).class)
//// println('a' * 3)
println('a' * 3)
//// println('a' * 0 + '|')
println('a' * 0 + '|')
//// println('abc' - 'b')
println('abc' - 'b')
//// println('abcb' - 'b')
println('abcb' - 'b')
//// println('abc' - ~/[ab]/)
println('abc' - ~/[ab]/)
//// println 'abc'[0]
println 'abc'[0]
//// println 'abc'[-1]
println 'abc'[-1]
//// println 'abc'[0..1]
println 'abc'[0..1]
//// println 'abc'[0, 2]
println 'abc'[0, 2]
//// println 'abc'[1..-1]
println 'abc'[1..-1]
//// println 'abc'[-2..-1]
println 'abc'[-2..-1]
//// println 'abc'[2..0]
println 'abc'[2..0]
//// println 'abc'[[0, 1]]
println 'abc'[[0, 1]]
//// println 'abc'[0..<2]
println 'abc'[0..<2]
//// println 'a'++
println 'a'++
//// println 'a' < 'b'
println 'a' < 'b'
//// println 'abc' <=> 'abd'
println 'abc' <=> 'abd'
//// println 'a'.compareTo('c')
println 'a'.compareTo('c')
//// println 'abc' == 'abc'
println 'abc' == 'abc'
//// println 'abc'.equals('abc')
println 'abc'.equals('abc')
//// println "a${'b'}" == 'ab'
println "a${'b'}" == 'ab'
//// println 'ab'.equals("a${'b'}")
println 'ab'.equals("a${'b'}")
//// println 'x'.is('x')
println 'x'.is('x')
//// println 'a' in 'abc'
println 'a' in 'abc'
//// println 'abc' =~ /b/ ? 1 : 2
println 'abc' =~ /b/ ? 1 : 2
//// println 'abc' ==~ /abc/
println 'abc' ==~ /abc/
//// println 'abc' ==~ /ab/
println 'abc' ==~ /ab/
//// println(('a1b2' =~ /\d/).count)
println(('a1b2' =~ /\d/).count)
//// println(('a1b2' =~ /\d/)[0])
println(('a1b2' =~ /\d/)[0])
//// println(('a1b2' =~ /(\w)(\d)/)[0])
println(('a1b2' =~ /(\w)(\d)/)[0])
//// println(('a1b2' =~ /(\w)(\d)/)[1][2])
println(('a1b2' =~ /(\w)(\d)/)[1][2])
//// println(('a1b2' =~ /\d/).collect { it })
println(('a1b2' =~ /\d/).collect { it })
//// println(('abc' =~ /x/).find())
println(('abc' =~ /x/).find())
//// println 'it\'s'
println 'it\'s'
//// println "say \"hi\""
println "say \"hi\""
//// println 'tab\there'
println 'tab\there'
//// println 'nl\nnext'
println 'nl\nnext'
//// println 'uni\u0041'
println 'uni\u0041'
//// println '\$'
println '\$'
//// println "\$x"
println "\$x"
//// println 'back\\slash'
println 'back\\slash'
//// println(/a\/b/)
println(/a\/b/)
//// println(/a\d/)
println(/a\d/)
//// println($/a$$b/$)
println($/a$$b/$)
//// println($/a/b/$)
println($/a/b/$)
//// println '''a'b'''
println '''a'b'''
//// println """a"b"""
println """a"b"""
//// println "${1}${2}"
println "${1}${2}"
//// println "a${1 + 1}b"
println "a${1 + 1}b"
//// println "${'nested ' + "${1}"}"
println "${'nested ' + "${1}"}"
//// println "${[1, 2]}"
println "${[1, 2]}"
//// println "${[a: 1]}"
println "${[a: 1]}"
//// println "${null}"
println "${null}"
//// println "${1..3}"
println "${1..3}"
//// println "${-> 5}"
println "${-> 5}"
//// println "${ }|"
println "${ }|"
//// println "${'a'.toUpperCase()}"
println "${'a'.toUpperCase()}"
//// println "a".concat("b${1}")
println "a".concat("b${1}")
//// def x = 5; println "$x"
def x = 5; println "$x"
//// def x = 5; println "${x}%"
def x = 5; println "${x}%"
//// def x = [a: [b: 1]]; println "$x.a.b"
def x = [a: [b: 1]]; println "$x.a.b"
//// def x = [a: 1]; println "${x['a']}"
def x = [a: 1]; println "${x['a']}"
//// def x = 'v'; println "$x-$x_" == null
def x = 'v'; println "$x-$x_" == null
//// def s = 'a'; s += 'b'; println s
def s = 'a'; s += 'b'; println s
//// def s = 'a'; s *= 3; println s
def s = 'a'; s *= 3; println s
//// def s = 'aXa'; s -= 'X'; println s
def s = 'aXa'; s -= 'X'; println s
//// def l = [1]; l += 2; println l
def l = [1]; l += 2; println l
//// def l = [1, 2]; l -= 1; println l
def l = [1, 2]; l -= 1; println l
//// def l = [1]; l *= 2; println l
def l = [1]; l *= 2; println l
//// def l = []; l << 1 << 2; println l
def l = []; l << 1 << 2; println l
//// def m = [a: 1]; m += [b: 2]; println m
def m = [a: 1]; m += [b: 2]; println m
//// def m = [a: 1]; m << [c: 3]; println m
def m = [a: 1]; m << [c: 3]; println m
//// def i = 5; i += 2.5; println i
def i = 5; i += 2.5; println i
//// int i = 5; i += 2.5; println i
int i = 5; i += 2.5; println i
//// int i = 5; i /= 2; println i
int i = 5; i /= 2; println i
//// int i = 7; i %= 4; println i
int i = 7; i %= 4; println i
//// def i = 2; i **= 3; println i
def i = 2; i **= 3; println i
//// def i = 1; i <<= 4; println i
def i = 1; i <<= 4; println i
//// def i = -16; i >>= 2; println i
def i = -16; i >>= 2; println i
//// def i = -16; i >>>= 28; println i
def i = -16; i >>>= 28; println i
//// def i = 6; i &= 3; println i
def i = 6; i &= 3; println i
//// def i = 6; i |= 1; println i
def i = 6; i |= 1; println i
//// def i = 6; i ^= 3; println i
def i = 6; i ^= 3; println i
//// def i = 5; println i++ + i
def i = 5; println i++ + i
//// def i = 5; println i-- - i
def i = 5; println i-- - i
//// def i = 5; i = i++; println i
def i = 5; i = i++; println i
//// def a = [1, 2]; a[0]++; println a
def a = [1, 2]; a[0]++; println a
//// def a = [1, 2]; a[0] += 5; println a
def a = [1, 2]; a[0] += 5; println a
//// def a = [1, 2]; println a[0]++
def a = [1, 2]; println a[0]++
//// def m = [x: 1]; m.x++; println m
def m = [x: 1]; m.x++; println m
//// def m = [:]; m.x = m.y = 3; println m
def m = [:]; m.x = m.y = 3; println m
//// def m = [:]; m['a b'] = 1; println m.'a b'
def m = [:]; m['a b'] = 1; println m.'a b'
//// def m = [:]; m.a = [:]; m.a.b = 2; println m
def m = [:]; m.a = [:]; m.a.b = 2; println m
//// def (a, b) = [1, 2]; println a + b
def (a, b) = [1, 2]; println a + b
//// def (a, b, c) = [1, 2]; println c
def (a, b, c) = [1, 2]; println c
//// def (a, b) = 'xy'; println b
def (a, b) = 'xy'; println b
//// def (a, b) = 1..2; println b
def (a, b) = 1..2; println b
//// def (int a, String b) = [1, 'x']; println b + a
def (int a, String b) = [1, 'x']; println b + a
//// def a, b; (a, b) = [1, 2]; println a - b
def a, b; (a, b) = [1, 2]; println a - b
//// def a = 1, b = 2; (a, b) = [b, a]; println "$a$b"
def a = 1, b = 2; (a, b) = [b, a]; println "$a$b"
//// def (a, (b, c)) = [1, [2, 3]]; println c
def (a, (b, c)) = [1, [2, 3]]; println c
//// println [1, 2, 3][-1]
println [1, 2, 3][-1]
//// println [1, 2, 3][5]
println [1, 2, 3][5]
//// println [1, 2, 3][0..1]
println [1, 2, 3][0..1]
//// println [1, 2, 3][-2..-1]
println [1, 2, 3][-2..-1]
//// println [1, 2, 3][0, 2]
println [1, 2, 3][0, 2]
//// println [1, 2, 3][1..<3]
println [1, 2, 3][1..<3]
//// println([1, 2] + [3])
println([1, 2] + [3])
//// println([1, 2] + 3)
println([1, 2] + 3)
//// println([1, 2, 3] - [2])
println([1, 2, 3] - [2])
//// println([1, 2, 2] - 2)
println([1, 2, 2] - 2)
//// println([1, 2] * 2)
println([1, 2] * 2)
//// println([1, 2] == [1, 2])
println([1, 2] == [1, 2])
//// println([1, 2] == [2, 1])
println([1, 2] == [2, 1])
//// println([1, 2].equals([1, 2]))
println([1, 2].equals([1, 2]))
//// println([1, [2, 3]] == [1, [2, 3]])
println([1, [2, 3]] == [1, [2, 3]])
//// println([a: 1] == [a: 1])
println([a: 1] == [a: 1])
//// println([a: 1, b: 2] == [b: 2, a: 1])
println([a: 1, b: 2] == [b: 2, a: 1])
//// println([1, 2] as Set == [2, 1] as Set)
println([1, 2] as Set == [2, 1] as Set)
//// println([] ? 1 : 2)
println([] ? 1 : 2)
//// println([0] ? 1 : 2)
println([0] ? 1 : 2)
//// println([:] ? 1 : 2)
println([:] ? 1 : 2)
//// println('' ? 1 : 2)
println('' ? 1 : 2)
//// println(' ' ? 1 : 2)
println(' ' ? 1 : 2)
//// println(0 ? 1 : 2)
println(0 ? 1 : 2)
//// println(0.0 ? 1 : 2)
println(0.0 ? 1 : 2)
//// println(null ? 1 : 2)
println(null ? 1 : 2)
//// println(new Object() ? 1 : 2)
println(new Object() ? 1 : 2)
//// println("${''}" ? 1 : 2)
println("${''}" ? 1 : 2)
//// println({ } ? 1 : 2)
println({ } ? 1 : 2)
//// println([*1..3])
println([*1..3])
//// println([*[1, 2], 3])
println([*[1, 2], 3])
//// println([1, *[], 2])
println([1, *[], 2])
//// println([a: 1, *: [b: 2]])
println([a: 1, *: [b: 2]])
//// println([*: [a: 1], a: 2])
println([*: [a: 1], a: 2])
//// println([*: [a: 1]] + [b: 2])
println([*: [a: 1]] + [b: 2])
//// def f(a, b) { a + b }; println f(*[1, 2])
def f(a, b) { a + b }; println f(*[1, 2])
//// def f(a, b, c) { "$a$b$c" }; println f(1, *[2, 3])
def f(a, b, c) { "$a$b$c" }; println f(1, *[2, 3])
//// def f(Map m) { m }; println f(a: 1, b: 2)
def f(Map m) { m }; println f(a: 1, b: 2)
//// def f(Map m, x) { "$m $x" }; println f(5, a: 1)
def f(Map m, x) { "$m $x" }; println f(5, a: 1)
//// def f(Map m = [:], x) { "$m $x" }; println f(5)
def f(Map m = [:], x) { "$m $x" }; println f(5)
//// def f(a, Map m) { "$a $m" }; println f(1, [b: 2])
def f(a, Map m) { "$a $m" }; println f(1, [b: 2])
//// def f(m) { m }; println f(a: 1)
def f(m) { m }; println f(a: 1)
//// def f(x, Closure c) { c(x) }; println f(2) { it * 3 }
def f(x, Closure c) { c(x) }; println f(2) { it * 3 }
//// def f(Closure c) { c() }; println f { 5 }
def f(Closure c) { c() }; println f { 5 }
//// def f(Closure c) { c(1, 2) }; println f { a, b -> a + b }
def f(Closure c) { c(1, 2) }; println f { a, b -> a + b }
//// def f(a = 1, b = 2) { a + b }; println f() + f(5) + f(5, 5)
def f(a = 1, b = 2) { a + b }; println f() + f(5) + f(5, 5)
//// def f(a, b = a * 2) { b }; println f(4)
def f(a, b = a * 2) { b }; println f(4)
//// def f(Object... a) { a.length }; println f() + f(1) + f(1, 2)
def f(Object... a) { a.length }; println f() + f(1) + f(1, 2)
//// def f(int... a) { a.sum() ?: 0 }; println f(1, 2, 3)
def f(int... a) { a.sum() ?: 0 }; println f(1, 2, 3)
//// def f(String s, Object... a) { s + a.toList() }; println f('x', 1, 'y')
def f(String s, Object... a) { s + a.toList() }; println f('x', 1, 'y')
//// int f(x) { x }; println f(5.9)
int f(x) { x }; println f(5.9)
//// String f(x) { x }; println f(5).class
String f(x) { x }; println f(5).class
//// boolean f(x) { x }; println f('')
boolean f(x) { x }; println f('')
//// void f() { 5 }; println f()
void f() { 5 }; println f()
//// def f() { return }; println f()
def f() { return }; println f()
//// def f() { }; println f()
def f() { }; println f()
//// def f(x) { if (x) 'yes' else 'no' }; println f(1) + f(0)
def f(x) { if (x) 'yes' else 'no' }; println f(1) + f(0)
//// def f(x) { if (x) { 'yes' } }; println f(0)
def f(x) { if (x) { 'yes' } }; println f(0)
//// def f(x) { x ? 'a' : 'b' }; println f([])
def f(x) { x ? 'a' : 'b' }; println f([])
//// def f(x) { switch (x) { case 1: 'one'; break; default: 'other' } }; println f(1) + f(2)
def f(x) { switch (x) { case 1: 'one'; break; default: 'other' } }; println f(1) + f(2)
//// def f(x) { try { x / 0 } catch (e) { 'caught' } }; println f(1)
def f(x) { try { x / 0 } catch (e) { 'caught' } }; println f(1)
//// def f(x) { try { 1 } finally { 2 } }; println f(1)
def f(x) { try { 1 } finally { 2 } }; println f(1)
//// def f(n) { n <= 1 ? 1 : n * f(n - 1) }; println f(10)
def f(n) { n <= 1 ? 1 : n * f(n - 1) }; println f(10)
//// def f(n) { n <= 1 ? 1G : n * f(n - 1) }; println f(25)
def f(n) { n <= 1 ? 1G : n * f(n - 1) }; println f(25)
//// def c = { it }; println c(1)
def c = { it }; println c(1)
//// def c = { it }; println c()
def c = { it }; println c()
//// def c = { -> 1 }; println c()
def c = { -> 1 }; println c()
//// def c = { a, b -> a + b }; println c(1, 2)
def c = { a, b -> a + b }; println c(1, 2)
//// def c = { a, b = 5 -> a + b }; println c(1)
def c = { a, b = 5 -> a + b }; println c(1)
//// def c = { int a -> a }; println c(5)
def c = { int a -> a }; println c(5)
//// def c = { ...a -> a }; println c(1, 2)
def c = { ...a -> a }; println c(1, 2)
//// def c = { Object... a -> a.length }; println c(1, 2, 3)
def c = { Object... a -> a.length }; println c(1, 2, 3)
//// def c = { a, ... b -> b }; println c(1, 2, 3)
def c = { a, ... b -> b }; println c(1, 2, 3)
//// def c = { String s -> s }; println c("g${1}")
def c = { String s -> s }; println c("g${1}")
//// def c = { a -> { b -> a + b } }; println c(1)(2)
def c = { a -> { b -> a + b } }; println c(1)(2)
//// def c = { it * 2 }; println c.call(4)
def c = { it * 2 }; println c.call(4)
//// def c = { it * 2 }; println([1, 2].collect(c))
def c = { it * 2 }; println([1, 2].collect(c))
//// def c = { a, b -> a * b }; println c.curry(3)(4)
def c = { a, b -> a * b }; println c.curry(3)(4)
//// def c = { a, b -> a - b }; println c.rcurry(3)(4)
def c = { a, b -> a - b }; println c.rcurry(3)(4)
//// def c = { a, b -> "$a$b" }; println c([1, 2])
def c = { a, b -> "$a$b" }; println c([1, 2])
//// def c = { [a, b] -> 1 }
def c = { [a, b] -> 1 }
//// def c = { it.size() }; println c('abc')
def c = { it.size() }; println c('abc')
//// def c = { x -> x?.foo }; println c(null)
def c = { x -> x?.foo }; println c(null)
//// def c = { owner.class.simpleName }; println c()
def c = { owner.class.simpleName }; println c()
//// def c = { delegate.class.simpleName }; println c()
def c = { delegate.class.simpleName }; println c()
//// def c = { this.class.simpleName }; println c()
def c = { this.class.simpleName }; println c()
//// def c = { thisObject.is(owner) }; println c()
def c = { thisObject.is(owner) }; println c()
//// def c = { maximumNumberOfParameters }; println c()
def c = { maximumNumberOfParameters }; println c()
//// def c = { a, b -> }; println c.maximumNumberOfParameters
def c = { a, b -> }; println c.maximumNumberOfParameters
//// def c = { -> }; println c.maximumNumberOfParameters
def c = { -> }; println c.maximumNumberOfParameters
//// def c = { int a, String b -> }; println c.parameterTypes*.simpleName
def c = { int a, String b -> }; println c.parameterTypes*.simpleName
//// def n = 0; def c = { n++ }; c(); c(); println n
def n = 0; def c = { n++ }; c(); c(); println n
//// def c = { x = 5 }; c(); println x
def c = { x = 5 }; c(); println x
//// def c = { def x = 5; x }; println c()
def c = { def x = 5; x }; println c()
//// def c; c = { n -> n < 2 ? n : c(n - 1) + c(n - 2) }; println c(10)
def c; c = { n -> n < 2 ? n : c(n - 1) + c(n - 2) }; println c(10)
//// println({ it + 1 }(5))
println({ it + 1 }(5))
//// println({ -> 'x' }())
println({ -> 'x' }())
//// println(({ a, b -> a + b } as Closure)(1, 2))
println(({ a, b -> a + b } as Closure)(1, 2))
//// println((x -> x * 2)(5))
println((x -> x * 2)(5))
//// println(((x, y) -> x + y)(1, 2))
println(((x, y) -> x + y)(1, 2))
//// println((() -> 7)())
println((() -> 7)())
//// println([1, 2, 3].collect(x -> x * x))
println([1, 2, 3].collect(x -> x * x))
//// println([1, 2, 3].inject((a, b) -> a + b))
println([1, 2, 3].inject((a, b) -> a + b))
//// println 'abc'.&toUpperCase.call()
println 'abc'.&toUpperCase.call()
//// println(['a', 'b'].collect(String.&toUpperCase))
println(['a', 'b'].collect(String.&toUpperCase))
//// println(['a', 'b'].collect(String::toUpperCase))
println(['a', 'b'].collect(String::toUpperCase))
//// println([1, 2].collect(Integer::toString))
println([1, 2].collect(Integer::toString))
//// println(['1', '2'].collect(Integer::parseInt))
println(['1', '2'].collect(Integer::parseInt))
//// println((ArrayList::new)().size())
println((ArrayList::new)().size())
//// println((String[]::new)(2).length)
println((String[]::new)(2).length)
//// def m = 'abc'.&size; println m()
def m = 'abc'.&size; println m()
//// def m = this.&println; m 5
def m = this.&println; m 5
//// def f(x) { x * 2 }; println([1, 2].collect(this.&f))
def f(x) { x * 2 }; println([1, 2].collect(this.&f))
//// def f(x) { x * 2 }; def g = this.&f; println g(4)
def f(x) { x * 2 }; def g = this.&f; println g(4)
//// println([1, 2, 3]*.toString())
println([1, 2, 3]*.toString())
//// println([[1], [2, 3]]*.size())
println([[1], [2, 3]]*.size())
//// println(['a', null]*.size())
println(['a', null]*.size())
//// println([a: 1]*.key)
println([a: 1]*.key)
//// println null*.foo
println null*.foo
//// println null?.foo
println null?.foo
//// println null?.foo()
println null?.foo()
//// println null?.foo?.bar
println null?.foo?.bar
//// def x; println x?.y?.z ?: 'd'
def x; println x?.y?.z ?: 'd'
//// def x; println x?[0]
def x; println x?[0]
//// def x = [1]; println x?[0]
def x = [1]; println x?[0]
//// def x = [a: null]; println x.a?.b
def x = [a: null]; println x.a?.b
//// def x = [:]; println x.a?.b
def x = [:]; println x.a?.b
//// def x = 1; println x?.plus(2)
def x = 1; println x?.plus(2)
//// println 1 == 1.0
println 1 == 1.0
//// println 1 == 1L
println 1 == 1L
//// println 1.equals(1L)
println 1.equals(1L)
//// println 1 === 1
println 1 === 1
//// println [1] === [1]
println [1] === [1]
//// println 1 !== 2
println 1 !== 2
//// println 'a' == 97
println 'a' == 97
//// println 'a' as char == 97 as char
println 'a' as char == 97 as char
//// println 1 <=> 1.5
println 1 <=> 1.5
//// println 'a' <=> 'b'
println 'a' <=> 'b'
//// println null <=> 1
println null <=> 1
//// println null == 0
println null == 0
//// println [1, 2] <=> [1, 3]
println [1, 2] <=> [1, 3]
//// println true <=> false
println true <=> false
//// for (i in 1..3) print i
for (i in 1..3) print i
//// for (i in 3..1) print i
for (i in 3..1) print i
//// for (i in [1, 2]) print i
for (i in [1, 2]) print i
//// for (i in 'abc') print i
for (i in 'abc') print i
//// for (e in [a: 1]) print e
for (e in [a: 1]) print e
//// for (i in 0..<3) print i
for (i in 0..<3) print i
//// for (int i = 0; i < 3; i++) print i
for (int i = 0; i < 3; i++) print i
//// for (i in null) print i
for (i in null) print i
//// for (x in [1, 2] as int[]) print x
for (x in [1, 2] as int[]) print x
//// for (def x : [1, 2]) print x
for (def x : [1, 2]) print x
//// for (String s in ['a']) print s
for (String s in ['a']) print s
//// for (i in 5) print i
for (i in 5) print i
//// int i = 3; while (i > 0) print i--
int i = 3; while (i > 0) print i--
//// int i = 0; do { print i } while (++i < 3)
int i = 0; do { print i } while (++i < 3)
//// int i = 0; while (true) { if (++i > 3) break; print i }
int i = 0; while (true) { if (++i > 3) break; print i }
//// for (i in 1..5) { if (i % 2) continue; print i }
for (i in 1..5) { if (i % 2) continue; print i }
//// 3.times { print it }
3.times { print it }
//// 1.upto(3) { print it }
1.upto(3) { print it }
//// 3.downto(1) { print it }
3.downto(1) { print it }
//// 1.step(10, 3) { print it }
1.step(10, 3) { print it }
//// 1.upto(2.5) { print it + ' ' }
1.upto(2.5) { print it + ' ' }
//// ('a'..'e').each { print it }
('a'..'e').each { print it }
//// [1, 2].eachWithIndex { e, i -> print "$e$i " }
[1, 2].eachWithIndex { e, i -> print "$e$i " }
//// [a: 1].each { k, v -> print k + v }
[a: 1].each { k, v -> print k + v }
//// a: for (i in 1..3) { for (j in 1..3) { if (j == 2) continue a; print "$i$j " } }
a: for (i in 1..3) { for (j in 1..3) { if (j == 2) continue a; print "$i$j " } }
//// a: for (i in 1..3) { for (j in 1..3) { if (i == 2) break a; print "$i$j " } }
a: for (i in 1..3) { for (j in 1..3) { if (i == 2) break a; print "$i$j " } }
//// switch (1) { case 1: print 'a'; case 2: print 'b'; break; case 3: print 'c' }
switch (1) { case 1: print 'a'; case 2: print 'b'; break; case 3: print 'c' }
//// switch ('x') { case ['x', 'y']: print 'in'; break; default: print 'no' }
switch ('x') { case ['x', 'y']: print 'in'; break; default: print 'no' }
//// switch (5) { case 1..4: print 'lo'; break; case 5..9: print 'hi'; break }
switch (5) { case 1..4: print 'lo'; break; case 5..9: print 'hi'; break }
//// switch ('abc') { case ~/a.*/: print 'rx'; break; default: print 'no' }
switch ('abc') { case ~/a.*/: print 'rx'; break; default: print 'no' }
//// switch (5) { case { it > 3 }: print 'gt'; break; default: print 'no' }
switch (5) { case { it > 3 }: print 'gt'; break; default: print 'no' }
//// switch (5) { case String: print 's'; break; case Integer: print 'i'; break }
switch (5) { case String: print 's'; break; case Integer: print 'i'; break }
//// switch (null) { case null: print 'null'; break; default: print 'd' }
switch (null) { case null: print 'null'; break; default: print 'd' }
//// switch (1L) { case 1: print 'eq'; break; default: print 'ne' }
switch (1L) { case 1: print 'eq'; break; default: print 'ne' }
//// switch ('b') { case 'a': case 'b': print 'ab'; break; default: print 'd' }
switch ('b') { case 'a': case 'b': print 'ab'; break; default: print 'd' }
//// println(switch (2) { case 1 -> 'a'; case 2 -> 'b'; default -> 'c' })
println(switch (2) { case 1 -> 'a'; case 2 -> 'b'; default -> 'c' })
//// println(switch (9) { case 1 -> 'a'; default -> 'c' })
println(switch (9) { case 1 -> 'a'; default -> 'c' })
//// println(switch (9) { case 1 -> 'a' })
println(switch (9) { case 1 -> 'a' })
//// println(switch (2) { case 1, 2 -> 'few'; default -> 'many' })
println(switch (2) { case 1, 2 -> 'few'; default -> 'many' })
//// println(switch (2) { case Integer -> 'int'; default -> 'x' })
println(switch (2) { case Integer -> 'int'; default -> 'x' })
//// def r = switch (3) { case 3: yield 'three'; default: yield 'x' }; println r
def r = switch (3) { case 3: yield 'three'; default: yield 'x' }; println r
//// def r = switch (3) { case 3 -> { def y = 5; yield y * 2 }; default -> 0 }; println r
def r = switch (3) { case 3 -> { def y = 5; yield y * 2 }; default -> 0 }; println r
//// try { throw new Exception('m') } catch (e) { println e.message }
try { throw new Exception('m') } catch (e) { println e.message }
//// try { throw new Exception('m') } catch (Exception e) { println e }
try { throw new Exception('m') } catch (Exception e) { println e }
//// try { 1 / 0 } catch (ArithmeticException e) { println e.message }
try { 1 / 0 } catch (ArithmeticException e) { println e.message }
//// try { null.x } catch (NullPointerException e) { println e.message }
try { null.x } catch (NullPointerException e) { println e.message }
//// try { [][1].x } catch (e) { println e.class.name }
try { [][1].x } catch (e) { println e.class.name }
//// try { 'x' as int } catch (NumberFormatException e) { println e.message }
try { 'x' as int } catch (NumberFormatException e) { println e.message }
//// try { foo } catch (MissingPropertyException e) { println e.property }
try { foo } catch (MissingPropertyException e) { println e.property }
//// try { foo() } catch (MissingMethodException e) { println e.method }
try { foo() } catch (MissingMethodException e) { println e.method }
//// try { assert false } catch (AssertionError e) { println 'ae' }
try { assert false } catch (AssertionError e) { println 'ae' }
//// try { assert false : 'why' } catch (AssertionError e) { println e.message }
try { assert false : 'why' } catch (AssertionError e) { println e.message }
//// try { throw new RuntimeException() } catch (IOException | RuntimeException e) { println e.
try { throw new RuntimeException() } catch (IOException | RuntimeException e) { println e.message }
//// try { print 'a' } finally { print 'b' }
try { print 'a' } finally { print 'b' }
//// try { throw new Error('e') } catch (Throwable t) { print t.message } finally { print 'f' }
try { throw new Error('e') } catch (Throwable t) { print t.message } finally { print 'f' }
//// throw new IllegalArgumentException('bad')
throw new IllegalArgumentException('bad')
//// throw new Exception()
throw new Exception()
//// throw new RuntimeException('a', new Exception('b'))
throw new RuntimeException('a', new Exception('b'))
//// assert 1 == 2
assert 1 == 2
//// assert [1, 2].size() == 3 : "size was ${[1, 2].size()}"
assert [1, 2].size() == 3 : "size was ${[1, 2].size()}"
//// assert null
assert null
//// assert 'a'.equals('b')
assert 'a'.equals('b')
//// assert [].empty == false
assert [].empty == false
//// def x = 5; assert x > 3 && x < 4
def x = 5; assert x > 3 && x < 4
//// foo
foo
//// foo()
foo()
//// foo(1, 'a')
foo(1, 'a')
//// foo.bar
foo.bar
//// this.foo
this.foo
//// null.foo()
null.foo()
//// null.foo
null.foo
//// 1.foo()
1.foo()
//// 1.foo
1.foo
//// 'a'.foo('b')
'a'.foo('b')
//// [].foo
[].foo
//// [1].foo
[1].foo
//// new Foo()
new Foo()
//// Foo.bar()
Foo.bar()
//// int x = 'a'
int x = 'a'
//// int x = null
int x = null
//// Integer x = 'a'
Integer x = 'a'
//// List x = 5
List x = 5
//// Date x = 'a'
Date x = 'a'
//// boolean x = 'a'; println x
boolean x = 'a'; println x
//// String x = 5; println x.class
String x = 5; println x.class
//// char x = 'a'; println x
char x = 'a'; println x
//// char x = 'ab'
char x = 'ab'
//// long x = 5; println x.class
long x = 5; println x.class
//// double x = 5; println x
double x = 5; println x
//// float x = 1.5; println x
float x = 1.5; println x
//// BigDecimal x = 5; println x
BigDecimal x = 5; println x
//// BigInteger x = 5; println x.class
BigInteger x = 5; println x.class
//// byte x = 300; println x
byte x = 300; println x
//// short x = 5; println x.class
short x = 5; println x.class
//// def x = 5; x = 'now a string'; println x
def x = 5; x = 'now a string'; println x
//// int x = 5; x = 6.7; println x
int x = 5; x = 6.7; println x
//// int x = 5; x = '7'
int x = 5; x = '7'
//// Integer x = null; println x
Integer x = null; println x
//// String x = null; println x
String x = null; println x
//// String[] x = ['a', 1]; println x
String[] x = ['a', 1]; println x
//// int[] x = [1, 2.5]; println x
int[] x = [1, 2.5]; println x
//// List<String> x = [1]; println x
List<String> x = [1]; println x
//// Set x = [1, 1]; println x
Set x = [1, 1]; println x
//// Map x = [:]; println x
Map x = [:]; println x
//// var x = 5; println x
var x = 5; println x
//// final x = 5; println x
final x = 5; println x
//// final int x = 5; println x + 1
final int x = 5; println x + 1
//// def x = new int[3]; println x
def x = new int[3]; println x
//// def x = new int[2][2]; println x
def x = new int[2][2]; println x
//// def x = new String[2]; println x
def x = new String[2]; println x
//// def x = new int[] {1, 2}; println x
def x = new int[] {1, 2}; println x
//// def x = [1, 2] as int[]; x[0] = 5; println x
def x = [1, 2] as int[]; x[0] = 5; println x
//// def x = [1, 2] as int[]; println x[5]
def x = [1, 2] as int[]; println x[5]
//// def x = [1, 2] as int[]; println x[-1]
def x = [1, 2] as int[]; println x[-1]
//// def x = new int[-1]
def x = new int[-1]
//// def x = [1, 2] as String[]; println x*.class*.simpleName
def x = [1, 2] as String[]; println x*.class*.simpleName
//// class A { def x = 1 }; println new A().x
class A { def x = 1 }; println new A().x
//// class A { def x = 1 }; println new A(x: 2).x
class A { def x = 1 }; println new A(x: 2).x
//// class A { int x; A(int x) { this.x = x } }; println new A(3).x
class A { int x; A(int x) { this.x = x } }; println new A(3).x
//// class A { def f() { 'f' } }; println new A().f()
class A { def f() { 'f' } }; println new A().f()
//// class A { static f() { 's' } }; println A.f()
class A { static f() { 's' } }; println A.f()
//// class A { static x = 3 }; println A.x
class A { static x = 3 }; println A.x
//// class A { final x = 3 }; println new A().x
class A { final x = 3 }; println new A().x
//// class A { def getX() { 'gx' } }; println new A().x
class A { def getX() { 'gx' } }; println new A().x
//// class A { def x; void setX(v) { this.x = v * 2 } }; println new A(x: 2).x
class A { def x; void setX(v) { this.x = v * 2 } }; println new A(x: 2).x
//// class A { String toString() { 'AAA' } }; println new A()
class A { String toString() { 'AAA' } }; println new A()
//// class A { boolean equals(o) { true } }; println new A() == new A()
class A { boolean equals(o) { true } }; println new A() == new A()
//// class A { def plus(o) { 'plus' } }; println new A() + 1
class A { def plus(o) { 'plus' } }; println new A() + 1
//// class A { def call(x) { x * 2 } }; println new A()(4)
class A { def call(x) { x * 2 } }; println new A()(4)
//// class A { def getAt(i) { i * 2 } }; println new A()[4]
class A { def getAt(i) { i * 2 } }; println new A()[4]
//// class A { def propertyMissing(String n) { "pm $n" } }; println new A().zip
class A { def propertyMissing(String n) { "pm $n" } }; println new A().zip
//// class A { def methodMissing(String n, a) { "mm $n" } }; println new A().zip()
class A { def methodMissing(String n, a) { "mm $n" } }; println new A().zip()
//// class A { def each(Closure c) { c(1); c(2) } }; new A().each { print it }
class A { def each(Closure c) { c(1); c(2) } }; new A().each { print it }
//// class A { Iterator iterator() { [1, 2].iterator() } }; println new A().collect { it + 1 }
class A { Iterator iterator() { [1, 2].iterator() } }; println new A().collect { it + 1 }
//// class A { }; class B extends A { }; println new B() instanceof A
class A { }; class B extends A { }; println new B() instanceof A
//// class A { def f() { 'A' } }; class B extends A { def f() { super.f() + 'B' } }; println ne
class A { def f() { 'A' } }; class B extends A { def f() { super.f() + 'B' } }; println new B().f()
//// class A { A() { println 'A()' } }; class B extends A { B() { println 'B()' } }; new B()
class A { A() { println 'A()' } }; class B extends A { B() { println 'B()' } }; new B()
//// class A { A(x) { println "A$x" } }; class B extends A { B() { super(5) } }; new B()
class A { A(x) { println "A$x" } }; class B extends A { B() { super(5) } }; new B()
//// class A { private x = 5 }; println new A().x
class A { private x = 5 }; println new A().x
//// class A { protected f() { 'p' } }; println new A().f()
class A { protected f() { 'p' } }; println new A().f()
//// abstract class A { abstract f(); def g() { f() } }; class B extends A { def f() { 'bf' } }
abstract class A { abstract f(); def g() { f() } }; class B extends A { def f() { 'bf' } }; println new B().g()
//// interface I { def f() }; class B implements I { def f() { 'i' } }; println new B().f()
interface I { def f() }; class B implements I { def f() { 'i' } }; println new B().f()
//// interface I { int X = 5 }; println I.X
interface I { int X = 5 }; println I.X
//// interface I { def f(x) }; I i = { it * 2 }; println i.f(4)
interface I { def f(x) }; I i = { it * 2 }; println i.f(4)
//// interface I { def f() }; println(({ 'x' } as I).f())
interface I { def f() }; println(({ 'x' } as I).f())
//// interface I { def f(); def g() }; println(([f: { 'F' }, g: { 'G' }] as I).g())
interface I { def f(); def g() }; println(([f: { 'F' }, g: { 'G' }] as I).g())
//// trait T { def f() { 'trait' } }; class A implements T { }; println new A().f()
trait T { def f() { 'trait' } }; class A implements T { }; println new A().f()
//// trait T { def x = 5 }; class A implements T { }; println new A().x
trait T { def x = 5 }; class A implements T { }; println new A().x
//// trait T { def f() { 'T' } }; trait U { def f() { 'U' } }; class A implements T, U { }; pri
trait T { def f() { 'T' } }; trait U { def f() { 'U' } }; class A implements T, U { }; println new A().f()
//// enum E { A, B }; println E.A
enum E { A, B }; println E.A
//// enum E { A, B }; println E.values()
enum E { A, B }; println E.values()
//// enum E { A, B }; println E.valueOf('B').ordinal()
enum E { A, B }; println E.valueOf('B').ordinal()
//// enum E { A(1), B(2); int n; E(n) { this.n = n } }; println E.B.n
enum E { A(1), B(2); int n; E(n) { this.n = n } }; println E.B.n
//// enum E { A, B; def f() { name() * 2 } }; println E.A.f()
enum E { A, B; def f() { name() * 2 } }; println E.A.f()
//// enum E { A { def f() { 'fa' } }, B { def f() { 'fb' } }; abstract f() }; println E.B.f()
enum E { A { def f() { 'fa' } }, B { def f() { 'fb' } }; abstract f() }; println E.B.f()
//// enum E { A, B }; println E.A < E.B
enum E { A, B }; println E.A < E.B
//// enum E { A, B }; println E.A.next()
enum E { A, B }; println E.A.next()
//// enum E { A, B }; println 'A' as E
enum E { A, B }; println 'A' as E
//// enum E { A, B }; println E.C
enum E { A, B }; println E.C
//// enum E { A, B }; E.valueOf('C')
enum E { A, B }; E.valueOf('C')
//// record R(int a, String b) { }; println new R(1, 'x')
record R(int a, String b) { }; println new R(1, 'x')
//// record R(int a, String b) { }; println new R(1, 'x').a()
record R(int a, String b) { }; println new R(1, 'x').a()
//// record R(int a) { }; println new R(1) == new R(1)
record R(int a) { }; println new R(1) == new R(1)
//// @groovy.transform.ToString class A { int x = 1 }; println new A()
@groovy.transform.ToString class A { int x = 1 }; println new A()
//// @groovy.transform.Canonical class A { int x; String y }; println new A(1, 'b')
@groovy.transform.Canonical class A { int x; String y }; println new A(1, 'b')
//// @groovy.transform.Immutable class A { int x }; println new A(1)
@groovy.transform.Immutable class A { int x }; println new A(1)
//// @groovy.transform.Immutable class A { int x }; new A(1).x = 2
@groovy.transform.Immutable class A { int x }; new A(1).x = 2
//// @groovy.transform.EqualsAndHashCode class A { int x }; println new A(x: 1) == new A(x: 1)
@groovy.transform.EqualsAndHashCode class A { int x }; println new A(x: 1) == new A(x: 1)
//// def o = new Object() { def f() { 'anon' } }; println o.f()
def o = new Object() { def f() { 'anon' } }; println o.f()
//// def o = new Expando(); o.x = 5; println o.x
def o = new Expando(); o.x = 5; println o.x
//// def o = new Expando(f: { -> 'ef' }); println o.f()
def o = new Expando(f: { -> 'ef' }); println o.f()
//// def o = [f: { -> 'mf' }]; println o.f()
def o = [f: { -> 'mf' }]; println o.f()
//// def o = [f: { 'a' + it }]; println o.f('x')
def o = [f: { 'a' + it }]; println o.f('x')
//// println([1, 2].with { size() })
println([1, 2].with { size() })
//// println('abc'.with { it.size() })
println('abc'.with { it.size() })
//// println([].tap { add(1) })
println([].tap { add(1) })
//// println 5.with { it + 1 }
println 5.with { it + 1 }
//// def x = new StringBuilder().with { append 'a'; append 'b'; toString() }; println x
def x = new StringBuilder().with { append 'a'; append 'b'; toString() }; println x
//// import java.util.regex.Pattern; println Pattern.compile('a').pattern()
import java.util.regex.Pattern; println Pattern.compile('a').pattern()
//// import static java.lang.Math.max; println max(1, 2)
import static java.lang.Math.max; println max(1, 2)
//// import static java.lang.Math.max as mx; println mx(1, 2)
import static java.lang.Math.max as mx; println mx(1, 2)
//// import java.util.ArrayList as AL; println new AL([1])
import java.util.ArrayList as AL; println new AL([1])
//// println java.lang.Math.max(1, 2)
println java.lang.Math.max(1, 2)
//// println Math.PI.class
println Math.PI.class
//// println Integer.MAX_VALUE
println Integer.MAX_VALUE
//// println this.class.name
println this.class.name
//// println this.getClass().superclass.name
println this.getClass().superclass.name
//// println binding.variables
println binding.variables
//// x = 5; println binding.variables
x = 5; println binding.variables
//// x = 5; println this.x
x = 5; println this.x
//// println [1, 2, 3].class.simpleName
println [1, 2, 3].class.simpleName
//// println 'a'.getClass().name
println 'a'.getClass().name
//// println String.name
println String.name
//// println String.class.simpleName
println String.class.simpleName
//// println int.name
println int.name
//// println int[].name
println int[].name
//// println String[].class.simpleName
println String[].class.simpleName
//// println Map.Entry.name
println Map.Entry.name
//// println([1, 'a', null, 2.5, true, [1], [a: 1]])
println([1, 'a', null, 2.5, true, [1], [a: 1]])
//// println([a: 'x', b: [c: 'y']])
println([a: 'x', b: [c: 'y']])
//// println([a: null, (null): 1])
println([a: null, (null): 1])
//// println([1: 'a', 'b': 2, (1 + 1): 3])
println([1: 'a', 'b': 2, (1 + 1): 3])
//// println(["a b": 1, 'c': 2])
println(["a b": 1, 'c': 2])
//// println([(String): 1])
println([(String): 1])
//// println([[1, 2], [3, [4]]])
println([[1, 2], [3, [4]]])
//// println([[:], [], '', null])
println([[:], [], '', null])
//// println(new Object[0])
println(new Object[0])
//// println(['a', "b${1}"])
println(['a', "b${1}"])
//// print 1; print 'a'; println()
print 1; print 'a'; println()
//// println()
println()
//// println ''
println ''
//// println null
println null
//// println 'a', 'b'
println 'a', 'b'
//// printf '%d %s%n', 5, 'x'
printf '%d %s%n', 5, 'x'
//// print([1, 2])
print([1, 2])
//// println "a\tb"
println "a\tb"
//// println 'é ü 日本 😀'
println 'é ü 日本 😀'
//// println 'é'.length() + '😀'.length()
println 'é'.length() + '😀'.length()
//// println '日本'.reverse()
println '日本'.reverse()
//// def ünï = 5; println ünï
def ünï = 5; println ünï
//// def _a = 1; def $b = 2; println _a + $b
def _a = 1; def $b = 2; println _a + $b
//// * c */ println 1 // d
/* c */ println 1 // d
//// println(1 /* c */ + 2)
println(1 /* c */ + 2)
//// println 1; println 2
println 1; println 2
//// if (true) println 1
if (true) println 1
//// if (false) println 1 else println 2
if (false) println 1 else println 2
//// if (1) { println 'a' } else if (2) { println 'b' } else { println 'c' }
if (1) { println 'a' } else if (2) { println 'b' } else { println 'c' }
//// if (!null) println 'n'
if (!null) println 'n'
//// if ([]) println 1; else println 2
if ([]) println 1; else println 2
//// def a = 1⏎def b = a +⏎  2⏎println b
def a = 1
def b = a +
  2
println b
//// def a = [1,⏎ 2]⏎println a
def a = [1,
 2]
println a
//// println 'a'⏎  .toUpperCase()
println 'a'
  .toUpperCase()
//// def a = true⏎  ? 1⏎  : 2⏎println a
def a = true
  ? 1
  : 2
println a
//// def a = 1⏎  + 2⏎println a
def a = 1
  + 2
println a
//// def f(a,⏎ b) { a + b }⏎println f(1,⏎ 2)
def f(a,
 b) { a + b }
println f(1,
 2)
//// println([1, 2]⏎  .collect { it }⏎  .sum())
println([1, 2]
  .collect { it }
  .sum())
//// def m = [⏎ a: 1,⏎ b: 2,⏎]⏎println m
def m = [
 a: 1,
 b: 2,
]
println m
//// class A⏎{⏎ def x = 1⏎}⏎println new A().x
class A
{
 def x = 1
}
println new A().x
//// if (true)⏎{⏎ println 1⏎}⏎else⏎{⏎ println 2⏎}
if (true)
{
 println 1
}
else
{
 println 2
}
//// x = = 5
x = = 5
//// def f( { }
def f( { }
//// class { }
class { }
//// if true println 1
if true println 1
//// for i in 1..2 println i
for i in 1..2 println i
//// println 'abc
println 'abc
//// println "abc
println "abc
//// x +
x +
//// return return
return return
//// 1 = 2
1 = 2
//// )
)
//// #
#
//// println 1 2
println 1 2
//// new
new
//// import
import
//// class A extends { }
class A extends { }
//// catch (e) { }
catch (e) { }
//// case 1: 2
case 1: 2
//// abc
/abc
