package dev.redisatomic.sample;

import dev.redisatomic.config.EnableRedisAtomic;

/**
 * Makes methods atomic in the contexts of {@link SeparateContexts}. Not inside of that class: there
 * the application would find it, too, which has the auto-configuration.
 */
@EnableRedisAtomic
class AtomicBeans {}
