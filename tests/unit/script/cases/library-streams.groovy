//// import java.util.stream.*; println([1, 2, 3].stream().map { it * 2 }.c
import java.util.stream.*; println([1, 2, 3].stream().map { it * 2 }.collect(Collectors.toList()))
//// import java.util.stream.*; println([1, 2, 3].stream().filter { it > 1
import java.util.stream.*; println([1, 2, 3].stream().filter { it > 1 }.count())
//// import java.util.stream.*; println([3, 1, 2].stream().sorted().toList(
import java.util.stream.*; println([3, 1, 2].stream().sorted().toList())
//// import java.util.stream.*; println([1, 2, 3].stream().mapToInt { it }.
import java.util.stream.*; println([1, 2, 3].stream().mapToInt { it }.sum())
//// import java.util.stream.*; println(IntStream.range(0, 5).boxed().colle
import java.util.stream.*; println(IntStream.range(0, 5).boxed().collect(Collectors.toList()))
//// import java.util.stream.*; println(Stream.of('a', 'b').collect(Collect
import java.util.stream.*; println(Stream.of('a', 'b').collect(Collectors.joining(', ', '[', ']')))
//// import java.util.stream.*; println([1, 2, 3].stream().reduce(0) { a, b
import java.util.stream.*; println([1, 2, 3].stream().reduce(0) { a, b -> a + b })
//// import java.util.stream.*; println([1, 2].stream().reduce { a, b -> a
import java.util.stream.*; println([1, 2].stream().reduce { a, b -> a + b })
//// import java.util.stream.*; println(['a', 'bb', 'cc'].stream().collect(
import java.util.stream.*; println(['a', 'bb', 'cc'].stream().collect(Collectors.groupingBy { it.size() }))
//// import java.util.stream.*; println(['a', 'bb', 'cc'].stream().co 2
import java.util.stream.*; println(['a', 'bb', 'cc'].stream().collect(Collectors.groupingBy({ it.size() }, Collectors.counting())))
//// import java.util.stream.*; println([1, 2, 3].stream().collect(Collecto
import java.util.stream.*; println([1, 2, 3].stream().collect(Collectors.partitioningBy { it > 1 }))
//// import java.util.stream.*; println(['a', 'b'].stream().collect(Collect
import java.util.stream.*; println(['a', 'b'].stream().collect(Collectors.toMap({ it }, { it * 2 })))
//// import java.util.stream.*; try { ['a', 'a'].stream().collect(Collector
import java.util.stream.*; try { ['a', 'a'].stream().collect(Collectors.toMap({ it }, { it })) } catch (e) { println e }
//// import java.util.stream.*; println([1, 2].stream().findFirst().get())
import java.util.stream.*; println([1, 2].stream().findFirst().get())
//// import java.util.stream.*; println([1, 2].stream().anyMatch { it > 1 }
import java.util.stream.*; println([1, 2].stream().anyMatch { it > 1 })
//// import java.util.stream.*; println([3, 1].stream().max(Comparator.natu
import java.util.stream.*; println([3, 1].stream().max(Comparator.naturalOrder()).get())
//// import java.util.stream.*; def s = [1].stream(); s.count(); try { s.co
import java.util.stream.*; def s = [1].stream(); s.count(); try { s.count() } catch (e) { println e }
//// import java.util.stream.*; def s = [1].stream(); s.count(); println(St
import java.util.stream.*; def s = [1].stream(); s.count(); println(Stream.iterate(1) { it * 2 }.limit(5).toList())
//// import java.util.stream.*; def s = [1].stream(); s.count(); println(In
import java.util.stream.*; def s = [1].stream(); s.count(); println(IntStream.rangeClosed(1, 3).mapToObj { "n$it" }.toList())
//// import java.util.stream.*; def s = [1].stream(); s.count(); println([1
import java.util.stream.*; def s = [1].stream(); s.count(); println([1, 2, 3].stream().mapToInt { it }.average())
//// import java.util.stream.*; def s = [1].stream(); s.count(); prin 2
import java.util.stream.*; def s = [1].stream(); s.count(); println([1, 2, 3].stream().mapToInt { it }.summaryStatistics())
//// import java.util.stream.*; def s = [1].stream(); s.count(); println([[
import java.util.stream.*; def s = [1].stream(); s.count(); println([[1], [2]].stream().flatMap { it.stream() }.toList())
//// import java.util.stream.*; def s = [1].stream(); s.count(); prin 3
import java.util.stream.*; def s = [1].stream(); s.count(); println([1, 1].stream().distinct().toList())
//// import java.util.stream.*; def s = [1].stream(); s.count(); prin 4
import java.util.stream.*; def s = [1].stream(); s.count(); println([1, 2, 3].stream().skip(1).toArray())
//// import java.util.stream.*; def s = [1].stream(); s.count(); println('a
import java.util.stream.*; def s = [1].stream(); s.count(); println('abc'.chars().map { it + 1 }.toArray())
//// import java.util.stream.*; def s = [1].stream(); s.count(); println(Ar
import java.util.stream.*; def s = [1].stream(); s.count(); println(Arrays.asList(3, 1).stream().min(Integer::compare).get())
//// import java.util.stream.*; def s = [1].stream(); s.count(); prin 5
import java.util.stream.*; def s = [1].stream(); s.count(); println([1,2].stream().map(String::valueOf).collect(Collectors.joining()))
//// import java.util.stream.Collectors; class P { String n; int a }; def p
import java.util.stream.Collectors; class P { String n; int a }; def ps = [new P(n: 'x', a: 2), new P(n: 'y', a: 1)]; println ps.stream().sorted(Comparator.comparing { it.a }).map { it.n }.collect(Collectors.toList()); println ps.stream().collect(Collectors.summingInt { it.a }); println ps.stream().collect(Collectors.averagingInt { it.a }); println ps.stream().map(P::getN).toList(); println ps.sort(false, Comparator.comparing({ it.n }).reversed())*.n; println ps.stream().collect(Collectors.mapping({ it.n }, Collectors.toSet())); println([a: 1, b: 2].entrySet().stream().map { it.key + it.value }.toList()); println([b: 1, a: 2].entrySet().stream().sorted(Map.Entry.comparingByKey()).map { it.key }.toList())
//// import java.text.*; println new DecimalFormat('#,##0.00').format(12345
import java.text.*; println new DecimalFormat('#,##0.00').format(1234567.891)
//// import java.text.*; println new DecimalFormat('0.#').format(2.0)
import java.text.*; println new DecimalFormat('0.#').format(2.0)
//// import java.text.*; println new DecimalFormat('#').format(2.5)
import java.text.*; println new DecimalFormat('#').format(2.5)
//// import java.text.*; println new DecimalFormat('00.00').format(1.5)
import java.text.*; println new DecimalFormat('00.00').format(1.5)
//// import java.text.*; println new DecimalFormat('#.##%').format(0.256)
import java.text.*; println new DecimalFormat('#.##%').format(0.256)
//// import java.text.*; println new DecimalFormat('$#,##0.00;($#,##0.00)')
import java.text.*; println new DecimalFormat('$#,##0.00;($#,##0.00)').format(-1234.5)
//// import java.text.*; println new DecimalFormat('0.00E0').format(12345)
import java.text.*; println new DecimalFormat('0.00E0').format(12345)
//// import java.text.*; println new DecimalFormat('#,###').format(1234)
import java.text.*; println new DecimalFormat('#,###').format(1234)
//// import java.text.*; println new DecimalFormat("'#'0").format(5)
import java.text.*; println new DecimalFormat("'#'0").format(5)
//// import java.text.*; println new DecimalFormat('0.00').format(-0.001)
import java.text.*; println new DecimalFormat('0.00').format(-0.001)
//// import java.text.*; println new DecimalFormat('.00').format(0.5)
import java.text.*; println new DecimalFormat('.00').format(0.5)
//// import java.text.*; println new DecimalFormat('000').format(7)
import java.text.*; println new DecimalFormat('000').format(7)
//// import java.text.*; println NumberFormat.getInstance().format(1234.567
import java.text.*; println NumberFormat.getInstance().format(1234.5678)
//// import java.text.*; println NumberFormat.getPercentInstance().format(0
import java.text.*; println NumberFormat.getPercentInstance().format(0.25)
//// import java.text.*; println NumberFormat.getCurrencyInstance(Locale.US
import java.text.*; println NumberFormat.getCurrencyInstance(Locale.US).format(-1234.5)
//// import java.text.*; println NumberFormat.getIntegerInstance().format(2
import java.text.*; println NumberFormat.getIntegerInstance().format(2.5)
//// import java.text.*; println NumberFormat.getInstance().parse('1,234.5'
import java.text.*; println NumberFormat.getInstance().parse('1,234.5')
//// import java.text.*; println NumberFormat.getInstance().parse('12').cla
import java.text.*; println NumberFormat.getInstance().parse('12').class
//// import java.text.*; try { NumberFormat.getInstance().parse('abc') } ca
import java.text.*; try { NumberFormat.getInstance().parse('abc') } catch (e) { println e }
//// import java.text.*; def n = NumberFormat.getInstance(); n.maximumFract
import java.text.*; def n = NumberFormat.getInstance(); n.maximumFractionDigits = 1; n.minimumFractionDigits = 1; println n.format(2)
//// import java.text.*; def n = NumberFormat.getInstance(); n.maximu 2
import java.text.*; def n = NumberFormat.getInstance(); n.maximumFractionDigits = 1; n.minimumFractionDigits = 1; n.groupingUsed = false; println n.format(12345.67)
//// import java.text.*; def n = NumberFormat.getInstance(); n.maximu 3
import java.text.*; def n = NumberFormat.getInstance(); n.maximumFractionDigits = 1; n.minimumFractionDigits = 1; n.groupingUsed = false; println NumberFormat.getInstance(Locale.GERMANY).format(1234.5)
//// import java.text.*; def n = NumberFormat.getInstance(); n.maximu 4
import java.text.*; def n = NumberFormat.getInstance(); n.maximumFractionDigits = 1; n.minimumFractionDigits = 1; n.groupingUsed = false; println NumberFormat.getCurrencyInstance(Locale.GERMANY).format(1234.5)
//// import java.text.*; def n = NumberFormat.getInstance(); n.maximu 5
import java.text.*; def n = NumberFormat.getInstance(); n.maximumFractionDigits = 1; n.minimumFractionDigits = 1; n.groupingUsed = false; println new DecimalFormat('0.00', new DecimalFormatSymbols(Locale.US)).format(3.14159)
//// import java.text.*; def n = NumberFormat.getInstance(); n.maximu 6
import java.text.*; def n = NumberFormat.getInstance(); n.maximumFractionDigits = 1; n.minimumFractionDigits = 1; n.groupingUsed = false; def df = new DecimalFormat('0.0'); df.setRoundingMode(java.math.RoundingMode.HALF_UP); println df.format(0.25)
//// import java.text.*; def n = NumberFormat.getInstance(); n.maximu 7
import java.text.*; def n = NumberFormat.getInstance(); n.maximumFractionDigits = 1; n.minimumFractionDigits = 1; n.groupingUsed = false; def df = new DecimalFormat('0.0'); df.setRoundingMode(java.math.RoundingMode.HALF_UP); println df.format(0.35d)
//// import java.text.MessageFormat; println MessageFormat.format('Hi {0},
import java.text.MessageFormat; println MessageFormat.format('Hi {0}, you are {1}', 'Bob', 1234)
//// import java.text.MessageFormat; println MessageFormat.format("It''s {0
import java.text.MessageFormat; println MessageFormat.format("It''s {0}", 'x')
//// import java.text.MessageFormat; println MessageFormat.format("'{0}' {0
import java.text.MessageFormat; println MessageFormat.format("'{0}' {0}", 'y')
//// import java.text.MessageFormat; println MessageFormat.format('{0,numbe
import java.text.MessageFormat; println MessageFormat.format('{0,number,#.##} {0,number,integer} {1}', 3.14159, null)
//// import java.text.MessageFormat; println MessageFormat.format('{2}', 1)
import java.text.MessageFormat; println MessageFormat.format('{2}', 1)
//// import java.text.MessageFormat; println new MessageFormat('{0}-{1}').f
import java.text.MessageFormat; println new MessageFormat('{0}-{1}').format(['a', 'b'] as Object[])
//// import java.text.MessageFormat; try { MessageFormat.format('{x}', 1) }
import java.text.MessageFormat; try { MessageFormat.format('{x}', 1) } catch (e) { println e }
//// import java.text.MessageFormat; try { MessageFormat.format('{0', 1) }
import java.text.MessageFormat; try { MessageFormat.format('{0', 1) } catch (e) { println e }
//// import java.text.MessageFormat; println MessageFormat.format('{0,choic
import java.text.MessageFormat; println MessageFormat.format('{0,choice,0#none|1#one|1<many {0}}', 5)
//// import java.text.MessageFormat; println MessageFormat.format('{0,date,
import java.text.MessageFormat; println MessageFormat.format('{0,date,yyyy-MM-dd} {0,time,HH:mm}', new Date(0))
//// import java.text.MessageFormat; println MessageFormat.format('{0}', [1
import java.text.MessageFormat; println MessageFormat.format('{0}', [1, 2])
