//// println Math.max(1, 2)
println Math.max(1, 2)
//// println Math.abs(-5)
println Math.abs(-5)
//// println Math.pow(2, 10)
println Math.pow(2, 10)
//// println Math.sqrt(16)
println Math.sqrt(16)
//// println Math.round(2.5)
println Math.round(2.5)
//// println Math.floor(2.7)
println Math.floor(2.7)
//// println Math.ceil(2.1)
println Math.ceil(2.1)
//// println Math.PI
println Math.PI
//// println Math.floorMod(-3, 5)
println Math.floorMod(-3, 5)
//// println Math.hypot(3, 4)
println Math.hypot(3, 4)
//// println Math.signum(-2.0d)
println Math.signum(-2.0d)
//// println Math.log10(100)
println Math.log10(100)
//// println Math.cbrt(27)
println Math.cbrt(27)
//// println Integer.MAX_VALUE
println Integer.MAX_VALUE
//// println Integer.MIN_VALUE
println Integer.MIN_VALUE
//// println Long.MAX_VALUE
println Long.MAX_VALUE
//// println Integer.toBinaryString(10)
println Integer.toBinaryString(10)
//// println Integer.toHexString(255)
println Integer.toHexString(255)
//// println Integer.parseInt('ff', 16)
println Integer.parseInt('ff', 16)
//// println Integer.valueOf(5)
println Integer.valueOf(5)
//// println Integer.compare(1, 2)
println Integer.compare(1, 2)
//// println Integer.toString(255, 16)
println Integer.toString(255, 16)
//// println Integer.bitCount(7)
println Integer.bitCount(7)
//// println Integer.reverse(1)
println Integer.reverse(1)
//// println Integer.highestOneBit(100)
println Integer.highestOneBit(100)
//// println Integer.numberOfLeadingZeros(1)
println Integer.numberOfLeadingZeros(1)
//// println Integer.numberOfTrailingZeros(8)
println Integer.numberOfTrailingZeros(8)
//// println Long.parseLong('123')
println Long.parseLong('123')
//// println Long.toHexString(255L)
println Long.toHexString(255L)
//// println Integer.signum(-5)
println Integer.signum(-5)
//// println Integer.MAX_VALUE + 1
println Integer.MAX_VALUE + 1
//// println Integer.parseUnsignedInt('5')
println Integer.parseUnsignedInt('5')
//// println Double.parseDouble('1.5')
println Double.parseDouble('1.5')
//// println Double.MAX_VALUE
println Double.MAX_VALUE
//// println Double.isNaN(0/0d)
println Double.isNaN(0/0d)
//// println Double.compare(1.0, 2.0)
println Double.compare(1.0, 2.0)
//// println Double.valueOf('2')
println Double.valueOf('2')
//// println 1.0d / 0
println 1.0d / 0
//// println 0.1d + 0.2d
println 0.1d + 0.2d
//// println 1e10d
println 1e10d
//// println 1.0E-5d
println 1.0E-5d
//// println 100.0d
println 100.0d
//// println 1234567890.123d
println 1234567890.123d
//// println Float.MAX_VALUE
println Float.MAX_VALUE
//// println 1.1f
println 1.1f
//// println 1.0d.equals(1.0d)
println 1.0d.equals(1.0d)
//// println 3.0d as int
println 3.0d as int
//// println Double.toString(1.0)
println Double.toString(1.0)
//// println 1.5d.intValue()
println 1.5d.intValue()
//// println Double.MIN_VALUE
println Double.MIN_VALUE
//// println 123456789012d
println 123456789012d
//// println new BigDecimal('1.10').add(new BigDecimal('2.2'))
println new BigDecimal('1.10').add(new BigDecimal('2.2'))
//// def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 1.
def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 1.10 + 2.2
//// def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); prin 2
def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 1.10 * 2.20
//// def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 10
def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 10 / 3
//// def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 1
def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 1 / 3
//// def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); prin 3
def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 10.0 / 4
//// def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println ne
def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println new BigDecimal('1.005').setScale(2, BigDecimal.ROUND_HALF_UP)
//// def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); prin 4
def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 1.255.setScale(2, java.math.RoundingMode.HALF_EVEN)
//// def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 2.
def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 2.50.stripTrailingZeros()
//// def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 1E
def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 1E+3.toPlainString()
//// def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); prin 5
def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 1.23.scale()
//// def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); prin 6
def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 1.23.precision()
//// def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); prin 7
def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 1.23.unscaledValue()
//// def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); prin 8
def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 1.5.negate()
//// def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); prin 9
def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 1.5.compareTo(1.50)
//// def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); prin 10
def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 1.5.equals(1.50)
//// def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); prin 11
def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 1.5 == 1.50
//// def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); prin 12
def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 2.0.hashCode()
//// def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); prin 13
def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 10.0.divide(3.0, 5, java.math.RoundingMode.HALF_UP)
//// def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); prin 14
def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 2.5.toBigInteger()
//// def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); prin 15
def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 1.5.max(2.5)
//// def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); prin 16
def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 1.0.remainder(0.3)
//// def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 5.
def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 5.5.intValue()
//// def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); prin 17
def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 2.0 ** 3
//// def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); prin 18
def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 1.5.pow(2)
//// def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 12
def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 123.456.round(new java.math.MathContext(4))
//// def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 0.
def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 0.1 + 0.2 == 0.3
//// def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); prin 19
def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 1.0 / 3.0
//// def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); prin 20
def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println 100 * 1.1
//// def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println (1
def _0 = new BigDecimal('1.10').add(new BigDecimal('2.2')); println (1.0G).class
//// println 2G ** 100
println 2G ** 100
//// println new BigInteger('123').multiply(2G)
println new BigInteger('123').multiply(2G)
//// println 10G.gcd(4G)
println 10G.gcd(4G)
//// println 7G.mod(3G)
println 7G.mod(3G)
//// println 5G.isProbablePrime(10)
println 5G.isProbablePrime(10)
//// println 255G.toString(16)
println 255G.toString(16)
//// println 3G.modPow(4G, 5G)
println 3G.modPow(4G, 5G)
//// println 10G.negate()
println 10G.negate()
//// println 1G << 70
println 1G << 70
//// println 100G.bitLength()
println 100G.bitLength()
//// println BigInteger.TEN
println BigInteger.TEN
//// println BigInteger.valueOf(5L)
println BigInteger.valueOf(5L)
//// println 5G.compareTo(3G)
println 5G.compareTo(3G)
//// println 5G / 2G
println 5G / 2G
//// println 5G.intdiv(2G)
println 5G.intdiv(2G)
//// println (-5G).abs()
println (-5G).abs()
//// println 7G.signum()
println 7G.signum()
//// println 12G.sqrt()
println 12G.sqrt()
//// println 6G.and(3G)
println 6G.and(3G)
//// println 6G | 1G
println 6G | 1G
//// println 10G.divideAndRemainder(3G)
println 10G.divideAndRemainder(3G)
//// println 'a' as char
println 'a' as char
//// println ('a' as char) + 1
println ('a' as char) + 1
//// println Character.isDigit('5' as char)
println Character.isDigit('5' as char)
//// println Character.isLetter('a' as char)
println Character.isLetter('a' as char)
//// println Character.toUpperCase('a' as char)
println Character.toUpperCase('a' as char)
//// println Character.getNumericValue('7' as char)
println Character.getNumericValue('7' as char)
//// println Character.isWhitespace(' ' as char)
println Character.isWhitespace(' ' as char)
//// println (int) ('a' as char)
println (int) ('a' as char)
//// println (char) 97
println (char) 97
//// println Character.isLetterOrDigit('_' as char)
println Character.isLetterOrDigit('_' as char)
//// println Character.valueOf('x' as char)
println Character.valueOf('x' as char)
//// println ('a' as char).class
println ('a' as char).class
//// println Character.isUpperCase('A' as char)
println Character.isUpperCase('A' as char)
//// println Character.toString('q' as char)
println Character.toString('q' as char)
//// println ('a' as char) == 'a'
println ('a' as char) == 'a'
//// println Character.MAX_VALUE as int
println Character.MAX_VALUE as int
//// println Character.toChars(65)
println Character.toChars(65)
//// println Character.isSpaceChar(' ' as char)
println Character.isSpaceChar(' ' as char)
//// println Character.isJavaIdentifierStart('a' as char)
println Character.isJavaIdentifierStart('a' as char)
//// println 10.0.toString()
println 10.0.toString()
//// println 1000000.0.toString()
println 1000000.0.toString()
//// println 1e7.toString()
println 1e7.toString()
//// println 0.000001
println 0.000001
//// println 0.0000001
println 0.0000001
//// println 1.0e20
println 1.0e20
//// println 123e-10
println 123e-10
//// println 1.0f / 3
println 1.0f / 3
//// println 5 / 2
println 5 / 2
//// println 4 / 2
println 4 / 2
//// println (4 / 2).class
println (4 / 2).class
//// println 5.0f * 2
println 5.0f * 2
//// println 5L * 2
println 5L * 2
//// println (5L * 2).class
println (5L * 2).class
//// println 1 + 1L
println 1 + 1L
//// println (1 + 1.0).class
println (1 + 1.0).class
//// println (1 + 1.0f).class
println (1 + 1.0f).class
//// println 7 as Long
println 7 as Long
//// println 3.99 as Integer
println 3.99 as Integer
//// println '5' as Integer
println '5' as Integer
//// println 5 as String
println 5 as String
//// println 5.5 as BigInteger
println 5.5 as BigInteger
//// println 5 as BigDecimal
println 5 as BigDecimal
//// println true as String
println true as String
//// println 5 as boolean
println 5 as boolean
//// println 0 as Boolean
println 0 as Boolean
//// def c = { a, b -> a + b }; println c.curry(1)(2)
def c = { a, b -> a + b }; println c.curry(1)(2)
//// def c = { a, b -> a + b }; println c.rcurry(2)(1)
def c = { a, b -> a + b }; println c.rcurry(2)(1)
//// def c = { a, b -> a + b }; println c.ncurry(1, 5)(1)
def c = { a, b -> a + b }; println c.ncurry(1, 5)(1)
//// def c = { a, b -> a + b }; def d = { it * 2 } >> { it + 1 }; println d
def c = { a, b -> a + b }; def d = { it * 2 } >> { it + 1 }; println d(3)
//// def c = { a, b -> a + b }; def d = { it * 2 } >> { it + 1 }; def e = {
def c = { a, b -> a + b }; def d = { it * 2 } >> { it + 1 }; def e = { it * 2 } << { it + 1 }; println e(3)
//// def c = { a, b -> a + b }; def d = { it * 2 } >> { it + 1 }; def 2
def c = { a, b -> a + b }; def d = { it * 2 } >> { it + 1 }; def e = { it * 2 } << { it + 1 }; println c.maximumNumberOfParameters
//// def c = { a, b -> a + b }; def d = { it * 2 } >> { it + 1 }; def 3
def c = { a, b -> a + b }; def d = { it * 2 } >> { it + 1 }; def e = { it * 2 } << { it + 1 }; println c.parameterTypes
//// def c = { a, b -> a + b }; def d = { it * 2 } >> { it + 1 }; def 4
def c = { a, b -> a + b }; def d = { it * 2 } >> { it + 1 }; def e = { it * 2 } << { it + 1 }; def f = { n -> n < 2 ? n : f(n - 1) + f(n - 2) }; println({ -> 5 }())
//// def c = { a, b -> a + b }; def d = { it * 2 } >> { it + 1 }; def 5
def c = { a, b -> a + b }; def d = { it * 2 } >> { it + 1 }; def e = { it * 2 } << { it + 1 }; def f = { n -> n < 2 ? n : f(n - 1) + f(n - 2) }; println c.call(1, 2)
//// def c = { a, b -> a + b }; def d = { it * 2 } >> { it + 1 }; def 6
def c = { a, b -> a + b }; def d = { it * 2 } >> { it + 1 }; def e = { it * 2 } << { it + 1 }; def f = { n -> n < 2 ? n : f(n - 1) + f(n - 2) }; println c.curry(1, 2).call()
//// def c = { a, b -> a + b }; def d = { it * 2 } >> { it + 1 }; def 7
def c = { a, b -> a + b }; def d = { it * 2 } >> { it + 1 }; def e = { it * 2 } << { it + 1 }; def f = { n -> n < 2 ? n : f(n - 1) + f(n - 2) }; def m = { println 'x'; it }.memoize(); m(1); m(1); println([1, 2].collect(this.&println))
//// def c = { a, b -> a + b }; def d = { it * 2 } >> { it + 1 }; def 8
def c = { a, b -> a + b }; def d = { it * 2 } >> { it + 1 }; def e = { it * 2 } << { it + 1 }; def f = { n -> n < 2 ? n : f(n - 1) + f(n - 2) }; def m = { println 'x'; it }.memoize(); m(1); m(1); def t; t = { n, acc = 1 -> n <= 1 ? acc : t.trampoline(n - 1, n * acc) }; t = t.trampoline(); println t(10)
//// println true & false
println true & false
//// println true | false
println true | false
//// println true ^ true
println true ^ true
//// println !true
println !true
//// println Boolean.parseBoolean('TRUE')
println Boolean.parseBoolean('TRUE')
//// println Boolean.valueOf('x')
println Boolean.valueOf('x')
//// println true.and(false)
println true.and(false)
//// println true.compareTo(false)
println true.compareTo(false)
//// println true.hashCode()
println true.hashCode()
//// println Boolean.TRUE
println Boolean.TRUE
//// println true.toString()
println true.toString()
//// println true.implies(false)
println true.implies(false)
//// println 5.bitwiseNegate()
println 5.bitwiseNegate()
//// println 5 & 3
println 5 & 3
//// println 5 | 3
println 5 | 3
//// println 5 ^ 3
println 5 ^ 3
//// println 1 << 3
println 1 << 3
//// println -16 >> 2
println -16 >> 2
//// println -16 >>> 28
println -16 >>> 28
//// println 5.leftShift(1)
println 5.leftShift(1)
//// println 10 <=> 5
println 10 <=> 5
//// println 5.toLong().class
println 5.toLong().class
//// println 5.toDouble()
println 5.toDouble()
//// println 5.byteValue().class
println 5.byteValue().class
//// println 300.byteValue()
println 300.byteValue()
//// println 5.0.toInteger()
println 5.0.toInteger()
//// println 10.div(4)
println 10.div(4)
//// println 10.mod(3)
println 10.mod(3)
//// println (-5).abs()
println (-5).abs()
//// println 5.isNaN()
println 5.isNaN()
//// println System.getProperty('line.separator') == '\n'
println System.getProperty('line.separator') == '\n'
//// println System.lineSeparator() == '\n'
println System.lineSeparator() == '\n'
//// println System.identityHashCode(null)
println System.identityHashCode(null)
//// def a = [1, 2, 3, 4] as int[]; System.arraycopy(a, 0, a, 1, 2); printl
def a = [1, 2, 3, 4] as int[]; System.arraycopy(a, 0, a, 1, 2); println a
//// def a = [1, 2, 3, 4] as int[]; System.arraycopy(a, 0, a, 1, 2); 2
def a = [1, 2, 3, 4] as int[]; System.arraycopy(a, 0, a, 1, 2); println System.currentTimeMillis() > 0
//// def a = [1, 2, 3, 4] as int[]; System.arraycopy(a, 0, a, 1, 2); 3
def a = [1, 2, 3, 4] as int[]; System.arraycopy(a, 0, a, 1, 2); println System.nanoTime().class
//// def a = [1, 2, 3, 4] as int[]; System.arraycopy(a, 0, a, 1, 2); try {
def a = [1, 2, 3, 4] as int[]; System.arraycopy(a, 0, a, 1, 2); try { System.arraycopy(a, 0, a, 3, 2) } catch (e) { println e.class }
//// def m = [a: 1, b: 2]; println m.dump() != null
def m = [a: 1, b: 2]; println m.dump() != null
//// def m = [a: 1, b: 2]; println m.inspect()
def m = [a: 1, b: 2]; println m.inspect()
//// def m = [a: 1, b: 2]; println "${m}"
def m = [a: 1, b: 2]; println "${m}"
//// def m = [a: 1, b: 2]; println m as String
def m = [a: 1, b: 2]; println m as String
//// def m = [a: 1, b: 2]; println m.toString()
def m = [a: 1, b: 2]; println m.toString()
//// def m = [a: 1, b: 2]; println([a: [b: [c: 1]]].a.b.c)
def m = [a: 1, b: 2]; println([a: [b: [c: 1]]].a.b.c)
//// def m = [a: 1, b: 2]; println m.getAt('a')
def m = [a: 1, b: 2]; println m.getAt('a')
//// def m = [a: 1, b: 2]; m.putAt('c', 3); println m
def m = [a: 1, b: 2]; m.putAt('c', 3); println m
//// def m = [a: 1, b: 2]; m.putAt('c', 3); println m.equals([a: 1, b: 2, c
def m = [a: 1, b: 2]; m.putAt('c', 3); println m.equals([a: 1, b: 2, c: 3])
//// def m = [a: 1, b: 2]; m.putAt('c', 3); println m.entrySet().collect {
def m = [a: 1, b: 2]; m.putAt('c', 3); println m.entrySet().collect { "$it.key=$it.value" }
//// def m = [a: 1, b: 2]; m.putAt('c', 3); println m.min { it.value }
def m = [a: 1, b: 2]; m.putAt('c', 3); println m.min { it.value }
//// def m = [a: 1, b: 2]; m.putAt('c', 3); println m.collectMany { k, v ->
def m = [a: 1, b: 2]; m.putAt('c', 3); println m.collectMany { k, v -> [k] * v }
//// def m = [a: 1, b: 2]; m.putAt('c', 3); println m.findResult { k, v ->
def m = [a: 1, b: 2]; m.putAt('c', 3); println m.findResult { k, v -> v > 1 ? k : null }
//// def m = [a: 1, b: 2]; m.putAt('c', 3); println m.findResults { k, v ->
def m = [a: 1, b: 2]; m.putAt('c', 3); println m.findResults { k, v -> v > 1 ? k : null }
//// def m = [a: 1, b: 2]; m.putAt('c', 3); println m.groupEntriesBy { it.v
def m = [a: 1, b: 2]; m.putAt('c', 3); println m.groupEntriesBy { it.value % 2 }
//// def m = [a: 1, b: 2]; m.putAt('c', 3); println m.countBy { it.value %
def m = [a: 1, b: 2]; m.putAt('c', 3); println m.countBy { it.value % 2 }
//// def m = [a: 1, b: 2]; m.putAt('c', 3); println m.reverseEach { k, v ->
def m = [a: 1, b: 2]; m.putAt('c', 3); println m.reverseEach { k, v -> print k }
//// def m = [a: 1, b: 2]; m.putAt('c', 3); println m.dropWhile { it.value
def m = [a: 1, b: 2]; m.putAt('c', 3); println m.dropWhile { it.value < 2 }
//// def m = [a: 1, b: 2]; m.putAt('c', 3); println m.takeWhile { k, v -> v
def m = [a: 1, b: 2]; m.putAt('c', 3); println m.takeWhile { k, v -> v < 3 }
//// def m = [a: 1, b: 2]; m.putAt('c', 3); println m.intersect([a: 1, z: 2
def m = [a: 1, b: 2]; m.putAt('c', 3); println m.intersect([a: 1, z: 2])
//// def m = [a: 1, b: 2]; m.putAt('c', 3); println m.asBoolean()
def m = [a: 1, b: 2]; m.putAt('c', 3); println m.asBoolean()
//// def m = [a: 1, b: 2]; m.putAt('c', 3); println m.isCase('a')
def m = [a: 1, b: 2]; m.putAt('c', 3); println m.isCase('a')
//// def m = [a: 1, b: 2]; m.putAt('c', 3); println m.iterator().next()
def m = [a: 1, b: 2]; m.putAt('c', 3); println m.iterator().next()
//// def m = [a: 1, b: 2]; m.putAt('c', 3); def _2 = m.iterator().next(); p
def m = [a: 1, b: 2]; m.putAt('c', 3); def _2 = m.iterator().next(); println m.collect([]) { k, v -> k }
//// def m = [a: 1, b: 2]; m.putAt('c', 3); def _2 = m.iterator().nex 2
def m = [a: 1, b: 2]; m.putAt('c', 3); def _2 = m.iterator().next(); println m.collectEntries([z: 0]) { k, v -> [k, v * 2] }
//// def m = [a: 1, b: 2]; m.putAt('c', 3); def _2 = m.iterator().nex 3
def m = [a: 1, b: 2]; m.putAt('c', 3); def _2 = m.iterator().next(); println m.each { it }.size()
//// println([1, 2, 3].toString().class)
println([1, 2, 3].toString().class)
//// println([1, [2, 'a']].inspect())
println([1, [2, 'a']].inspect())
//// println([:].inspect())
println([:].inspect())
//// println([].inspect())
println([].inspect())
//// println(null.inspect())
println(null.inspect())
//// println 'a\'b'.inspect()
println 'a\'b'.inspect()
//// println 'a"b\\c'.inspect()
println 'a"b\\c'.inspect()
//// println 1.5.inspect()
println 1.5.inspect()
//// println true.inspect()
println true.inspect()
//// println "g${1}".inspect()
println "g${1}".inspect()
//// println([1..3].inspect())
println([1..3].inspect())
//// println([a: null].toString())
println([a: null].toString())
//// println([null].toString())
println([null].toString())
//// def l = []; l << l; println l
def l = []; l << l; println l
//// def l = []; l << l; def mm = [:]; mm.me = mm; println mm
def l = []; l << l; def mm = [:]; mm.me = mm; println mm
//// def l = []; l << l; def mm = [:]; mm.me = mm; println(([1, 2] as Set).
def l = []; l << l; def mm = [:]; mm.me = mm; println(([1, 2] as Set).toString())
//// def l = []; l << l; def mm = [:]; mm.me = mm; println([1, 2].iterator(
def l = []; l << l; def mm = [:]; mm.me = mm; println([1, 2].iterator().toString().startsWith('java.util'))
//// def l = []; l << l; def mm = [:]; mm.me = mm; println(['a', 'b'] as St
def l = []; l << l; def mm = [:]; mm.me = mm; println(['a', 'b'] as String[])
//// println([1, 2, 3].equals([1, 2, 3]))
println([1, 2, 3].equals([1, 2, 3]))
//// println([1, 2] == [1L, 2L])
println([1, 2] == [1L, 2L])
//// println([1, 2].equals([1L, 2L]))
println([1, 2].equals([1L, 2L]))
//// println([a: 1] == [a: 1L])
println([a: 1] == [a: 1L])
//// println(1..3 == [1, 2, 3])
println(1..3 == [1, 2, 3])
//// println(([1, 2] as Set) == ([2, 1] as Set))
println(([1, 2] as Set) == ([2, 1] as Set))
//// println([1, 2] != [2, 1])
println([1, 2] != [2, 1])
//// println([[1]] == [[1]])
println([[1]] == [[1]])
//// println([1, 2] <=> [1, 3])
println([1, 2] <=> [1, 3])
//// println(['b', 'a', 'C'].sort())
println(['b', 'a', 'C'].sort())
//// println(['b', 'a', 'C'].sort { it.toLowerCase() })
println(['b', 'a', 'C'].sort { it.toLowerCase() })
//// println(['b', 'a', 'C'].sort(String.CASE_INSENSITIVE_ORDER))
println(['b', 'a', 'C'].sort(String.CASE_INSENSITIVE_ORDER))
//// println([3, 'a', 1].collect { it.toString() }.sort())
println([3, 'a', 1].collect { it.toString() }.sort())
//// println([[b: 2], [b: 1]].sort { it.b })
println([[b: 2], [b: 1]].sort { it.b })
//// println(['aaa', 'b', 'cc'].sort { a, b -> a.size() <=> b.size() })
println(['aaa', 'b', 'cc'].sort { a, b -> a.size() <=> b.size() })
//// println([1, null, 3].sort())
println([1, null, 3].sort())
//// println(['x10', 'x9'].sort())
println(['x10', 'x9'].sort())
//// println([2, 1.5, 3L].sort())
println([2, 1.5, 3L].sort())
//// println([true, false].sort())
println([true, false].sort())
//// try { println(['a', 1].sort()) } catch (e) { println e.class }
try { println(['a', 1].sort()) } catch (e) { println e.class }
//// println([1, 2, 3].sort { -it }.first())
println([1, 2, 3].sort { -it }.first())
//// println((['b', 'a'] as String[]).sort().toList())
println((['b', 'a'] as String[]).sort().toList())
//// println([c: 1, a: 3].sort { it.value })
println([c: 1, a: 3].sort { it.value })
//// println([c: 1, a: 3].sort { a, b -> b.value <=> a.value })
println([c: 1, a: 3].sort { a, b -> b.value <=> a.value })
//// println([1, 2, 3].shuffled(new Random(1)).size())
println([1, 2, 3].shuffled(new Random(1)).size())
//// println([3, 1, 2].toSorted().reverse())
println([3, 1, 2].toSorted().reverse())
//// println([3,1,2].sort(Comparator.reverseOrder()))
println([3,1,2].sort(Comparator.reverseOrder()))
