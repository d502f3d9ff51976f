package cn.shiji.directory;

import cn.shiji.kernel.Scope;
import java.util.List;

/**
 * A unit as it was on some day, with the places where it and all that stood below it then stand now.
 *
 * @param unit under the name it had
 * @param places without overlap; several where what was together then has been taken apart since
 */
public record UnitStood(UnitRef unit, List<Scope> places) {

    public UnitStood {
        places = List.copyOf(places);
    }
}
