package cn.shiji.document;

/** A person whom a document makes answerable for something, as named there. */
public record ResponsiblePerson(String name, PersonRole role, Span span) {}
