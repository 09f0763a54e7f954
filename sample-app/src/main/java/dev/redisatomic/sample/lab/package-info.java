/**
 * The contention lab: naive and atomic transfers under the same load, and what became of the money.
 * {@link dev.redisatomic.sample.lab.Round} puts one contestant under load and tells how it stands;
 * {@link dev.redisatomic.sample.lab.ContentionLab} runs it at start, for the console; {@link
 * dev.redisatomic.sample.lab.LabController} runs it for browsers, two contestants at a time. Skip
 * it at first reading: it only puts the bank under load.
 */
@NullMarked
package dev.redisatomic.sample.lab;

import org.jspecify.annotations.NullMarked;
