//// rule-1
def replica = [summary: 'S', description: null, type: [name: 'Bug'], labels: [[label: 'a']], comments: [], customFields: ['A b': [value: 'x'], 'Ж': [value: [value: 'opt']]], customKeys: [:], priority: null]
def issue = [:]
def firstSync = true
issue.summary = replica.summary
issue.description = replica.description ?: "No description"
issue.labels = replica.labels.collect { it.label.replace(' ', '_') }
if (firstSync) {
  issue.projectKey = "PRJ"
  issue.typeName = replica.type?.name ?: "Task"
}
def priorityMapping = ["High": "Major", "Low": "Minor"]
issue.priority = priorityMapping[replica.priority?.name] ?: "Default"
issue.customFields = [:]
issue.customFields."A b" = replica.customFields."A b"?.value
issue.customFields."Ж" = replica.customFields."Ж"?.value?.value
issue.customFields."Nope" = replica.customFields."Nope"?.value
println issue
//// rule-2
class Helper { static String mapStatus(String s) { switch (s?.toLowerCase()) { case "to do": case "open": return "New"; case ~/.*progress.*/: return "Active"; default: return s } } }
println(["To Do", "In Progress", "Done", null].collect { Helper.mapStatus(it) })
//// rule-3
def commentHelper = [mergeComments: { a, b, Closure c = null -> def l = [[body: 'x', author: [name: 'me']], [body: 'y', author: null]]; c ? l.collect { c(it) } : l }]
def comments = commentHelper.mergeComments(null, null) { comment ->
  comment.body = "[${comment.author?.name ?: 'anon'}] commented: ${comment.body}"
  comment
}
println comments
def c2 = commentHelper.mergeComments(null, null, { it.executor = 'q'; it })
println c2*.executor
//// rule-4
import groovy.json.JsonSlurper
def json = new JsonSlurper().parseText('{"issues":[{"key":"A-1","fields":{"summary":"s","n":null,"x":1.5}}],"total":1}')
println json.issues[0].fields.summary
println json.issues*.key
println json.total + 1
println json.issues.find { it.key == 'A-1' }?.fields?.x
println json
//// rule-5
def desc = "h1. Title\n* item {color:red}x{color}\n[link|http://a.b]"
println desc.replaceAll(/\{color(:[^}]*)?\}/, '').replaceAll(/(?m)^h(\d)\. (.*)$/) { all, n, t -> '#' * n.toInteger() + ' ' + t }
def m = desc =~ /\[(.*?)\|(.*?)\]/
println m.find() ? m.group(1) + '->' + m.group(2) : 'none'
def sb = new StringBuffer()
def mm = java.util.regex.Pattern.compile("item").matcher(desc)
while (mm.find()) { mm.appendReplacement(sb, mm.group().toUpperCase()) }
mm.appendTail(sb)
println sb
(desc =~ /\w+/).each { print it + ',' }
println()
println desc.findAll(/\w+:\w+/)
println desc.split('\n').size()
println desc.tokenize('\n')[0]
//// rule-6
def users = [[email: 'a@x.y', name: 'A'], [email: null, name: 'B']]
def byEmail = users.groupBy { it.email?.split('@')?.last() }
println byEmail
def found = users.find { u -> u.email?.equalsIgnoreCase('A@X.Y') }
println found?.name
println users.findAll { it.email }.collectEntries { [(it.email): it.name] }
println users.sort { a, b -> b.name <=> a.name }*.name
println users.any { !it.email }
println users.every { it.name }
println users.inject('') { acc, u -> acc + u.name }
println users*.email.findAll { it != null }
//// rule-7
String getLabel(def x) { return x == null ? "" : x.toString().trim() }
List<String> toList(String csv) { csv?.split(/,/)?.collect { it.trim() }?.findAll { !it.isEmpty() } ?: [] }
println toList(" a, b,,c ")
println toList(null)
println getLabel(5) + getLabel(null)
def process = { item, Closure cb = null -> cb ? cb(item) : item }
println process(3)
println process(3) { it * 2 }
//// rule-8
def statusMap = [
    "New"    : "Open",   // comment
    "Closed" : "Done",
    /* block */
    "Other"  : [ "a", "b" ]
]
statusMap.each { key, value ->
    println "${key} -> ${value instanceof List ? value.join('/') : value}"
}
for (entry in statusMap) { if (entry.key == 'Closed') continue; println entry.key }
def inverted = statusMap.findAll { k, v -> v instanceof String }.collectEntries { k, v -> [v, k] }
println inverted
//// rule-9
try {
    def res = null
    if (!res) throw new IllegalStateException("Could not find user " + "x@y.z" + " in project")
} catch (IllegalStateException ex) {
    println "Error: ${ex.message}"
} catch (Exception e) { println 'other' } finally { println 'done' }
//// rule-10
def tz = TimeZone.getTimeZone("UTC")
def f = new java.text.SimpleDateFormat("yyyy-MM-dd'T'HH:mm:ss")
f.setTimeZone(tz)
def d = f.parse("2024-01-15T10:20:30")
println f.format(d)
println d.time
println new Date(0).format("yyyy-MM-dd", tz)
//// rule-11
def text = $/
<p>Hello $$ & ${1 + 1} \ "q" 'r' / end</p>
/$
println text.trim()
println text.replaceAll(/<[^>]+>/, '').trim()
println """multi "quoted" ${'line'} \
continued"""
println '''raw ${no} \' done'''
//// rule-12
int count = 0
for (int i = 0; i < 10; i++) { if (i % 2 == 0) continue; if (i > 7) break; count += i }
println count
while (count > 0) { count -= 5 }
println count
def list = []
1.upto(3) { list << it * it }
println list
10.downto(8) { print it }
println()
0.step(10, 3) { print it }
println()
//// rule-13
def isEmpty = { it == null || it.toString().trim() == '' }
println(['', ' ', null, 'x', 0, []].collect(isEmpty))
def truncate = { String s, int n = 5 -> s?.size() > n ? s[0..<n] + '...' : s }
println truncate('abcdefgh')
println truncate('abc')
println truncate('abcdefgh', 2)
println truncate(null)
//// rule-14
def xs = [[id: 1, parent: null], [id: 2, parent: 1], [id: 3, parent: 2]]
def depth
depth = { x -> x.parent == null ? 0 : 1 + depth(xs.find { it.id == x.parent }) }
println xs.collect(depth)
def tree = xs.groupBy { it.parent }
println tree[1]*.id
def sum = 0
xs.eachWithIndex { x, i -> sum += x.id * i }
println sum
println xs.collect { it + [depth: depth(it)] }
println xs.max { it.id }.id
println xs*.id.sum() / xs.size()
//// rule-15
class Config { Map map = [:]; def call(Closure c) { c.delegate = this; c.resolveStrategy = Closure.DELEGATE_FIRST; c(); map }; def propertyMissing(String n, v) { map[n] = v }; def methodMissing(String n, args) { map[n] = args.size() == 1 ? args[0] : args.toList() } }
def config = new Config()
println config { url = 'u'; retries 3; headers 'a', 'b' }
//// rule-16
def body = groovy.json.JsonOutput.toJson([fields: [summary: 'x "q"', labels: ['a'], n: null, d: 1.5, t: true]])
println body
println groovy.json.JsonOutput.prettyPrint('{"a":[1,2],"b":{}}')
//// rule-17
def a = "5" as Integer, b = "2.50".toBigDecimal(), c = "1e3".toDouble()
println a + b
println b.setScale(1, java.math.RoundingMode.HALF_UP)
println c.toLong()
println "0x1F".substring(2).with { Integer.parseInt(it, 16) }
println "12,5".replace(',', '.') as Double
println String.format("%05d|%-5s|%.2f|%s", 42, 'ab', 3.14159, [1])
println sprintf('%x %o %e %b %c', 255, 8, 12345.678, true, 'c' as char)
println 1234567.89.toString()
//// rule-18
def o = [a: 1]
o.with { a = 2; b = 3 }
println o
def p = [name: 'n', tags: []].tap { tags << 'x'; name += '!' }
println p
println([1, 2, 3].with { [first(), last(), sum()] })
//// cmd-1
def log(String s) { println "LOG $s" }
log "a" + "b"
log "x ${1 + 1}"
def dbg = { println "D $it" }
dbg "closure call"
dbg 5
dbg([1])
println "a", "b" == null ? 1 : 2
//// cmd-2
def run(String name, Closure c) { println name; c() }
run "n1", { println 'in' }
run("n2") { println 'in2' }
run 'n3', {
  println 'multi'
}
def opt(Map m, String s, Closure c = null) { println "$m $s ${c?.call()}" }
opt 'x', a: 1, b: 2
opt a: 1, 'y'
opt('z', k: 'v') { 'closure' }
opt k: 'v', 'w', { 5 }
//// cmd-3
println 1 + 2
println(-1)
println - 1 == null
//// cmd-4
println !true
println ~5
println (1 + 2) * 3
println ([1, 2] + [3])
println "a".size()
println new Date(0).time
println this.class.simpleName
println { 5 }()
println true ? 1 : 2
println 5 as String
println 'a' in ['a']
println 5 ?: 6
println a = 5
println a == 5
println 3 > 2 && 2 > 1
//// cmd-5
def foo(x) { x }
def bar = foo 5
println bar
def baz = foo(5) + 1
println baz
def q = foo foo(3)
println q
return foo(7)
//// stmt-newlines
def x = 5
def y = x
-1
println y
def z = x -
1
println z
def w = [1, 2, 3]
  .collect { it }
println w
def f = { it }
println f
(5)
if (x == 5)
{
  println 'brace next line'
}
else
{
  println 'no'
}
try
{
  println 't'
}
catch (e)
{
}
finally
{
  println 'f'
}
class A
{
  def m()
  {
    1
  }
}
println new A().m()
def g()
{
  2
}
println g()
for (i in 1..2)
{
  print i
}
println()
while (x > 4)
{
  x--
}
println x
switch (x)
{
  case 4:
    println 'four'
    break
}
def cl = 
{
  3
}
println cl()
//// md1
def process(x, c) { c(x) }
def x = 3
println process(x) { it * 2 }
//// md2
def process(x, c) { c(x) }
def x = 3
if (true) { println process(x) { it * 2 } }
//// md3
def process(x, c) { c(x) }
println process(3) { it * 2 }
//// md4
def process(x, c) { c(x) }
[1].each { println process(it) { y -> y * 2 } }
//// md5
def foo(c) { c() }
println foo() { 5 }
//// md6
def foo(c) { c() }
println foo { 5 }
