//// def d = new Date(0); println d
def d = new Date(0); println d
//// def d = new Date(0); println d.time
def d = new Date(0); println d.time
//// def d = new Date(0); println d.format('yyyy-MM-dd HH:mm:ss')
def d = new Date(0); println d.format('yyyy-MM-dd HH:mm:ss')
//// def d = new Date(0); println d + 1
def d = new Date(0); println d + 1
//// def d = new Date(0); println d - 1
def d = new Date(0); println d - 1
//// def d = new Date(0); println (d + 10) - d
def d = new Date(0); println (d + 10) - d
//// def d = new Date(0); println d.next()
def d = new Date(0); println d.next()
//// def d = new Date(0); def _1 = d.next(); println d.before(d + 1)
def d = new Date(0); def _1 = d.next(); println d.before(d + 1)
//// def d = new Date(0); def _1 = d.next(); println d.after(d)
def d = new Date(0); def _1 = d.next(); println d.after(d)
//// def d = new Date(0); def _1 = d.next(); println d <=> d + 1
def d = new Date(0); def _1 = d.next(); println d <=> d + 1
//// def d = new Date(0); def _1 = d.next(); println d == new Date(0L)
def d = new Date(0); def _1 = d.next(); println d == new Date(0L)
//// def d = new Date(0); def _1 = d.next(); println d.class
def d = new Date(0); def _1 = d.next(); println d.class
//// def d = Date.parse('yyyy-MM-dd', '2024-02-29'); println d
def d = Date.parse('yyyy-MM-dd', '2024-02-29'); println d
//// def d = Date.parse('yyyy-MM-dd', '2024-02-29'); println d.format('EEE,
def d = Date.parse('yyyy-MM-dd', '2024-02-29'); println d.format('EEE, d MMM yyyy')
//// def d = Date.parse('yyyy-MM-dd', '2024-02-29'); println d.format("yyyy
def d = Date.parse('yyyy-MM-dd', '2024-02-29'); println d.format("yyyy-MM-dd'T'HH:mm:ss.SSSZ")
//// def d = Date.parse('yyyy-MM-dd', '2024-02-29'); println d.format 2
def d = Date.parse('yyyy-MM-dd', '2024-02-29'); println d.format("yyyy-MM-dd'T'HH:mm:ssXXX")
//// def d = Date.parse('yyyy-MM-dd', '2024-02-29'); println d.format('EEEE
def d = Date.parse('yyyy-MM-dd', '2024-02-29'); println d.format('EEEE MMMM dd yy hh:mm a')
//// def d = Date.parse('yyyy-MM-dd', '2024-02-29'); println d[Calendar.YEA
def d = Date.parse('yyyy-MM-dd', '2024-02-29'); println d[Calendar.YEAR]
//// def d = Date.parse('yyyy-MM-dd', '2024-02-29'); println d[Calendar.MON
def d = Date.parse('yyyy-MM-dd', '2024-02-29'); println d[Calendar.MONTH]
//// def d = Date.parse('yyyy-MM-dd', '2024-02-29'); println d.year
def d = Date.parse('yyyy-MM-dd', '2024-02-29'); println d.year
//// def d = Date.parse('yyyy-MM-dd', '2024-02-29'); println d.month
def d = Date.parse('yyyy-MM-dd', '2024-02-29'); println d.month
//// def d = Date.parse('yyyy-MM-dd', '2024-02-29'); println d.date
def d = Date.parse('yyyy-MM-dd', '2024-02-29'); println d.date
//// def d = Date.parse('yyyy-MM-dd', '2024-02-29'); println d.day
def d = Date.parse('yyyy-MM-dd', '2024-02-29'); println d.day
//// import java.text.SimpleDateFormat; def f = new SimpleDateFormat("yyyy-
import java.text.SimpleDateFormat; def f = new SimpleDateFormat("yyyy-MM-dd'T'HH:mm:ss.SSSZ"); println f.parse('2024-03-10T12:34:56.789+0200')
//// import java.text.SimpleDateFormat; def f = new SimpleDateFormat( 2
import java.text.SimpleDateFormat; def f = new SimpleDateFormat("yyyy-MM-dd'T'HH:mm:ss.SSSZ"); println f.format(new Date(1710000000000L))
//// import java.text.SimpleDateFormat; def f = new SimpleDateFormat( 3
import java.text.SimpleDateFormat; def f = new SimpleDateFormat("yyyy-MM-dd'T'HH:mm:ss.SSSZ"); println f.toPattern()
//// import java.text.SimpleDateFormat; def f = new SimpleDateFormat( 4
import java.text.SimpleDateFormat; def f = new SimpleDateFormat("yyyy-MM-dd'T'HH:mm:ss.SSSZ"); f.timeZone = TimeZone.getTimeZone('America/New_York'); println f.format(new Date(1710000000000L))
//// import java.text.SimpleDateFormat; def f = new SimpleDateFormat('dd/MM
import java.text.SimpleDateFormat; def f = new SimpleDateFormat('dd/MM/yyyy'); try { f.parse('abc') } catch (e) { println e }
//// import java.text.SimpleDateFormat; def f = new SimpleDateFormat( 5
import java.text.SimpleDateFormat; def f = new SimpleDateFormat('dd/MM/yyyy'); try { new SimpleDateFormat('b') } catch (e) { println e }
//// import java.text.SimpleDateFormat; def f = new SimpleDateFormat( 6
import java.text.SimpleDateFormat; def f = new SimpleDateFormat('dd/MM/yyyy'); try { new SimpleDateFormat("yyyy 'x") } catch (e) { println e }
//// import java.text.SimpleDateFormat; def f = new SimpleDateFormat( 7
import java.text.SimpleDateFormat; def f = new SimpleDateFormat('dd/MM/yyyy'); println f.parse('31/02/2024')
//// import java.text.SimpleDateFormat; def f = new SimpleDateFormat( 8
import java.text.SimpleDateFormat; def f = new SimpleDateFormat('dd/MM/yyyy'); f.lenient = false; try { f.parse('31/02/2024') } catch (e) { println e }
//// def c = Calendar.getInstance(); c.setTime(new Date(0)); println c.get(
def c = Calendar.getInstance(); c.setTime(new Date(0)); println c.get(Calendar.YEAR)
//// def c = Calendar.getInstance(); c.setTime(new Date(0)); c.add(Calendar
def c = Calendar.getInstance(); c.setTime(new Date(0)); c.add(Calendar.MONTH, 1); println c.time
//// def c = Calendar.getInstance(); c.setTime(new Date(0)); c.add(Ca 2
def c = Calendar.getInstance(); c.setTime(new Date(0)); c.add(Calendar.MONTH, 1); c.set(2024, Calendar.JANUARY, 31); c.add(Calendar.MONTH, 1); println c.time
//// def c = Calendar.getInstance(); c.setTime(new Date(0)); c.add(Ca 3
def c = Calendar.getInstance(); c.setTime(new Date(0)); c.add(Calendar.MONTH, 1); c.set(2024, Calendar.JANUARY, 31); c.add(Calendar.MONTH, 1); println c.getActualMaximum(Calendar.DAY_OF_MONTH)
//// def c = Calendar.getInstance(); c.setTime(new Date(0)); c.add(Ca 4
def c = Calendar.getInstance(); c.setTime(new Date(0)); c.add(Calendar.MONTH, 1); c.set(2024, Calendar.JANUARY, 31); c.add(Calendar.MONTH, 1); println c[Calendar.DAY_OF_WEEK]
//// def c = Calendar.getInstance(); c.setTime(new Date(0)); c.add(Ca 5
def c = Calendar.getInstance(); c.setTime(new Date(0)); c.add(Calendar.MONTH, 1); c.set(2024, Calendar.JANUARY, 31); c.add(Calendar.MONTH, 1); println c.get(Calendar.WEEK_OF_YEAR)
//// def c = Calendar.getInstance(); c.setTime(new Date(0)); c.add(Ca 6
def c = Calendar.getInstance(); c.setTime(new Date(0)); c.add(Calendar.MONTH, 1); c.set(2024, Calendar.JANUARY, 31); c.add(Calendar.MONTH, 1); c.set(Calendar.HOUR_OF_DAY, 5); println c.time.format('HH:mm')
//// def c = Calendar.getInstance(); c.setTime(new Date(0)); c.add(Ca 7
def c = Calendar.getInstance(); c.setTime(new Date(0)); c.add(Calendar.MONTH, 1); c.set(2024, Calendar.JANUARY, 31); c.add(Calendar.MONTH, 1); c.set(Calendar.HOUR_OF_DAY, 5); println c.timeZone.ID
//// println new Date(0).clearTime()
println new Date(0).clearTime()
//// println new Date(70, 0, 1, 5, 6, 7)
println new Date(70, 0, 1, 5, 6, 7)
//// println new Date(0).toCalendar().get(Calendar.DATE)
println new Date(0).toCalendar().get(Calendar.DATE)
//// println new Date(86400000L * 31).updated(year: 2000, month: 5, date: 3
println new Date(86400000L * 31).updated(year: 2000, month: 5, date: 3)
//// println new Date(0).dateString
println new Date(0).dateString
//// println new Date(0).timeString
println new Date(0).timeString
//// println new Date(0).dateTimeString
println new Date(0).dateTimeString
//// println new Date(5).hashCode()
println new Date(5).hashCode()
//// println new Date(0).minus(new Date(86400000L * 5))
println new Date(0).minus(new Date(86400000L * 5))
//// println TimeZone.getTimeZone('Europe/Berlin').ID
println TimeZone.getTimeZone('Europe/Berlin').ID
//// println TimeZone.getTimeZone('xyz').ID
println TimeZone.getTimeZone('xyz').ID
//// println TimeZone.getTimeZone('GMT+2').ID
println TimeZone.getTimeZone('GMT+2').ID
//// println TimeZone.getTimeZone('Europe/Berlin').rawOffset
println TimeZone.getTimeZone('Europe/Berlin').rawOffset
//// println TimeZone.default.ID
println TimeZone.default.ID
//// println new Date(1720000000000L).format('yyyy-MM-dd HH:mm z', TimeZone
println new Date(1720000000000L).format('yyyy-MM-dd HH:mm z', TimeZone.getTimeZone('Europe/Berlin'))
//// println new Date(0).format('HH:mm zzzz', TimeZone.getTimeZone('America
println new Date(0).format('HH:mm zzzz', TimeZone.getTimeZone('America/New_York'))
//// println new Date(1720000000000L).format('z', TimeZone.getTimeZone('Ame
println new Date(1720000000000L).format('z', TimeZone.getTimeZone('America/Los_Angeles'))
//// println new Date(1720000000000L).format('z X XX XXX Z', TimeZone.getTi
println new Date(1720000000000L).format('z X XX XXX Z', TimeZone.getTimeZone('Asia/Kolkata'))
//// println new Date(0).format('G y yy yyyy Y M MM MMM MMMM w W D d F E EE
println new Date(0).format('G y yy yyyy Y M MM MMM MMMM w W D d F E EEEE u a H k K h m s S SSS')
//// println new Date(1735689599999L).format('w YYYY W F D')
println new Date(1735689599999L).format('w YYYY W F D')
//// println new Date(1000000000000L).format("hh 'o''clock' a")
println new Date(1000000000000L).format("hh 'o''clock' a")
//// def a = new Date(0), b = new Date(86400000L * 3); (a..b).each { printl
def a = new Date(0), b = new Date(86400000L * 3); (a..b).each { println it.format('dd') }; a.upto(b) { print it.date + ' ' }; println()
//// def a = new Date(0), b = new Date(86400000L * 3); (a..b).each { 2
def a = new Date(0), b = new Date(86400000L * 3); (a..b).each { println it.format('dd') }; a.upto(b) { print it.date + ' ' }; println([b, a].sort())
//// def a = new Date(0), b = new Date(86400000L * 3); (a..b).each { 3
def a = new Date(0), b = new Date(86400000L * 3); (a..b).each { println it.format('dd') }; a.upto(b) { print it.date + ' ' }; println([b, a].min())
//// def a = new Date(0), b = new Date(86400000L * 3); (a..b).each { 4
def a = new Date(0), b = new Date(86400000L * 3); (a..b).each { println it.format('dd') }; a.upto(b) { print it.date + ' ' }; println a in [a, b]
//// def a = new Date(0), b = new Date(86400000L * 3); (a..b).each { 5
def a = new Date(0), b = new Date(86400000L * 3); (a..b).each { println it.format('dd') }; a.upto(b) { print it.date + ' ' }; println "$a"
//// println Date.parse('dd.MM.yyyy HH:mm', '01.02.2023 14:30').time
println Date.parse('dd.MM.yyyy HH:mm', '01.02.2023 14:30').time
//// println Date.parse('yyyy-MM-dd HH:mm:ss z', '2023-02-01 14:30:00 EST')
println Date.parse('yyyy-MM-dd HH:mm:ss z', '2023-02-01 14:30:00 EST').time
//// println Date.parse('MMM d, yyyy', 'Feb 3, 2021')
println Date.parse('MMM d, yyyy', 'Feb 3, 2021')
//// println Date.parse('yyMMdd', '240115')
println Date.parse('yyMMdd', '240115')
//// println Date.parse('yyyyMMddHHmm', '202401151230')
println Date.parse('yyyyMMddHHmm', '202401151230')
//// println Date.parse('h:mm a', '3:45 PM')
println Date.parse('h:mm a', '3:45 PM')
//// println Date.parse("yyyy-MM-dd'T'HH:mm:ssX", '2024-01-15T10:00:00Z').t
println Date.parse("yyyy-MM-dd'T'HH:mm:ssX", '2024-01-15T10:00:00Z').time
//// try { Date.parse('yyyy-MM-dd', 'nope') } catch (e) { println e.class;
try { Date.parse('yyyy-MM-dd', 'nope') } catch (e) { println e.class; println e.message }
//// try { Date.parse('yyyy-MM-dd', null) } catch (e) { println e.class }
try { Date.parse('yyyy-MM-dd', null) } catch (e) { println e.class }
//// def c = new GregorianCalendar(2024, 0, 15, 10, 30); println c.time
def c = new GregorianCalendar(2024, 0, 15, 10, 30); println c.time
//// def c = new GregorianCalendar(2024, 0, 15, 10, 30); println c.timeInMi
def c = new GregorianCalendar(2024, 0, 15, 10, 30); println c.timeInMillis
//// def c = new GregorianCalendar(2024, 0, 15, 10, 30); c.roll(Calendar.MO
def c = new GregorianCalendar(2024, 0, 15, 10, 30); c.roll(Calendar.MONTH, 13); println c.time
//// def c = new GregorianCalendar(2024, 0, 15, 10, 30); c.roll(Calen 2
def c = new GregorianCalendar(2024, 0, 15, 10, 30); c.roll(Calendar.MONTH, 13); println c.before(Calendar.instance)
//// def c = new GregorianCalendar(2024, 0, 15, 10, 30); c.roll(Calen 3
def c = new GregorianCalendar(2024, 0, 15, 10, 30); c.roll(Calendar.MONTH, 13); c.clear(); println c.time
//// def c = Calendar.getInstance(TimeZone.getTimeZone('UTC')); c.timeInMil
def c = Calendar.getInstance(TimeZone.getTimeZone('UTC')); c.timeInMillis = 1700000000000L; c.set(Calendar.DAY_OF_MONTH, 1); c.set(Calendar.MONTH, Calendar.FEBRUARY); println c.time
//// def c = Calendar.getInstance(TimeZone.getTimeZone('UTC')); c.tim 2
def c = Calendar.getInstance(TimeZone.getTimeZone('UTC')); c.timeInMillis = 1700000000000L; c.set(Calendar.DAY_OF_MONTH, 1); c.set(Calendar.MONTH, Calendar.FEBRUARY); c[Calendar.YEAR] = 2020; println c.time.format('yyyy')
//// def c = Calendar.getInstance(TimeZone.getTimeZone('UTC')); c.tim 3
def c = Calendar.getInstance(TimeZone.getTimeZone('UTC')); c.timeInMillis = 1700000000000L; c.set(Calendar.DAY_OF_MONTH, 1); c.set(Calendar.MONTH, Calendar.FEBRUARY); c[Calendar.YEAR] = 2020; println c.format('yyyy-MM-dd')
//// def c = Calendar.getInstance(TimeZone.getTimeZone('UTC')); c.tim 4
def c = Calendar.getInstance(TimeZone.getTimeZone('UTC')); c.timeInMillis = 1700000000000L; c.set(Calendar.DAY_OF_MONTH, 1); c.set(Calendar.MONTH, Calendar.FEBRUARY); c[Calendar.YEAR] = 2020; println c.isLenient()
//// def c = Calendar.getInstance(TimeZone.getTimeZone('UTC')); c.tim 5
def c = Calendar.getInstance(TimeZone.getTimeZone('UTC')); c.timeInMillis = 1700000000000L; c.set(Calendar.DAY_OF_MONTH, 1); c.set(Calendar.MONTH, Calendar.FEBRUARY); c[Calendar.YEAR] = 2020; println c.get(Calendar.AM_PM)
//// def c = Calendar.getInstance(TimeZone.getTimeZone('UTC')); c.tim 6
def c = Calendar.getInstance(TimeZone.getTimeZone('UTC')); c.timeInMillis = 1700000000000L; c.set(Calendar.DAY_OF_MONTH, 1); c.set(Calendar.MONTH, Calendar.FEBRUARY); c[Calendar.YEAR] = 2020; println c.get(Calendar.HOUR)
//// def c = Calendar.getInstance(TimeZone.getTimeZone('UTC')); c.tim 7
def c = Calendar.getInstance(TimeZone.getTimeZone('UTC')); c.timeInMillis = 1700000000000L; c.set(Calendar.DAY_OF_MONTH, 1); c.set(Calendar.MONTH, Calendar.FEBRUARY); c[Calendar.YEAR] = 2020; println c.get(Calendar.ZONE_OFFSET)
//// def c = Calendar.getInstance(TimeZone.getTimeZone('UTC')); c.tim 8
def c = Calendar.getInstance(TimeZone.getTimeZone('UTC')); c.timeInMillis = 1700000000000L; c.set(Calendar.DAY_OF_MONTH, 1); c.set(Calendar.MONTH, Calendar.FEBRUARY); c[Calendar.YEAR] = 2020; c.set(Calendar.DAY_OF_WEEK, Calendar.MONDAY); def n = c.clone(); n.add(Calendar.DATE, 1); println n > c
//// def c = Calendar.getInstance(TimeZone.getTimeZone('UTC')); c.tim 9
def c = Calendar.getInstance(TimeZone.getTimeZone('UTC')); c.timeInMillis = 1700000000000L; c.set(Calendar.DAY_OF_MONTH, 1); c.set(Calendar.MONTH, Calendar.FEBRUARY); c[Calendar.YEAR] = 2020; c.set(Calendar.DAY_OF_WEEK, Calendar.MONDAY); def n = c.clone(); n.add(Calendar.DATE, 1); println c.firstDayOfWeek
//// println String.format('%tF %<tT', new Date(0))
println String.format('%tF %<tT', new Date(0))
//// println new Date(0).toInstant()
println new Date(0).toInstant()
//// println new java.sql.Date(0)
println new java.sql.Date(0)
//// println new java.sql.Timestamp(1500)
println new java.sql.Timestamp(1500)
//// println new Date(0).toTimestamp()
println new Date(0).toTimestamp()
//// println java.sql.Date.valueOf('2024-01-02')
println java.sql.Date.valueOf('2024-01-02')
//// import groovy.time.*; println new TimeDuration(1, 2, 3, 4)
import groovy.time.*; println new TimeDuration(1, 2, 3, 4)
//// import groovy.time.*; println TimeCategory.minus(new Date(90061001L),
import groovy.time.*; println TimeCategory.minus(new Date(90061001L), new Date(0))
//// import groovy.time.*; def dur = TimeCategory.minus(new Date(90061001L)
import groovy.time.*; def dur = TimeCategory.minus(new Date(90061001L), new Date(0)); println dur.days + ' ' + dur.hours + ' ' + dur.minutes + ' ' + dur.seconds + ' ' + dur.millis
//// import groovy.time.*; def dur = TimeCategory.minus(new Date(9006 2
import groovy.time.*; def dur = TimeCategory.minus(new Date(90061001L), new Date(0)); println new Duration(1,0,0,0,0) + new TimeDuration(1,0,0,0)
//// import java.text.*; println DateFormat.getDateInstance(DateFormat.SHOR
import java.text.*; println DateFormat.getDateInstance(DateFormat.SHORT).format(new Date(0))
//// import java.text.*; println DateFormat.getDateInstance().format(new Da
import java.text.*; println DateFormat.getDateInstance().format(new Date(0))
//// import java.text.*; println DateFormat.getDateTimeInstance(DateFormat.
import java.text.*; println DateFormat.getDateTimeInstance(DateFormat.LONG, DateFormat.SHORT).format(new Date(0))
//// import java.text.*; println new SimpleDateFormat('yyyy', Locale.US).fo
import java.text.*; println new SimpleDateFormat('yyyy', Locale.US).format(new Date(0))
//// import java.text.*; println DateFormat.getDateTimeInstance().format(ne
import java.text.*; println DateFormat.getDateTimeInstance().format(new Date(0))
//// import java.text.*; println new SimpleDateFormat().format(new Date(0))
import java.text.*; println new SimpleDateFormat().format(new Date(0))
//// def d = new Date(1704067200000L); d.hours = 5; println d
def d = new Date(1704067200000L); d.hours = 5; println d
//// def d = new Date(1704067200000L); d.hours = 5; d.set(year: 2025, month
def d = new Date(1704067200000L); d.hours = 5; d.set(year: 2025, month: 0); println d
//// def d = new Date(1704067200000L); d.hours = 5; d.set(year: 2025, 2
def d = new Date(1704067200000L); d.hours = 5; d.set(year: 2025, month: 0); d[Calendar.MINUTE] = 7; println d
//// def d = new Date(1704067200000L); d.hours = 5; d.set(year: 2025, 3
def d = new Date(1704067200000L); d.hours = 5; d.set(year: 2025, month: 0); d[Calendar.MINUTE] = 7; d.time = 5; println d.time
//// def d = new Date(1704067200000L); d.hours = 5; d.set(year: 2025, 4
def d = new Date(1704067200000L); d.hours = 5; d.set(year: 2025, month: 0); d[Calendar.MINUTE] = 7; d.time = 5; println d.copyWith(year: 1999)
//// def d = new Date(1704067200000L); d.hours = 5; d.set(year: 2025, 5
def d = new Date(1704067200000L); d.hours = 5; d.set(year: 2025, month: 0); d[Calendar.MINUTE] = 7; d.time = 5; println d.clone() == d
//// def d = new Date(1704067200000L); d.hours = 5; d.set(year: 2025, 6
def d = new Date(1704067200000L); d.hours = 5; d.set(year: 2025, month: 0); d[Calendar.MINUTE] = 7; d.time = 5; d.setMonth(3); println d.format('M')
//// def d = new Date(1704067200000L); d.hours = 5; d.set(year: 2025, 7
def d = new Date(1704067200000L); d.hours = 5; d.set(year: 2025, month: 0); d[Calendar.MINUTE] = 7; d.time = 5; d.setMonth(3); println d.timezoneOffset
//// def d = new Date(1704067200000L); d.hours = 5; d.set(year: 2025, 8
def d = new Date(1704067200000L); d.hours = 5; d.set(year: 2025, month: 0); d[Calendar.MINUTE] = 7; d.time = 5; d.setMonth(3); println Date.parse('yyyy', '2020').year + 1900
