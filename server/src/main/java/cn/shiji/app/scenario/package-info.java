/**
 * Scenarios of packs: {@code scenario.yaml} beside a pack says what is recorded and what figures and sentence must come of
 * it, and is run against the real engines.
 */
@NullMarked
package cn.shiji.app.scenario;

import org.jspecify.annotations.NullMarked;
