package cn.shiji.document.format;

import javax.xml.stream.XMLStreamReader;

/** Reads attributes by their local names: the transitional and the strict form differ in their namespaces only. */
final class Xml {

    private Xml() {}

    static String attribute(XMLStreamReader xml, String name, String otherwise) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return otherwise;
    }

    static int whole(XMLStreamReader xml, String name, int otherwise) {
        String value = attribute(xml, name, "");
        return value.matches("-?\\d{1,9}") ? Integer.parseInt(value) : otherwise;
    }

    /** A switch that is on unless it says off, as Word writes them. */
    static boolean on(XMLStreamReader xml, String name) {
        String value = attribute(xml, name, "1");
        return !value.equals("0") && !value.equals("false") && !value.equals("off");
    }
}
