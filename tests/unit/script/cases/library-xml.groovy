//// import groovy.xml.*; def x = new XmlSlurper().parseText('<r a="1"><b i
import groovy.xml.*; def x = new XmlSlurper().parseText('<r a="1"><b id="x">t1</b><b id="y">t2</b><c><d>5</d></c></r>'); println x.name()
//// import groovy.xml.*; def x = new XmlSlurper().parseText('<r a="1 2
import groovy.xml.*; def x = new XmlSlurper().parseText('<r a="1"><b id="x">t1</b><b id="y">t2</b><c><d>5</d></c></r>'); println x.@a
//// import groovy.xml.*; def x = new XmlSlurper().parseText('<r a="1 3
import groovy.xml.*; def x = new XmlSlurper().parseText('<r a="1"><b id="x">t1</b><b id="y">t2</b><c><d>5</d></c></r>'); println x.b.size()
//// import groovy.xml.*; def x = new XmlSlurper().parseText('<r a="1 4
import groovy.xml.*; def x = new XmlSlurper().parseText('<r a="1"><b id="x">t1</b><b id="y">t2</b><c><d>5</d></c></r>'); println x.b[0].text()
//// import groovy.xml.*; def x = new XmlSlurper().parseText('<r a="1 5
import groovy.xml.*; def x = new XmlSlurper().parseText('<r a="1"><b id="x">t1</b><b id="y">t2</b><c><d>5</d></c></r>'); println x.b[1].@id
//// import groovy.xml.*; def x = new XmlSlurper().parseText('<r a="1 6
import groovy.xml.*; def x = new XmlSlurper().parseText('<r a="1"><b id="x">t1</b><b id="y">t2</b><c><d>5</d></c></r>'); println x.c.d.text()
//// import groovy.xml.*; def x = new XmlSlurper().parseText('<r a="1 7
import groovy.xml.*; def x = new XmlSlurper().parseText('<r a="1"><b id="x">t1</b><b id="y">t2</b><c><d>5</d></c></r>'); println x.c.d.toInteger() + 1
//// import groovy.xml.*; def x = new XmlSlurper().parseText('<r a="1 8
import groovy.xml.*; def x = new XmlSlurper().parseText('<r a="1"><b id="x">t1</b><b id="y">t2</b><c><d>5</d></c></r>'); println x.b*.text()
//// import groovy.xml.*; def x = new XmlSlurper().parseText('<r a="1 9
import groovy.xml.*; def x = new XmlSlurper().parseText('<r a="1"><b id="x">t1</b><b id="y">t2</b><c><d>5</d></c></r>'); println x.b.collect { it.@id.text() }
//// import groovy.xml.*; def x = new XmlSlurper().parseText('<r a="1 10
import groovy.xml.*; def x = new XmlSlurper().parseText('<r a="1"><b id="x">t1</b><b id="y">t2</b><c><d>5</d></c></r>'); println x.b.find { it.@id == 'y' }
//// import groovy.xml.*; def x = new XmlSlurper().parseText('<r a="1 11
import groovy.xml.*; def x = new XmlSlurper().parseText('<r a="1"><b id="x">t1</b><b id="y">t2</b><c><d>5</d></c></r>'); println x.'**'.findAll { it.name() == 'b' }.size()
//// import groovy.xml.*; def x = new XmlSlurper().parseText('<r a="1 12
import groovy.xml.*; def x = new XmlSlurper().parseText('<r a="1"><b id="x">t1</b><b id="y">t2</b><c><d>5</d></c></r>'); println x.zz.text() == ''
//// import groovy.xml.*; def x = new XmlSlurper().parseText('<r a="1 13
import groovy.xml.*; def x = new XmlSlurper().parseText('<r a="1"><b id="x">t1</b><b id="y">t2</b><c><d>5</d></c></r>'); println x.zz.isEmpty()
//// import groovy.xml.*; def x = new XmlSlurper().parseText('<r a="1 14
import groovy.xml.*; def x = new XmlSlurper().parseText('<r a="1"><b id="x">t1</b><b id="y">t2</b><c><d>5</d></c></r>'); println x.children().size()
//// import groovy.xml.*; def x = new XmlSlurper().parseText('<r a="1 15
import groovy.xml.*; def x = new XmlSlurper().parseText('<r a="1"><b id="x">t1</b><b id="y">t2</b><c><d>5</d></c></r>'); println x.b.findAll { it.@id == 'x' }.size()
//// import groovy.xml.*; def x = new XmlSlurper().parseText('<r a="1 16
import groovy.xml.*; def x = new XmlSlurper().parseText('<r a="1"><b id="x">t1</b><b id="y">t2</b><c><d>5</d></c></r>'); x.b.each { println it }; println x
//// import groovy.xml.*; def x = new XmlParser().parseText('<r a="1"><b id
import groovy.xml.*; def x = new XmlParser().parseText('<r a="1"><b id="x">t1</b><b id="y">t2</b><c><d>5</d></c></r>'); println x.name()
//// import groovy.xml.*; def x = new XmlParser().parseText('<r a="1" 2
import groovy.xml.*; def x = new XmlParser().parseText('<r a="1"><b id="x">t1</b><b id="y">t2</b><c><d>5</d></c></r>'); println x.b.size()
//// import groovy.xml.*; def x = new XmlParser().parseText('<r a="1" 3
import groovy.xml.*; def x = new XmlParser().parseText('<r a="1"><b id="x">t1</b><b id="y">t2</b><c><d>5</d></c></r>'); println x.b[0].text()
//// import groovy.xml.*; def x = new XmlParser().parseText('<r a="1" 4
import groovy.xml.*; def x = new XmlParser().parseText('<r a="1"><b id="x">t1</b><b id="y">t2</b><c><d>5</d></c></r>'); println x.b*.text()
//// import groovy.xml.*; def x = new XmlParser().parseText('<r a="1" 5
import groovy.xml.*; def x = new XmlParser().parseText('<r a="1"><b id="x">t1</b><b id="y">t2</b><c><d>5</d></c></r>'); println x.attributes()
//// import groovy.xml.*; def x = new XmlParser().parseText('<r a="1" 6
import groovy.xml.*; def x = new XmlParser().parseText('<r a="1"><b id="x">t1</b><b id="y">t2</b><c><d>5</d></c></r>'); println x.children().size()
//// import groovy.xml.*; def x = new XmlParser().parseText('<r a="1" 7
import groovy.xml.*; def x = new XmlParser().parseText('<r a="1"><b id="x">t1</b><b id="y">t2</b><c><d>5</d></c></r>'); println x
//// import groovy.xml.*; def x = new XmlParser().parseText('<r a="1" 8
import groovy.xml.*; def x = new XmlParser().parseText('<r a="1"><b id="x">t1</b><b id="y">t2</b><c><d>5</d></c></r>'); println x.attribute('a')
//// import groovy.xml.*; def x = new XmlParser().parseText('<r a="1" 9
import groovy.xml.*; def x = new XmlParser().parseText('<r a="1"><b id="x">t1</b><b id="y">t2</b><c><d>5</d></c></r>'); println x.'**'.size()
//// import groovy.xml.*; def x = new XmlParser().parseText('<r a="1" 10
import groovy.xml.*; def x = new XmlParser().parseText('<r a="1"><b id="x">t1</b><b id="y">t2</b><c><d>5</d></c></r>'); println x.b
//// import groovy.xml.*; def x = new XmlParser().parseText('<r a="1" 11
import groovy.xml.*; def x = new XmlParser().parseText('<r a="1"><b id="x">t1</b><b id="y">t2</b><c><d>5</d></c></r>'); x.appendNode('z', [q: 1], 'zz'); println x.z.text()
//// import groovy.xml.*; def w = new StringWriter(); def m = new MarkupBui
import groovy.xml.*; def w = new StringWriter(); def m = new MarkupBuilder(w); m.root(a: 1) { item(id: 'x', 'text'); empty(); nested { deep 'y' } }; println w
//// import groovy.xml.*; def w = new StringWriter(); def m = new Mar 2
import groovy.xml.*; def w = new StringWriter(); def m = new MarkupBuilder(w); m.root(a: 1) { item(id: 'x', 'text'); empty(); nested { deep 'y' } }; println XmlUtil.escapeXml('<a b="c">&\'</a>')
//// import groovy.xml.*; def w = new StringWriter(); def m = new Mar 3
import groovy.xml.*; def w = new StringWriter(); def m = new MarkupBuilder(w); m.root(a: 1) { item(id: 'x', 'text'); empty(); nested { deep 'y' } }; println XmlUtil.serialize('<a><b>1</b><c x="2"/></a>')
//// import groovy.xml.*; try { new XmlSlurper().parseText('<a><b></a>') }
import groovy.xml.*; try { new XmlSlurper().parseText('<a><b></a>') } catch (e) { println e.class.name; println e.message }
//// import groovy.xml.*; try { new XmlSlurper().parseText('nope') } catch
import groovy.xml.*; try { new XmlSlurper().parseText('nope') } catch (e) { println e.message }
//// import groovy.xml.*; try { new XmlParser().parseText('') } catch (e) {
import groovy.xml.*; try { new XmlParser().parseText('') } catch (e) { println e.message }
//// import groovy.xml.*; println new XmlSlurper().parseText('<a>x &lt; &am
import groovy.xml.*; println new XmlSlurper().parseText('<a>x &lt; &amp; <![CDATA[<raw>]]></a>').text()
//// import groovy.xml.*; println new XmlSlurper().parseText('<a><!-- c -->
import groovy.xml.*; println new XmlSlurper().parseText('<a><!-- c --><b/> t </a>').text()
//// import groovy.xml.MarkupBuilder; def w = new StringWriter(); def b = n
import groovy.xml.MarkupBuilder; def w = new StringWriter(); def b = new MarkupBuilder(w); b.html { head { title 'T' }; body { h1('Hi & <you>'); p { mkp.yield 'x<y'; b 'bold' }; ['a', 'b'].each { i -> li(i) } } }; println w
//// import groovy.xml.MarkupBuilder; def w = new StringWriter(); def 2
import groovy.xml.MarkupBuilder; def w = new StringWriter(); def b = new MarkupBuilder(w); b.html { head { title 'T' }; body { h1('Hi & <you>'); p { mkp.yield 'x<y'; b 'bold' }; ['a', 'b'].each { i -> li(i) } } }; def w2 = new StringWriter(); new MarkupBuilder(w2).a(x: "it's", y: '"q"'); println w2
//// import groovy.xml.MarkupBuilder; def w = new StringWriter(); def 3
import groovy.xml.MarkupBuilder; def w = new StringWriter(); def b = new MarkupBuilder(w); b.html { head { title 'T' }; body { h1('Hi & <you>'); p { mkp.yield 'x<y'; b 'bold' }; ['a', 'b'].each { i -> li(i) } } }; def w2 = new StringWriter(); new MarkupBuilder(w2).a(x: "it's", y: '"q"'); def w3 = new StringWriter(); def m3 = new MarkupBuilder(w3); m3.doubleQuotes = true; m3.a(x: 1, 'c'); println w3
