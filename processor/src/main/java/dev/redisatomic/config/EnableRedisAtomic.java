package dev.redisatomic.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/**
 * Makes {@link dev.redisatomic.annotation.RedisAtomic @RedisAtomic} methods of beans atomic, in a
 * Spring application without Boot. With Boot the auto-configuration does it.
 *
 * <pre>{@code
 * @Configuration
 * @EnableRedisAtomic
 * class AppConfig {
 *   @Bean
 *   JedisConnectionFactory connectionFactory() {
 *     return new JedisConnectionFactory(new RedisStandaloneConfiguration("localhost", 6379));
 *   }
 * }
 * }</pre>
 *
 * <p>The properties {@code redis.atomic.*} are read from the {@link
 * org.springframework.core.env.Environment}, for instance from a {@code @PropertySource}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Import(RedisAtomicConfiguration.class)
public @interface EnableRedisAtomic {}
