package cn.shiji.plan;

import java.util.UUID;

/** A commitment that a search found. */
public record FoundCommitment(UUID plan, String planTitle, int year, UUID commitment, String number, String heading) {}
