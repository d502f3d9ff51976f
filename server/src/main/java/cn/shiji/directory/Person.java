package cn.shiji.directory;

import cn.shiji.kernel.UnitId;
import java.util.UUID;

/**
 * A person who takes part in the work.
 *
 * @param title what the person is there, e.g. 村文书
 * @param cadre whether the rules for cadres hold for this person
 */
public record Person(UUID id, String name, String title, UnitId unit, boolean cadre) {}
