//// def l = [3, 1, 2]; println l.sort()
def l = [3, 1, 2]; println l.sort()
//// def l = [3, 1, 2]; println l
def l = [3, 1, 2]; println l
//// def l = [3, 1, 2]; println l.sort(false) { -it }
def l = [3, 1, 2]; println l.sort(false) { -it }
//// def l = [3, 1, 2]; println l.toSorted { a, b -> b <=> a }
def l = [3, 1, 2]; println l.toSorted { a, b -> b <=> a }
//// def l = [3, 1, 2]; println l.sort { -it }
def l = [3, 1, 2]; println l.sort { -it }
//// def l = [3, 1, 2]; println l.reverse()
def l = [3, 1, 2]; println l.reverse()
//// def l = [3, 1, 2]; println l.max()
def l = [3, 1, 2]; println l.max()
//// def l = [3, 1, 2]; println l.min()
def l = [3, 1, 2]; println l.min()
//// def l = [3, 1, 2]; println l.sum()
def l = [3, 1, 2]; println l.sum()
//// def l = [3, 1, 2]; println l.average()
def l = [3, 1, 2]; println l.average()
//// println [1, 2, 3, 4].collate(2)
println [1, 2, 3, 4].collate(2)
//// println [1, 2, 3].collate(2)
println [1, 2, 3].collate(2)
//// println [1, 2, 3].collate(2, false)
println [1, 2, 3].collate(2, false)
//// println [1, 2, 3, 4].collate(2, 1)
println [1, 2, 3, 4].collate(2, 1)
//// println [1,2,3,4,5].collate(3, 2, false)
println [1,2,3,4,5].collate(3, 2, false)
//// try { [1].collate(1, 0) } catch (e) { println e }
try { [1].collate(1, 0) } catch (e) { println e }
//// println [1,2,3].collate(0)
println [1,2,3].collate(0)
//// println [].collate(2)
println [].collate(2)
//// println [1, 2, 3].chop(1, -1)
println [1, 2, 3].chop(1, -1)
//// println [1,2,3,4].chop(1, 2)
println [1,2,3,4].chop(1, 2)
//// println [1].chop(2, 2)
println [1].chop(2, 2)
//// println [[1, 2], [3, 4]].transpose()
println [[1, 2], [3, 4]].transpose()
//// println [[1, 2], [3]].transpose()
println [[1, 2], [3]].transpose()
//// println [].transpose()
println [].transpose()
//// println [1, 2, 3].permutations().size()
println [1, 2, 3].permutations().size()
//// println [1, 2, 3].permutations()
println [1, 2, 3].permutations()
//// println [[1, 2], [3, 4]].combinations()
println [[1, 2], [3, 4]].combinations()
//// println [1, 2, 3].subsequences()
println [1, 2, 3].subsequences()
//// println([1, 2, 3].withIndex())
println([1, 2, 3].withIndex())
//// println(['a', 'b'].indexed())
println(['a', 'b'].indexed())
//// println(['a', 'b'].indexed(1))
println(['a', 'b'].indexed(1))
//// println([1, 2, 3].inject { a, b -> a + b })
println([1, 2, 3].inject { a, b -> a + b })
//// println([1, 2, 3].inject(10) { a, b -> a + b })
println([1, 2, 3].inject(10) { a, b -> a + b })
//// try { [].inject { a, b -> a } } catch (e) { println e }
try { [].inject { a, b -> a } } catch (e) { println e }
//// println([1,2,3].injectAll(0) { a, b -> a + b })
println([1,2,3].injectAll(0) { a, b -> a + b })
//// println([1,2,3].inits())
println([1,2,3].inits())
//// println([1,2,3].tails())
println([1,2,3].tails())
//// try { [].first() } catch (e) { println e }
try { [].first() } catch (e) { println e }
//// try { [].last() } catch (e) { println e }
try { [].last() } catch (e) { println e }
//// try { [].head() } catch (e) { println e }
try { [].head() } catch (e) { println e }
//// try { [].tail() } catch (e) { println e }
try { [].tail() } catch (e) { println e }
//// try { [].init() } catch (e) { println e }
try { [].init() } catch (e) { println e }
//// println [].max()
println [].max()
//// println [].min()
println [].min()
//// println [].sum()
println [].sum()
//// println [].average()
println [].average()
//// try { [].pop() } catch (e) { println e }
try { [].pop() } catch (e) { println e }
//// try { [].removeLast() } catch (e) { println e }
try { [].removeLast() } catch (e) { println e }
//// println([1, [2, [3]]].flatten())
println([1, [2, [3]]].flatten())
//// println([1, 2, 3, 4].groupBy { it % 2 })
println([1, 2, 3, 4].groupBy { it % 2 })
//// println([1, 2, 3, 4].groupBy({ it % 2 }, { it > 2 }))
println([1, 2, 3, 4].groupBy({ it % 2 }, { it > 2 }))
//// println(['a', 'bb', 'c'].countBy { it.size() })
println(['a', 'bb', 'c'].countBy { it.size() })
//// println([1, 2, 2, 3].countBy { it })
println([1, 2, 2, 3].countBy { it })
//// println([1, 2, 3].split { it > 1 })
println([1, 2, 3].split { it > 1 })
//// println(['a', 'b'].collectEntries { [it, it * 2] })
println(['a', 'b'].collectEntries { [it, it * 2] })
//// println([1, 2].collectMany { [it, it * 10] })
println([1, 2].collectMany { [it, it * 10] })
//// println([[1, 2], [3]].collectNested { it * 2 })
println([[1, 2], [3]].collectNested { it * 2 })
//// println([1, null, 2].findResults { it })
println([1, null, 2].findResults { it })
//// println([1, 2, 3].findResult { it > 1 ? "r$it" : null })
println([1, 2, 3].findResult { it > 1 ? "r$it" : null })
//// println([1, 2].findResult('d') { null })
println([1, 2].findResult('d') { null })
//// println([1, 2, 3].find { it > 5 })
println([1, 2, 3].find { it > 5 })
//// println([1, 2, 3, 4].findIndexOf { it > 2 })
println([1, 2, 3, 4].findIndexOf { it > 2 })
//// println([1, 2, 3, 4].findLastIndexOf { it < 3 })
println([1, 2, 3, 4].findLastIndexOf { it < 3 })
//// println([1, 2, 3, 4].findIndexValues { it % 2 == 0 })
println([1, 2, 3, 4].findIndexValues { it % 2 == 0 })
//// println([1, 2, 3].any { it > 2 })
println([1, 2, 3].any { it > 2 })
//// println([1, 2].every { it > 0 })
println([1, 2].every { it > 0 })
//// println([0, 1].any())
println([0, 1].any())
//// println([].every())
println([].every())
//// println([1, 1, 2, 3, 3].unique())
println([1, 1, 2, 3, 3].unique())
//// println([1, 2, 3, 4].unique { it % 2 })
println([1, 2, 3, 4].unique { it % 2 })
//// println([1, 2, 3, 4].toUnique { a, b -> a % 2 <=> b % 2 })
println([1, 2, 3, 4].toUnique { a, b -> a % 2 <=> b % 2 })
//// def l = [1, 1, 2]; println l.unique(false)
def l = [1, 1, 2]; println l.unique(false)
//// def l = [1, 1, 2]; println l
def l = [1, 1, 2]; println l
//// def l = [1, 1, 2]; println([1, 2, 3] - [2])
def l = [1, 1, 2]; println([1, 2, 3] - [2])
//// def l = [1, 1, 2]; println([1, 2, 3] - 2)
def l = [1, 1, 2]; println([1, 2, 3] - 2)
//// def l = [1, 1, 2]; println([1, 2] + [3])
def l = [1, 1, 2]; println([1, 2] + [3])
//// def l = [1, 1, 2]; println([1, 2] + 3)
def l = [1, 1, 2]; println([1, 2] + 3)
//// def l = [1, 1, 2]; println([1, 2] * 2)
def l = [1, 1, 2]; println([1, 2] * 2)
//// def l = [1, 1, 2]; println([1, 2, 3].intersect([2, 3, 4]))
def l = [1, 1, 2]; println([1, 2, 3].intersect([2, 3, 4]))
//// def l = [1, 1, 2]; println([1, 2].disjoint([3]))
def l = [1, 1, 2]; println([1, 2].disjoint([3]))
//// println([1, 2, 3].take(2))
println([1, 2, 3].take(2))
//// println([1, 2, 3].drop(1))
println([1, 2, 3].drop(1))
//// println([1, 2, 3].takeRight(2))
println([1, 2, 3].takeRight(2))
//// println([1, 2, 3].dropRight(2))
println([1, 2, 3].dropRight(2))
//// println([1, 2, 3].takeWhile { it < 3 })
println([1, 2, 3].takeWhile { it < 3 })
//// println([1, 2, 3].dropWhile { it < 2 })
println([1, 2, 3].dropWhile { it < 2 })
//// println([1, 2, 3][-1])
println([1, 2, 3][-1])
//// println([1, 2, 3][0..1])
println([1, 2, 3][0..1])
//// println([1, 2, 3][-2..-1])
println([1, 2, 3][-2..-1])
//// println([1, 2, 3][2..0])
println([1, 2, 3][2..0])
//// println([1, 2, 3][0, 2])
println([1, 2, 3][0, 2])
//// println([1, 2, 3][5])
println([1, 2, 3][5])
//// try { [1, 2, 3][1..5] } catch (e) { println e }
try { [1, 2, 3][1..5] } catch (e) { println e }
//// try { [1][-3] } catch (e) { println e }
try { [1][-3] } catch (e) { println e }
//// def l = [1, 2, 3]; l[5] = 6; println l
def l = [1, 2, 3]; l[5] = 6; println l
//// def l = [1, 2, 3]; l[5] = 6; l[0..1] = ['a', 'b', 'c']; println l
def l = [1, 2, 3]; l[5] = 6; l[0..1] = ['a', 'b', 'c']; println l
//// def l = [1, 2, 3]; l[5] = 6; l[0..1] = ['a', 'b', 'c']; l[-1] = 'z'; p
def l = [1, 2, 3]; l[5] = 6; l[0..1] = ['a', 'b', 'c']; l[-1] = 'z'; println l
//// def l = [1, 2, 3]; l[5] = 6; l[0..1] = ['a', 'b', 'c']; l[-1] = 'z'; l
def l = [1, 2, 3]; l[5] = 6; l[0..1] = ['a', 'b', 'c']; l[-1] = 'z'; l << 1 << 2; println l
//// def l = [1, 2, 3]; l[5] = 6; l[0..1] = ['a', 'b', 'c']; l[-1] = 2
def l = [1, 2, 3]; l[5] = 6; l[0..1] = ['a', 'b', 'c']; l[-1] = 'z'; l << 1 << 2; l.add(0, 'q'); println l
//// def l = [1, 2, 3]; l[5] = 6; l[0..1] = ['a', 'b', 'c']; l[-1] = 3
def l = [1, 2, 3]; l[5] = 6; l[0..1] = ['a', 'b', 'c']; l[-1] = 'z'; l << 1 << 2; l.add(0, 'q'); l.remove(0); println l
//// def l = [1, 2, 3]; l[5] = 6; l[0..1] = ['a', 'b', 'c']; l[-1] = 4
def l = [1, 2, 3]; l[5] = 6; l[0..1] = ['a', 'b', 'c']; l[-1] = 'z'; l << 1 << 2; l.add(0, 'q'); l.remove(0); l.remove('b'); println l
//// def l = [1, 2, 3]; l[5] = 6; l[0..1] = ['a', 'b', 'c']; l[-1] = 5
def l = [1, 2, 3]; l[5] = 6; l[0..1] = ['a', 'b', 'c']; l[-1] = 'z'; l << 1 << 2; l.add(0, 'q'); l.remove(0); l.remove('b'); l.removeAll(['a', 'z']); println l
//// def l = [1, 2, 3]; l[5] = 6; l[0..1] = ['a', 'b', 'c']; l[-1] = 6
def l = [1, 2, 3]; l[5] = 6; l[0..1] = ['a', 'b', 'c']; l[-1] = 'z'; l << 1 << 2; l.add(0, 'q'); l.remove(0); l.remove('b'); l.removeAll(['a', 'z']); l.retainAll([1, 2]); println l
//// def l = [1, 2, 3]; l[5] = 6; l[0..1] = ['a', 'b', 'c']; l[-1] = 7
def l = [1, 2, 3]; l[5] = 6; l[0..1] = ['a', 'b', 'c']; l[-1] = 'z'; l << 1 << 2; l.add(0, 'q'); l.remove(0); l.remove('b'); l.removeAll(['a', 'z']); l.retainAll([1, 2]); l.addAll([7, 8]); println l
//// def l = [1, 2, 3]; l[5] = 6; l[0..1] = ['a', 'b', 'c']; l[-1] = 8
def l = [1, 2, 3]; l[5] = 6; l[0..1] = ['a', 'b', 'c']; l[-1] = 'z'; l << 1 << 2; l.add(0, 'q'); l.remove(0); l.remove('b'); l.removeAll(['a', 'z']); l.retainAll([1, 2]); l.addAll([7, 8]); l.addAll(0, [0]); println l
//// def l = [1, 2, 3]; l[5] = 6; l[0..1] = ['a', 'b', 'c']; l[-1] = 9
def l = [1, 2, 3]; l[5] = 6; l[0..1] = ['a', 'b', 'c']; l[-1] = 'z'; l << 1 << 2; l.add(0, 'q'); l.remove(0); l.remove('b'); l.removeAll(['a', 'z']); l.retainAll([1, 2]); l.addAll([7, 8]); l.addAll(0, [0]); l.clear(); println l
//// try { [1].get(3) } catch (e) { println e }
try { [1].get(3) } catch (e) { println e }
//// try { [1].set(3, 1) } catch (e) { println e }
try { [1].set(3, 1) } catch (e) { println e }
//// try { [1].remove(5) } catch (e) { println e }
try { [1].remove(5) } catch (e) { println e }
//// try { [1].add(5, 1) } catch (e) { println e }
try { [1].add(5, 1) } catch (e) { println e }
//// try { [1].subList(0, 5) } catch (e) { println e }
try { [1].subList(0, 5) } catch (e) { println e }
//// try { [1, 2].subList(2, 1) } catch (e) { println e }
try { [1, 2].subList(2, 1) } catch (e) { println e }
//// try { [1].subList(-1, 1) } catch (e) { println e }
try { [1].subList(-1, 1) } catch (e) { println e }
//// try { [].iterator().next() } catch (e) { println e }
try { [].iterator().next() } catch (e) { println e }
//// try { [1].asImmutable() << 2 } catch (e) { println e }
try { [1].asImmutable() << 2 } catch (e) { println e }
//// try { Collections.emptyList().add(1) } catch (e) { println e }
try { Collections.emptyList().add(1) } catch (e) { println e }
//// def l = [1, 2, 3, 4]; def s = l.subList(1, 3); println s
def l = [1, 2, 3, 4]; def s = l.subList(1, 3); println s
//// def l = [1, 2, 3, 4]; def s = l.subList(1, 3); s[0] = 9; println l
def l = [1, 2, 3, 4]; def s = l.subList(1, 3); s[0] = 9; println l
//// def l = [1, 2, 3, 4]; def s = l.subList(1, 3); s[0] = 9; s << 8; print
def l = [1, 2, 3, 4]; def s = l.subList(1, 3); s[0] = 9; s << 8; println l
//// def l = [1, 2, 3, 4]; def s = l.subList(1, 3); s[0] = 9; s << 8; s.cle
def l = [1, 2, 3, 4]; def s = l.subList(1, 3); s[0] = 9; s << 8; s.clear(); println l
//// def l = [1, 2, 3, 4]; def s = l.subList(1, 3); s[0] = 9; s << 8; 2
def l = [1, 2, 3, 4]; def s = l.subList(1, 3); s[0] = 9; s << 8; s.clear(); println l.asReversed()
//// def l = [1, 2, 3]; println l.join('-')
def l = [1, 2, 3]; println l.join('-')
//// def l = [1, 2, 3]; println l.join()
def l = [1, 2, 3]; println l.join()
//// def l = [1, 2, 3]; println l.toString()
def l = [1, 2, 3]; println l.toString()
//// def l = [1, 2, 3]; println l.inspect()
def l = [1, 2, 3]; println l.inspect()
//// def l = [1, 2, 3]; println(['a', null, 'b'].join(','))
def l = [1, 2, 3]; println(['a', null, 'b'].join(','))
//// def l = [1, 2, 3]; println(['a', "b${1}", 'c\n'].inspect())
def l = [1, 2, 3]; println(['a', "b${1}", 'c\n'].inspect())
//// def l = [1, 2, 3]; println([a: 'b', 'c d': [1, null]].inspect())
def l = [1, 2, 3]; println([a: 'b', 'c d': [1, null]].inspect())
//// def l = [1, 2, 3]; println l.toListString()
def l = [1, 2, 3]; println l.toListString()
//// def l = [1, 2, 3]; println l.dump().startsWith('<java.util.ArrayList@'
def l = [1, 2, 3]; println l.dump().startsWith('<java.util.ArrayList@')
//// def l = [1, 2, 3]; println l.hashCode()
def l = [1, 2, 3]; println l.hashCode()
//// def l = [1, 2, 3]; println l.toSet()
def l = [1, 2, 3]; println l.toSet()
//// def l = [1, 2, 3]; println l.asType(Set).class
def l = [1, 2, 3]; println l.asType(Set).class
//// def l = [1, 2, 3]; println l as LinkedList
def l = [1, 2, 3]; println l as LinkedList
//// def l = [1, 2, 3]; println((l as int[]).class)
def l = [1, 2, 3]; println((l as int[]).class)
//// def l = [1, 2, 3]; println l.toArray().class
def l = [1, 2, 3]; println l.toArray().class
//// def l = [1, 2, 3, 4, 5]; println l.grep { it > 2 }
def l = [1, 2, 3, 4, 5]; println l.grep { it > 2 }
//// def l = [1, 2, 3, 4, 5]; println l.grep(2..3)
def l = [1, 2, 3, 4, 5]; println l.grep(2..3)
//// def l = [1, 2, 3, 4, 5]; println(['a', 1, 'b'].grep(String))
def l = [1, 2, 3, 4, 5]; println(['a', 1, 'b'].grep(String))
//// def l = [1, 2, 3, 4, 5]; println(['foo', 'bar'].grep(~/f.*/))
def l = [1, 2, 3, 4, 5]; println(['foo', 'bar'].grep(~/f.*/))
//// def l = [1, 2, 3, 4, 5]; println([1, null, 0, ''].grep())
def l = [1, 2, 3, 4, 5]; println([1, null, 0, ''].grep())
//// def l = [1, 2, 3, 4, 5]; println l.count(2)
def l = [1, 2, 3, 4, 5]; println l.count(2)
//// def l = [1, 2, 3, 4, 5]; println l.count { it > 2 }
def l = [1, 2, 3, 4, 5]; println l.count { it > 2 }
//// def l = [1, 2, 3, 4, 5]; println l.contains(3)
def l = [1, 2, 3, 4, 5]; println l.contains(3)
//// def l = [1, 2, 3, 4, 5]; println l.containsAll([1, 2])
def l = [1, 2, 3, 4, 5]; println l.containsAll([1, 2])
//// def l = [1, 2, 3, 4, 5]; println l.indexOf(3)
def l = [1, 2, 3, 4, 5]; println l.indexOf(3)
//// def l = [1, 2, 3, 4, 5]; println l.lastIndexOf(9)
def l = [1, 2, 3, 4, 5]; println l.lastIndexOf(9)
//// def l = [1, 2, 3, 4, 5]; println(3 in l)
def l = [1, 2, 3, 4, 5]; println(3 in l)
//// def l = [1, 2, 3, 4, 5]; println l.isEmpty()
def l = [1, 2, 3, 4, 5]; println l.isEmpty()
//// def l = [1, 2, 3, 4, 5]; println l.size()
def l = [1, 2, 3, 4, 5]; println l.size()
//// def l = [1, 2, 3, 4, 5]; println l.getIndices()
def l = [1, 2, 3, 4, 5]; println l.getIndices()
//// def l = [1, 2, 3, 4, 5]; println l.swap(0, 1)
def l = [1, 2, 3, 4, 5]; println l.swap(0, 1)
//// def l = [1, 2, 3, 4, 5]; println l.removeAt(0)
def l = [1, 2, 3, 4, 5]; println l.removeAt(0)
//// def l = [1, 2, 3, 4, 5]; def _1 = l.removeAt(0); println l.removeEleme
def l = [1, 2, 3, 4, 5]; def _1 = l.removeAt(0); println l.removeElement(5)
//// def l = [1, 2, 3]; l.each { print it }; println(); l.eachWithIndex { v
def l = [1, 2, 3]; l.each { print it }; println(); l.eachWithIndex { v, i -> print "$i:$v " }; println(); l.reverseEach { print it }; println(); println l.every { it }; for (x in l) print x; println(); println l.sum { it * 2 }; println l.sum(10); println l.sum(10) { it }; println(['a', 'b'].sum()); println([[1], [2]].sum()); println l.max { -it }; println l.min { a, b -> b <=> a }; println(['aa', 'b'].max { it.size() }); println l.collect(); println l.collect([0]) { it * 2 }
//// def it = [1, 2, 3].iterator(); println it.next(); it.remove(); println
def it = [1, 2, 3].iterator(); println it.next(); it.remove(); println it.hasNext(); println it.toList(); println([1, 2, 3].listIterator().next()); def li = [1, 2, 3].listIterator(); li.next(); li.set(9); li.add(7); println li.nextIndex(); println li.previous(); println([1,2].iterator().collect { it * 2 }); def q = [1, 2, 3]; def i2 = q.iterator(); while (i2.hasNext()) if (i2.next() == 2) i2.remove(); println q
//// def l = [1, 2, 3]; try { for (x in l) l << x } catch (e) { println e }
def l = [1, 2, 3]; try { for (x in l) l << x } catch (e) { println e }
//// def l = [1, 2, 3]; try { l.each { l.remove(0) } } catch (e) { println
def l = [1, 2, 3]; try { l.each { l.remove(0) } } catch (e) { println e.class }
//// def l = [1, 2, 3]; def m = [a: 1]; try { m.each { m.b = 2 } } catch (e
def l = [1, 2, 3]; def m = [a: 1]; try { m.each { m.b = 2 } } catch (e) { println e }
//// def l = [1, 2, 3]; def m = [a: 1]; def l2 = [1, 2, 3]; try { l2.each {
def l = [1, 2, 3]; def m = [a: 1]; def l2 = [1, 2, 3]; try { l2.each { if (it == 1) l2 << 4 } } catch (e) { println e }
//// println([3, 1, 2] as TreeSet)
println([3, 1, 2] as TreeSet)
//// println(([3, 1, 2] as Set).class)
println(([3, 1, 2] as Set).class)
//// println([1, 2, 2] as Set)
println([1, 2, 2] as Set)
//// def s = [1, 2] as HashSet; s << 2 << 3; println s
def s = [1, 2] as HashSet; s << 2 << 3; println s
//// def s = [1, 2] as HashSet; s << 2 << 3; println s.contains(2)
def s = [1, 2] as HashSet; s << 2 << 3; println s.contains(2)
//// def s = [1, 2] as HashSet; s << 2 << 3; println s + [9]
def s = [1, 2] as HashSet; s << 2 << 3; println s + [9]
//// def s = [1, 2] as HashSet; s << 2 << 3; println s - [1]
def s = [1, 2] as HashSet; s << 2 << 3; println s - [1]
//// def s = [1, 2] as HashSet; s << 2 << 3; println s.intersect([2, 3])
def s = [1, 2] as HashSet; s << 2 << 3; println s.intersect([2, 3])
//// def s = [1, 2] as HashSet; s << 2 << 3; println s.first()
def s = [1, 2] as HashSet; s << 2 << 3; println s.first()
//// def s = [1, 2] as HashSet; s << 2 << 3; println s.sort { -it }
def s = [1, 2] as HashSet; s << 2 << 3; println s.sort { -it }
//// def s = [1, 2] as HashSet; s << 2 << 3; println s.collect { it * 2 }
def s = [1, 2] as HashSet; s << 2 << 3; println s.collect { it * 2 }
//// def s = [1, 2] as HashSet; s << 2 << 3; println s == [1, 2, 3] as Set
def s = [1, 2] as HashSet; s << 2 << 3; println s == [1, 2, 3] as Set
//// def s = [1, 2] as HashSet; s << 2 << 3; println s.find { it > 1 }
def s = [1, 2] as HashSet; s << 2 << 3; println s.find { it > 1 }
//// def s = [1, 2] as HashSet; s << 2 << 3; println s[1]
def s = [1, 2] as HashSet; s << 2 << 3; println s[1]
//// def s = [1, 2] as HashSet; s << 2 << 3; println s.findAll { it > 1 }.c
def s = [1, 2] as HashSet; s << 2 << 3; println s.findAll { it > 1 }.class
//// def s = [1, 2] as HashSet; s << 2 << 3; println s.add(1)
def s = [1, 2] as HashSet; s << 2 << 3; println s.add(1)
//// def s = [1, 2] as HashSet; s << 2 << 3; def _2 = s.add(1); println s.r
def s = [1, 2] as HashSet; s << 2 << 3; def _2 = s.add(1); println s.remove(1)
//// def s = [1, 2] as HashSet; s << 2 << 3; def _2 = s.add(1); def _3 = s.
def s = [1, 2] as HashSet; s << 2 << 3; def _2 = s.add(1); def _3 = s.remove(1); println s.toList()
//// def s = new HashSet(['banana', 'apple', 'cherry', 'date', 'elderberry'
def s = new HashSet(['banana', 'apple', 'cherry', 'date', 'elderberry', 'fig', 'grape']); println s
//// def s = new HashSet(['banana', 'apple', 'cherry', 'date', 'elder 2
def s = new HashSet(['banana', 'apple', 'cherry', 'date', 'elderberry', 'fig', 'grape']); def m = new HashMap(); ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen'].eachWithIndex { v, i -> m[v] = i }; println m
//// def s = new HashSet(['banana', 'apple', 'cherry', 'date', 'elder 3
def s = new HashSet(['banana', 'apple', 'cherry', 'date', 'elderberry', 'fig', 'grape']); def m = new HashMap(); ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen'].eachWithIndex { v, i -> m[v] = i }; println m.keySet()
//// def s = new HashSet(['banana', 'apple', 'cherry', 'date', 'elder 4
def s = new HashSet(['banana', 'apple', 'cherry', 'date', 'elderberry', 'fig', 'grape']); def m = new HashMap(); ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen'].eachWithIndex { v, i -> m[v] = i }; println m.values()
//// def s = new HashSet(['banana', 'apple', 'cherry', 'date', 'elder 5
def s = new HashSet(['banana', 'apple', 'cherry', 'date', 'elderberry', 'fig', 'grape']); def m = new HashMap(); ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen'].eachWithIndex { v, i -> m[v] = i }; println new HashSet([10, 5, 100, 33, 17, 1000])
//// def s = new HashSet(['banana', 'apple', 'cherry', 'date', 'elder 6
def s = new HashSet(['banana', 'apple', 'cherry', 'date', 'elderberry', 'fig', 'grape']); def m = new HashMap(); ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen'].eachWithIndex { v, i -> m[v] = i }; println(['x', 'y', 'zz'].toSet())
//// def s = new HashSet(['banana', 'apple', 'cherry', 'date', 'elder 7
def s = new HashSet(['banana', 'apple', 'cherry', 'date', 'elderberry', 'fig', 'grape']); def m = new HashMap(); ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen'].eachWithIndex { v, i -> m[v] = i }; println new HashSet(['a', 1, 2L, 3.5, 'b', null, true])
//// def s = new HashSet(['banana', 'apple', 'cherry', 'date', 'elder 8
def s = new HashSet(['banana', 'apple', 'cherry', 'date', 'elderberry', 'fig', 'grape']); def m = new HashMap(); ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen'].eachWithIndex { v, i -> m[v] = i }; println new HashMap([z: 1, y: 2, x: 3])
//// def t = new TreeMap([c: 1, a: 2, b: 3]); println t
def t = new TreeMap([c: 1, a: 2, b: 3]); println t
//// def t = new TreeMap([c: 1, a: 2, b: 3]); println t.firstKey()
def t = new TreeMap([c: 1, a: 2, b: 3]); println t.firstKey()
//// def t = new TreeMap([c: 1, a: 2, b: 3]); println t.lastEntry()
def t = new TreeMap([c: 1, a: 2, b: 3]); println t.lastEntry()
//// def t = new TreeMap([c: 1, a: 2, b: 3]); println t.headMap('b')
def t = new TreeMap([c: 1, a: 2, b: 3]); println t.headMap('b')
//// def t = new TreeMap([c: 1, a: 2, b: 3]); println t.tailMap('b')
def t = new TreeMap([c: 1, a: 2, b: 3]); println t.tailMap('b')
//// def t = new TreeMap([c: 1, a: 2, b: 3]); println t.subMap('a', 'c')
def t = new TreeMap([c: 1, a: 2, b: 3]); println t.subMap('a', 'c')
//// def t = new TreeMap([c: 1, a: 2, b: 3]); println t.descendingMap()
def t = new TreeMap([c: 1, a: 2, b: 3]); println t.descendingMap()
//// def t = new TreeMap([c: 1, a: 2, b: 3]); println t.floorKey('bb')
def t = new TreeMap([c: 1, a: 2, b: 3]); println t.floorKey('bb')
//// def t = new TreeMap([c: 1, a: 2, b: 3]); println t.higherKey('b')
def t = new TreeMap([c: 1, a: 2, b: 3]); println t.higherKey('b')
//// def t = new TreeMap([c: 1, a: 2, b: 3]); println t.pollFirstEntry()
def t = new TreeMap([c: 1, a: 2, b: 3]); println t.pollFirstEntry()
//// def t = new TreeMap([c: 1, a: 2, b: 3]); def _1 = t.pollFirstEntry();
def t = new TreeMap([c: 1, a: 2, b: 3]); def _1 = t.pollFirstEntry(); println t
//// def t = new TreeMap([c: 1, a: 2, b: 3]); def _1 = t.pollFirstEnt 2
def t = new TreeMap([c: 1, a: 2, b: 3]); def _1 = t.pollFirstEntry(); def r = new TreeMap({ a, b -> b <=> a }); r.a = 1; r.b = 2; println r
//// def t = new TreeMap([c: 1, a: 2, b: 3]); def _1 = t.pollFirstEnt 3
def t = new TreeMap([c: 1, a: 2, b: 3]); def _1 = t.pollFirstEntry(); def r = new TreeMap({ a, b -> b <=> a }); r.a = 1; r.b = 2; def ts = new TreeSet([3, 1, 2]); println ts.first()
//// def t = new TreeMap([c: 1, a: 2, b: 3]); def _1 = t.pollFirstEnt 4
def t = new TreeMap([c: 1, a: 2, b: 3]); def _1 = t.pollFirstEntry(); def r = new TreeMap({ a, b -> b <=> a }); r.a = 1; r.b = 2; def ts = new TreeSet([3, 1, 2]); println ts.last()
//// def t = new TreeMap([c: 1, a: 2, b: 3]); def _1 = t.pollFirstEnt 5
def t = new TreeMap([c: 1, a: 2, b: 3]); def _1 = t.pollFirstEntry(); def r = new TreeMap({ a, b -> b <=> a }); r.a = 1; r.b = 2; def ts = new TreeSet([3, 1, 2]); println ts.headSet(2)
//// def t = new TreeMap([c: 1, a: 2, b: 3]); def _1 = t.pollFirstEnt 6
def t = new TreeMap([c: 1, a: 2, b: 3]); def _1 = t.pollFirstEntry(); def r = new TreeMap({ a, b -> b <=> a }); r.a = 1; r.b = 2; def ts = new TreeSet([3, 1, 2]); println ts.tailSet(2)
//// def t = new TreeMap([c: 1, a: 2, b: 3]); def _1 = t.pollFirstEnt 7
def t = new TreeMap([c: 1, a: 2, b: 3]); def _1 = t.pollFirstEntry(); def r = new TreeMap({ a, b -> b <=> a }); r.a = 1; r.b = 2; def ts = new TreeSet([3, 1, 2]); println ts.ceiling(2)
//// def t = new TreeMap([c: 1, a: 2, b: 3]); def _1 = t.pollFirstEnt 8
def t = new TreeMap([c: 1, a: 2, b: 3]); def _1 = t.pollFirstEntry(); def r = new TreeMap({ a, b -> b <=> a }); r.a = 1; r.b = 2; def ts = new TreeSet([3, 1, 2]); println ts.descendingSet()
//// def t = new TreeMap([c: 1, a: 2, b: 3]); def _1 = t.pollFirstEnt 9
def t = new TreeMap([c: 1, a: 2, b: 3]); def _1 = t.pollFirstEntry(); def r = new TreeMap({ a, b -> b <=> a }); r.a = 1; r.b = 2; def ts = new TreeSet([3, 1, 2]); println ts.subSet(1, 3)
//// def t = new TreeMap([c: 1, a: 2, b: 3]); def _1 = t.pollFirstEnt 10
def t = new TreeMap([c: 1, a: 2, b: 3]); def _1 = t.pollFirstEntry(); def r = new TreeMap({ a, b -> b <=> a }); r.a = 1; r.b = 2; def ts = new TreeSet([3, 1, 2]); println ts.pollLast()
//// def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); printl
def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); println l
//// def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); 2
def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); println l.removeFirst()
//// def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); def _3
def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); def _3 = l.removeFirst(); println l.removeLast()
//// def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); 3
def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); def _3 = l.removeFirst(); def _4 = l.removeLast(); println l.peek()
//// def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); 4
def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); def _3 = l.removeFirst(); def _4 = l.removeLast(); println l.poll()
//// def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); 5
def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); def _3 = l.removeFirst(); def _4 = l.removeLast(); def _5 = l.poll(); println l.getFirst()
//// def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); 6
def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); def _3 = l.removeFirst(); def _4 = l.removeLast(); def _5 = l.poll(); println l.getLast()
//// def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); 7
def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); def _3 = l.removeFirst(); def _4 = l.removeLast(); def _5 = l.poll(); l.push(9); println l.pop()
//// def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); 8
def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); def _3 = l.removeFirst(); def _4 = l.removeLast(); def _5 = l.poll(); l.push(9); def _7 = l.pop(); l.offer(7); println l
//// def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); 9
def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); def _3 = l.removeFirst(); def _4 = l.removeLast(); def _5 = l.poll(); l.push(9); def _7 = l.pop(); l.offer(7); def d = new ArrayDeque([1, 2]); d.push(0); println d
//// def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); 10
def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); def _3 = l.removeFirst(); def _4 = l.removeLast(); def _5 = l.poll(); l.push(9); def _7 = l.pop(); l.offer(7); def d = new ArrayDeque([1, 2]); d.push(0); println d.pollLast()
//// def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); 11
def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); def _3 = l.removeFirst(); def _4 = l.removeLast(); def _5 = l.poll(); l.push(9); def _7 = l.pop(); l.offer(7); def d = new ArrayDeque([1, 2]); d.push(0); def _11 = d.pollLast(); println d.peekFirst()
//// def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); 12
def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); def _3 = l.removeFirst(); def _4 = l.removeLast(); def _5 = l.poll(); l.push(9); def _7 = l.pop(); l.offer(7); def d = new ArrayDeque([1, 2]); d.push(0); def _11 = d.pollLast(); def st = new Stack(); st.push(1); st.push(2); println st.peek()
//// def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); 13
def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); def _3 = l.removeFirst(); def _4 = l.removeLast(); def _5 = l.poll(); l.push(9); def _7 = l.pop(); l.offer(7); def d = new ArrayDeque([1, 2]); d.push(0); def _11 = d.pollLast(); def st = new Stack(); st.push(1); st.push(2); println st.pop()
//// def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); 14
def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); def _3 = l.removeFirst(); def _4 = l.removeLast(); def _5 = l.poll(); l.push(9); def _7 = l.pop(); l.offer(7); def d = new ArrayDeque([1, 2]); d.push(0); def _11 = d.pollLast(); def st = new Stack(); st.push(1); st.push(2); def _15 = st.pop(); println st
//// def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); 15
def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); def _3 = l.removeFirst(); def _4 = l.removeLast(); def _5 = l.poll(); l.push(9); def _7 = l.pop(); l.offer(7); def d = new ArrayDeque([1, 2]); d.push(0); def _11 = d.pollLast(); def st = new Stack(); st.push(1); st.push(2); def _15 = st.pop(); println st.empty()
//// def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); 16
def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); def _3 = l.removeFirst(); def _4 = l.removeLast(); def _5 = l.poll(); l.push(9); def _7 = l.pop(); l.offer(7); def d = new ArrayDeque([1, 2]); d.push(0); def _11 = d.pollLast(); def st = new Stack(); st.push(1); st.push(2); def _15 = st.pop(); try { new Stack().pop() } catch (e) { println e }
//// def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); 17
def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); def _3 = l.removeFirst(); def _4 = l.removeLast(); def _5 = l.poll(); l.push(9); def _7 = l.pop(); l.offer(7); def d = new ArrayDeque([1, 2]); d.push(0); def _11 = d.pollLast(); def st = new Stack(); st.push(1); st.push(2); def _15 = st.pop(); try { new LinkedList().getFirst() } catch (e) { println e }
//// def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); 18
def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); def _3 = l.removeFirst(); def _4 = l.removeLast(); def _5 = l.poll(); l.push(9); def _7 = l.pop(); l.offer(7); def d = new ArrayDeque([1, 2]); d.push(0); def _11 = d.pollLast(); def st = new Stack(); st.push(1); st.push(2); def _15 = st.pop(); try { new ArrayDeque().pop() } catch (e) { println e }
//// def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); 19
def l = new LinkedList([1, 2, 3]); l.addFirst(0); l.addLast(4); def _3 = l.removeFirst(); def _4 = l.removeLast(); def _5 = l.poll(); l.push(9); def _7 = l.pop(); l.offer(7); def d = new ArrayDeque([1, 2]); d.push(0); def _11 = d.pollLast(); def st = new Stack(); st.push(1); st.push(2); def _15 = st.pop(); try { new LinkedList().element() } catch (e) { println e }
//// def p = new PriorityQueue([3, 1, 2]); println p.poll()
def p = new PriorityQueue([3, 1, 2]); println p.poll()
//// def p = new PriorityQueue([3, 1, 2]); def _1 = p.poll(); println p.pee
def p = new PriorityQueue([3, 1, 2]); def _1 = p.poll(); println p.peek()
//// def p = new PriorityQueue([3, 1, 2]); def _1 = p.poll(); p.add(0); pri
def p = new PriorityQueue([3, 1, 2]); def _1 = p.poll(); p.add(0); println p.poll()
//// def p = new PriorityQueue([3, 1, 2]); def _1 = p.poll(); p.add(0); def
def p = new PriorityQueue([3, 1, 2]); def _1 = p.poll(); p.add(0); def _3 = p.poll(); println p.size()
//// def p = new PriorityQueue([3, 1, 2]); def _1 = p.poll(); p.add(0 2
def p = new PriorityQueue([3, 1, 2]); def _1 = p.poll(); p.add(0); def _3 = p.poll(); def p2 = new PriorityQueue({ a, b -> b <=> a }); p2.addAll([1, 5, 3]); println p2.poll()
//// def p = new PriorityQueue([3, 1, 2]); def _1 = p.poll(); p.add(0 3
def p = new PriorityQueue([3, 1, 2]); def _1 = p.poll(); p.add(0); def _3 = p.poll(); def p2 = new PriorityQueue({ a, b -> b <=> a }); p2.addAll([1, 5, 3]); def _6 = p2.poll(); println Collections.nCopies(3, 'x')
//// def p = new PriorityQueue([3, 1, 2]); def _1 = p.poll(); p.add(0 4
def p = new PriorityQueue([3, 1, 2]); def _1 = p.poll(); p.add(0); def _3 = p.poll(); def p2 = new PriorityQueue({ a, b -> b <=> a }); p2.addAll([1, 5, 3]); def _6 = p2.poll(); println Collections.max([1, 3])
//// def p = new PriorityQueue([3, 1, 2]); def _1 = p.poll(); p.add(0 5
def p = new PriorityQueue([3, 1, 2]); def _1 = p.poll(); p.add(0); def _3 = p.poll(); def p2 = new PriorityQueue({ a, b -> b <=> a }); p2.addAll([1, 5, 3]); def _6 = p2.poll(); println Collections.frequency([1, 1, 2], 1)
//// def p = new PriorityQueue([3, 1, 2]); def _1 = p.poll(); p.add(0 6
def p = new PriorityQueue([3, 1, 2]); def _1 = p.poll(); p.add(0); def _3 = p.poll(); def p2 = new PriorityQueue({ a, b -> b <=> a }); p2.addAll([1, 5, 3]); def _6 = p2.poll(); def l = [3, 1, 2]; Collections.sort(l); println l
//// def p = new PriorityQueue([3, 1, 2]); def _1 = p.poll(); p.add(0 7
def p = new PriorityQueue([3, 1, 2]); def _1 = p.poll(); p.add(0); def _3 = p.poll(); def p2 = new PriorityQueue({ a, b -> b <=> a }); p2.addAll([1, 5, 3]); def _6 = p2.poll(); def l = [3, 1, 2]; Collections.sort(l); Collections.reverse(l); println l
//// def p = new PriorityQueue([3, 1, 2]); def _1 = p.poll(); p.add(0 8
def p = new PriorityQueue([3, 1, 2]); def _1 = p.poll(); p.add(0); def _3 = p.poll(); def p2 = new PriorityQueue({ a, b -> b <=> a }); p2.addAll([1, 5, 3]); def _6 = p2.poll(); def l = [3, 1, 2]; Collections.sort(l); Collections.reverse(l); Collections.swap(l, 0, 2); println l
//// def p = new PriorityQueue([3, 1, 2]); def _1 = p.poll(); p.add(0 9
def p = new PriorityQueue([3, 1, 2]); def _1 = p.poll(); p.add(0); def _3 = p.poll(); def p2 = new PriorityQueue({ a, b -> b <=> a }); p2.addAll([1, 5, 3]); def _6 = p2.poll(); def l = [3, 1, 2]; Collections.sort(l); Collections.reverse(l); Collections.swap(l, 0, 2); println Collections.unmodifiableList(l).class.simpleName
//// def p = new PriorityQueue([3, 1, 2]); def _1 = p.poll(); p.add(0 10
def p = new PriorityQueue([3, 1, 2]); def _1 = p.poll(); p.add(0); def _3 = p.poll(); def p2 = new PriorityQueue({ a, b -> b <=> a }); p2.addAll([1, 5, 3]); def _6 = p2.poll(); def l = [3, 1, 2]; Collections.sort(l); Collections.reverse(l); Collections.swap(l, 0, 2); println Collections.singletonList(1)
//// def p = new PriorityQueue([3, 1, 2]); def _1 = p.poll(); p.add(0 11
def p = new PriorityQueue([3, 1, 2]); def _1 = p.poll(); p.add(0); def _3 = p.poll(); def p2 = new PriorityQueue({ a, b -> b <=> a }); p2.addAll([1, 5, 3]); def _6 = p2.poll(); def l = [3, 1, 2]; Collections.sort(l); Collections.reverse(l); Collections.swap(l, 0, 2); Collections.addAll(l, 8, 9); println l
//// def p = new PriorityQueue([3, 1, 2]); def _1 = p.poll(); p.add(0 12
def p = new PriorityQueue([3, 1, 2]); def _1 = p.poll(); p.add(0); def _3 = p.poll(); def p2 = new PriorityQueue({ a, b -> b <=> a }); p2.addAll([1, 5, 3]); def _6 = p2.poll(); def l = [3, 1, 2]; Collections.sort(l); Collections.reverse(l); Collections.swap(l, 0, 2); Collections.addAll(l, 8, 9); println Collections.emptyMap()
//// def p = new PriorityQueue([3, 1, 2]); def _1 = p.poll(); p.add(0 13
def p = new PriorityQueue([3, 1, 2]); def _1 = p.poll(); p.add(0); def _3 = p.poll(); def p2 = new PriorityQueue({ a, b -> b <=> a }); p2.addAll([1, 5, 3]); def _6 = p2.poll(); def l = [3, 1, 2]; Collections.sort(l); Collections.reverse(l); Collections.swap(l, 0, 2); Collections.addAll(l, 8, 9); Collections.rotate(l, 1); println l
//// def p = new PriorityQueue([3, 1, 2]); def _1 = p.poll(); p.add(0 14
def p = new PriorityQueue([3, 1, 2]); def _1 = p.poll(); p.add(0); def _3 = p.poll(); def p2 = new PriorityQueue({ a, b -> b <=> a }); p2.addAll([1, 5, 3]); def _6 = p2.poll(); def l = [3, 1, 2]; Collections.sort(l); Collections.reverse(l); Collections.swap(l, 0, 2); Collections.addAll(l, 8, 9); Collections.rotate(l, 1); println Collections.binarySearch([1, 3, 5], 3)
//// println Arrays.asList(1, 2)
println Arrays.asList(1, 2)
//// try { Arrays.asList(1, 2).add(3) } catch (e) { println e }
try { Arrays.asList(1, 2).add(3) } catch (e) { println e }
//// int[] a = [3, 1, 2]; Arrays.sort(a); println a
int[] a = [3, 1, 2]; Arrays.sort(a); println a
//// int[] a = [3, 1, 2]; Arrays.sort(a); println Arrays.toString(a)
int[] a = [3, 1, 2]; Arrays.sort(a); println Arrays.toString(a)
//// int[] a = [3, 1, 2]; Arrays.sort(a); println Arrays.stream(a).sum()
int[] a = [3, 1, 2]; Arrays.sort(a); println Arrays.stream(a).sum()
//// int[] a = [3, 1, 2]; Arrays.sort(a); println a.sum()
int[] a = [3, 1, 2]; Arrays.sort(a); println a.sum()
//// int[] a = [3, 1, 2]; Arrays.sort(a); println a.max()
int[] a = [3, 1, 2]; Arrays.sort(a); println a.max()
//// int[] a = [3, 1, 2]; Arrays.sort(a); println a.length
int[] a = [3, 1, 2]; Arrays.sort(a); println a.length
//// int[] a = [3, 1, 2]; Arrays.sort(a); println a.toList()
int[] a = [3, 1, 2]; Arrays.sort(a); println a.toList()
//// int[] a = [3, 1, 2]; Arrays.sort(a); println Arrays.copyOf(a, 5)
int[] a = [3, 1, 2]; Arrays.sort(a); println Arrays.copyOf(a, 5)
//// int[] a = [3, 1, 2]; Arrays.sort(a); println Arrays.copyOfRange(a, 1,
int[] a = [3, 1, 2]; Arrays.sort(a); println Arrays.copyOfRange(a, 1, 3)
//// int[] a = [3, 1, 2]; Arrays.sort(a); println Arrays.equals(a, [1, 2, 3
int[] a = [3, 1, 2]; Arrays.sort(a); println Arrays.equals(a, [1, 2, 3] as int[])
//// int[] a = [3, 1, 2]; Arrays.sort(a); println Arrays.hashCode(a)
int[] a = [3, 1, 2]; Arrays.sort(a); println Arrays.hashCode(a)
//// int[] a = [3, 1, 2]; Arrays.sort(a); a[0] = 9; println a[-1]
int[] a = [3, 1, 2]; Arrays.sort(a); a[0] = 9; println a[-1]
//// int[] a = [3, 1, 2]; Arrays.sort(a); a[0] = 9; println a.collect { it
int[] a = [3, 1, 2]; Arrays.sort(a); a[0] = 9; println a.collect { it * 2 }
//// int[] a = [3, 1, 2]; Arrays.sort(a); a[0] = 9; println a.class
int[] a = [3, 1, 2]; Arrays.sort(a); a[0] = 9; println a.class
//// int[] a = [3, 1, 2]; Arrays.sort(a); a[0] = 9; println a[0..1]
int[] a = [3, 1, 2]; Arrays.sort(a); a[0] = 9; println a[0..1]
//// int[] a = [3, 1, 2]; Arrays.sort(a); a[0] = 9; println a.contains(2)
int[] a = [3, 1, 2]; Arrays.sort(a); a[0] = 9; println a.contains(2)
//// int[] a = [3, 1, 2]; Arrays.sort(a); a[0] = 9; println a.join('-')
int[] a = [3, 1, 2]; Arrays.sort(a); a[0] = 9; println a.join('-')
//// int[] a = [3, 1, 2]; Arrays.sort(a); a[0] = 9; println Arrays.fill(a,
int[] a = [3, 1, 2]; Arrays.sort(a); a[0] = 9; println Arrays.fill(a, 0)
//// int[] a = [3, 1, 2]; Arrays.sort(a); a[0] = 9; println a
int[] a = [3, 1, 2]; Arrays.sort(a); a[0] = 9; println a
//// String[] s = ['b', 'a']; println s
String[] s = ['b', 'a']; println s
//// String[] s = ['b', 'a']; println s.sort()
String[] s = ['b', 'a']; println s.sort()
//// String[] s = ['b', 'a']; println s.class
String[] s = ['b', 'a']; println s.class
//// String[] s = ['b', 'a']; println s.length
String[] s = ['b', 'a']; println s.length
//// String[] s = ['b', 'a']; println s.size()
String[] s = ['b', 'a']; println s.size()
//// String[] s = ['b', 'a']; println s.toString().startsWith('[Ljava.lang.
String[] s = ['b', 'a']; println s.toString().startsWith('[Ljava.lang.String;')
//// String[] s = ['b', 'a']; println "$s"
String[] s = ['b', 'a']; println "$s"
//// String[] s = ['b', 'a']; println s as List
String[] s = ['b', 'a']; println s as List
//// String[] s = ['b', 'a']; println s + ['c']
String[] s = ['b', 'a']; println s + ['c']
//// String[] s = ['b', 'a']; println((s + 'd').class)
String[] s = ['b', 'a']; println((s + 'd').class)
//// String[] s = ['b', 'a']; println s.findAll { it > 'a' }
String[] s = ['b', 'a']; println s.findAll { it > 'a' }
//// String[] s = ['b', 'a']; println s.first()
String[] s = ['b', 'a']; println s.first()
//// String[] s = ['b', 'a']; println s.indexOf('b')
String[] s = ['b', 'a']; println s.indexOf('b')
//// String[] s = ['b', 'a']; println s.inspect()
String[] s = ['b', 'a']; println s.inspect()
//// String[] s = ['b', 'a']; def z = new int[2][3]; println z
String[] s = ['b', 'a']; def z = new int[2][3]; println z
//// String[] s = ['b', 'a']; def z = new int[2][3]; z[1][2] = 5; println z
String[] s = ['b', 'a']; def z = new int[2][3]; z[1][2] = 5; println z
//// String[] s = ['b', 'a']; def z = new int[2][3]; z[1][2] = 5; println n
String[] s = ['b', 'a']; def z = new int[2][3]; z[1][2] = 5; println new String[2]
//// String[] s = ['b', 'a']; def z = new int[2][3]; z[1][2] = 5; pri 2
String[] s = ['b', 'a']; def z = new int[2][3]; z[1][2] = 5; println new boolean[1]
//// String[] s = ['b', 'a']; def z = new int[2][3]; z[1][2] = 5; pri 3
String[] s = ['b', 'a']; def z = new int[2][3]; z[1][2] = 5; println new double[2]
//// String[] s = ['b', 'a']; def z = new int[2][3]; z[1][2] = 5; try { s[5
String[] s = ['b', 'a']; def z = new int[2][3]; z[1][2] = 5; try { s[5] } catch (e) { println e }
//// String[] s = ['b', 'a']; def z = new int[2][3]; z[1][2] = 5; try 2
String[] s = ['b', 'a']; def z = new int[2][3]; z[1][2] = 5; try { s[5] = 'x' } catch (e) { println e }
//// String[] s = ['b', 'a']; def z = new int[2][3]; z[1][2] = 5; println s
String[] s = ['b', 'a']; def z = new int[2][3]; z[1][2] = 5; println s.reverse()
//// String[] s = ['b', 'a']; def z = new int[2][3]; z[1][2] = 5; pri 4
String[] s = ['b', 'a']; def z = new int[2][3]; z[1][2] = 5; println s.collect { it.toUpperCase() }.join()
//// String[] s = ['b', 'a']; def z = new int[2][3]; z[1][2] = 5; pri 5
String[] s = ['b', 'a']; def z = new int[2][3]; z[1][2] = 5; println s.every { it.size() == 1 }
//// String[] s = ['b', 'a']; def z = new int[2][3]; z[1][2] = 5; pri 6
String[] s = ['b', 'a']; def z = new int[2][3]; z[1][2] = 5; println s.contains('a')
//// String[] s = ['b', 'a']; def z = new int[2][3]; z[1][2] = 5; println([
String[] s = ['b', 'a']; def z = new int[2][3]; z[1][2] = 5; println([1,2] as Integer[])
