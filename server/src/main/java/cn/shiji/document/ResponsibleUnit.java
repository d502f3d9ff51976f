package cn.shiji.document;

/**
 * A unit that a document makes answerable for something.
 *
 * @param name as written in the document
 * @param open whether the list it stands in ends with "and others" (等), so that more units may be meant
 */
public record ResponsibleUnit(String name, UnitRole role, boolean open, Span span) {}
