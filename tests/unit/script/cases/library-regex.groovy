//// def m = 'abc123def456' =~ /(\w)(\d+)/; println m[0]
def m = 'abc123def456' =~ /(\w)(\d+)/; println m[0]
//// def m = 'abc123def456' =~ /(\w)(\d+)/; println m[0][1]
def m = 'abc123def456' =~ /(\w)(\d+)/; println m[0][1]
//// def m = 'abc123def456' =~ /(\w)(\d+)/; println m[1]
def m = 'abc123def456' =~ /(\w)(\d+)/; println m[1]
//// def m = 'abc123def456' =~ /(\w)(\d+)/; println m[-1]
def m = 'abc123def456' =~ /(\w)(\d+)/; println m[-1]
//// def m = 'abc123def456' =~ /(\w)(\d+)/; println m.count
def m = 'abc123def456' =~ /(\w)(\d+)/; println m.count
//// def m = 'abc123def456' =~ /(\w)(\d+)/; println m.size()
def m = 'abc123def456' =~ /(\w)(\d+)/; println m.size()
//// def m = 'abc123def456' =~ /(\w)(\d+)/; println m.collect { it[2] }
def m = 'abc123def456' =~ /(\w)(\d+)/; println m.collect { it[2] }
//// def m = 'k1=v1,k2=v2' =~ /(\w+)=(\w+)/; m.each { all, k, v -> println
def m = 'k1=v1,k2=v2' =~ /(\w+)=(\w+)/; m.each { all, k, v -> println "$all $k $v" }; println m.hasGroup()
//// def m = 'k1=v1,k2=v2' =~ /(\w+)=(\w+)/; m.each { all, k, v -> pr 2
def m = 'k1=v1,k2=v2' =~ /(\w+)=(\w+)/; m.each { all, k, v -> println "$all $k $v" }; println m.groupCount()
//// def m = 'aXbXc' =~ /X/; println m[0]
def m = 'aXbXc' =~ /X/; println m[0]
//// def m = 'aXbXc' =~ /X/; println m[0..1]
def m = 'aXbXc' =~ /X/; println m[0..1]
//// def m = 'aXbXc' =~ /X/; println m[0,1]
def m = 'aXbXc' =~ /X/; println m[0,1]
//// def m = 'aXbXc' =~ /X/; try { m[5] } catch (e) { println e }
def m = 'aXbXc' =~ /X/; try { m[5] } catch (e) { println e }
//// println 'hello world'.replaceAll(/o/) { it.toUpperCase() }
println 'hello world'.replaceAll(/o/) { it.toUpperCase() }
//// println 'a1b22'.replaceAll(/([a-z])(\d+)/) { all, l, d -> "$d$l" }
println 'a1b22'.replaceAll(/([a-z])(\d+)/) { all, l, d -> "$d$l" }
//// println 'a1b22'.replaceAll(/([a-z])(\d+)/) { it[1] }
println 'a1b22'.replaceAll(/([a-z])(\d+)/) { it[1] }
//// println 'a.b.c'.split(/\./).toList()
println 'a.b.c'.split(/\./).toList()
//// println 'a,b,,c,,'.split(',').toList()
println 'a,b,,c,,'.split(',').toList()
//// println 'a,b,,c,,'.split(',', -1).toList()
println 'a,b,,c,,'.split(',', -1).toList()
//// println 'a,b,,c,,'.split(',', 2).toList()
println 'a,b,,c,,'.split(',', 2).toList()
//// println ''.split(',').length
println ''.split(',').length
//// println 'abc'.split('').toList()
println 'abc'.split('').toList()
//// println 'abc'.split('', -1).toList()
println 'abc'.split('', -1).toList()
//// println ',a'.split(',').toList()
println ',a'.split(',').toList()
//// println ' a b c '.split().toList()
println ' a  b c '.split().toList()
//// println 'boo:and:foo'.split('o').toList()
println 'boo:and:foo'.split('o').toList()
//// println 'boo:and:foo'.split('o', 5).toList()
println 'boo:and:foo'.split('o', 5).toList()
//// println 'boo:and:foo'.split('o', -2).toList()
println 'boo:and:foo'.split('o', -2).toList()
//// println('foo' ==~ /fo+/)
println('foo' ==~ /fo+/)
//// println('foo' ==~ /f/)
println('foo' ==~ /f/)
//// println('foo' =~ /f/ ? 1 : 2)
println('foo' =~ /f/ ? 1 : 2)
//// println(!('foo' =~ /z/))
println(!('foo' =~ /z/))
//// println(('foo' =~ /o/).class)
println(('foo' =~ /o/).class)
//// def m = 'foo' =~ /(?<first>f)(?<rest>o+)/; println m.matches()
def m = 'foo' =~ /(?<first>f)(?<rest>o+)/; println m.matches()
//// def m = 'foo' =~ /(?<first>f)(?<rest>o+)/; println m.group('first')
def m = 'foo' =~ /(?<first>f)(?<rest>o+)/; println m.group('first')
//// def m = 'foo' =~ /(?<first>f)(?<rest>o+)/; println m.group('rest')
def m = 'foo' =~ /(?<first>f)(?<rest>o+)/; println m.group('rest')
//// def m = 'foo' =~ /(?<first>f)(?<rest>o+)/; println m.end()
def m = 'foo' =~ /(?<first>f)(?<rest>o+)/; println m.end()
//// def m = 'foo' =~ /(?<first>f)(?<rest>o+)/; try { m.group('x') } catch
def m = 'foo' =~ /(?<first>f)(?<rest>o+)/; try { m.group('x') } catch (e) { println e }
//// def m = 'foo' =~ /o/; try { m.group() } catch (e) { println e }
def m = 'foo' =~ /o/; try { m.group() } catch (e) { println e }
//// def m = 'foo' =~ /o/; try { m.start() } catch (e) { println e }
def m = 'foo' =~ /o/; try { m.start() } catch (e) { println e }
//// def m = 'foo' =~ /o/; m.find(); println m.start() + ' ' + m.end()
def m = 'foo' =~ /o/; m.find(); println m.start() + ' ' + m.end()
//// def m = 'foo' =~ /o/; m.find(); try { m.group(3) } catch (e) { println
def m = 'foo' =~ /o/; m.find(); try { m.group(3) } catch (e) { println e }
//// println 'foobar'.find(/o+/)
println 'foobar'.find(/o+/)
//// def _0 = 'foobar'.find(/o+/); println 'foobar'.find(/z/)
def _0 = 'foobar'.find(/o+/); println 'foobar'.find(/z/)
//// def _0 = 'foobar'.find(/o+/); def _1 = 'foobar'.find(/z/); println 'fo
def _0 = 'foobar'.find(/o+/); def _1 = 'foobar'.find(/z/); println 'foobar'.find(/(o)(b)/) { a, b, c -> a + b + c }
//// def _0 = 'foobar'.find(/o+/); def _1 = 'foobar'.find(/z/); def _2 = 'f
def _0 = 'foobar'.find(/o+/); def _1 = 'foobar'.find(/z/); def _2 = 'foobar'.find(/(o)(b)/) { a, b, c -> a + b + c }; println 'foobar'.findAll(/[aeiou]/)
//// def _0 = 'foobar'.find(/o+/); def _1 = 'foobar'.find(/z/); def _ 2
def _0 = 'foobar'.find(/o+/); def _1 = 'foobar'.find(/z/); def _2 = 'foobar'.find(/(o)(b)/) { a, b, c -> a + b + c }; def _3 = 'foobar'.findAll(/[aeiou]/); println 'a1b2'.findAll(/([a-z])(\d)/) { all, l, d -> l + d * 2 }
//// def _0 = 'foobar'.find(/o+/); def _1 = 'foobar'.find(/z/); def _ 3
def _0 = 'foobar'.find(/o+/); def _1 = 'foobar'.find(/z/); def _2 = 'foobar'.find(/(o)(b)/) { a, b, c -> a + b + c }; def _3 = 'foobar'.findAll(/[aeiou]/); def _4 = 'a1b2'.findAll(/([a-z])(\d)/) { all, l, d -> l + d * 2 }; println 'foobar'.find(/z/) { 1 }
//// 'x1y2'.eachMatch(/([a-z])(\d)/) { println it }; 'x1y2'.eachMatch(/[a-z
'x1y2'.eachMatch(/([a-z])(\d)/) { println it }; 'x1y2'.eachMatch(/[a-z]\d/) { println it }; println('x1'.eachMatch(/\d/) { })
//// println 'aaa'.replaceFirst('a', 'b')
println 'aaa'.replaceFirst('a', 'b')
//// println 'aaa'.replaceFirst(/a/) { 'c' }
println 'aaa'.replaceFirst(/a/) { 'c' }
//// println 'a-b'.replaceAll('-', '\\$')
println 'a-b'.replaceAll('-', '\\$')
//// println 'abc'.replaceAll('(b)', '[$1]')
println 'abc'.replaceAll('(b)', '[$1]')
//// println 'abc'.replaceAll('(?<x>b)', '<${x}>')
println 'abc'.replaceAll('(?<x>b)', '<${x}>')
//// try { 'abc'.replaceAll('b', '$1') } catch (e) { println e }
try { 'abc'.replaceAll('b', '$1') } catch (e) { println e }
//// try { 'abc'.replaceAll('b', '$') } catch (e) { println e }
try { 'abc'.replaceAll('b', '$') } catch (e) { println e }
//// try { 'abc'.replaceAll('b', '\\') } catch (e) { println e }
try { 'abc'.replaceAll('b', '\\') } catch (e) { println e }
//// try { 'abc'.replaceAll('b', '$x') } catch (e) { println e }
try { 'abc'.replaceAll('b', '$x') } catch (e) { println e }
//// try { 'abc'.replaceAll('b', '${x}') } catch (e) { println e }
try { 'abc'.replaceAll('b', '${x}') } catch (e) { println e }
//// try { 'abc'.replaceAll('b', '${}') } catch (e) { println e }
try { 'abc'.replaceAll('b', '${}') } catch (e) { println e }
//// def sb = new StringBuffer(); def m = 'x1y2z' =~ /\d/; while (m.find())
def sb = new StringBuffer(); def m = 'x1y2z' =~ /\d/; while (m.find()) { m.appendReplacement(sb, "<${m.group()}>") }; m.appendTail(sb); println sb
//// import java.util.regex.*; def p = Pattern.compile('(?i)abc', Pattern.M
import java.util.regex.*; def p = Pattern.compile('(?i)abc', Pattern.MULTILINE); println p
//// import java.util.regex.*; def p = Pattern.compile('(?i)abc', Pat 2
import java.util.regex.*; def p = Pattern.compile('(?i)abc', Pattern.MULTILINE); println p.flags()
//// import java.util.regex.*; def p = Pattern.compile('(?i)abc', Pat 3
import java.util.regex.*; def p = Pattern.compile('(?i)abc', Pattern.MULTILINE); println p.pattern()
//// import java.util.regex.*; def p = Pattern.compile('(?i)abc', Pat 4
import java.util.regex.*; def p = Pattern.compile('(?i)abc', Pattern.MULTILINE); println p.matcher('xABC').find()
//// import java.util.regex.*; def p = Pattern.compile('(?i)abc', Pat 5
import java.util.regex.*; def p = Pattern.compile('(?i)abc', Pattern.MULTILINE); def _2 = p.matcher('xABC').find(); println Pattern.quote('a.b')
//// import java.util.regex.*; def p = Pattern.compile('(?i)abc', Pat 6
import java.util.regex.*; def p = Pattern.compile('(?i)abc', Pattern.MULTILINE); def _2 = p.matcher('xABC').find(); println Pattern.matches('a.', 'ab')
//// import java.util.regex.*; def p = Pattern.compile('(?i)abc', Pat 7
import java.util.regex.*; def p = Pattern.compile('(?i)abc', Pattern.MULTILINE); def _2 = p.matcher('xABC').find(); println p.split('1abc2ABC3').toList()
//// import java.util.regex.*; println Matcher.quoteReplacement('$1\\')
import java.util.regex.*; println Matcher.quoteReplacement('$1\\')
//// import java.util.regex.*; def m = Pattern.compile(/b+/).matcher('abbb'
import java.util.regex.*; def m = Pattern.compile(/b+/).matcher('abbb'); println m.lookingAt()
//// import java.util.regex.*; def m = Pattern.compile(/b+/).matcher( 2
import java.util.regex.*; def m = Pattern.compile(/b+/).matcher('abbb'); println m.find()
//// import java.util.regex.*; def m = Pattern.compile(/b+/).matcher( 3
import java.util.regex.*; def m = Pattern.compile(/b+/).matcher('abbb'); def _2 = m.find(); println m.hitEnd()
//// import java.util.regex.*; def m = Pattern.compile(/b+/).matcher( 4
import java.util.regex.*; def m = Pattern.compile(/b+/).matcher('abbb'); def _2 = m.find(); println m.find()
//// import java.util.regex.*; def m = Pattern.compile(/b+/).matcher( 5
import java.util.regex.*; def m = Pattern.compile(/b+/).matcher('abbb'); def _2 = m.find(); def _3 = m.find(); println m.reset('bb').matches()
//// import java.util.regex.*; def m = Pattern.compile(/b+/).matcher( 6
import java.util.regex.*; def m = Pattern.compile(/b+/).matcher('abbb'); def _2 = m.find(); def _3 = m.find(); println m
//// println 'aaaa'.replaceAll(/a{2}/, 'x')
println 'aaaa'.replaceAll(/a{2}/, 'x')
//// println 'aaa' ==~ /a{2,}/
println 'aaa' ==~ /a{2,}/
//// println 'aaa' ==~ /a{4,}/
println 'aaa' ==~ /a{4,}/
//// println 'ab' ==~ /a++b/
println 'ab' ==~ /a++b/
//// println 'aab' ==~ /a++ab/
println 'aab' ==~ /a++ab/
//// println 'aab' ==~ /(?>a+)b/
println 'aab' ==~ /(?>a+)b/
//// println 'aaab' ==~ /(?>a+)ab/
println 'aaab' ==~ /(?>a+)ab/
//// println 'price: $42'.replaceAll(/\$(\d+)/, '€$1')
println 'price: $42'.replaceAll(/\$(\d+)/, '€$1')
//// println 'A1'.matches('[a-z&&[^b]]\\d')
println 'A1'.matches('[a-z&&[^b]]\\d')
//// println 'c1'.matches('[a-z&&[^b]]\\d')
println 'c1'.matches('[a-z&&[^b]]\\d')
//// println 'b1'.matches('[a-z&&[^b]]\\d')
println 'b1'.matches('[a-z&&[^b]]\\d')
//// println 'x'.matches('[a-c[x-z]]')
println 'x'.matches('[a-c[x-z]]')
//// println '-'.matches('[a\\-z]')
println '-'.matches('[a\\-z]')
//// println ']'.matches('[]]')
println ']'.matches('[]]')
//// println 'foo.bar'.matches('\\Qfoo.bar\\E')
println 'foo.bar'.matches('\\Qfoo.bar\\E')
//// println 'fooxbar'.matches('\\Qfoo.bar\\E')
println 'fooxbar'.matches('\\Qfoo.bar\\E')
//// println "a\tb".matches('a\\hb')
println "a\tb".matches('a\\hb')
//// println "a\r\nb".split('\\R').toList()
println "a\r\nb".split('\\R').toList()
//// println 'é'.matches('\\p{L}')
println 'é'.matches('\\p{L}')
//// println 'é'.matches('\\p{Alpha}')
println 'é'.matches('\\p{Alpha}')
//// println 'É'.matches('\\p{Lu}')
println 'É'.matches('\\p{Lu}')
//// println 'é'.matches('\\w')
println 'é'.matches('\\w')
//// println 'a_1'.matches('\\w+')
println 'a_1'.matches('\\w+')
//// println 'foobar'.replaceAll(/(?<=foo)bar/, 'X')
println 'foobar'.replaceAll(/(?<=foo)bar/, 'X')
//// println 'foobar'.replaceAll(/(?<!foo)bar/, 'X')
println 'foobar'.replaceAll(/(?<!foo)bar/, 'X')
//// println 'foobar'.replaceAll(/foo(?=bar)/, 'X')
println 'foobar'.replaceAll(/foo(?=bar)/, 'X')
//// println 'foobar'.replaceAll(/foo(?!bar)/, 'X')
println 'foobar'.replaceAll(/foo(?!bar)/, 'X')
//// println 'abab'.replaceAll(/(a)(b)\1\2/, 'X')
println 'abab'.replaceAll(/(a)(b)\1\2/, 'X')
//// println "a\nb".replaceAll(/(?m)^/, '> ')
println "a\nb".replaceAll(/(?m)^/, '> ')
//// println "a\nb\n".replaceAll(/(?m)$/, ';')
println "a\nb\n".replaceAll(/(?m)$/, ';')
//// println "a\nb" ==~ /a.b/
println "a\nb" ==~ /a.b/
//// println "a\nb" ==~ /(?s)a.b/
println "a\nb" ==~ /(?s)a.b/
//// println 'ABC' ==~ /(?i)abc/
println 'ABC' ==~ /(?i)abc/
//// println 'aBC' ==~ /a(?i)bc/
println 'aBC' ==~ /a(?i)bc/
//// println 'aBC' ==~ /a(?i:bc)/
println 'aBC' ==~ /a(?i:bc)/
//// println 'ABc' ==~ /a(?i:bc)/
println 'ABc' ==~ /a(?i:bc)/
//// println 'a b' ==~ /(?x) a \s b # comment/
println 'a b' ==~ /(?x) a \s b # comment/
//// println 'x'.replaceAll('', '-')
println 'x'.replaceAll('', '-')
//// println 'abc'.replaceAll(/x*/, '-')
println 'abc'.replaceAll(/x*/, '-')
//// println 'abc'.replaceAll(/b??/, '-')
println 'abc'.replaceAll(/b??/, '-')
//// try { 'a' =~ '(' } catch (e) { println e }
try { 'a' =~ '(' } catch (e) { println e }
//// try { 'a' =~ '*a' } catch (e) { println e.message }
try { 'a' =~ '*a' } catch (e) { println e.message }
//// try { 'a' =~ 'a**' } catch (e) { println e.message }
try { 'a' =~ 'a**' } catch (e) { println e.message }
//// try { 'a' =~ '[abc' } catch (e) { println e.message }
try { 'a' =~ '[abc' } catch (e) { println e.message }
//// try { 'a' =~ 'a)b' } catch (e) { println e.message }
try { 'a' =~ 'a)b' } catch (e) { println e.message }
//// try { 'a' =~ '{' } catch (e) { println e.message }
try { 'a' =~ '{' } catch (e) { println e.message }
//// try { 'a' =~ 'a{' } catch (e) { println e.message }
try { 'a' =~ 'a{' } catch (e) { println e.message }
//// try { 'a' =~ 'a{2' } catch (e) { println e.message }
try { 'a' =~ 'a{2' } catch (e) { println e.message }
//// try { 'a' =~ 'a{3,2}' } catch (e) { println e.message }
try { 'a' =~ 'a{3,2}' } catch (e) { println e.message }
//// try { 'a' =~ '\\y' } catch (e) { println e.message }
try { 'a' =~ '\\y' } catch (e) { println e.message }
//// try { 'a' =~ '(?<a>b)(?<a>c)' } catch (e) { println e.message }
try { 'a' =~ '(?<a>b)(?<a>c)' } catch (e) { println e.message }
//// try { 'a' =~ '(?<1a>b)' } catch (e) { println e.message }
try { 'a' =~ '(?<1a>b)' } catch (e) { println e.message }
//// try { 'a' =~ '\\k<x>' } catch (e) { println e.message }
try { 'a' =~ '\\k<x>' } catch (e) { println e.message }
//// try { 'a' =~ '[z-a]' } catch (e) { println e.message }
try { 'a' =~ '[z-a]' } catch (e) { println e.message }
//// try { 'a' =~ '\\p{Foo}' } catch (e) { println e.message }
try { 'a' =~ '\\p{Foo}' } catch (e) { println e.message }
//// try { 'a' =~ '(?<=a*)b' } catch (e) { println e.message }
try { 'a' =~ '(?<=a*)b' } catch (e) { println e.message }
//// try { 'a' =~ '(?z)b' } catch (e) { println e.message }
try { 'a' =~ '(?z)b' } catch (e) { println e.message }
//// try { 'a' =~ 'abc\\' } catch (e) { println e.message }
try { 'a' =~ 'abc\\' } catch (e) { println e.message }
//// try { 'a' =~ '[a-' } catch (e) { println e.message }
try { 'a' =~ '[a-' } catch (e) { println e.message }
//// try { 'a' =~ '(a' } catch (e) { println e.message }
try { 'a' =~ '(a' } catch (e) { println e.message }
//// try { 'a' =~ '((a)' } catch (e) { println e.message; println e.index;
try { 'a' =~ '((a)' } catch (e) { println e.message; println e.index; println e.description; println e.pattern }
//// try { 'a' =~ '\\x1' } catch (e) { println e.message }
try { 'a' =~ '\\x1' } catch (e) { println e.message }
//// try { 'a' =~ '\\u12' } catch (e) { println e.message }
try { 'a' =~ '\\u12' } catch (e) { println e.message }
//// try { 'a' =~ '+' } catch (e) { println e.message }
try { 'a' =~ '+' } catch (e) { println e.message }
//// try { 'a' =~ '?abc' } catch (e) { println e.message }
try { 'a' =~ '?abc' } catch (e) { println e.message }
//// try { 'a' =~ '[]' } catch (e) { println e.message }
try { 'a' =~ '[]' } catch (e) { println e.message }
//// try { 'a' =~ '\\p{' } catch (e) { println e.message }
try { 'a' =~ '\\p{' } catch (e) { println e.message }
//// def p = ~/\d+/; println p.class
def p = ~/\d+/; println p.class
//// def p = ~/\d+/; switch ('42') { case p: println 'num'; break; default:
def p = ~/\d+/; switch ('42') { case p: println 'num'; break; default: println 'no' }; println(['1', 'a', '22'].grep(p))
//// def p = ~/\d+/; switch ('42') { case p: println 'num'; break; de 2
def p = ~/\d+/; switch ('42') { case p: println 'num'; break; default: println 'no' }; println(['1', 'a', '22'].findAll { it ==~ p })
//// def p = ~/\d+/; switch ('42') { case p: println 'num'; break; de 3
def p = ~/\d+/; switch ('42') { case p: println 'num'; break; default: println 'no' }; println p.matcher('a1').find()
//// println 'one two three'.tokenize()
println 'one two  three'.tokenize()
//// println 'a=1;b=2'.split(';').collectEntries { it.split('=') as List }
println 'a=1;b=2'.split(';').collectEntries { it.split('=') as List }
//// "a b\nc d".splitEachLine(' ') { println it }; println 'a1b2' - ~/\d/
"a b\nc d".splitEachLine(' ') { println it }; println 'a1b2' - ~/\d/
//// def s = 'The quick brown fox'; println s.findAll(/\w+/)*.length()
def s = 'The quick brown fox'; println s.findAll(/\w+/)*.length()
//// def s = 'The quick brown fox'; def _1 = s.findAll(/\w+/)*.length(); pr
def s = 'The quick brown fox'; def _1 = s.findAll(/\w+/)*.length(); println s.replaceAll(/(\w+) (\w+)/, '$2 $1')
//// def s = 'The quick brown fox'; def _1 = s.findAll(/\w+/)*.length 2
def s = 'The quick brown fox'; def _1 = s.findAll(/\w+/)*.length(); println s.split(/\s+/, 2).toList()
//// def s = 'The quick brown fox'; def _1 = s.findAll(/\w+/)*.length 3
def s = 'The quick brown fox'; def _1 = s.findAll(/\w+/)*.length(); println((s =~ /q\w+/)[0])
//// def s = 'The quick brown fox'; def _1 = s.findAll(/\w+/)*.length(); de
def s = 'The quick brown fox'; def _1 = s.findAll(/\w+/)*.length(); def (a, b) = (s =~ /(\w+) (\w+)/)[0][1, 2]; println a + b
//// def m = 'foo' =~ /(x)?(o)/; m.find(); println m.group(1)
def m = 'foo' =~ /(x)?(o)/; m.find(); println m.group(1)
//// def m = 'foo' =~ /(x)?(o)/; m.find(); println m.start(1)
def m = 'foo' =~ /(x)?(o)/; m.find(); println m.start(1)
//// def m = 'foo' =~ /(x)?(o)/; m.find(); println m[0]
def m = 'foo' =~ /(x)?(o)/; m.find(); println m[0]
//// def m = 'foo' =~ /(x)?(o)/; m.find(); println 'foo'.replaceAll(/(x)?(o
def m = 'foo' =~ /(x)?(o)/; m.find(); println 'foo'.replaceAll(/(x)?(o)/, '[$1$2]')
//// println 'JIRA-123 and ABC-9'.findAll(/[A-Z]+-\d+/)
println 'JIRA-123 and ABC-9'.findAll(/[A-Z]+-\d+/)
//// def _0 = 'JIRA-123 and ABC-9'.findAll(/[A-Z]+-\d+/); println(('JIRA-12
def _0 = 'JIRA-123 and ABC-9'.findAll(/[A-Z]+-\d+/); println(('JIRA-123' =~ /([A-Z]+)-(\d+)/)[0][2] as int)
//// def _0 = 'JIRA-123 and ABC-9'.findAll(/[A-Z]+-\d+/); assert 'a@b.co' =
def _0 = 'JIRA-123 and ABC-9'.findAll(/[A-Z]+-\d+/); assert 'a@b.co' ==~ /[\w.]+@[\w.]+\.\w+/; println 'a@b.co'.matches(~/x/)
//// def m = 'abc' =~ /b/; println m ? 'found' : 'none'
def m = 'abc' =~ /b/; println m ? 'found' : 'none'
//// def m = 'abc' =~ /b/; println m.find()
def m = 'abc' =~ /b/; println m.find()
//// def m = 'abc' =~ /b/; def _1 = m.find(); def z = 'abc' =~ /(?:z)/; pri
def m = 'abc' =~ /b/; def _1 = m.find(); def z = 'abc' =~ /(?:z)/; println z.matches()
//// def m = 'abc' =~ /b/; def _1 = m.find(); def z = 'abc' =~ /(?:z) 2
def m = 'abc' =~ /b/; def _1 = m.find(); def z = 'abc' =~ /(?:z)/; println z as boolean
//// def m = 'abc' =~ /b/; def _1 = m.find(); def z = 'abc' =~ /(?:z) 3
def m = 'abc' =~ /b/; def _1 = m.find(); def z = 'abc' =~ /(?:z)/; println z.size()
//// println 'aAbB'.replaceAll('[A-Z]') { "_${it.toLowerCase()}" }
println 'aAbB'.replaceAll('[A-Z]') { "_${it.toLowerCase()}" }
//// println 'snake_case_name'.replaceAll(/_(\w)/) { it[1].toUpperCase() }
println 'snake_case_name'.replaceAll(/_(\w)/) { it[1].toUpperCase() }
//// println 'x'.replaceAll(/y/) { 'z' }
println 'x'.replaceAll(/y/) { 'z' }
//// println 'abc'.replaceAll(~/b/, 'X')
println 'abc'.replaceAll(~/b/, 'X')
//// println 'path/to'.replaceAll('/', '\\\\')
println 'path/to'.replaceAll('/', '\\\\')
//// println 'aaa' =~ /a/
println 'aaa' =~ /a/
//// println(('x' =~ /y/).toString())
println(('x' =~ /y/).toString())
//// println 'abcabc'.indexOf('c', 3); import java.util.regex.*; def m = Pa
println 'abcabc'.indexOf('c', 3); import java.util.regex.*; def m = Pattern.compile('a(b)?').matcher('aab'); while (m.find()) println "${m.start()} ${m.end()} ${m.group(1)}"; println m.replaceAll('x'); println m.replaceFirst('y'); m.reset(); m.region(1, 3); println m.find(); println m.start(); println m.toMatchResult().group()
//// println 'a😀b'.replaceAll('.', 'x')
println 'a😀b'.replaceAll('.', 'x')
//// println '😀' ==~ /./
println '😀' ==~ /./
//// println '😀'.length()
println '😀'.length()
//// println '😀a'.find(/[😀]/)
println '😀a'.find(/[😀]/)
//// def _0 = '😀a'.find(/[😀]/); println 'straße'.matches('(?iu)STRA.E')
def _0 = '😀a'.find(/[😀]/); println 'straße'.matches('(?iu)STRA.E')
//// def _0 = '😀a'.find(/[😀]/); println 'É'.matches('(?i)é')
def _0 = '😀a'.find(/[😀]/); println 'É'.matches('(?i)é')
//// def _0 = '😀a'.find(/[😀]/); println 'É'.matches('(?iu)é')
def _0 = '😀a'.find(/[😀]/); println 'É'.matches('(?iu)é')
//// def m = 'a1b2c3' =~ /\G[a-z]\d/; println m.count
def m = 'a1b2c3' =~ /\G[a-z]\d/; println m.count
//// def m = 'a1b2c3' =~ /\G[a-z]\d/; println 'a1b2 c3'.findAll(/\G[a-z]\d/
def m = 'a1b2c3' =~ /\G[a-z]\d/; println 'a1b2 c3'.findAll(/\G[a-z]\d/)
//// def m = 'a1b2c3' =~ /\G[a-z]\d/; def _1 = 'a1b2 c3'.findAll(/\G[a-z]\d
def m = 'a1b2c3' =~ /\G[a-z]\d/; def _1 = 'a1b2 c3'.findAll(/\G[a-z]\d/); println 'x\ny'.findAll(/\Ax/)
//// def m = 'a1b2c3' =~ /\G[a-z]\d/; def _1 = 'a1b2 c3'.findAll(/\G[ 2
def m = 'a1b2c3' =~ /\G[a-z]\d/; def _1 = 'a1b2 c3'.findAll(/\G[a-z]\d/); def _2 = 'x\ny'.findAll(/\Ax/); println "ab\n".matches('ab\\Z\n')
//// def m = 'a1b2c3' =~ /\G[a-z]\d/; def _1 = 'a1b2 c3'.findAll(/\G[ 3
def m = 'a1b2c3' =~ /\G[a-z]\d/; def _1 = 'a1b2 c3'.findAll(/\G[a-z]\d/); def _2 = 'x\ny'.findAll(/\Ax/); println(("ab\n" =~ /b\Z/).find())
//// def m = 'a1b2c3' =~ /\G[a-z]\d/; def _1 = 'a1b2 c3'.findAll(/\G[ 4
def m = 'a1b2c3' =~ /\G[a-z]\d/; def _1 = 'a1b2 c3'.findAll(/\G[a-z]\d/); def _2 = 'x\ny'.findAll(/\Ax/); println(("ab\n" =~ /b\z/).find())
//// def m = 'a1b2c3' =~ /\G[a-z]\d/; def _1 = 'a1b2 c3'.findAll(/\G[ 5
def m = 'a1b2c3' =~ /\G[a-z]\d/; def _1 = 'a1b2 c3'.findAll(/\G[a-z]\d/); def _2 = 'x\ny'.findAll(/\Ax/); println(("ab\n" =~ /b$/).find())
//// println 'aXbXXc'.replaceAll('X+?', '-')
println 'aXbXXc'.replaceAll('X+?', '-')
//// println '<a><b>'.findAll('<.+?>')
println '<a><b>'.findAll('<.+?>')
//// def _0 = '<a><b>'.findAll('<.+?>'); println '<a><b>'.findAll('<.+>')
def _0 = '<a><b>'.findAll('<.+?>'); println '<a><b>'.findAll('<.+>')
//// def _0 = '<a><b>'.findAll('<.+?>'); def _1 = '<a><b>'.findAll('<.+>');
def _0 = '<a><b>'.findAll('<.+?>'); def _1 = '<a><b>'.findAll('<.+>'); println 'ab12'.replaceAll('\\D', '')
//// def _0 = '<a><b>'.findAll('<.+?>'); def _1 = '<a><b>'.findAll('< 2
def _0 = '<a><b>'.findAll('<.+?>'); def _1 = '<a><b>'.findAll('<.+>'); println 'a b\tc'.replaceAll('\\s', '')
//// def _0 = '<a><b>'.findAll('<.+?>'); def _1 = '<a><b>'.findAll('< 3
def _0 = '<a><b>'.findAll('<.+?>'); def _1 = '<a><b>'.findAll('<.+>'); println 'a,b;c'.split('[,;]').join('|')
//// def _0 = '<a><b>'.findAll('<.+?>'); def _1 = '<a><b>'.findAll('< 4
def _0 = '<a><b>'.findAll('<.+?>'); def _1 = '<a><b>'.findAll('<.+>'); println 'foo  bar'.replaceAll(' +', ' ')
//// println 'x=1'.replaceAll(/(?<k>\w)=(?<v>\w)/, '${v}=${k}')
println 'x=1'.replaceAll(/(?<k>\w)=(?<v>\w)/, '${v}=${k}')
//// println 'aaa'.split('a').toList()
println 'aaa'.split('a').toList()
//// println 'aaab'.split('a').toList()
println 'aaab'.split('a').toList()
//// println 'a1b2'.split(/(?=\d)/).toList()
println 'a1b2'.split(/(?=\d)/).toList()
//// println 'HelloWorldFoo'.split(/(?=[A-Z])/).toList()
println 'HelloWorldFoo'.split(/(?=[A-Z])/).toList()
//// println '2024-01-02'.split('-')*.toInteger()
println '2024-01-02'.split('-')*.toInteger()
//// println 'abc' ==~ 'a.c'
println 'abc' ==~ 'a.c'
//// def r = /a\/b/; println r
def r = /a\/b/; println r
//// def r = /a\/b/; println 'a/b' ==~ r
def r = /a\/b/; println 'a/b' ==~ r
//// def r = /a\/b/; println('a/b' =~ /a\/b/ ? true : false)
def r = /a\/b/; println('a/b' =~ /a\/b/ ? true : false)
//// def r = /a\/b/; println(/\d{3}/)
def r = /a\/b/; println(/\d{3}/)
//// def r = /a\/b/; println 'tel 555-1234'.find(~/\d{3}-\d{4}/)
def r = /a\/b/; println 'tel 555-1234'.find(~/\d{3}-\d{4}/)
//// def r = /a\/b/; def _1 = 'tel 555-1234'.find(~/\d{3}-\d{4}/); println
def r = /a\/b/; def _1 = 'tel 555-1234'.find(~/\d{3}-\d{4}/); println "${'abc' =~ /b/}"
//// println 'ac' ==~ /(a|b)*c/
println 'ac' ==~ /(a|b)*c/
//// println 'ababc' ==~ /(a|b)*c/
println 'ababc' ==~ /(a|b)*c/
//// println 'abab'.replaceAll(/(?:ab)+/, 'x')
println 'abab'.replaceAll(/(?:ab)+/, 'x')
//// def m = 'ababab' =~ /(ab)*/; m.find(); println m.group(1) + m.end(1)
def m = 'ababab' =~ /(ab)*/; m.find(); println m.group(1) + m.end(1)
//// def m = 'ababab' =~ /(ab)*/; m.find(); println 'aabb' ==~ /(a*)(b*)/
def m = 'ababab' =~ /(ab)*/; m.find(); println 'aabb' ==~ /(a*)(b*)/
//// def m = 'ababab' =~ /(ab)*/; m.find(); println 'foo' ==~ /(|f)oo/
def m = 'ababab' =~ /(ab)*/; m.find(); println 'foo' ==~ /(|f)oo/
//// def m = 'ababab' =~ /(ab)*/; m.find(); println '' ==~ /(a?)*/
def m = 'ababab' =~ /(ab)*/; m.find(); println '' ==~ /(a?)*/
//// def m = 'ababab' =~ /(ab)*/; m.find(); println 'b' ==~ /(a*)*b/
def m = 'ababab' =~ /(ab)*/; m.find(); println 'b' ==~ /(a*)*b/
//// def m = 'ababab' =~ /(ab)*/; m.find(); println 'xay' ==~ /x(a|b|)*y/
def m = 'ababab' =~ /(ab)*/; m.find(); println 'xay' ==~ /x(a|b|)*y/
//// def m = 'ababab' =~ /(ab)*/; m.find(); println '1,2,3' ==~ /\d(,\d)*/
def m = 'ababab' =~ /(ab)*/; m.find(); println '1,2,3' ==~ /\d(,\d)*/
