package cn.shiji.kernel;

import java.util.UUID;

/**
 * Points from a fact or a figure to what it came from. Only the owning module's route opens it and checks access there.
 *
 * @param module the module that owns it, e.g. {@code record}
 * @param kind what it is there, {@code <pack>.<form>} for a record
 * @param id its id
 * @param version its version, from 1
 */
public record SourceRef(String module, String kind, UUID id, int version) {}
