//// def m = [a: 1, b: 2, c: 3]; println m.find { it.value > 1 }
def m = [a: 1, b: 2, c: 3]; println m.find { it.value > 1 }
//// def m = [a: 1, b: 2, c: 3]; println m.find { k, v -> v > 1 }
def m = [a: 1, b: 2, c: 3]; println m.find { k, v -> v > 1 }
//// def m = [a: 1, b: 2, c: 3]; println m.findAll { k, v -> v > 1 }
def m = [a: 1, b: 2, c: 3]; println m.findAll { k, v -> v > 1 }
//// def m = [a: 1, b: 2, c: 3]; println m.collect { k, v -> "$k$v" }
def m = [a: 1, b: 2, c: 3]; println m.collect { k, v -> "$k$v" }
//// def m = [a: 1, b: 2, c: 3]; println m.collectEntries { k, v -> [v, k]
def m = [a: 1, b: 2, c: 3]; println m.collectEntries { k, v -> [v, k] }
//// def m = [a: 1, b: 2, c: 3]; println m.any { k, v -> v > 2 }
def m = [a: 1, b: 2, c: 3]; println m.any { k, v -> v > 2 }
//// def m = [a: 1, b: 2, c: 3]; println m.every { it.value > 0 }
def m = [a: 1, b: 2, c: 3]; println m.every { it.value > 0 }
//// def m = [a: 1, b: 2, c: 3]; println m.groupBy { k, v -> v % 2 }
def m = [a: 1, b: 2, c: 3]; println m.groupBy { k, v -> v % 2 }
//// def m = [a: 1, b: 2, c: 3]; println m.sort { -it.value }
def m = [a: 1, b: 2, c: 3]; println m.sort { -it.value }
//// def m = [a: 1, b: 2, c: 3]; println m.max { it.value }
def m = [a: 1, b: 2, c: 3]; println m.max { it.value }
//// def m = [a: 1, b: 2, c: 3]; println m.min { a, b -> a.value <=> b.valu
def m = [a: 1, b: 2, c: 3]; println m.min { a, b -> a.value <=> b.value }
//// def m = [a: 1, b: 2, c: 3]; println m.sum { it.value }
def m = [a: 1, b: 2, c: 3]; println m.sum { it.value }
//// def m = [a: 1, b: 2, c: 3]; println m.inject(0) { s, k, v -> s + v }
def m = [a: 1, b: 2, c: 3]; println m.inject(0) { s, k, v -> s + v }
//// def m = [a: 1, b: 2, c: 3]; println m.count { k, v -> v > 1 }
def m = [a: 1, b: 2, c: 3]; println m.count { k, v -> v > 1 }
//// def m = [a: 1, b: 2, c: 3]; println m.partition { k, v -> v > 1 }
def m = [a: 1, b: 2, c: 3]; println m.partition { k, v -> v > 1 }
//// def m = [b: 2, a: 1]; println m.sort()
def m = [b: 2, a: 1]; println m.sort()
//// def m = [b: 2, a: 1]; println m.sort { a, b -> a.key <=> b.key }
def m = [b: 2, a: 1]; println m.sort { a, b -> a.key <=> b.key }
//// def m = [b: 2, a: 1]; println m.toSorted()
def m = [b: 2, a: 1]; println m.toSorted()
//// def m = [b: 2, a: 1]; println m.entrySet().toList()
def m = [b: 2, a: 1]; println m.entrySet().toList()
//// def m = [b: 2, a: 1]; println m.keySet() as List
def m = [b: 2, a: 1]; println m.keySet() as List
//// def m = [b: 2, a: 1]; println m.values().toList()
def m = [b: 2, a: 1]; println m.values().toList()
//// def m = [b: 2, a: 1]; println m.values().sum()
def m = [b: 2, a: 1]; println m.values().sum()
//// def m = [b: 2, a: 1]; println m.keySet().class.simpleName
def m = [b: 2, a: 1]; println m.keySet().class.simpleName
//// def m = [b: 2, a: 1]; println m*.key
def m = [b: 2, a: 1]; println m*.key
//// def m = [b: 2, a: 1]; println m*.value
def m = [b: 2, a: 1]; println m*.value
//// def m = [b: 2, a: 1]; println m.collect { it.key }
def m = [b: 2, a: 1]; println m.collect { it.key }
//// def m = [b: 2, a: 1]; println m.each { k, v -> }
def m = [b: 2, a: 1]; println m.each { k, v -> }
//// def m = [b: 2, a: 1]; m.eachWithIndex { e, i -> println "$i $e" }; m.e
def m = [b: 2, a: 1]; m.eachWithIndex { e, i -> println "$i $e" }; m.eachWithIndex { k, v, i -> println "$i$k$v" }; println m.subMap(['a'])
//// def m = [b: 2, a: 1]; m.eachWithIndex { e, i -> println "$i $e" 2
def m = [b: 2, a: 1]; m.eachWithIndex { e, i -> println "$i $e" }; m.eachWithIndex { k, v, i -> println "$i$k$v" }; println m + [c: 3]
//// def m = [b: 2, a: 1]; m.eachWithIndex { e, i -> println "$i $e" 3
def m = [b: 2, a: 1]; m.eachWithIndex { e, i -> println "$i $e" }; m.eachWithIndex { k, v, i -> println "$i$k$v" }; println m - [a: 1]
//// def m = [b: 2, a: 1]; m.eachWithIndex { e, i -> println "$i $e" 4
def m = [b: 2, a: 1]; m.eachWithIndex { e, i -> println "$i $e" }; m.eachWithIndex { k, v, i -> println "$i$k$v" }; println m << [d: 4]
//// def m = [b: 2, a: 1]; m.eachWithIndex { e, i -> println "$i $e" 5
def m = [b: 2, a: 1]; m.eachWithIndex { e, i -> println "$i $e" }; m.eachWithIndex { k, v, i -> println "$i$k$v" }; println m
//// def m = [b: 2, a: 1]; m.eachWithIndex { e, i -> println "$i $e" 6
def m = [b: 2, a: 1]; m.eachWithIndex { e, i -> println "$i $e" }; m.eachWithIndex { k, v, i -> println "$i$k$v" }; println m.take(1)
//// def m = [b: 2, a: 1]; m.eachWithIndex { e, i -> println "$i $e" 7
def m = [b: 2, a: 1]; m.eachWithIndex { e, i -> println "$i $e" }; m.eachWithIndex { k, v, i -> println "$i$k$v" }; println m.drop(2)
//// def m = [b: 2, a: 1]; m.eachWithIndex { e, i -> println "$i $e" 8
def m = [b: 2, a: 1]; m.eachWithIndex { e, i -> println "$i $e" }; m.eachWithIndex { k, v, i -> println "$i$k$v" }; println m.spread
//// def m = [a: 1]; println m.get('z', 9)
def m = [a: 1]; println m.get('z', 9)
//// def m = [a: 1]; println m
def m = [a: 1]; println m
//// def m = [a: 1]; println m.getOrDefault('y', 5)
def m = [a: 1]; println m.getOrDefault('y', 5)
//// def m = [a: 1]; println m.containsKey('a')
def m = [a: 1]; println m.containsKey('a')
//// def m = [a: 1]; println m.containsValue(1)
def m = [a: 1]; println m.containsValue(1)
//// def m = [a: 1]; println m.remove('a')
def m = [a: 1]; println m.remove('a')
//// def m = [a: 1]; def _1 = m.remove('a'); println m.putIfAbsent('q', 1)
def m = [a: 1]; def _1 = m.remove('a'); println m.putIfAbsent('q', 1)
//// def m = [a: 1]; def _1 = m.remove('a'); println m.computeIfAbsent('w')
def m = [a: 1]; def _1 = m.remove('a'); println m.computeIfAbsent('w') { it * 2 }
//// def m = [a: 1]; def _1 = m.remove('a'); println m.computeIfPresent('w'
def m = [a: 1]; def _1 = m.remove('a'); println m.computeIfPresent('w') { k, v -> v + '!' }
//// def m = [a: 1]; def _1 = m.remove('a'); println m.compute('n') { k, v
def m = [a: 1]; def _1 = m.remove('a'); println m.compute('n') { k, v -> v == null ? 1 : v + 1 }
//// def m = [a: 1]; def _1 = m.remove('a'); println m.merge('n', 5) { a, b
def m = [a: 1]; def _1 = m.remove('a'); println m.merge('n', 5) { a, b -> a + b }
//// def m = [a: 1]; def _1 = m.remove('a'); println m
def m = [a: 1]; def _1 = m.remove('a'); println m
//// def m = [a: 1]; def _1 = m.remove('a'); m.replaceAll { k, v -> v.toStr
def m = [a: 1]; def _1 = m.remove('a'); m.replaceAll { k, v -> v.toString() }; println m
//// def m = [a: 1]; def _1 = m.remove('a'); m.replaceAll { k, v -> v 2
def m = [a: 1]; def _1 = m.remove('a'); m.replaceAll { k, v -> v.toString() }; println m.replace('q', 7)
//// def m = [a: 1]; def _1 = m.remove('a'); m.replaceAll { k, v -> v 3
def m = [a: 1]; def _1 = m.remove('a'); m.replaceAll { k, v -> v.toString() }; println m.isEmpty()
//// def m = [a: 1]; def _1 = m.remove('a'); m.replaceAll { k, v -> v 4
def m = [a: 1]; def _1 = m.remove('a'); m.replaceAll { k, v -> v.toString() }; println m.size()
//// def m = [a: 1]; def _1 = m.remove('a'); m.replaceAll { k, v -> v 5
def m = [a: 1]; def _1 = m.remove('a'); m.replaceAll { k, v -> v.toString() }; m.clear(); println m
//// def m = [a: 1]; def _1 = m.remove('a'); m.replaceAll { k, v -> v 6
def m = [a: 1]; def _1 = m.remove('a'); m.replaceAll { k, v -> v.toString() }; m.clear(); println m == [:]
//// def m = [a: 1, b: 2]; def k = m.keySet(); k.remove('a'); println m
def m = [a: 1, b: 2]; def k = m.keySet(); k.remove('a'); println m
//// def m = [a: 1, b: 2]; def k = m.keySet(); k.remove('a'); m.values().re
def m = [a: 1, b: 2]; def k = m.keySet(); k.remove('a'); m.values().remove(2); println m
//// def m = [a: 1, b: 2]; def k = m.keySet(); k.remove('a'); m.value 2
def m = [a: 1, b: 2]; def k = m.keySet(); k.remove('a'); m.values().remove(2); m.x = 1; m.entrySet().each { it.value = 5 }; println m
//// def m = [a: 1, b: 2]; def k = m.keySet(); k.remove('a'); m.value 3
def m = [a: 1, b: 2]; def k = m.keySet(); k.remove('a'); m.values().remove(2); m.x = 1; m.entrySet().each { it.value = 5 }; m.entrySet().removeIf { it.key == 'x' }; println m
//// def m = [a: 1, b: 2]; def k = m.keySet(); k.remove('a'); m.value 4
def m = [a: 1, b: 2]; def k = m.keySet(); k.remove('a'); m.values().remove(2); m.x = 1; m.entrySet().each { it.value = 5 }; m.entrySet().removeIf { it.key == 'x' }; m.putAll([p: 1, q: 2]); m.keySet().retainAll(['p']); println m
//// def m = [a: 1, b: 2]; def k = m.keySet(); k.remove('a'); m.value 5
def m = [a: 1, b: 2]; def k = m.keySet(); k.remove('a'); m.values().remove(2); m.x = 1; m.entrySet().each { it.value = 5 }; m.entrySet().removeIf { it.key == 'x' }; m.putAll([p: 1, q: 2]); m.keySet().retainAll(['p']); def vs = m.values(); m.z = 3; println vs
//// def m = [a: 1, b: 2]; def k = m.keySet(); k.remove('a'); m.value 6
def m = [a: 1, b: 2]; def k = m.keySet(); k.remove('a'); m.values().remove(2); m.x = 1; m.entrySet().each { it.value = 5 }; m.entrySet().removeIf { it.key == 'x' }; m.putAll([p: 1, q: 2]); m.keySet().retainAll(['p']); def vs = m.values(); m.z = 3; println vs.class.simpleName
//// def m = [a: 1, b: 2]; def k = m.keySet(); k.remove('a'); m.value 7
def m = [a: 1, b: 2]; def k = m.keySet(); k.remove('a'); m.values().remove(2); m.x = 1; m.entrySet().each { it.value = 5 }; m.entrySet().removeIf { it.key == 'x' }; m.putAll([p: 1, q: 2]); m.keySet().retainAll(['p']); def vs = m.values(); m.z = 3; def ks = m.keySet(); m.w = 4; println ks
//// def m = [a: 1, b: 2]; def k = m.keySet(); k.remove('a'); m.value 8
def m = [a: 1, b: 2]; def k = m.keySet(); k.remove('a'); m.values().remove(2); m.x = 1; m.entrySet().each { it.value = 5 }; m.entrySet().removeIf { it.key == 'x' }; m.putAll([p: 1, q: 2]); m.keySet().retainAll(['p']); def vs = m.values(); m.z = 3; def ks = m.keySet(); m.w = 4; try { ks << 'x' } catch (e) { println e.class }
//// def m = [:].withDefault { it * 2 }; println m[3]
def m = [:].withDefault { it * 2 }; println m[3]
//// def m = [:].withDefault { it * 2 }; println m
def m = [:].withDefault { it * 2 }; println m
//// def m = [:].withDefault { it * 2 }; m.a; println m
def m = [:].withDefault { it * 2 }; m.a; println m
//// def m = [:].withDefault { it * 2 }; m.a; def n = [a: [:]].withDefault
def m = [:].withDefault { it * 2 }; m.a; def n = [a: [:]].withDefault { [] }; n.b << 1; println n
//// def m = [:].withDefault { it * 2 }; m.a; def n = [a: [:]].withDe 2
def m = [:].withDefault { it * 2 }; m.a; def n = [a: [:]].withDefault { [] }; n.b << 1; println n.getClass().simpleName
//// def m = [:].withDefault { it * 2 }; m.a; def n = [a: [:]].withDe 3
def m = [:].withDefault { it * 2 }; m.a; def n = [a: [:]].withDefault { [] }; n.b << 1; println([1, 2].withDefault { 0 }.get(5))
//// def m = [:].withDefault { it * 2 }; m.a; def n = [a: [:]].withDe 4
def m = [:].withDefault { it * 2 }; m.a; def n = [a: [:]].withDefault { [] }; n.b << 1; def ll = [].withDefault { it * 2 }; println ll[3]
//// def m = [:].withDefault { it * 2 }; m.a; def n = [a: [:]].withDe 5
def m = [:].withDefault { it * 2 }; m.a; def n = [a: [:]].withDefault { [] }; n.b << 1; def ll = [].withDefault { it * 2 }; println ll
//// def m = [:].withDefault { it * 2 }; m.a; def n = [a: [:]].withDe 6
def m = [:].withDefault { it * 2 }; m.a; def n = [a: [:]].withDefault { [] }; n.b << 1; def ll = [].withDefault { it * 2 }; def c = [:].withDefault { k -> k.toUpperCase() }; println c.foo
//// def m = [:].withDefault { it * 2 }; m.a; def n = [a: [:]].withDe 7
def m = [:].withDefault { it * 2 }; m.a; def n = [a: [:]].withDefault { [] }; n.b << 1; def ll = [].withDefault { it * 2 }; def c = [:].withDefault { k -> k.toUpperCase() }; println c.get('bar')
//// def m = [:].withDefault { it * 2 }; m.a; def n = [a: [:]].withDe 8
def m = [:].withDefault { it * 2 }; m.a; def n = [a: [:]].withDefault { [] }; n.b << 1; def ll = [].withDefault { it * 2 }; def c = [:].withDefault { k -> k.toUpperCase() }; println c.containsKey('zip')
//// def m = [:].withDefault { it * 2 }; m.a; def n = [a: [:]].withDe 9
def m = [:].withDefault { it * 2 }; m.a; def n = [a: [:]].withDefault { [] }; n.b << 1; def ll = [].withDefault { it * 2 }; def c = [:].withDefault { k -> k.toUpperCase() }; println c
//// def m = [1: 'a', (2L): 'b', 'three': 3, (null): 'n', (true): 't', (1.5
def m = [1: 'a', (2L): 'b', 'three': 3, (null): 'n', (true): 't', (1.5): 'd', ('x' as char): 'c']; println m
//// def m = [1: 'a', (2L): 'b', 'three': 3, (null): 'n', (true): 't' 2
def m = [1: 'a', (2L): 'b', 'three': 3, (null): 'n', (true): 't', (1.5): 'd', ('x' as char): 'c']; println m[1]
//// def m = [1: 'a', (2L): 'b', 'three': 3, (null): 'n', (true): 't' 3
def m = [1: 'a', (2L): 'b', 'three': 3, (null): 'n', (true): 't', (1.5): 'd', ('x' as char): 'c']; println m[2L]
//// def m = [1: 'a', (2L): 'b', 'three': 3, (null): 'n', (true): 't' 4
def m = [1: 'a', (2L): 'b', 'three': 3, (null): 'n', (true): 't', (1.5): 'd', ('x' as char): 'c']; println m[null]
//// def m = [1: 'a', (2L): 'b', 'three': 3, (null): 'n', (true): 't' 5
def m = [1: 'a', (2L): 'b', 'three': 3, (null): 'n', (true): 't', (1.5): 'd', ('x' as char): 'c']; println m.get(true)
//// def m = [1: 'a', (2L): 'b', 'three': 3, (null): 'n', (true): 't' 6
def m = [1: 'a', (2L): 'b', 'three': 3, (null): 'n', (true): 't', (1.5): 'd', ('x' as char): 'c']; println m.'three'
//// def m = [1: 'a', (2L): 'b', 'three': 3, (null): 'n', (true): 't' 7
def m = [1: 'a', (2L): 'b', 'three': 3, (null): 'n', (true): 't', (1.5): 'd', ('x' as char): 'c']; println m.inspect()
//// def m = [1: 'a', (2L): 'b', 'three': 3, (null): 'n', (true): 't' 8
def m = [1: 'a', (2L): 'b', 'three': 3, (null): 'n', (true): 't', (1.5): 'd', ('x' as char): 'c']; println m.toMapString()
//// def m = [1: 'a', (2L): 'b', 'three': 3, (null): 'n', (true): 't' 9
def m = [1: 'a', (2L): 'b', 'three': 3, (null): 'n', (true): 't', (1.5): 'd', ('x' as char): 'c']; println m.hashCode() == m.clone().hashCode()
//// def m = [1: 'a', (2L): 'b', 'three': 3, (null): 'n', (true): 't' 10
def m = [1: 'a', (2L): 'b', 'three': 3, (null): 'n', (true): 't', (1.5): 'd', ('x' as char): 'c']; println m.getClass()
//// def m = [1: 'a', (2L): 'b', 'three': 3, (null): 'n', (true): 't' 11
def m = [1: 'a', (2L): 'b', 'three': 3, (null): 'n', (true): 't', (1.5): 'd', ('x' as char): 'c']; def e = m.entrySet().iterator().next(); println e
//// def m = [1: 'a', (2L): 'b', 'three': 3, (null): 'n', (true): 't' 12
def m = [1: 'a', (2L): 'b', 'three': 3, (null): 'n', (true): 't', (1.5): 'd', ('x' as char): 'c']; def e = m.entrySet().iterator().next(); println e.key
//// def m = [1: 'a', (2L): 'b', 'three': 3, (null): 'n', (true): 't' 13
def m = [1: 'a', (2L): 'b', 'three': 3, (null): 'n', (true): 't', (1.5): 'd', ('x' as char): 'c']; def e = m.entrySet().iterator().next(); println e.value
//// def m = [1: 'a', (2L): 'b', 'three': 3, (null): 'n', (true): 't' 14
def m = [1: 'a', (2L): 'b', 'three': 3, (null): 'n', (true): 't', (1.5): 'd', ('x' as char): 'c']; def e = m.entrySet().iterator().next(); println e.getClass()
//// def m = [1: 'a', (2L): 'b', 'three': 3, (null): 'n', (true): 't' 15
def m = [1: 'a', (2L): 'b', 'three': 3, (null): 'n', (true): 't', (1.5): 'd', ('x' as char): 'c']; def e = m.entrySet().iterator().next(); e.value = 'zz'; println m[1]
//// def m = [1: 'a', (2L): 'b', 'three': 3, (null): 'n', (true): 't' 16
def m = [1: 'a', (2L): 'b', 'three': 3, (null): 'n', (true): 't', (1.5): 'd', ('x' as char): 'c']; def e = m.entrySet().iterator().next(); e.value = 'zz'; println e == new MapEntry(1, 'zz')
//// def m = [1: 'a', (2L): 'b', 'three': 3, (null): 'n', (true): 't' 17
def m = [1: 'a', (2L): 'b', 'three': 3, (null): 'n', (true): 't', (1.5): 'd', ('x' as char): 'c']; def e = m.entrySet().iterator().next(); e.value = 'zz'; println e.hashCode()
//// try { [a: 1].asImmutable().b = 2 } catch (e) { println e }
try { [a: 1].asImmutable().b = 2 } catch (e) { println e }
//// try { Collections.unmodifiableMap([a: 1]).put('b', 1) } catch (e) { pr
try { Collections.unmodifiableMap([a: 1]).put('b', 1) } catch (e) { println e }
//// try { Map.of('a', 1).put('b', 2) } catch (e) { println e }
try { Map.of('a', 1).put('b', 2) } catch (e) { println e }
//// try { List.of(1).add(2) } catch (e) { println e }
try { List.of(1).add(2) } catch (e) { println e }
//// try { [1].asUnmodifiable().clear() } catch (e) { println e }
try { [1].asUnmodifiable().clear() } catch (e) { println e }
//// try { (1..3) << 4 } catch (e) { println e }
try { (1..3) << 4 } catch (e) { println e }
//// try { (1..3).remove(0) } catch (e) { println e }
try { (1..3).remove(0) } catch (e) { println e }
//// try { Set.of(1).add(2) } catch (e) { println e }
try { Set.of(1).add(2) } catch (e) { println e }
//// def l = [1]; def u = Collections.unmodifiableList(l); l << 2; println
def l = [1]; def u = Collections.unmodifiableList(l); l << 2; println u
//// def l = [1]; def u = Collections.unmodifiableList(l); l << 2; try { Li
def l = [1]; def u = Collections.unmodifiableList(l); l << 2; try { List.of(null) } catch (e) { println e }
//// def l = [1]; def u = Collections.unmodifiableList(l); l << 2; pr 2
def l = [1]; def u = Collections.unmodifiableList(l); l << 2; println List.of(1, 2).getClass().simpleName
//// def l = [1]; def u = Collections.unmodifiableList(l); l << 2; try { [1
def l = [1]; def u = Collections.unmodifiableList(l); l << 2; try { [1, 2].asImmutable().sort() } catch (e) { println e }
//// def l = [1]; def u = Collections.unmodifiableList(l); l << 2; pr 3
def l = [1]; def u = Collections.unmodifiableList(l); l << 2; println [3, 1].asImmutable().sort(false)
//// println((1..5).step(2))
println((1..5).step(2))
//// println(1..5)
println(1..5)
//// println((1..<5).toList())
println((1..<5).toList())
//// println((1<..5).toList())
println((1<..5).toList())
//// println((1<..<5).toList())
println((1<..<5).toList())
//// println((5..1).toList())
println((5..1).toList())
//// println((1..5).reverse())
println((1..5).reverse())
//// println(('a'..'e').toList())
println(('a'..'e').toList())
//// println((1..5).sum())
println((1..5).sum())
//// println((1..5).contains(3))
println((1..5).contains(3))
//// println(3 in 1..5)
println(3 in 1..5)
//// println(2.5 in 1..5)
println(2.5 in 1..5)
//// println((1..10).step(3) { print it })
println((1..10).step(3) { print it })
//// println((1.0..3.0).toList())
println((1.0..3.0).toList())
//// println((1..5).from)
println((1..5).from)
//// println((1..5).to)
println((1..5).to)
//// println((5..1).isReverse())
println((5..1).isReverse())
//// println((1..5).size())
println((1..5).size())
//// println((1..5).inspect())
println((1..5).inspect())
//// println((1..5)[1..2])
println((1..5)[1..2])
//// println((1..5)[-1])
println((1..5)[-1])
//// println((0..<0).toList())
println((0..<0).toList())
//// println((0..<0))
println((0..<0))
//// println(('a'..'c').toString())
println(('a'..'c').toString())
//// println((1..3) == [1, 2, 3])
println((1..3) == [1, 2, 3])
//// println((1..3).hashCode())
println((1..3).hashCode())
//// println((1..3).getClass())
println((1..3).getClass())
//// println(('a'..'c').getClass())
println(('a'..'c').getClass())
//// println((1L..3L).toList()*.class)
println((1L..3L).toList()*.class)
//// println((1..5).subList(1, 3))
println((1..5).subList(1, 3))
//// println((1..5).collect { it })
println((1..5).collect { it })
//// println((1..5).withIndex().size())
println((1..5).withIndex().size())
//// println((1..5).every { it })
println((1..5).every { it })
//// try { (1..5).get(9) } catch (e) { println e }
try { (1..5).get(9) } catch (e) { println e }
//// 5.times { print it }; println()
5.times { print it }; println()
//// 5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { print it }
5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { print it }; 1.step(10, 3) { print it }; println()
//// 5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { prin 2
5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { print it }; 1.step(10, 3) { print it }; println 5.0.round()
//// 5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { prin 3
5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { print it }; 1.step(10, 3) { print it }; println 3.14159.round(2)
//// 5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { prin 4
5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { print it }; 1.step(10, 3) { print it }; println 2.5d.round()
//// 5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { prin 5
5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { print it }; 1.step(10, 3) { print it }; println 3.7d.trunc()
//// 5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { prin 6
5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { print it }; 1.step(10, 3) { print it }; println 3.14159d.round(2)
//// 5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { prin 7
5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { print it }; 1.step(10, 3) { print it }; println 7.intdiv(2)
//// 5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { prin 8
5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { print it }; 1.step(10, 3) { print it }; println(-7.intdiv(2))
//// 5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { prin 9
5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { print it }; 1.step(10, 3) { print it }; println 7 % 3
//// 5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { prin 10
5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { print it }; 1.step(10, 3) { print it }; println(-7 % 3)
//// 5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { prin 11
5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { print it }; 1.step(10, 3) { print it }; println(-7.mod(3))
//// 5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { prin 12
5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { print it }; 1.step(10, 3) { print it }; println 7.power(2)
//// 5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { prin 13
5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { print it }; 1.step(10, 3) { print it }; println 2 ** 10
//// 5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { prin 14
5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { print it }; 1.step(10, 3) { print it }; println 2 ** -1
//// 5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { prin 15
5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { print it }; 1.step(10, 3) { print it }; println 2 ** 0.5
//// 5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { prin 16
5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { print it }; 1.step(10, 3) { print it }; println 10.toString()
//// 5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { prin 17
5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { print it }; 1.step(10, 3) { print it }; println 10.hashCode()
//// 5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { prin 18
5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { print it }; 1.step(10, 3) { print it }; println 5.compareTo(3)
//// 5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { prin 19
5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { print it }; 1.step(10, 3) { print it }; println 5.equals(5L)
//// 5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { prin 20
5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { print it }; 1.step(10, 3) { print it }; println 5 == 5L
//// 5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { prin 21
5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { print it }; 1.step(10, 3) { print it }; println 5.0 == 5
//// 5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { prin 22
5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { print it }; 1.step(10, 3) { print it }; println 5.toBigDecimal()
//// 5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { prin 23
5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { print it }; 1.step(10, 3) { print it }; println 3.7.toInteger()
//// 5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { prin 24
5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { print it }; 1.step(10, 3) { print it }; println(-3.7 as int)
//// 5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { prin 25
5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { print it }; 1.step(10, 3) { print it }; println 3.abs()
//// 5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { prin 26
5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { print it }; 1.step(10, 3) { print it }; println((-3).abs())
//// 5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { prin 27
5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { print it }; 1.step(10, 3) { print it }; println 1.5.abs()
//// 5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { prin 28
5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { print it }; 1.step(10, 3) { print it }; println 65 as char
//// 5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { prin 29
5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { print it }; 1.step(10, 3) { print it }; println 5.plus(3)
//// 5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { prin 30
5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { print it }; 1.step(10, 3) { print it }; println 10.max(3)
//// 5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { prin 31
5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { print it }; 1.step(10, 3) { print it }; try { 3.upto(1) { } } catch (e) { println e }
//// 5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { prin 32
5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { print it }; 1.step(10, 3) { print it }; try { 1.downto(3) { } } catch (e) { println e }
//// println 'hello'.capitalize()
println 'hello'.capitalize()
//// println 'Hello'.uncapitalize()
println 'Hello'.uncapitalize()
//// println 'hello'.center(11, '*')
println 'hello'.center(11, '*')
//// println 'a'.padLeft(3, '-')
println 'a'.padLeft(3, '-')
//// println 'a'.padRight(3) + '|'
println 'a'.padRight(3) + '|'
//// println 'abc'.reverse()
println 'abc'.reverse()
//// println 'abc' * 2
println 'abc' * 2
//// println 'abc' - 'b'
println 'abc' - 'b'
//// println 'abc'[1]
println 'abc'[1]
//// println 'abc'[-1]
println 'abc'[-1]
//// println 'abc'[0..1]
println 'abc'[0..1]
//// println 'abcdef'[1, 3]
println 'abcdef'[1, 3]
//// println 'abc'.toList()
println 'abc'.toList()
//// println 'a b c'.tokenize()
println 'a b c'.tokenize()
//// println 'a,b'.tokenize(',')
println 'a,b'.tokenize(',')
//// println 'abc'.contains('b')
println 'abc'.contains('b')
//// println 'abc'.count('b')
println 'abc'.count('b')
//// println 'aXbX'.replace('X', '-')
println 'aXbX'.replace('X', '-')
//// println 'abc'.take(2)
println 'abc'.take(2)
//// println 'abc'.drop(1)
println 'abc'.drop(1)
//// println 'abc'.takeRight(1)
println 'abc'.takeRight(1)
//// println 'abc'.dropRight(1)
println 'abc'.dropRight(1)
//// println 'abcabc'.indexOf('c')
println 'abcabc'.indexOf('c')
//// println 'abc'.startsWith('a')
println 'abc'.startsWith('a')
//// println ' a '.trim() + '|'
println ' a '.trim() + '|'
//// println 'ab'.next()
println 'ab'.next()
//// def _0 = 'ab'.next(); println 'ab'.previous()
def _0 = 'ab'.next(); println 'ab'.previous()
//// def _0 = 'ab'.next(); println 'abc'.collect { it.toUpperCase() }
def _0 = 'ab'.next(); println 'abc'.collect { it.toUpperCase() }
//// def _0 = 'ab'.next(); println 'abc'.each { print it }
def _0 = 'ab'.next(); println 'abc'.each { print it }
//// def _0 = 'ab'.next(); println 'abc'.every { it }
def _0 = 'ab'.next(); println 'abc'.every { it }
//// def _0 = 'ab'.next(); println 'abc'.any { it == 'b' }
def _0 = 'ab'.next(); println 'abc'.any { it == 'b' }
//// def _0 = 'ab'.next(); println 'abc'.find { it > 'a' }
def _0 = 'ab'.next(); println 'abc'.find { it > 'a' }
//// def _0 = 'ab'.next(); println 'abc'.findAll { it > 'a' }
def _0 = 'ab'.next(); println 'abc'.findAll { it > 'a' }
//// def _0 = 'ab'.next(); println 'abc'.inject('') { a, b -> b + a }
def _0 = 'ab'.next(); println 'abc'.inject('') { a, b -> b + a }
//// def _0 = 'ab'.next(); println 'abc'.eachWithIndex { c, i -> print i }
def _0 = 'ab'.next(); println 'abc'.eachWithIndex { c, i -> print i }
//// println 'abc'.takeWhile { it < 'c' }
println 'abc'.takeWhile { it < 'c' }
//// println 'abc'.dropWhile { it < 'b' }
println 'abc'.dropWhile { it < 'b' }
//// println 'hello world'.takeBefore(' ')
println 'hello world'.takeBefore(' ')
//// println 'hello world'.takeAfter(' ')
println 'hello world'.takeAfter(' ')
//// println 'a[b]c'.takeBetween('[', ']')
println 'a[b]c'.takeBetween('[', ']')
//// println 'a\tb'.expand(4)
println 'a\tb'.expand(4)
//// println ' a\n b'.stripIndent()
println '  a\n  b'.stripIndent()
//// println '|a\n |b'.stripMargin()
println '|a\n |b'.stripMargin()
//// println 'a\nb'.readLines()
println 'a\nb'.readLines()
//// def _0 = 'a\nb'.readLines(); println 'a\nb'.lines().toList()
def _0 = 'a\nb'.readLines(); println 'a\nb'.lines().toList()
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.each
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println()
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 2
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println 'ab'.isNumber()
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 3
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println '12'.isInteger()
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 4
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println '1.5'.isBigDecimal()
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 5
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println '12'.toInteger() + 1
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 6
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println '1.5'.toBigDecimal()
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 7
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println '12'.toLong().class
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 8
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println '1.5'.toDouble()
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 9
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println 'true'.toBoolean()
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 10
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println 'x'.toBoolean()
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 11
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println '12' as int
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 12
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println '12'.asType(Integer)
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 13
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println 'abc'.tr('a-c', 'A-C')
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 14
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println 'abc'.md5().size()
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 15
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println 'a1'.isAllWhitespace()
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 16
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println ' '.isBlank()
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 17
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println 'abc'.compareTo('abd')
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 18
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println 'abc'.equalsIgnoreCase('ABC')
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 19
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println 'abc'.hashCode()
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 20
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println 'abc'.bytes
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 21
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println 'abc'.chars
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 22
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println 'abc'.getChars().class
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 23
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println 'a-b'.split('-').class
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 24
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println 'Abc'.swapCase()
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 25
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println 'abc'.charAt(1)
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 26
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println 'abc'.charAt(1).class
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 27
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println 'ab'.intern()
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 28
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println 'x'.concat('y')
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 29
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println 'abc'.subSequence(0, 2)
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 30
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println 'a'.compareToIgnoreCase('B')
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 31
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println 'ab'.contentEquals('ab')
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 32
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println 'aab'.lastIndexOf('a')
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 33
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println 'abc'.regionMatches(0, 'ab', 0, 2)
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 34
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println 'abc'.codePointAt(0)
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 35
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println 'a'.repeat(3)
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 36
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println ''.isEmpty()
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 37
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println 'x'.strip()
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 38
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println 'abc'.endsWith('c')
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 39
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println 'ABC'.toLowerCase()
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 40
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println 'abc'.matches('a.c')
//// def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb 41
def _0 = 'a\nb'.readLines(); 'a\nb'.eachLine { print it }; 'a\nb'.eachLine { l, n -> print "$n$l" }; println 'a,b;c'.split('[,;]').toList()
//// try { 'abc'[5] } catch (e) { println e }
try { 'abc'[5] } catch (e) { println e }
//// try { 'abc'[-5] } catch (e) { println e }
try { 'abc'[-5] } catch (e) { println e }
//// try { 'abc'.substring(5) } catch (e) { println e }
try { 'abc'.substring(5) } catch (e) { println e }
//// try { 'abc'.substring(2, 1) } catch (e) { println e }
try { 'abc'.substring(2, 1) } catch (e) { println e }
//// try { 'abc'.charAt(9) } catch (e) { println e }
try { 'abc'.charAt(9) } catch (e) { println e }
//// try { 'abc'.toInteger() } catch (e) { println e }
try { 'abc'.toInteger() } catch (e) { println e }
//// try { ''.toInteger() } catch (e) { println e }
try { ''.toInteger() } catch (e) { println e }
//// try { '1.5'.toInteger() } catch (e) { println e }
try { '1.5'.toInteger() } catch (e) { println e }
//// try { 'x'.toBigDecimal() } catch (e) { println e }
try { 'x'.toBigDecimal() } catch (e) { println e }
//// try { 'x'.toDouble() } catch (e) { println e }
try { 'x'.toDouble() } catch (e) { println e }
//// try { '99999999999'.toInteger() } catch (e) { println e }
try { '99999999999'.toInteger() } catch (e) { println e }
//// try { Integer.parseInt(null) } catch (e) { println e }
try { Integer.parseInt(null) } catch (e) { println e }
//// try { Integer.parseInt('') } catch (e) { println e }
try { Integer.parseInt('') } catch (e) { println e }
//// try { 'x' as int } catch (e) { println e }
try { 'x' as int } catch (e) { println e }
//// try { 'abc'[1..9] } catch (e) { println e }
try { 'abc'[1..9] } catch (e) { println e }
//// try { 'a' * -1 } catch (e) { println e }
try { 'a' * -1 } catch (e) { println e }
//// try { 'abc'.repeat(-1) } catch (e) { println e }
try { 'abc'.repeat(-1) } catch (e) { println e }
//// try { Long.parseLong('x') } catch (e) { println e }
try { Long.parseLong('x') } catch (e) { println e }
//// try { new BigDecimal('abc') } catch (e) { println e }
try { new BigDecimal('abc') } catch (e) { println e }
//// try { new BigInteger('x') } catch (e) { println e }
try { new BigInteger('x') } catch (e) { println e }
//// try { Double.parseDouble('') } catch (e) { println e }
try { Double.parseDouble('') } catch (e) { println e }
//// try { 'xx' as char } catch (e) { println e }
try { 'xx' as char } catch (e) { println e }
//// try { ''.first() } catch (e) { println e }
try { ''.first() } catch (e) { println e }
//// try { ''.previous() } catch (e) { println e }
try { ''.previous() } catch (e) { println e }
//// def o = new Object(); println o.with { 5 }
def o = new Object(); println o.with { 5 }
//// def o = new Object(); def sb = new StringBuilder(); sb.with { append '
def o = new Object(); def sb = new StringBuilder(); sb.with { append 'a'; append 'b' }; println sb
//// def o = new Object(); def sb = new StringBuilder(); sb.with { ap 2
def o = new Object(); def sb = new StringBuilder(); sb.with { append 'a'; append 'b' }; println sb.tap { append 'c' }
//// def o = new Object(); def sb = new StringBuilder(); sb.with { ap 3
def o = new Object(); def sb = new StringBuilder(); sb.with { append 'a'; append 'b' }; println 'x'.with(true) { it + 'y' }
//// def o = new Object(); def sb = new StringBuilder(); sb.with { ap 4
def o = new Object(); def sb = new StringBuilder(); sb.with { append 'a'; append 'b' }; println([1, 2].with { size() })
//// def o = new Object(); def sb = new StringBuilder(); sb.with { ap 5
def o = new Object(); def sb = new StringBuilder(); sb.with { append 'a'; append 'b' }; println 5.with { it + 1 }
//// def o = new Object(); def sb = new StringBuilder(); sb.with { ap 6
def o = new Object(); def sb = new StringBuilder(); sb.with { append 'a'; append 'b' }; println([a: 1].with { a })
//// def o = new Object(); def sb = new StringBuilder(); sb.with { ap 7
def o = new Object(); def sb = new StringBuilder(); sb.with { append 'a'; append 'b' }; println 'abc'.with { toUpperCase() }
//// def o = new Object(); def sb = new StringBuilder(); sb.with { ap 8
def o = new Object(); def sb = new StringBuilder(); sb.with { append 'a'; append 'b' }; println null.with { 3 }
//// def o = new Object(); def sb = new StringBuilder(); sb.with { ap 9
def o = new Object(); def sb = new StringBuilder(); sb.with { append 'a'; append 'b' }; println 5.identity { it * 2 }
//// def o = new Object(); def sb = new StringBuilder(); sb.with { ap 10
def o = new Object(); def sb = new StringBuilder(); sb.with { append 'a'; append 'b' }; println 'a'.is('a')
//// def o = new Object(); def sb = new StringBuilder(); sb.with { ap 11
def o = new Object(); def sb = new StringBuilder(); sb.with { append 'a'; append 'b' }; println o.is(o)
//// def o = new Object(); def sb = new StringBuilder(); sb.with { ap 12
def o = new Object(); def sb = new StringBuilder(); sb.with { append 'a'; append 'b' }; println 3.respondsTo('plus').size() > 0
//// def o = new Object(); def sb = new StringBuilder(); sb.with { ap 13
def o = new Object(); def sb = new StringBuilder(); sb.with { append 'a'; append 'b' }; println 'a'.hasProperty('bytes') != null
//// def o = new Object(); def sb = new StringBuilder(); sb.with { ap 14
def o = new Object(); def sb = new StringBuilder(); sb.with { append 'a'; append 'b' }; println 'x'.metaClass != null
//// def o = new Object(); def sb = new StringBuilder(); sb.with { ap 15
def o = new Object(); def sb = new StringBuilder(); sb.with { append 'a'; append 'b' }; println 5.class
//// def o = new Object(); def sb = new StringBuilder(); sb.with { ap 16
def o = new Object(); def sb = new StringBuilder(); sb.with { append 'a'; append 'b' }; println 5.getClass().name
//// def o = new Object(); def sb = new StringBuilder(); sb.with { ap 17
def o = new Object(); def sb = new StringBuilder(); sb.with { append 'a'; append 'b' }; println 5.class.simpleName
//// def o = new Object(); def sb = new StringBuilder(); sb.with { ap 18
def o = new Object(); def sb = new StringBuilder(); sb.with { append 'a'; append 'b' }; println String.name
//// def o = new Object(); def sb = new StringBuilder(); sb.with { ap 19
def o = new Object(); def sb = new StringBuilder(); sb.with { append 'a'; append 'b' }; println 5 instanceof Number
//// def o = new Object(); def sb = new StringBuilder(); sb.with { ap 20
def o = new Object(); def sb = new StringBuilder(); sb.with { append 'a'; append 'b' }; println ([] as Object) instanceof List
//// def sb = new StringBuilder('hello'); sb << ' ' << 'w'; println sb
def sb = new StringBuilder('hello'); sb << ' ' << 'w'; println sb
//// def sb = new StringBuilder('hello'); sb << ' ' << 'w'; println sb.leng
def sb = new StringBuilder('hello'); sb << ' ' << 'w'; println sb.length()
//// def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert(0, '>
def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert(0, '>'); sb.reverse(); println sb
//// def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert 2
def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert(0, '>'); sb.reverse(); sb.setLength(3); println sb
//// def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert 3
def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert(0, '>'); sb.reverse(); sb.setLength(3); sb.delete(0, 1); println sb
//// def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert 4
def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert(0, '>'); sb.reverse(); sb.setLength(3); sb.delete(0, 1); sb.deleteCharAt(0); println sb
//// def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert 5
def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert(0, '>'); sb.reverse(); sb.setLength(3); sb.delete(0, 1); sb.deleteCharAt(0); sb.append(1).append('x' as char).append(2.5).append(true).append(null).append([1]); println sb
//// def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert 6
def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert(0, '>'); sb.reverse(); sb.setLength(3); sb.delete(0, 1); sb.deleteCharAt(0); sb.append(1).append('x' as char).append(2.5).append(true).append(null).append([1]); sb.replace(0, 2, 'ZZ'); println sb
//// def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert 7
def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert(0, '>'); sb.reverse(); sb.setLength(3); sb.delete(0, 1); sb.deleteCharAt(0); sb.append(1).append('x' as char).append(2.5).append(true).append(null).append([1]); sb.replace(0, 2, 'ZZ'); println sb.indexOf('Z')
//// def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert 8
def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert(0, '>'); sb.reverse(); sb.setLength(3); sb.delete(0, 1); sb.deleteCharAt(0); sb.append(1).append('x' as char).append(2.5).append(true).append(null).append([1]); sb.replace(0, 2, 'ZZ'); println sb.charAt(0)
//// def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert 9
def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert(0, '>'); sb.reverse(); sb.setLength(3); sb.delete(0, 1); sb.deleteCharAt(0); sb.append(1).append('x' as char).append(2.5).append(true).append(null).append([1]); sb.replace(0, 2, 'ZZ'); println sb.toString().class
//// def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert 10
def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert(0, '>'); sb.reverse(); sb.setLength(3); sb.delete(0, 1); sb.deleteCharAt(0); sb.append(1).append('x' as char).append(2.5).append(true).append(null).append([1]); sb.replace(0, 2, 'ZZ'); sb.setCharAt(0, 'q' as char); println sb
//// def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert 11
def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert(0, '>'); sb.reverse(); sb.setLength(3); sb.delete(0, 1); sb.deleteCharAt(0); sb.append(1).append('x' as char).append(2.5).append(true).append(null).append([1]); sb.replace(0, 2, 'ZZ'); sb.setCharAt(0, 'q' as char); println sb.substring(2)
//// def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert 12
def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert(0, '>'); sb.reverse(); sb.setLength(3); sb.delete(0, 1); sb.deleteCharAt(0); sb.append(1).append('x' as char).append(2.5).append(true).append(null).append([1]); sb.replace(0, 2, 'ZZ'); sb.setCharAt(0, 'q' as char); println sb.size()
//// def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert 13
def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert(0, '>'); sb.reverse(); sb.setLength(3); sb.delete(0, 1); sb.deleteCharAt(0); sb.append(1).append('x' as char).append(2.5).append(true).append(null).append([1]); sb.replace(0, 2, 'ZZ'); sb.setCharAt(0, 'q' as char); println sb == 'x'
//// def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert 14
def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert(0, '>'); sb.reverse(); sb.setLength(3); sb.delete(0, 1); sb.deleteCharAt(0); sb.append(1).append('x' as char).append(2.5).append(true).append(null).append([1]); sb.replace(0, 2, 'ZZ'); sb.setCharAt(0, 'q' as char); println sb.equals(sb)
//// def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert 15
def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert(0, '>'); sb.reverse(); sb.setLength(3); sb.delete(0, 1); sb.deleteCharAt(0); sb.append(1).append('x' as char).append(2.5).append(true).append(null).append([1]); sb.replace(0, 2, 'ZZ'); sb.setCharAt(0, 'q' as char); println sb + 'end'
//// def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert 16
def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert(0, '>'); sb.reverse(); sb.setLength(3); sb.delete(0, 1); sb.deleteCharAt(0); sb.append(1).append('x' as char).append(2.5).append(true).append(null).append([1]); sb.replace(0, 2, 'ZZ'); sb.setCharAt(0, 'q' as char); println sb[0]
//// def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert 17
def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert(0, '>'); sb.reverse(); sb.setLength(3); sb.delete(0, 1); sb.deleteCharAt(0); sb.append(1).append('x' as char).append(2.5).append(true).append(null).append([1]); sb.replace(0, 2, 'ZZ'); sb.setCharAt(0, 'q' as char); println sb[0..1]
//// def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert 18
def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert(0, '>'); sb.reverse(); sb.setLength(3); sb.delete(0, 1); sb.deleteCharAt(0); sb.append(1).append('x' as char).append(2.5).append(true).append(null).append([1]); sb.replace(0, 2, 'ZZ'); sb.setCharAt(0, 'q' as char); println sb.isEmpty()
//// def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert 19
def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert(0, '>'); sb.reverse(); sb.setLength(3); sb.delete(0, 1); sb.deleteCharAt(0); sb.append(1).append('x' as char).append(2.5).append(true).append(null).append([1]); sb.replace(0, 2, 'ZZ'); sb.setCharAt(0, 'q' as char); sb.length = 0; println sb.toString() == ''
//// def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert 20
def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert(0, '>'); sb.reverse(); sb.setLength(3); sb.delete(0, 1); sb.deleteCharAt(0); sb.append(1).append('x' as char).append(2.5).append(true).append(null).append([1]); sb.replace(0, 2, 'ZZ'); sb.setCharAt(0, 'q' as char); sb.length = 0; println new StringBuffer('a').append('b')
//// def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert 21
def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert(0, '>'); sb.reverse(); sb.setLength(3); sb.delete(0, 1); sb.deleteCharAt(0); sb.append(1).append('x' as char).append(2.5).append(true).append(null).append([1]); sb.replace(0, 2, 'ZZ'); sb.setCharAt(0, 'q' as char); sb.length = 0; println new StringBuilder().append('a', 0, 1)
//// def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert 22
def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert(0, '>'); sb.reverse(); sb.setLength(3); sb.delete(0, 1); sb.deleteCharAt(0); sb.append(1).append('x' as char).append(2.5).append(true).append(null).append([1]); sb.replace(0, 2, 'ZZ'); sb.setCharAt(0, 'q' as char); sb.length = 0; try { sb.deleteCharAt(5) } catch (e) { println e }
//// def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert 23
def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert(0, '>'); sb.reverse(); sb.setLength(3); sb.delete(0, 1); sb.deleteCharAt(0); sb.append(1).append('x' as char).append(2.5).append(true).append(null).append([1]); sb.replace(0, 2, 'ZZ'); sb.setCharAt(0, 'q' as char); sb.length = 0; try { sb.charAt(5) } catch (e) { println e }
//// def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert 24
def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert(0, '>'); sb.reverse(); sb.setLength(3); sb.delete(0, 1); sb.deleteCharAt(0); sb.append(1).append('x' as char).append(2.5).append(true).append(null).append([1]); sb.replace(0, 2, 'ZZ'); sb.setCharAt(0, 'q' as char); sb.length = 0; println new StringBuilder('abc').compareTo(new StringBuilder('abd'))
//// def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert 25
def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert(0, '>'); sb.reverse(); sb.setLength(3); sb.delete(0, 1); sb.deleteCharAt(0); sb.append(1).append('x' as char).append(2.5).append(true).append(null).append([1]); sb.replace(0, 2, 'ZZ'); sb.setCharAt(0, 'q' as char); sb.length = 0; sb.putAt(0..0, 'abc'); println sb
//// def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert 26
def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert(0, '>'); sb.reverse(); sb.setLength(3); sb.delete(0, 1); sb.deleteCharAt(0); sb.append(1).append('x' as char).append(2.5).append(true).append(null).append([1]); sb.replace(0, 2, 'ZZ'); sb.setCharAt(0, 'q' as char); sb.length = 0; sb.putAt(0..0, 'abc'); println sb.leftShift('d')
//// def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert 27
def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert(0, '>'); sb.reverse(); sb.setLength(3); sb.delete(0, 1); sb.deleteCharAt(0); sb.append(1).append('x' as char).append(2.5).append(true).append(null).append([1]); sb.replace(0, 2, 'ZZ'); sb.setCharAt(0, 'q' as char); sb.length = 0; sb.putAt(0..0, 'abc'); println sb.contains('b')
//// def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert 28
def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert(0, '>'); sb.reverse(); sb.setLength(3); sb.delete(0, 1); sb.deleteCharAt(0); sb.append(1).append('x' as char).append(2.5).append(true).append(null).append([1]); sb.replace(0, 2, 'ZZ'); sb.setCharAt(0, 'q' as char); sb.length = 0; sb.putAt(0..0, 'abc'); println sb.lastIndexOf('c')
//// def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert 29
def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert(0, '>'); sb.reverse(); sb.setLength(3); sb.delete(0, 1); sb.deleteCharAt(0); sb.append(1).append('x' as char).append(2.5).append(true).append(null).append([1]); sb.replace(0, 2, 'ZZ'); sb.setCharAt(0, 'q' as char); sb.length = 0; sb.putAt(0..0, 'abc'); println sb.capacity() > 0
//// def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert 30
def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert(0, '>'); sb.reverse(); sb.setLength(3); sb.delete(0, 1); sb.deleteCharAt(0); sb.append(1).append('x' as char).append(2.5).append(true).append(null).append([1]); sb.replace(0, 2, 'ZZ'); sb.setCharAt(0, 'q' as char); sb.length = 0; sb.putAt(0..0, 'abc'); println sb.toString().bytes.length
//// def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert 31
def sb = new StringBuilder('hello'); sb << ' ' << 'w'; sb.insert(0, '>'); sb.reverse(); sb.setLength(3); sb.delete(0, 1); sb.deleteCharAt(0); sb.append(1).append('x' as char).append(2.5).append(true).append(null).append([1]); sb.replace(0, 2, 'ZZ'); sb.setCharAt(0, 'q' as char); sb.length = 0; sb.putAt(0..0, 'abc'); println sb.plus('x').class
