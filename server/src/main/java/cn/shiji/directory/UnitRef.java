package cn.shiji.directory;

/** A unit as other things name it in answers: its id and how to call it. */
public record UnitRef(long id, String name, UnitKind kind) {}
