package cn.shiji.document;

/**
 * A list marker found in a text.
 *
 * @param from first character of the marker
 * @param to one after its last
 * @param number its number; 0 when hidden or lost
 * @param line index of the line it stands in
 * @param opensLine whether it is the first thing of its line
 */
record Marker(MarkerFamily family, int from, int to, int number, int line, boolean opensLine) {}
