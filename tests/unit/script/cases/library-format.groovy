//// println String.format('%d %s %5d|%-5d|%05d', 1, 'a', 42, 42, 42)
println String.format('%d %s %5d|%-5d|%05d', 1, 'a', 42, 42, 42)
//// println String.format('%,d %,.2f', 1234567, 1234567.891)
println String.format('%,d %,.2f', 1234567, 1234567.891)
//// println String.format('%.2f %.0f %8.3f|%-8.1f|', 1.005, 2.5, 3.14159,
println String.format('%.2f %.0f %8.3f|%-8.1f|', 1.005, 2.5, 3.14159, 2.0)
//// println String.format('%x %X %o %#x %08X', 255, 255, 8, 255, 255)
println String.format('%x %X %o %#x %08X', 255, 255, 8, 255, 255)
//// println String.format('%x', -1)
println String.format('%x', -1)
//// println String.format('%x', -1L)
println String.format('%x', -1L)
//// println String.format('%x', -255G)
println String.format('%x', -255G)
//// println String.format('%o', -8)
println String.format('%o', -8)
//// println String.format('%x', (byte) -1)
println String.format('%x', (byte) -1)
//// println String.format('%s %S %10s|%-10s|%.3s', 'abc', 'abc', 'abc', 'a
println String.format('%s %S %10s|%-10s|%.3s', 'abc', 'abc', 'abc', 'abc', 'abcdef')
//// println String.format('%b %B %b %b', true, false, null, 'x')
println String.format('%b %B %b %b', true, false, null, 'x')
//// println String.format('%c %C %c', 'a' as char, 'b' as char, 65)
println String.format('%c %C %c', 'a' as char, 'b' as char, 65)
//// println String.format('%h', 'hello')
println String.format('%h', 'hello')
//// println String.format('%% %n|')
println String.format('%% %n|')
//// println String.format('%2$s %1$s %<s %s', 'a', 'b')
println String.format('%2$s %1$s %<s %s', 'a', 'b')
//// println String.format('%s %s', 'a', null)
println String.format('%s %s', 'a', null)
//// println String.format('%+d % d %(d', 5, 5, -5)
println String.format('%+d % d %(d', 5, 5, -5)
//// println String.format('%e %.2e %E', 12345.678, 0.00012, 1e10)
println String.format('%e %.2e %E', 12345.678, 0.00012, 1e10)
//// println String.format('%g %g %g', 12345.678, 0.00001, 1234567890.0)
println String.format('%g %g %g', 12345.678, 0.00001, 1234567890.0)
//// println String.format('%s', [1, 2])
println String.format('%s', [1, 2])
//// println String.format('%s', [a: 1])
println String.format('%s', [a: 1])
//// println String.format('%s %s', 1.50, 2.0d)
println String.format('%s %s', 1.50, 2.0d)
//// println String.format('%d', 123456789012345678901234567890G)
println String.format('%d', 123456789012345678901234567890G)
//// println String.format('%.3f', 1.0005d)
println String.format('%.3f', 1.0005d)
//// println String.format('%.1f', 0.25d)
println String.format('%.1f', 0.25d)
//// println String.format('%.1f', 0.35d)
println String.format('%.1f', 0.35d)
//// println String.format('%f', 1.5f)
println String.format('%f', 1.5f)
//// try { String.format('%d', 'a') } catch (e) { println e }
try { String.format('%d', 'a') } catch (e) { println e }
//// try { String.format('%d', 1.5) } catch (e) { println e }
try { String.format('%d', 1.5) } catch (e) { println e }
//// try { String.format('%s %s', 'a') } catch (e) { println e }
try { String.format('%s %s', 'a') } catch (e) { println e }
//// try { String.format('%q', 1) } catch (e) { println e }
try { String.format('%q', 1) } catch (e) { println e }
//// try { String.format('%f', 1) } catch (e) { println e }
try { String.format('%f', 1) } catch (e) { println e }
//// try { String.format('%-d', 1) } catch (e) { println e }
try { String.format('%-d', 1) } catch (e) { println e }
//// try { String.format('%--5d', 1) } catch (e) { println e }
try { String.format('%--5d', 1) } catch (e) { println e }
//// try { String.format('%#d', 1) } catch (e) { println e }
try { String.format('%#d', 1) } catch (e) { println e }
//// try { String.format('%.2d', 1) } catch (e) { println e }
try { String.format('%.2d', 1) } catch (e) { println e }
//// try { String.format('%c', 'ab') } catch (e) { println e }
try { String.format('%c', 'ab') } catch (e) { println e }
//// try { String.format('%') } catch (e) { println e }
try { String.format('%') } catch (e) { println e }
//// try { String.format('50% off', 1) } catch (e) { println e }
try { String.format('50% off', 1) } catch (e) { println e }
//// try { String.format('%-05d', 1) } catch (e) { println e }
try { String.format('%-05d', 1) } catch (e) { println e }
//// try { String.format('%+ d', 1) } catch (e) { println e }
try { String.format('%+ d', 1) } catch (e) { println e }
//// try { String.format('%,x', 1) } catch (e) { println e }
try { String.format('%,x', 1) } catch (e) { println e }
//// try { String.format('%#s', 1) } catch (e) { println e }
try { String.format('%#s', 1) } catch (e) { println e }
//// try { String.format('%5n') } catch (e) { println e }
try { String.format('%5n') } catch (e) { println e }
//// try { String.format('%D', 1) } catch (e) { println e }
try { String.format('%D', 1) } catch (e) { println e }
//// printf('%s-%s\n', 'a', 'b'); printf('%d\n', 5); printf('%s %s\n', ['x'
printf('%s-%s\n', 'a', 'b'); printf('%d\n', 5); printf('%s %s\n', ['x', 'y']); println sprintf('%05.1f', 3.14159)
//// printf('%s-%s\n', 'a', 'b'); printf('%d\n', 5); printf('%s %s\n' 2
printf('%s-%s\n', 'a', 'b'); printf('%d\n', 5); printf('%s %s\n', ['x', 'y']); println sprintf('%s', ['q'])
//// printf('%s-%s\n', 'a', 'b'); printf('%d\n', 5); printf('%s %s\n' 3
printf('%s-%s\n', 'a', 'b'); printf('%d\n', 5); printf('%s %s\n', ['x', 'y']); System.out.printf('%s%n', 'z'); println '%s and %s'.formatted(1, 2)
//// println String.format('%08.2f', -3.14159)
println String.format('%08.2f', -3.14159)
//// println String.format('%,d', -1234567)
println String.format('%,d', -1234567)
//// println String.format('%(,.2f', -1234.5)
println String.format('%(,.2f', -1234.5)
//// println String.format('%+.1f', 0.0)
println String.format('%+.1f', 0.0)
//// println String.format('%010d', -42)
println String.format('%010d', -42)
//// println String.format('%s', 1G)
println String.format('%s', 1G)
//// println String.format('%5s|%-5b|', true, false)
println String.format('%5s|%-5b|', true, false)
//// println String.format('%d%%', 50)
println String.format('%d%%', 50)
//// println String.format('%f', Double.NaN)
println String.format('%f', Double.NaN)
//// println String.format('%f %f', Double.POSITIVE_INFINITY, -1/0d as doub
println String.format('%f %f', Double.POSITIVE_INFINITY, -1/0d as double)
//// println String.format(Locale.US, '%,.2f', 1234.5)
println String.format(Locale.US, '%,.2f', 1234.5)
//// println String.format(Locale.GERMANY, '%,.2f', 1234.5)
println String.format(Locale.GERMANY, '%,.2f', 1234.5)
//// println String.format(Locale.ENGLISH, '%s', 'x')
println String.format(Locale.ENGLISH, '%s', 'x')
//// println String.format("${'%d'}", 3)
println String.format("${'%d'}", 3)
//// println String.format('no args')
println String.format('no args')
//// println String.format('%s', (Object) null)
println String.format('%s', (Object) null)
//// println String.format('%1$s %1$s', 'r')
println String.format('%1$s %1$s', 'r')
//// println String.format('%.10f', 1/3)
println String.format('%.10f', 1/3)
//// println String.format('%.2f', 1e-10)
println String.format('%.2f', 1e-10)
//// println String.format('%.0f', 0.5d)
println String.format('%.0f', 0.5d)
//// println String.format('%.0f', 1.5d)
println String.format('%.0f', 1.5d)
//// println String.format('%6.2e|', 123.456)
println String.format('%6.2e|', 123.456)
//// println String.format('%s', 'a' as char)
println String.format('%s', 'a' as char)
//// println String.format('%-6sx', 'ab')
println String.format('%-6sx', 'ab')
//// println String.format('%5c|', 'a' as char)
println String.format('%5c|', 'a' as char)
//// println String.format('%.2f', 100)
println String.format('%.2f', 100)
//// println String.format('%g', 0.0)
println String.format('%g', 0.0)
//// println String.format('%.3g', 0.00012345)
println String.format('%.3g', 0.00012345)
//// println String.format('%g', 100000.0)
println String.format('%g', 100000.0)
//// println String.format('%g', 999999.5)
println String.format('%g', 999999.5)
//// println String.format('%.0e', 12345.0)
println String.format('%.0e', 12345.0)
//// println String.format('%,d', 999)
println String.format('%,d', 999)
//// println String.format('%,d', 1000L)
println String.format('%,d', 1000L)
//// println String.format('%tY', new Date(0))
println String.format('%tY', new Date(0))
//// println String.format('%1$tY-%1$tm-%1$td %1$tH:%1$tM:%1$tS %1$tB %1$tb
println String.format('%1$tY-%1$tm-%1$td %1$tH:%1$tM:%1$tS %1$tB %1$tb %1$tA %1$ta %1$te %1$tj %1$tZ %1$tL %1$tp %1$tD %1$tF %1$tT %1$tR %1$tr %1$ts', new Date(86400000L * 365 + 3723004))
