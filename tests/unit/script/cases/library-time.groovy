//// import java.time.*; def d = LocalDate.of(2024, 2, 29); println d
import java.time.*; def d = LocalDate.of(2024, 2, 29); println d
//// import java.time.*; def d = LocalDate.of(2024, 2, 29); println d.plusY
import java.time.*; def d = LocalDate.of(2024, 2, 29); println d.plusYears(1)
//// import java.time.*; def d = LocalDate.of(2024, 2, 29); println d.plusM
import java.time.*; def d = LocalDate.of(2024, 2, 29); println d.plusMonths(1)
//// import java.time.*; def d = LocalDate.of(2024, 2, 29); println d.minus
import java.time.*; def d = LocalDate.of(2024, 2, 29); println d.minusDays(1)
//// import java.time.*; def d = LocalDate.of(2024, 2, 29); println d.dayOf
import java.time.*; def d = LocalDate.of(2024, 2, 29); println d.dayOfWeek
//// import java.time.*; def d = LocalDate.of(2024, 2, 29); println d.month
import java.time.*; def d = LocalDate.of(2024, 2, 29); println d.month
//// import java.time.*; def d = LocalDate.of(2024, 2, 29); println d 2
import java.time.*; def d = LocalDate.of(2024, 2, 29); println d.monthValue
//// import java.time.*; def d = LocalDate.of(2024, 2, 29); println d 3
import java.time.*; def d = LocalDate.of(2024, 2, 29); println d.dayOfYear
//// import java.time.*; def d = LocalDate.of(2024, 2, 29); println d.isLea
import java.time.*; def d = LocalDate.of(2024, 2, 29); println d.isLeapYear()
//// import java.time.*; def d = LocalDate.of(2024, 2, 29); println d.lengt
import java.time.*; def d = LocalDate.of(2024, 2, 29); println d.lengthOfMonth()
//// import java.time.*; def d = LocalDate.of(2024, 2, 29); println d.withD
import java.time.*; def d = LocalDate.of(2024, 2, 29); println d.withDayOfMonth(1)
//// import java.time.*; def d = LocalDate.of(2024, 2, 29); println d.isBef
import java.time.*; def d = LocalDate.of(2024, 2, 29); println d.isBefore(LocalDate.of(2024, 3, 1))
//// import java.time.*; def d = LocalDate.of(2024, 2, 29); println d < Loc
import java.time.*; def d = LocalDate.of(2024, 2, 29); println d < LocalDate.of(2024, 3, 1)
//// import java.time.*; def d = LocalDate.of(2024, 2, 29); println d == Lo
import java.time.*; def d = LocalDate.of(2024, 2, 29); println d == LocalDate.parse('2024-02-29')
//// import java.time.*; def d = LocalDate.of(2024, 2, 29); println d.atSta
import java.time.*; def d = LocalDate.of(2024, 2, 29); println d.atStartOfDay()
//// import java.time.*; def d = LocalDate.of(2024, 2, 29); println d.toEpo
import java.time.*; def d = LocalDate.of(2024, 2, 29); println d.toEpochDay()
//// import java.time.*; def d = LocalDate.of(2024, 2, 29); println d.hashC
import java.time.*; def d = LocalDate.of(2024, 2, 29); println d.hashCode()
//// import java.time.*; import java.time.format.*; def dt = LocalDateTime.
import java.time.*; import java.time.format.*; def dt = LocalDateTime.of(2024, 1, 15, 10, 30, 5); println dt
//// import java.time.*; import java.time.format.*; def dt = LocalDat 2
import java.time.*; import java.time.format.*; def dt = LocalDateTime.of(2024, 1, 15, 10, 30, 5); println dt.format(DateTimeFormatter.ofPattern('dd/MM/yyyy HH:mm:ss'))
//// import java.time.*; import java.time.format.*; def dt = LocalDat 3
import java.time.*; import java.time.format.*; def dt = LocalDateTime.of(2024, 1, 15, 10, 30, 5); println dt.format(DateTimeFormatter.ISO_LOCAL_DATE)
//// import java.time.*; import java.time.format.*; def dt = LocalDat 4
import java.time.*; import java.time.format.*; def dt = LocalDateTime.of(2024, 1, 15, 10, 30, 5); println dt.format(DateTimeFormatter.ofPattern("EEEE, MMMM d, yyyy h:mm a"))
//// import java.time.*; import java.time.format.*; def dt = LocalDat 5
import java.time.*; import java.time.format.*; def dt = LocalDateTime.of(2024, 1, 15, 10, 30, 5); println dt.toLocalDate()
//// import java.time.*; import java.time.format.*; def dt = LocalDat 6
import java.time.*; import java.time.format.*; def dt = LocalDateTime.of(2024, 1, 15, 10, 30, 5); println dt.toLocalTime()
//// import java.time.*; import java.time.format.*; def dt = LocalDat 7
import java.time.*; import java.time.format.*; def dt = LocalDateTime.of(2024, 1, 15, 10, 30, 5); println dt.plusHours(20)
//// import java.time.*; import java.time.format.*; def dt = LocalDat 8
import java.time.*; import java.time.format.*; def dt = LocalDateTime.of(2024, 1, 15, 10, 30, 5); println dt.truncatedTo(java.time.temporal.ChronoUnit.HOURS)
//// import java.time.*; import java.time.format.*; def dt = LocalDat 9
import java.time.*; import java.time.format.*; def dt = LocalDateTime.of(2024, 1, 15, 10, 30, 5); println LocalDateTime.parse('2024-01-15T10:30')
//// import java.time.*; import java.time.format.*; def dt = LocalDat 10
import java.time.*; import java.time.format.*; def dt = LocalDateTime.of(2024, 1, 15, 10, 30, 5); println LocalDateTime.parse('15.01.2024 08:05', DateTimeFormatter.ofPattern('dd.MM.yyyy HH:mm'))
//// import java.time.*; import java.time.format.*; def dt = LocalDat 11
import java.time.*; import java.time.format.*; def dt = LocalDateTime.of(2024, 1, 15, 10, 30, 5); println dt.atZone(ZoneId.of('Europe/Berlin'))
//// import java.time.*; import java.time.format.*; def dt = LocalDat 12
import java.time.*; import java.time.format.*; def dt = LocalDateTime.of(2024, 1, 15, 10, 30, 5); println dt.toInstant(ZoneOffset.UTC)
//// import java.time.*; import java.time.format.*; def dt = LocalDat 13
import java.time.*; import java.time.format.*; def dt = LocalDateTime.of(2024, 1, 15, 10, 30, 5); println dt.atOffset(ZoneOffset.ofHours(2))
//// import java.time.*; println Instant.ofEpochMilli(1700000000123L)
import java.time.*; println Instant.ofEpochMilli(1700000000123L)
//// import java.time.*; println Instant.parse('2024-01-01T00:00:00Z').toEp
import java.time.*; println Instant.parse('2024-01-01T00:00:00Z').toEpochMilli()
//// import java.time.*; println Instant.EPOCH.plusSeconds(60)
import java.time.*; println Instant.EPOCH.plusSeconds(60)
//// import java.time.*; println Instant.ofEpochSecond(5).atZone(ZoneId.of(
import java.time.*; println Instant.ofEpochSecond(5).atZone(ZoneId.of('America/New_York'))
//// import java.time.*; println ZonedDateTime.parse('2024-03-31T01:30:00+0
import java.time.*; println ZonedDateTime.parse('2024-03-31T01:30:00+01:00[Europe/Berlin]').plusHours(1)
//// import java.time.*; println ZonedDateTime.of(2024, 3, 31, 2, 30, 0, 0,
import java.time.*; println ZonedDateTime.of(2024, 3, 31, 2, 30, 0, 0, ZoneId.of('Europe/Berlin'))
//// import java.time.*; println ZonedDateTime.parse('2024-01-15T10:00:00Z'
import java.time.*; println ZonedDateTime.parse('2024-01-15T10:00:00Z').withZoneSameInstant(ZoneId.of('Asia/Tokyo'))
//// import java.time.*; println OffsetDateTime.parse('2024-01-15T10:00:00+
import java.time.*; println OffsetDateTime.parse('2024-01-15T10:00:00+02:00').toInstant()
//// import java.time.*; println ZoneId.of('UTC')
import java.time.*; println ZoneId.of('UTC')
//// import java.time.*; println ZoneOffset.of('+05:30').totalSeconds
import java.time.*; println ZoneOffset.of('+05:30').totalSeconds
//// import java.time.*; println OffsetDateTime.parse('2024-01-15T10:00:00.
import java.time.*; println OffsetDateTime.parse('2024-01-15T10:00:00.123+02:00').withOffsetSameInstant(ZoneOffset.UTC)
//// import java.time.*; println Duration.ofMinutes(90)
import java.time.*; println Duration.ofMinutes(90)
//// import java.time.*; println Duration.ofMillis(1500)
import java.time.*; println Duration.ofMillis(1500)
//// import java.time.*; println Duration.between(LocalDateTime.of(2024,1,1
import java.time.*; println Duration.between(LocalDateTime.of(2024,1,1,0,0), LocalDateTime.of(2024,1,2,1,30)).toHours()
//// import java.time.*; println Duration.parse('PT1H30M').toMinutes()
import java.time.*; println Duration.parse('PT1H30M').toMinutes()
//// import java.time.*; println Duration.ofSeconds(-1)
import java.time.*; println Duration.ofSeconds(-1)
//// import java.time.*; println Duration.ofDays(2).plusHours(3)
import java.time.*; println Duration.ofDays(2).plusHours(3)
//// import java.time.*; println Period.between(LocalDate.of(2023,1,15), Lo
import java.time.*; println Period.between(LocalDate.of(2023,1,15), LocalDate.of(2024,3,10))
//// import java.time.*; println Period.of(1, 2, 3).toTotalMonths()
import java.time.*; println Period.of(1, 2, 3).toTotalMonths()
//// import java.time.*; println Period.parse('P1Y2M').months
import java.time.*; println Period.parse('P1Y2M').months
//// import java.time.*; println Period.ofDays(0)
import java.time.*; println Period.ofDays(0)
//// import java.time.*; println Duration.ZERO
import java.time.*; println Duration.ZERO
//// import java.time.*; println Duration.ofHours(25).toDaysPart() + ' ' +
import java.time.*; println Duration.ofHours(25).toDaysPart() + ' ' + Duration.ofHours(25).toHoursPart()
//// import java.time.*; println Duration.ofSeconds(1) < Duration.ofSeconds
import java.time.*; println Duration.ofSeconds(1) < Duration.ofSeconds(2)
//// import java.time.*; println LocalDate.of(2024,1,31).plus(Period.ofMont
import java.time.*; println LocalDate.of(2024,1,31).plus(Period.ofMonths(1))
//// import java.time.*; import java.time.temporal.ChronoUnit; println Chro
import java.time.*; import java.time.temporal.ChronoUnit; println ChronoUnit.DAYS.between(LocalDate.of(2024,1,1), LocalDate.of(2024,12,25))
//// import java.time.*; import java.time.temporal.ChronoUnit; printl 2
import java.time.*; import java.time.temporal.ChronoUnit; println ChronoUnit.MONTHS.between(LocalDate.of(2024,1,31), LocalDate.of(2024,3,30))
//// import java.time.*; import java.time.temporal.ChronoUnit; printl 3
import java.time.*; import java.time.temporal.ChronoUnit; println ChronoUnit.HOURS.between(LocalDateTime.of(2024,1,1,0,0), LocalDateTime.of(2024,1,2,12,59))
//// import java.time.*; import java.time.temporal.ChronoUnit; printl 4
import java.time.*; import java.time.temporal.ChronoUnit; println ChronoUnit.DAYS
//// import java.time.*; import java.time.temporal.ChronoUnit; println DayO
import java.time.*; import java.time.temporal.ChronoUnit; println DayOfWeek.MONDAY.plus(8)
//// import java.time.*; import java.time.temporal.ChronoUnit; println Mont
import java.time.*; import java.time.temporal.ChronoUnit; println Month.of(2)
//// import java.time.*; import java.time.temporal.ChronoUnit; printl 5
import java.time.*; import java.time.temporal.ChronoUnit; println Month.JANUARY.minus(1)
//// import java.time.*; import java.time.temporal.ChronoUnit; printl 6
import java.time.*; import java.time.temporal.ChronoUnit; println DayOfWeek.of(7)
//// import java.time.*; import java.time.temporal.ChronoUnit; println Loca
import java.time.*; import java.time.temporal.ChronoUnit; println LocalTime.of(23, 59).plusMinutes(2)
//// import java.time.*; import java.time.temporal.ChronoUnit; printl 7
import java.time.*; import java.time.temporal.ChronoUnit; println LocalTime.NOON
//// import java.time.*; import java.time.temporal.ChronoUnit; printl 8
import java.time.*; import java.time.temporal.ChronoUnit; println LocalTime.parse('10:15:30').toSecondOfDay()
//// import java.time.*; import java.time.temporal.ChronoUnit; println Year
import java.time.*; import java.time.temporal.ChronoUnit; println YearMonth.of(2024, 2).atEndOfMonth()
//// import java.time.*; import java.time.temporal.ChronoUnit; printl 9
import java.time.*; import java.time.temporal.ChronoUnit; println Year.of(2024).isLeap()
//// import java.time.*; import java.time.temporal.ChronoUnit; printl 10
import java.time.*; import java.time.temporal.ChronoUnit; println YearMonth.parse('2024-05')
//// import java.time.*; import java.time.temporal.ChronoUnit; printl 11
import java.time.*; import java.time.temporal.ChronoUnit; println LocalTime.of(1,2,3,4000000)
//// import java.time.*; try { LocalDate.of(2023, 2, 29) } catch (e) { prin
import java.time.*; try { LocalDate.of(2023, 2, 29) } catch (e) { println e }
//// import java.time.*; try { LocalDate.of(2023, 13, 1) } catch (e) { prin
import java.time.*; try { LocalDate.of(2023, 13, 1) } catch (e) { println e }
//// import java.time.*; try { LocalDate.of(2023, 4, 31) } catch (e) { prin
import java.time.*; try { LocalDate.of(2023, 4, 31) } catch (e) { println e }
//// import java.time.*; try { LocalDate.parse('nope') } catch (e) { printl
import java.time.*; try { LocalDate.parse('nope') } catch (e) { println e }
//// import java.time.*; try { LocalDate.parse('2024-13-01') } catch (e) {
import java.time.*; try { LocalDate.parse('2024-13-01') } catch (e) { println e }
//// import java.time.*; try { LocalDateTime.parse('2024-01-01') } catch (e
import java.time.*; try { LocalDateTime.parse('2024-01-01') } catch (e) { println e }
//// import java.time.*; try { ZoneId.of('Foo/Bar') } catch (e) { println e
import java.time.*; try { ZoneId.of('Foo/Bar') } catch (e) { println e }
//// import java.time.*; try { Instant.parse('x') } catch (e) { println e }
import java.time.*; try { Instant.parse('x') } catch (e) { println e }
//// import java.time.*; try { LocalTime.of(25, 0) } catch (e) { println e
import java.time.*; try { LocalTime.of(25, 0) } catch (e) { println e }
//// import java.time.*; try { Duration.parse('x') } catch (e) { println e
import java.time.*; try { Duration.parse('x') } catch (e) { println e }
//// import java.time.*; import java.time.format.*; try { DateTimeFormatter
import java.time.*; import java.time.format.*; try { DateTimeFormatter.ofPattern('yyyy b') } catch (e) { println e }
//// import java.time.*; import java.time.format.*; try { LocalDate.now().f
import java.time.*; import java.time.format.*; try { LocalDate.now().format(DateTimeFormatter.ofPattern('HH')) } catch (e) { println e }
//// import java.time.*; import java.time.format.*; try { LocalDate.parse('
import java.time.*; import java.time.format.*; try { LocalDate.parse('2024-01-01x') } catch (e) { println e }
//// import java.time.*; import java.time.format.*; try { LocalDate.p 2
import java.time.*; import java.time.format.*; try { LocalDate.parse('01/02/2024', DateTimeFormatter.ofPattern('yyyy-MM-dd')) } catch (e) { println e }
//// import java.time.*; import java.time.format.*; try { LocalDateTime.par
import java.time.*; import java.time.format.*; try { LocalDateTime.parse('2024-01-01', DateTimeFormatter.ofPattern('yyyy-MM-dd')) } catch (e) { println e }
//// import java.time.*; import java.time.format.*; try { LocalDate.of(2024
import java.time.*; import java.time.format.*; try { LocalDate.of(2024,1,1).plus(1, java.time.temporal.ChronoUnit.HOURS) } catch (e) { println e }
//// import java.time.*; import java.time.format.*; println LocalDate.parse
import java.time.*; import java.time.format.*; println LocalDate.parse('2024-02-30', DateTimeFormatter.ofPattern('yyyy-MM-dd'))
//// import java.time.*; import java.time.format.*; def z = ZonedDateTime.o
import java.time.*; import java.time.format.*; def z = ZonedDateTime.of(2024, 7, 4, 15, 8, 9, 123456789, ZoneId.of('America/New_York')); println z
//// import java.time.*; import java.time.format.*; def z = ZonedDate 2
import java.time.*; import java.time.format.*; def z = ZonedDateTime.of(2024, 7, 4, 15, 8, 9, 123456789, ZoneId.of('America/New_York')); println z.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME)
//// import java.time.*; import java.time.format.*; def z = ZonedDate 3
import java.time.*; import java.time.format.*; def z = ZonedDateTime.of(2024, 7, 4, 15, 8, 9, 123456789, ZoneId.of('America/New_York')); println z.format(DateTimeFormatter.ofPattern('yyyy-MM-dd HH:mm:ss.SSS z'))
//// import java.time.*; import java.time.format.*; def z = ZonedDate 4
import java.time.*; import java.time.format.*; def z = ZonedDateTime.of(2024, 7, 4, 15, 8, 9, 123456789, ZoneId.of('America/New_York')); println z.format(DateTimeFormatter.ofPattern('VV xxx X Z zzzz'))
//// import java.time.*; import java.time.format.*; def z = ZonedDate 5
import java.time.*; import java.time.format.*; def z = ZonedDateTime.of(2024, 7, 4, 15, 8, 9, 123456789, ZoneId.of('America/New_York')); println z.format(DateTimeFormatter.ISO_INSTANT)
//// import java.time.*; import java.time.format.*; def z = ZonedDate 6
import java.time.*; import java.time.format.*; def z = ZonedDateTime.of(2024, 7, 4, 15, 8, 9, 123456789, ZoneId.of('America/New_York')); println z.format(DateTimeFormatter.RFC_1123_DATE_TIME)
//// import java.time.*; import java.time.format.*; def z = ZonedDate 7
import java.time.*; import java.time.format.*; def z = ZonedDateTime.of(2024, 7, 4, 15, 8, 9, 123456789, ZoneId.of('America/New_York')); println z.toLocalDate()
//// import java.time.*; import java.time.format.*; def z = ZonedDate 8
import java.time.*; import java.time.format.*; def z = ZonedDateTime.of(2024, 7, 4, 15, 8, 9, 123456789, ZoneId.of('America/New_York')); println z.zone
//// import java.time.*; import java.time.format.*; def z = ZonedDate 9
import java.time.*; import java.time.format.*; def z = ZonedDateTime.of(2024, 7, 4, 15, 8, 9, 123456789, ZoneId.of('America/New_York')); println z.offset
//// import java.time.*; import java.time.format.*; def z = ZonedDate 10
import java.time.*; import java.time.format.*; def z = ZonedDateTime.of(2024, 7, 4, 15, 8, 9, 123456789, ZoneId.of('America/New_York')); println z.toInstant().toEpochMilli()
//// import java.time.*; import java.time.format.*; def z = ZonedDate 11
import java.time.*; import java.time.format.*; def z = ZonedDateTime.of(2024, 7, 4, 15, 8, 9, 123456789, ZoneId.of('America/New_York')); println z.toOffsetDateTime()
//// import java.time.*; import java.time.format.*; def z = ZonedDate 12
import java.time.*; import java.time.format.*; def z = ZonedDateTime.of(2024, 7, 4, 15, 8, 9, 123456789, ZoneId.of('America/New_York')); println z.withHour(1)
//// import java.time.*; import java.time.format.*; def z = ZonedDate 13
import java.time.*; import java.time.format.*; def z = ZonedDateTime.of(2024, 7, 4, 15, 8, 9, 123456789, ZoneId.of('America/New_York')); println z.format(DateTimeFormatter.ofPattern("QQQ 'w'w D E e"))
//// import java.time.*; import java.time.format.*; def z = ZonedDate 14
import java.time.*; import java.time.format.*; def z = ZonedDateTime.of(2024, 7, 4, 15, 8, 9, 123456789, ZoneId.of('America/New_York')); println z.toEpochSecond()
//// import java.time.*; import java.time.format.*; def z = ZonedDate 15
import java.time.*; import java.time.format.*; def z = ZonedDateTime.of(2024, 7, 4, 15, 8, 9, 123456789, ZoneId.of('America/New_York')); println DateTimeFormatter.ISO_DATE_TIME.format(z)
//// import java.time.*; import java.time.format.*; def z = ZonedDate 16
import java.time.*; import java.time.format.*; def z = ZonedDateTime.of(2024, 7, 4, 15, 8, 9, 123456789, ZoneId.of('America/New_York')); println z.truncatedTo(java.time.temporal.ChronoUnit.DAYS)
//// import java.time.*; import java.time.temporal.*; println LocalDate.of(
import java.time.*; import java.time.temporal.*; println LocalDate.of(2024,1,10).with(TemporalAdjusters.firstDayOfMonth())
//// import java.time.*; import java.time.temporal.*; println LocalDa 2
import java.time.*; import java.time.temporal.*; println LocalDate.of(2024,1,10).with(TemporalAdjusters.next(DayOfWeek.MONDAY))
//// import java.time.*; import java.time.temporal.*; def _2 = LocalDate.of
import java.time.*; import java.time.temporal.*; def _2 = LocalDate.of(2024,1,10).with(TemporalAdjusters.next(DayOfWeek.MONDAY)); println LocalDate.of(2024,1,10).with(TemporalAdjusters.lastDayOfMonth())
//// import java.time.*; import java.time.temporal.*; def _2 = LocalD 2
import java.time.*; import java.time.temporal.*; def _2 = LocalDate.of(2024,1,10).with(TemporalAdjusters.next(DayOfWeek.MONDAY)); println LocalDate.of(2024,1,10).get(ChronoField.DAY_OF_WEEK)
//// import java.time.*; import java.time.temporal.*; def _2 = LocalD 3
import java.time.*; import java.time.temporal.*; def _2 = LocalDate.of(2024,1,10).with(TemporalAdjusters.next(DayOfWeek.MONDAY)); println LocalDate.of(2024,1,10).until(LocalDate.of(2024,2,1))
//// import java.time.*; import java.time.temporal.*; def _2 = LocalD 4
import java.time.*; import java.time.temporal.*; def _2 = LocalDate.of(2024,1,10).with(TemporalAdjusters.next(DayOfWeek.MONDAY)); println new Date(0).toInstant()
//// import java.time.*; import java.time.temporal.*; def _2 = LocalD 5
import java.time.*; import java.time.temporal.*; def _2 = LocalDate.of(2024,1,10).with(TemporalAdjusters.next(DayOfWeek.MONDAY)); println Date.from(Instant.ofEpochMilli(5)).time
//// import java.time.*; import java.time.temporal.*; def _2 = LocalD 6
import java.time.*; import java.time.temporal.*; def _2 = LocalDate.of(2024,1,10).with(TemporalAdjusters.next(DayOfWeek.MONDAY)); println new Date(0).toInstant().atZone(ZoneId.of('UTC')).toLocalDate()
//// import java.time.*; import java.time.temporal.*; def _2 = LocalD 7
import java.time.*; import java.time.temporal.*; def _2 = LocalDate.of(2024,1,10).with(TemporalAdjusters.next(DayOfWeek.MONDAY)); println LocalDate.MAX
//// import java.time.*; import java.time.temporal.*; def _2 = LocalD 8
import java.time.*; import java.time.temporal.*; def _2 = LocalDate.of(2024,1,10).with(TemporalAdjusters.next(DayOfWeek.MONDAY)); println [LocalDate.of(2024,1,2), LocalDate.of(2024,1,1)].sort()
//// import java.time.*; import java.time.temporal.*; def _2 = LocalD 9
import java.time.*; import java.time.temporal.*; def _2 = LocalDate.of(2024,1,10).with(TemporalAdjusters.next(DayOfWeek.MONDAY)); println LocalDate.EPOCH
//// import java.time.*; import java.time.temporal.*; def _2 = LocalD 10
import java.time.*; import java.time.temporal.*; def _2 = LocalDate.of(2024,1,10).with(TemporalAdjusters.next(DayOfWeek.MONDAY)); println Instant.ofEpochMilli(0).plus(Duration.ofDays(1))
//// import java.time.*; import java.time.temporal.*; def _2 = LocalD 11
import java.time.*; import java.time.temporal.*; def _2 = LocalDate.of(2024,1,10).with(TemporalAdjusters.next(DayOfWeek.MONDAY)); println LocalDateTime.ofInstant(Instant.EPOCH, ZoneOffset.UTC)
//// import java.time.*; import java.time.temporal.*; def _2 = LocalD 12
import java.time.*; import java.time.temporal.*; def _2 = LocalDate.of(2024,1,10).with(TemporalAdjusters.next(DayOfWeek.MONDAY)); println LocalDate.of(2024, Month.MARCH, 3)
//// import java.time.*; import java.time.temporal.*; def _2 = LocalD 13
import java.time.*; import java.time.temporal.*; def _2 = LocalDate.of(2024,1,10).with(TemporalAdjusters.next(DayOfWeek.MONDAY)); println DayOfWeek.values().size()
