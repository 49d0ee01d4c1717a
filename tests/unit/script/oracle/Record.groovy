// Runs many scripts in one JVM: reads a JSON array of {name, source} from the file in args[0], writes
// an array of {name, out, error} to the file in args[1].
import groovy.json.JsonOutput
import groovy.json.JsonSlurper

def cases = new JsonSlurper().parse(new File(args[0]), 'UTF-8')
def results = []
def realOut = System.out
TimeZone.setDefault(TimeZone.getTimeZone('UTC'))
Locale.setDefault(Locale.ENGLISH)
cases.each { c ->
    def buffer = new ByteArrayOutputStream()
    System.out = new PrintStream(buffer, true, 'UTF-8')
    def error = null
    def runner = Thread.start {
        try {
            def shell = new GroovyShell(new Binding())
            shell.evaluate(c.source, 'Script1.groovy')
        } catch (Throwable t) {
            error = [type: t.class.name, message: t.message]
        }
    }
    runner.join(10000)
    if (runner.alive) { runner.interrupt(); error = [type: 'timeout', message: null] }
    System.out.flush()
    // What one case did to the classes of all must not reach the next.
    GroovySystem.metaClassRegistry.iterator().collect { it.theClass }.each { GroovySystem.metaClassRegistry.removeMetaClass(it) }
    System.out = realOut
    results << [name: c.name, out: buffer.toString('UTF-8'), error: error]
}
new File(args[1]).setText(JsonOutput.prettyPrint(JsonOutput.toJson(results)), 'UTF-8')
System.exit(0)
