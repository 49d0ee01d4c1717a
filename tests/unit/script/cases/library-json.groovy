//// import groovy.json.*; def j = new JsonSlurper().parseText('{"a":1,"b":
import groovy.json.*; def j = new JsonSlurper().parseText('{"a":1,"b":[1,2.5,true,null,"x\\n\\u00e9"],"c":{"d":"e"}}'); println j
//// import groovy.json.*; def j = new JsonSlurper().parseText('{"a": 2
import groovy.json.*; def j = new JsonSlurper().parseText('{"a":1,"b":[1,2.5,true,null,"x\\n\\u00e9"],"c":{"d":"e"}}'); println j.a.class
//// import groovy.json.*; def j = new JsonSlurper().parseText('{"a": 3
import groovy.json.*; def j = new JsonSlurper().parseText('{"a":1,"b":[1,2.5,true,null,"x\\n\\u00e9"],"c":{"d":"e"}}'); println j.b[1].class
//// import groovy.json.*; def j = new JsonSlurper().parseText('{"a": 4
import groovy.json.*; def j = new JsonSlurper().parseText('{"a":1,"b":[1,2.5,true,null,"x\\n\\u00e9"],"c":{"d":"e"}}'); println j.c.d
//// import groovy.json.*; def j = new JsonSlurper().parseText('{"a": 5
import groovy.json.*; def j = new JsonSlurper().parseText('{"a":1,"b":[1,2.5,true,null,"x\\n\\u00e9"],"c":{"d":"e"}}'); println j.getClass()
//// import groovy.json.*; def j = new JsonSlurper().parseText('{"a": 6
import groovy.json.*; def j = new JsonSlurper().parseText('{"a":1,"b":[1,2.5,true,null,"x\\n\\u00e9"],"c":{"d":"e"}}'); println j.b.getClass()
//// import groovy.json.*; def j = new JsonSlurper().parseText('{"a": 7
import groovy.json.*; def j = new JsonSlurper().parseText('{"a":1,"b":[1,2.5,true,null,"x\\n\\u00e9"],"c":{"d":"e"}}'); println j.keySet()
//// import groovy.json.*; println JsonOutput.toJson([a: 1, b: 'x"y', c: [1
import groovy.json.*; println JsonOutput.toJson([a: 1, b: 'x"y', c: [1, 2, null], d: [e: true], f: 1.50, g: 'é/\n', h: 2.0d])
//// import groovy.json.*; println JsonOutput.toJson('s')
import groovy.json.*; println JsonOutput.toJson('s')
//// import groovy.json.*; println JsonOutput.toJson([])
import groovy.json.*; println JsonOutput.toJson([])
//// import groovy.json.*; println JsonOutput.toJson([:])
import groovy.json.*; println JsonOutput.toJson([:])
//// import groovy.json.*; println JsonOutput.toJson(null)
import groovy.json.*; println JsonOutput.toJson(null)
//// import groovy.json.*; println JsonOutput.toJson(new Date(0))
import groovy.json.*; println JsonOutput.toJson(new Date(0))
//// import groovy.json.*; println JsonOutput.toJson(1..3)
import groovy.json.*; println JsonOutput.toJson(1..3)
//// import groovy.json.*; println JsonOutput.toJson("g${1}")
import groovy.json.*; println JsonOutput.toJson("g${1}")
//// import groovy.json.*; println JsonOutput.toJson('a' as char)
import groovy.json.*; println JsonOutput.toJson('a' as char)
//// import groovy.json.*; println JsonOutput.prettyPrint('{"a":1,"b":[1,2,
import groovy.json.*; println JsonOutput.prettyPrint('{"a":1,"b":[1,2,{"c":"d,{}"}],"e":{},"f":[]}')
//// import groovy.json.*; println JsonOutput.prettyPrint(JsonOutput.toJson
import groovy.json.*; println JsonOutput.prettyPrint(JsonOutput.toJson([x: 'é', n: null]))
//// import groovy.json.*; println JsonOutput.prettyPrint('[]')
import groovy.json.*; println JsonOutput.prettyPrint('[]')
//// import groovy.json.*; println JsonOutput.prettyPrint('[1]')
import groovy.json.*; println JsonOutput.prettyPrint('[1]')
//// import groovy.json.*; class P { String name; int age; List tags = [] }
import groovy.json.*; class P { String name; int age; List tags = [] }; println JsonOutput.toJson(new P(name: 'x', age: 3)); enum E { A, B }; println JsonOutput.toJson([e: E.A]); println JsonOutput.toJson([new P(name: 'y')])
//// import groovy.json.*; def b = new JsonBuilder(); b { name 'x'; age 3;
import groovy.json.*; def b = new JsonBuilder(); b { name 'x'; age 3; tags 'a', 'b'; address { city 'Y' }; items([1, 2]) { n it } }; println b.toString()
//// import groovy.json.*; def b = new JsonBuilder(); b { name 'x'; a 2
import groovy.json.*; def b = new JsonBuilder(); b { name 'x'; age 3; tags 'a', 'b'; address { city 'Y' }; items([1, 2]) { n it } }; println b.toPrettyString()
//// import groovy.json.*; def b = new JsonBuilder(); b { name 'x'; a 3
import groovy.json.*; def b = new JsonBuilder(); b { name 'x'; age 3; tags 'a', 'b'; address { city 'Y' }; items([1, 2]) { n it } }; println new JsonBuilder([a: 1]).toString()
//// import groovy.json.*; def b = new JsonBuilder(); b { name 'x'; a 4
import groovy.json.*; def b = new JsonBuilder(); b { name 'x'; age 3; tags 'a', 'b'; address { city 'Y' }; items([1, 2]) { n it } }; def c = new JsonBuilder(); c.person(name: 'z') { k 1 }; println c
//// import groovy.json.*; def b = new JsonBuilder(); b { name 'x'; a 5
import groovy.json.*; def b = new JsonBuilder(); b { name 'x'; age 3; tags 'a', 'b'; address { city 'Y' }; items([1, 2]) { n it } }; def c = new JsonBuilder(); c.person(name: 'z') { k 1 }; println c.content
//// import groovy.json.*; def b = new JsonBuilder(); b { name 'x'; a 6
import groovy.json.*; def b = new JsonBuilder(); b { name 'x'; age 3; tags 'a', 'b'; address { city 'Y' }; items([1, 2]) { n it } }; def c = new JsonBuilder(); c.person(name: 'z') { k 1 }; c([1, 2]) { v it }; println c
//// import groovy.json.*; def b = new JsonBuilder(); b { name 'x'; a 7
import groovy.json.*; def b = new JsonBuilder(); b { name 'x'; age 3; tags 'a', 'b'; address { city 'Y' }; items([1, 2]) { n it } }; def c = new JsonBuilder(); c.person(name: 'z') { k 1 }; c([1, 2]) { v it }; c(1, 2); println c
//// import groovy.json.*; def b = new JsonBuilder(); def r = b.root { a 1
import groovy.json.*; def b = new JsonBuilder(); def r = b.root { a 1 }; println r
//// import groovy.json.*; def b = new JsonBuilder(); def r = b.root 2
import groovy.json.*; def b = new JsonBuilder(); def r = b.root { a 1 }; println b
//// import groovy.json.*; def b = new JsonBuilder(); def r = b.root 3
import groovy.json.*; def b = new JsonBuilder(); def r = b.root { a 1 }; b.call([1,2]); println b
//// import groovy.json.*; def b = new JsonBuilder(); def r = b.root 4
import groovy.json.*; def b = new JsonBuilder(); def r = b.root { a 1 }; b.call([1,2]); b.call(x: 1); println b
//// import groovy.json.*; def b = new JsonBuilder(); def r = b.root 5
import groovy.json.*; def b = new JsonBuilder(); def r = b.root { a 1 }; b.call([1,2]); b.call(x: 1); b.people(['a', 'b']) { String n -> name n }; println b
//// import groovy.json.*; try { new JsonSlurper().parseText('') } catch (e
import groovy.json.*; try { new JsonSlurper().parseText('') } catch (e) { println e }
//// import groovy.json.*; try { new JsonSlurper().parseText(null) } catch
import groovy.json.*; try { new JsonSlurper().parseText(null) } catch (e) { println e }
//// import groovy.json.*; try { new JsonSlurper().parseText('not json') }
import groovy.json.*; try { new JsonSlurper().parseText('not json') } catch (e) { println e }
//// import groovy.json.*; try { new JsonSlurper().parseText('{"a":1') } ca
import groovy.json.*; try { new JsonSlurper().parseText('{"a":1') } catch (e) { println e }
//// import groovy.json.*; try { new JsonSlurper().parseText('{"a" 1}') } c
import groovy.json.*; try { new JsonSlurper().parseText('{"a" 1}') } catch (e) { println e }
//// import groovy.json.*; try { new JsonSlurper().parseText('[1,2') } catc
import groovy.json.*; try { new JsonSlurper().parseText('[1,2') } catch (e) { println e }
//// import groovy.json.*; try { new JsonSlurper().parseText('{a:1}') } cat
import groovy.json.*; try { new JsonSlurper().parseText('{a:1}') } catch (e) { println e }
//// import groovy.json.*; try { new JsonSlurper().parseText('<html>') } ca
import groovy.json.*; try { new JsonSlurper().parseText('<html>') } catch (e) { println e }
//// import groovy.json.*; try { new JsonSlurper().parseText('{"a":1} x') }
import groovy.json.*; try { new JsonSlurper().parseText('{"a":1} x') } catch (e) { println e }
//// import groovy.json.*; try { new JsonSlurper().parseText('[1,]') } catc
import groovy.json.*; try { new JsonSlurper().parseText('[1,]') } catch (e) { println e }
//// import groovy.json.*; try { new JsonSlurper().parseText('{"a":tru}') }
import groovy.json.*; try { new JsonSlurper().parseText('{"a":tru}') } catch (e) { println e }
//// import groovy.json.*; try { new JsonSlurper().parseText('"abc') } catc
import groovy.json.*; try { new JsonSlurper().parseText('"abc') } catch (e) { println e }
//// import groovy.json.*; println new JsonSlurper().parseText('123')
import groovy.json.*; println new JsonSlurper().parseText('123')
//// import groovy.json.*; println new JsonSlurper().parseText('"s"')
import groovy.json.*; println new JsonSlurper().parseText('"s"')
//// import groovy.json.*; println new JsonSlurper().parseText(' [ ] ')
import groovy.json.*; println new JsonSlurper().parseText(' [ ] ')
//// import groovy.json.*; println new JsonSlurper().parseText('{}')
import groovy.json.*; println new JsonSlurper().parseText('{}')
//// import groovy.json.*; println new JsonSlurper().parse(new StringReader
import groovy.json.*; println new JsonSlurper().parse(new StringReader('{"q":1}'))
//// import groovy.json.*; println new JsonSlurperClassic().parseText('{"z"
import groovy.json.*; println new JsonSlurperClassic().parseText('{"z":1,"a":2}').getClass()
//// import groovy.json.*; try { JsonOutput.toJson(0/0d) } catch (e) { prin
import groovy.json.*; try { JsonOutput.toJson(0/0d) } catch (e) { println e }
//// import groovy.json.*; try { JsonOutput.toJson(1/0d) } catch (e) { prin
import groovy.json.*; try { JsonOutput.toJson(1/0d) } catch (e) { println e }
//// import groovy.json.*; try { JsonOutput.toJson([(null): 1]) } catch (e)
import groovy.json.*; try { JsonOutput.toJson([(null): 1]) } catch (e) { println e }
//// import groovy.json.*; println JsonOutput.toJson([1: 2, (true): 3])
import groovy.json.*; println JsonOutput.toJson([1: 2, (true): 3])
//// import groovy.json.*; println JsonOutput.toJson([a: { -> b 1 }])
import groovy.json.*; println JsonOutput.toJson([a: { -> b 1 }])
//// import groovy.json.*; println JsonOutput.toJson(new Expando(a: 1))
import groovy.json.*; println JsonOutput.toJson(new Expando(a: 1))
//// import groovy.json.*; println JsonOutput.toJson([1, 2] as int[])
import groovy.json.*; println JsonOutput.toJson([1, 2] as int[])
//// import groovy.json.*; println JsonOutput.toJson([a: 1L, b: 2G, c: 1.0f
import groovy.json.*; println JsonOutput.toJson([a: 1L, b: 2G, c: 1.0f])
//// import groovy.json.*; println JsonOutput.toJson('a'..'c')
import groovy.json.*; println JsonOutput.toJson('a'..'c')
//// import groovy.json.*; println JsonOutput.toJson([x: UUID.fromString('0
import groovy.json.*; println JsonOutput.toJson([x: UUID.fromString('00000000-0000-0001-0000-000000000002')])
//// import groovy.json.*; def j = new JsonSlurper().parseText('{"a":{"b":[
import groovy.json.*; def j = new JsonSlurper().parseText('{"a":{"b":[{"c":1},{"c":2}]}}'); println j.a.b.c
//// import groovy.json.*; def j = new JsonSlurper().parseText('{"a": 8
import groovy.json.*; def j = new JsonSlurper().parseText('{"a":{"b":[{"c":1},{"c":2}]}}'); println j.a.b*.c.sum()
//// import groovy.json.*; def j = new JsonSlurper().parseText('{"a": 9
import groovy.json.*; def j = new JsonSlurper().parseText('{"a":{"b":[{"c":1},{"c":2}]}}'); println j?.x?.y
//// import groovy.json.*; def j = new JsonSlurper().parseText('{"a": 10
import groovy.json.*; def j = new JsonSlurper().parseText('{"a":{"b":[{"c":1},{"c":2}]}}'); j.a.n = 5; println JsonOutput.toJson(j)
//// import groovy.json.*; def j = new JsonSlurper().parseText('{"a": 11
import groovy.json.*; def j = new JsonSlurper().parseText('{"a":{"b":[{"c":1},{"c":2}]}}'); j.a.n = 5; println j.a.b.find { it.c == 2 }
//// import groovy.json.*; def j = new JsonSlurper().parseText('{"a": 12
import groovy.json.*; def j = new JsonSlurper().parseText('{"a":{"b":[{"c":1},{"c":2}]}}'); j.a.n = 5; println j.a.b.collectEntries { [it.c, 1] }
//// import groovy.json.*; def j = new JsonSlurper().parseText('{"a": 13
import groovy.json.*; def j = new JsonSlurper().parseText('{"a":{"b":[{"c":1},{"c":2}]}}'); j.a.n = 5; println j.equals([a: [b: [[c: 1], [c: 2]], n: 5]])
//// import groovy.json.*; def j = new JsonSlurper().parseText('{"a": 14
import groovy.json.*; def j = new JsonSlurper().parseText('{"a":{"b":[{"c":1},{"c":2}]}}'); j.a.n = 5; println new JsonSlurper().parseText('{"b":1,"a":2}').collect { k, v -> "$k=$v" }
//// import groovy.json.*; def j = new JsonSlurper().parseText('{"a": 15
import groovy.json.*; def j = new JsonSlurper().parseText('{"a":{"b":[{"c":1},{"c":2}]}}'); j.a.n = 5; println new JsonSlurper().parseText('{"b":1,"a":2}').toString()
//// import groovy.json.JsonOutput; println JsonOutput.toJson([date: Date.p
import groovy.json.JsonOutput; println JsonOutput.toJson([date: Date.parse('yyyy-MM-dd', '2020-02-03'), s: 'tab\there', u: '\u20ac \u0001 \u007f']); class Q { def x = 1; private y = 2; static z = 3; def getW() { 4 } }; println JsonOutput.toJson(new Q()); println JsonOutput.toJson(true); println JsonOutput.toJson([[1], [[2]]]); println JsonOutput.toJson(['a':"${1+1}"])
