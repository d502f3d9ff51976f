/**
 * The demo county: fictional 云岫县 with 青溪镇, its plan, two years of records and what its offices declared.
 *
 * <p>Everything goes in through the doors that people's work goes through, so the demo is also a long test of them. It is
 * the same on every machine: chance comes from the day and the village, and only the end of the records moves with today.
 */
@NullMarked
package cn.shiji.app.demo;

import org.jspecify.annotations.NullMarked;
