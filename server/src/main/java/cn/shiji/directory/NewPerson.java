package cn.shiji.directory;

import cn.shiji.kernel.UnitId;
import java.util.UUID;

/** Take a person into a unit; the id is made by whoever knows the person. */
public record NewPerson(UUID id, String name, String title, UnitId unit, boolean cadre) {}
